from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.errors import Invalid
from models.vocabulary import Gender
from tests.conftest import FixedClock
from tests.ui.keyboard import commit, enter, press, tab_stops
from ui.records.date_editors import BornEditor, DateEditor, DayLine, MomentEditor
from ui.records.editors import (
    ChoiceEditor,
    LongTextEditor,
    MoneyEditor,
    NumberEditor,
    OpenChoiceEditor,
    TextEditor,
)
from ui.records.form import Field, Form, Group
from ui.records.rating_editor import RatingEditor
from ui.records.tags_editor import TagsEditor


@dataclass(frozen=True)
class Values:
    name: str = ""
    note: str = ""
    gender: str = "unknown"
    format: str = ""
    joined: date | None = None
    begins: datetime | None = None
    born: str = ""
    seats: int | None = None
    cost: Decimal | None = None
    mark: int | None = None
    tags: tuple[str, ...] = ()


FULL = Values(
    name="张三",
    note="one\ntwo",
    gender="female",
    format="gathering",
    joined=date(2026, 1, 2),
    begins=datetime(2026, 10, 3, 19, 30),
    born="1985",
    seats=30,
    cost=Decimal("86.50"),
    mark=4,
    tags=("晨跑", "摄影"),
)


@pytest.fixture
def form(qtbot: QtBot, english: None, clock: FixedClock) -> Iterator[Form]:
    words = [("gathering", "Gathering"), ("志愿服务", "志愿服务")]
    rows = (
        (Field("name", "Name", TextEditor),),
        (Field("note", "Note", LongTextEditor),),
        (Field("gender", "Gender", lambda: ChoiceEditor(Gender)),
         Field("format", "Format", lambda: OpenChoiceEditor(lambda: words))),
        (Field("joined", "Joined", DateEditor), Field("begins", "Begins", MomentEditor)),
        (Field("born", "Birth date", BornEditor),
         Field("seats", "Capacity", NumberEditor, when=lambda values: values["name"] != "x")),
        (Field("cost", "Cost", MoneyEditor), Field("mark", "Rating", RatingEditor)),
        (Field("tags", "Tags", lambda: TagsEditor(lambda: ("晨跑", "徒步"))),),
    )  # fmt: skip
    made = Form((Group("", rows),), Values)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made


def line(form: Form, name: str) -> QLineEdit:
    field = form.editor(name).field
    assert isinstance(field, QLineEdit)
    return field


def test_what_is_filled_in_is_read_back_and_not_edited(form: Form) -> None:
    form.fill(FULL)
    assert form.values() == {name: getattr(FULL, name) for name in FULL.__dataclass_fields__}
    assert not form.is_edited()


def test_a_new_record_begins_blank(form: Form) -> None:
    form.fill(FULL)
    form.fill(None)
    assert form.values()["name"] == "" and form.values()["tags"] == ()


def test_typing_is_an_edit_and_taking_it_back_is_none(form: Form) -> None:
    form.fill(FULL)
    commit(line(form, "name"), "丰")
    assert form.is_edited()
    press(line(form, "name"), Qt.Key.Key_Backspace)
    press(line(form, "name"), Qt.Key.Key_Home)
    assert not form.is_edited() or form.values()["name"] != "张三"


@pytest.mark.parametrize(
    ("name", "text"),
    [("joined", "someday"), ("seats", "many"), ("cost", "1.005"), ("born", "1785")],
)
def test_what_cannot_be_read_marks_its_field(form: Form, name: str, text: str) -> None:
    form.fill(Values(name="张三"))
    line(form, name).setText(text)
    with pytest.raises(Invalid) as refused:
        form.values()
    assert set(refused.value.errors) == {name}
    form.mark(refused.value.errors)
    assert line(form, name).property("invalid") is True
    assert line(form, name).accessibleDescription().startswith("Write")
    form.mark({})
    assert line(form, name).property("invalid") is False


def test_a_field_that_is_changed_is_no_longer_marked(form: Form) -> None:
    form.fill(Values(name="张三"))
    line(form, "joined").setText("someday")
    form.mark({"joined": "Write a date like 2026-10-03.", "name": "A name is needed."})
    press(line(form, "joined"), Qt.Key.Key_Backspace)
    assert line(form, "joined").property("invalid") is False
    assert line(form, "joined").accessibleDescription() == ""
    assert line(form, "name").property("invalid") is True


def test_every_field_has_a_name_for_readers(form: Form) -> None:
    names = {form.editor(name).field.accessibleName() for name in ("name", "joined", "cost")}
    assert names == {"Name", "Joined", "Cost"}


def test_a_date_is_rewritten_as_it_is_shown(form: Form) -> None:
    form.fill(Values())
    joined = line(form, "joined")
    commit(joined, "2026年3月5日")
    press(joined, Qt.Key.Key_Tab)
    assert form.values()["joined"] == date(2026, 3, 5)
    assert "年" not in joined.text()


def test_a_day_is_picked_from_the_calendar(form: Form) -> None:
    form.fill(Values())
    joined = line(form, "joined")
    assert isinstance(joined, DayLine)
    press(joined, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = joined.findChild(QCalendarWidget)
    assert calendar is not None and calendar.isVisible()
    assert calendar.selectedDate() == QDate(2026, 10, 31)
    calendar.activated.emit(QDate(2026, 10, 3))
    assert form.values()["joined"] == date(2026, 10, 3) and form.is_edited()


def test_own_words_are_kept_beside_the_usual_ones(form: Form) -> None:
    form.fill(FULL)
    box = form.editor("format").field
    assert isinstance(box, QComboBox) and box.currentText() == "Gathering"
    box.setEditText("野餐")
    assert form.values()["format"] == "野餐"


def test_tags_by_enter_comma_and_backspace(form: Form) -> None:
    form.fill(FULL)
    tags = line(form, "tags")
    commit(tags, "徒步")
    enter(tags)
    commit(tags, "亲子，")
    assert form.values()["tags"] == ("晨跑", "摄影", "徒步", "亲子")
    press(tags, Qt.Key.Key_Backspace)
    assert form.values()["tags"] == ("晨跑", "摄影", "徒步")
    chip = next(chip for chip in form.editor("tags").findChildren(QPushButton) if chip.isVisible())
    chip.click()
    assert form.values()["tags"] == ("摄影", "徒步")


def test_a_rating_by_digit_and_cleared(form: Form) -> None:
    form.fill(Values())
    buttons = form.editor("mark").findChildren(QPushButton)
    press(buttons[0], Qt.Key.Key_4)
    assert form.values()["mark"] == 4
    press(buttons[3], Qt.Key.Key_Delete)
    assert form.values()["mark"] is None


def test_a_rating_is_one_stop_of_tab_at_its_mark(form: Form) -> None:
    form.fill(Values(mark=4))
    buttons = form.editor("mark").findChildren(QPushButton)
    stops = tab_stops(form, line(form, "name"))
    assert [button for button in buttons if button in stops] == [buttons[3]]
    form.editor("mark").setFocus()
    assert buttons[3].hasFocus()
    press(buttons[3], Qt.Key.Key_Right)
    press(buttons[4], Qt.Key.Key_Right)
    assert buttons[4].hasFocus() and form.values()["mark"] == 4
    press(buttons[4], Qt.Key.Key_Space)
    assert form.values()["mark"] == 5


def test_what_is_typed_into_the_first_field_goes_behind_what_stands_there(form: Form) -> None:
    form.fill(FULL)
    form.focus_first()
    commit(line(form, "name"), "丰")
    assert form.values()["name"] == f"{FULL.name}丰"


def test_a_field_that_makes_no_sense_is_hidden(form: Form) -> None:
    form.fill(Values(name="x"))
    assert not line(form, "seats").isVisible()
    form.fill(Values(name="y"))
    assert line(form, "seats").isVisible()


def test_refresh_takes_news_but_leaves_edits(form: Form) -> None:
    form.fill(FULL)
    commit(line(form, "name"), "丰")
    typed: Any = form.values()["name"]
    form.refresh(replace(FULL, name="李四", born="1990"))
    assert form.values()["name"] == typed and form.values()["born"] == "1990"
