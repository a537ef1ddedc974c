"""Fields of the organizer's own, from the window that defines them to the history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.built_in import is_built_in
from models.members.custom_field import CustomField, define_field, list_fields, retire_fields
from models.members.member import load_member, save_member
from models.past import record_past
from models.records import OF_MEMBERS
from models.vocabulary import FieldSort, Kind
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.members.columns import COLUMNS
from ui.members.fields_window import FieldsWindow
from ui.members.form import member_form
from ui.members.tab import members_tab
from ui.page_commands import offered
from ui.records.changes import worded
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def window(page: RecordPage, session: Session, qtbot: QtBot) -> FieldsWindow:
    made = FieldsWindow(session, page)
    made.show()
    qtbot.waitExposed(made)
    return made


def name_of(field: bytes) -> str:
    return f"field:{field.hex()}"


def shown(page: RecordPage) -> str:
    return "\n".join(text.text() for text in page.pane.findChildren(QLabel) if text.isVisible())


def undo_last(session: Session) -> None:
    step = undo_step()
    assert step
    session.announce(*undo(step).kinds)


def define(window: FieldsWindow, title: str, sort: FieldSort, choices: str = "") -> None:
    window.ordered.new.click()
    commit(window.title, title)
    window.sort.setCurrentIndex(window.sort.findData(sort))
    window.sort.activated.emit(window.sort.currentIndex())
    if choices:
        window.choices.setPlainText(choices)
    window.save.click()


def test_a_field_is_defined_filled_in_shown_and_listed(
    page: RecordPage, window: FieldsWindow
) -> None:
    define(window, "T恤 & 尺码", FieldSort.CHOICE, "S\nM\n\nM")
    define(window, "入会年数", FieldSort.NUMBER)
    window.close()
    size, years = list_fields()
    assert (size.title, size.choices) == ("T恤 & 尺码", ("S", "M"))
    page.start_new()
    commit(page.form.editor("name").field, "张三")
    commit(page.form.editor(years.name).field, "12.50")
    box = page.form.editor(size.name).field
    assert isinstance(box, QComboBox) and box.accessibleName() == "T恤 & 尺码"
    press(box, Qt.Key.Key_M)
    assert page.save()
    member = page.listing.table.current_id()
    loaded = load_member(member or b"")
    assert loaded and loaded.custom == {size.id: "M", years.id: Decimal("12.5")}
    assert "T恤 & 尺码\nM" in shown(page) and "入会年数\n12.5" in shown(page)


def test_a_number_that_is_none_is_marked(page: RecordPage, session: Session) -> None:
    field = define_field(None, "年数", FieldSort.NUMBER)
    page.start_new()
    commit(page.form.editor("name").field, "张三")
    commit(page.form.editor(name_of(field)).field, "viele")
    assert not page.save() and "Write a number" in shown(page)


def test_what_does_not_fit_stays_through_an_edit(page: RecordPage, session: Session) -> None:
    texts = {FieldSort.DATE: "bald", FieldSort.NUMBER: "viele", FieldSort.CHOICE: "XL"}
    fields = {sort: define_field(None, sort.title, FieldSort.TEXT) for sort in texts}
    values = {name_of(fields[sort]): text for sort, text in texts.items()}
    member = save_member(None, {"name": "张三", **values})
    for sort, field in fields.items():
        define_field(field, sort.title, sort, ("S",))
    session.announce(Kind.COMMUNITY, Kind.MEMBER)
    page.show_record(member)
    page.edit()
    assert not page.form.is_edited()
    commit(page.form.editor("phone").field, "1")
    assert page.save()
    loaded = load_member(member)
    assert loaded and set(loaded.custom.values()) == set(texts.values())


def test_yes_no_and_date_are_edited_and_emptied(page: RecordPage, session: Session) -> None:
    yes = define_field(None, "有车", FieldSort.YES_NO)
    day = define_field(None, "体检", FieldSort.DATE)
    member = save_member(None, {"name": "张三", name_of(yes): True})
    session.announce(Kind.MEMBER)
    page.show_record(member)
    page.edit()
    box, line = page.form.editor(name_of(yes)).field, page.form.editor(name_of(day)).field
    assert isinstance(box, QComboBox) and isinstance(line, QLineEdit)
    assert [box.itemText(place) for place in range(box.count())] == ["", "Yes", "No"]
    box.setCurrentIndex(0)
    commit(line, "2026-10-03")
    assert page.save()
    loaded = load_member(member)
    assert loaded and loaded.custom == {day: date(2026, 10, 3)}


def test_a_column_is_chosen_sorted_by_and_goes_with_its_field(
    page: RecordPage, session: Session
) -> None:
    field = define_field(None, "年数", FieldSort.NUMBER)
    for name, years in (("甲", 10), ("乙", 9), ("丙", None)):
        save_member(None, {"name": name, name_of(field): years})
    session.announce(Kind.COMMUNITY, Kind.MEMBER)
    table = page.listing.table
    last = table.rows.columnCount() - 1
    assert table.rows.headerData(last, Qt.Orientation.Horizontal) == "年数"
    assert table.isColumnHidden(last)
    page.resize(1900, 760)
    page.listing.shown_columns.toggle(name_of(field), True)
    assert not table.isColumnHidden(last)
    table.horizontalHeader().setSortIndicator(last, Qt.SortOrder.AscendingOrder)
    cells = [table.rows.index(row, last).data() for row in range(3)]
    assert cells == ["9", "10", ""]
    retire_fields([field])
    session.announce(Kind.COMMUNITY)
    assert table.rows.columnCount() == last
    assert [table.rows.line(row).name for row in range(3)] == ["丙", "甲", "乙"]  # type: ignore[union-attr]


def test_order_removal_and_undo(window: FieldsWindow, session: Session) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    define(window, "一", FieldSort.TEXT)
    define(window, "二", FieldSort.TEXT)
    window.ordered.up.click()
    assert [each.title for each in list_fields()] == ["二", "一"]
    assert not window.ordered.up.isEnabled() and window.ordered.down.isEnabled()
    window.ordered.remove.click()
    assert [each.title for each in list_fields()] == ["一"] and "二" in told[0]
    undo_last(session)
    assert len(list_fields()) == 2


def test_it_says_what_becomes_of_the_values(window: FieldsWindow) -> None:
    define(window, "尺码", FieldSort.TEXT)
    field = list_fields()[0].id
    for name, text in (("甲", "s"), ("乙", "XL")):
        save_member(None, {"name": name, name_of(field): text})
    window._reload(field)
    assert window.note.text() == "2 members have something in it."
    window.sort.setCurrentIndex(window.sort.findData(FieldSort.CHOICE))
    window.sort.activated.emit(window.sort.currentIndex())
    assert window.choices.isVisible()
    window.choices.setPlainText("S\nM")
    assert "1 value is written anew." in window.note.text()
    assert "1 value does not fit." in window.note.text()


def test_a_title_that_is_there_is_refused_and_two_of_a_merge_are_joined(
    window: FieldsWindow, session: Session
) -> None:
    define(window, "尺码", FieldSort.TEXT)
    define(window, "尺码", FieldSort.TEXT)
    assert len(list_fields()) == 1
    assert any("title already" in each.text() for each in window.findChildren(QLabel))
    with action("community.fields"):
        other = CustomField.create(title="尺码", number=2).id
    member = save_member(None, {"name": "甲", name_of(other): "M"})
    window._reload(list_fields()[0].id)
    assert window.join.isVisible()
    window.join.click()
    loaded = load_member(member)
    assert loaded and list(loaded.custom.values()) == ["M"] and not window.join.isVisible()


def test_ctrl_k_knows_it_and_the_window_is_walked_by_keys(
    page: RecordPage, window: FieldsWindow
) -> None:
    assert "Fields of your own…" in [each.title for each in offered(page)]
    window.ordered.new.setFocus()
    commit(window.title, "备用")
    enter(window.title)
    assert [each.title for each in list_fields()] == ["备用"]
    assert isinstance(window.choices, QPlainTextEdit) and window.choices.tabChangesFocus()


def test_the_history_says_the_title_of_the_field(session: Session) -> None:
    field = define_field(None, "有车", FieldSort.YES_NO)
    day = define_field(None, "体检", FieldSort.DATE)
    member = save_member(None, {"name": "张三", name_of(field): True})
    save_member(member, {name_of(field): False, name_of(day): date(2026, 10, 3)})
    save_member(member, {name_of(field): None})
    past = record_past(member, OF_MEMBERS)
    said = [[worded(cell, past.names) for cell in entry.cells] for entry in past.entries]
    lines = [[line for line in entry if line] for entry in said]
    assert lines[0] == ["有车: empty"]
    assert lines[1][0] == "有车: Yes → No" and lines[1][1].startswith("体检: ")
    assert "有车: Yes" in lines[2]


def test_no_row_of_the_form_and_no_column_can_be_there_twice(
    session: Session, qtbot: QtBot
) -> None:
    form = member_form(session)
    qtbot.addWidget(form)
    titles = {label.text() for label in form.findChildren(QLabel) if label.buddy()}
    assert len(titles) > 20
    titles |= {_(column.title) for column in COLUMNS}
    assert [title for title in titles if not is_built_in(title)] == []


def test_a_title_that_is_taken_is_said_at_once_and_stays_to_be_mended(
    window: FieldsWindow,
) -> None:
    window.ordered.new.click()
    window.title.setText(_("Phone"))
    window.save.click()
    assert list_fields() == () and window.title.text() == _("Phone")
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert _("A built-in field has this title. Choose another one.") in said


def test_a_field_half_written_is_asked_about(
    window: FieldsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 0]
    monkeypatch.setattr(asking, "choose", lambda *_asked: answers.pop(0))
    window.title.setText("尺码")
    press(window, Qt.Key.Key_Escape)
    assert window.isVisible() and not list_fields()
    press(window, Qt.Key.Key_Escape)
    assert [each.title for each in list_fields()] == ["尺码"]


def test_tab_comes_to_own_fields_before_the_buttons(page: RecordPage) -> None:
    field = define_field(None, "手机型号", FieldSort.TEXT)
    page.start_new()
    page.form.focus_field("note")
    own = page.form.editor(name_of(field)).field
    press(page.form.editor("note").field, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is own
    press(own, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is page.pane.save_button
