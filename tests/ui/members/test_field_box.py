from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.members.filter_fields import all_fields
from models.members.filters import ALL, Condition, Group, Test
from tests.ui.keyboard import commit, enter, press, tab_stops
from ui import wording
from ui.members.field_box import FieldBox
from ui.members.filter_parts import GroupBox
from ui.members.filter_words import said
from ui.session import Session


@pytest.fixture
def box(session: Session, qtbot: QtBot) -> Iterator[FieldBox]:
    window = QWidget()
    column = QVBoxLayout(window)
    made = FieldBox(all_fields())
    for widget in (made, QLineEdit()):
        column.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.setCurrentIndex(made.findData("tags"))
    made.setFocus()
    yield made  # the window lives as long


def test_a_field_is_found_by_typing_a_part_of_its_title(box: FieldBox) -> None:
    heard: list[int] = []
    box.activated.connect(heard.append)
    for letter in "gion":
        press(box, getattr(Qt.Key, f"Key_{letter.upper()}"))
    enter(box)
    assert (box.currentData(), box.currentText()) == ("region", "Region")
    assert heard == [box.findData("region")]


def test_a_chinese_field_is_found_by_its_initials(session: Session, qtbot: QtBot) -> None:
    wording.use("zh_CN")
    made = FieldBox(all_fields())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    for letter in "SZD":
        press(made, getattr(Qt.Key, f"Key_{letter}"))
    enter(made)
    assert (made.currentData(), made.currentText()) == ("region", "所在地")


def test_a_field_is_found_by_what_else_it_may_be_called(box: FieldBox) -> None:
    commit(box, "took part, ")
    enter(box)
    assert box.currentData() == "attendance"


def test_what_else_a_chinese_field_may_be_called_is_found_by_its_pinyin(
    session: Session, qtbot: QtBot
) -> None:
    wording.use("zh_CN")
    made = FieldBox(all_fields())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    for typed in ("huodong", "qiandao", "活动"):
        made.setCurrentIndex(made.findData("tags"))
        commit(made, typed)
        enter(made)
        assert made.currentData() == "attendance", typed


def test_what_no_field_is_called_is_taken_back(box: FieldBox) -> None:
    commit(box, "qqq")
    enter(box)
    assert (box.currentData(), box.currentText()) == ("tags", "Tags")
    commit(box, "qqq")
    press(box, Qt.Key.Key_Escape)
    assert box.currentText() == "Tags"
    commit(box, "qqq")
    press(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not box and box.currentText() == "Tags"


def test_a_condition_is_walked_in_reading_order(session: Session, qtbot: QtBot) -> None:
    group = GroupBox(all_fields(), Group(ALL, (Condition("region", Test.IS, ""),)))
    qtbot.addWidget(group)
    with qtbot.waitActive(group):
        group.show()
        group.activateWindow()
    group.add_condition()
    QApplication.processEvents()
    first, second = group.rows()
    stops = tab_stops(group, group.way)
    assert first._editor is not None and second._editor is not None
    at = [stops.index(each) for each in (
        first.field, first.test, first._editor.field, second.field, second.test)]  # fmt: skip
    assert at == sorted(at)
    removes = [place for place, stop in enumerate(stops)
               if isinstance(stop, QPushButton) and stop.accessibleName()
               == "Take this condition out"]  # fmt: skip
    assert at[2] < removes[0] < at[3]


def test_a_condition_without_words_says_so(session: Session) -> None:
    asked = Group(ALL, (Condition("region", Test.IS, ""),))
    assert said(asked, all_fields()) == "Region: nothing written yet"
