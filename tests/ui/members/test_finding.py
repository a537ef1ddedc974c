from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from models.events.attendance import attendance_of
from models.events.event import save_event
from models.journal.undo import undo, undo_step
from models.members.custom_field import list_fields, retire_fields
from models.members.filters import ALL, ANY, Condition, Group, Test
from models.members.long_lists import remember_members
from models.members.member import load_member, save_member
from models.members.saved_list import save_list, saved_lists
from models.vocabulary import Kind
from tests.ui.keyboard import commit, press
from ui.dialogs.name_dialog import NameDialog
from ui.members import together_windows
from ui.members.bulk_window import BulkWindow
from ui.members.filter_builder import FilterBuilder
from ui.members.finding import Finding
from ui.members.lists_window import ListsWindow
from ui.members.tab import members_tab
from ui.members.together import people_of
from ui.members.together_windows import EventOfMany, MailOfMany, TagsOfMany
from ui.records import record_list
from ui.records.record_page import RecordPage
from ui.session import Session

SHANGHAI = Group(ALL, (Condition("region", Test.IS, "上海"),))


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    said = {
        "张三": ("上海", "zhang@example.org", ("跑步", "读书")),
        "李四": ("上海", "", ("跑步",)),
        "王五": ("苏州", "wang@example.org", ("摄影",)),
        "赵六": ("", "", ()),
    }
    return {
        name: save_member(None, {"name": name, "region": region, "email": email, "tags": tags,
                                 "joined": date(2026, 1, 5)})
        for name, (region, email, tags) in said.items()
    }  # fmt: skip


@pytest.fixture
def page(people: dict[str, bytes], session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1184, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def finding(page: RecordPage) -> Finding:
    made = page.findChild(Finding)
    assert made is not None
    return made


def names(page: RecordPage) -> list[str]:
    rows = page.listing.table.rows
    return [rows.line(row).name for row in range(rows.rowCount())]  # type: ignore[union-attr]


def opened(page: RecordPage, kind: type[QDialog]) -> Any:
    (dialog,) = (each for each in page.window().findChildren(kind) if each.isVisible())
    return dialog


def pills(finding: Finding) -> list[str]:
    made = finding.strip.findChildren(QPushButton)
    shown = [each for each in made if each.isVisible() and each.property("role") == "pill"]
    return [each.text() for each in sorted(shown, key=lambda each: each.x())]


def pick(box: QComboBox, data: object) -> None:
    """Choose by the keyboard, as somebody does who knows where it stands."""
    box.setFocus()
    steps = box.findData(data) - box.currentIndex()
    for _step in range(abs(steps)):
        before = box.currentIndex()
        press(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        if box.currentData() == data:
            return
        assert box.currentIndex() != before


def undo_last(session: Session) -> None:
    step = undo_step()
    assert step is not None
    undo(step)
    session.announce(Kind.MEMBER, Kind.COMMUNITY)


def test_a_filter_is_built_counted_shown_and_saved_by_keys(
    page: RecordPage, finding: Finding, session: Session, qtbot: QtBot
) -> None:
    press(
        page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    builder = opened(page, FilterBuilder)
    (row,) = builder.group.rows()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.field)
    pick(row.field, "region")
    pick(row.test, Test.IS)
    commit(row._editor.field, "上海")
    assert builder.summary.text() == "Region is “上海”"
    builder._save.click()
    opened(page, NameDialog).reject()
    builder = opened(page, FilterBuilder)
    assert builder.summary.text() == "Region is “上海”"
    qtbot.waitUntil(lambda: builder.found.text() == "2 members match")
    press(builder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["李四", "张三"] and page.listing.count.text() == "2 / 4"
    assert finding.strip.summary.accessibleName() == "Region is “上海”"
    finding.strip.save_wanted.emit()
    dialog = opened(page, NameDialog)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and not saved_lists()
    commit(dialog.name, "上海的")
    press(dialog.name, Qt.Key.Key_Return)
    assert [each.asked for each in saved_lists()] == [SHANGHAI]
    qtbot.waitUntil(lambda: pills(finding) == ["上海的 2"])


def test_groups_are_built_and_taken_out_again(
    page: RecordPage, finding: Finding, qtbot: QtBot
) -> None:
    finding.build()
    builder = opened(page, FilterBuilder)
    (add,) = (each for each in builder.group.findChildren(QPushButton) if each.text() == "Group")
    add.setFocus()
    press(add, Qt.Key.Key_Return)
    (inner,) = builder.group.findChildren(type(builder.group))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is next(inner.rows()).field)
    assert inner.way.currentData() == ANY
    inner.add_condition()
    first, *others = builder.group.rows()
    assert len(others) == 2
    asked = builder.asked()
    assert [type(part).__name__ for part in asked.parts] == ["Condition", "Group"]
    for each in others:
        each.leaving.emit()
    assert [type(part).__name__ for part in builder.asked().parts] == ["Condition"]
    first.leaving.emit()
    assert builder.asked() == Group()
    assert builder.summary.text() == "Nothing is asked: everybody is shown."
    builder.reject()


def test_what_cannot_be_read_is_said_and_not_shown(
    page: RecordPage, finding: Finding, qtbot: QtBot
) -> None:
    finding.strip.narrow(Group(ALL, (Condition("joined", Test.LAST_DAYS, 9),)))
    finding.build()
    builder = opened(page, FilterBuilder)
    qtbot.waitUntil(builder.isActiveWindow)
    (row,) = builder.group.rows()
    commit(row._editor.field, "x")
    assert "whole number" in builder.summary.text()
    press(builder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert builder.isVisible() and row._editor.field.property("invalid")


def test_a_list_is_a_pill_that_stays_alive(
    page: RecordPage, finding: Finding, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    saved = save_list(None, "上海的", SHANGHAI)
    session.announce(Kind.COMMUNITY)
    qtbot.waitUntil(lambda: pills(finding) == ["上海的 2"])
    (pill,) = (each for each in finding.strip.findChildren(QPushButton)
               if each.text() == "上海的 2")  # fmt: skip
    pill.setFocus()
    press(pill, Qt.Key.Key_Space)
    assert names(page) == ["李四", "张三"]
    save_member(people["王五"], {"region": "上海"})
    session.announce(Kind.MEMBER)
    assert names(page) == ["李四", "王五", "张三"]
    qtbot.waitUntil(lambda: pills(finding) == ["上海的 3"])
    commit(page.listing.search, "李")
    assert names(page) == ["李四"]
    page.listing.clear_filter()
    assert len(names(page)) == 4 and finding.strip.chosen is None
    finding.strip.choose(saved)
    undo_last(session)
    assert names(page) == ["李四", "张三"]
    undo_last(session)
    assert len(names(page)) == 4 and pills(finding) == []


def test_a_list_that_cannot_be_asked_shows_nobody_and_says_why(
    page: RecordPage, finding: Finding, session: Session
) -> None:
    from models.members.custom_field import define_field
    from models.vocabulary import FieldSort

    define_field(None, "鞋码", FieldSort.NUMBER)
    own = list_fields()[0]
    saved = save_list(None, "大脚", Group(ALL, (Condition(own.name, Test.FILLED),)))
    session.announce(Kind.COMMUNITY)
    finding.strip.choose(saved)
    retire_fields([own.id])
    session.announce(Kind.COMMUNITY)
    assert names(page) == []
    assert "not there any more" in finding.strip.summary.accessibleName()


def test_lists_are_changed_renamed_ordered_and_deleted(
    page: RecordPage, finding: Finding, session: Session
) -> None:
    for name in ("一", "二", "三"):
        save_list(None, name, SHANGHAI)
    session.announce(Kind.COMMUNITY)
    finding.manage("all", None)
    window = opened(page, ListsWindow)
    window.lists.setCurrentRow(2)
    assert window.words.text() == "Region is “上海”"
    window._do("up")
    assert [each.name for each in saved_lists()] == ["一", "三", "二"]
    assert window.current().name == "三"
    window._do("remove")
    assert [each.name for each in saved_lists()] == ["一", "二"]
    press(window.lists, Qt.Key.Key_Return)
    chosen = finding.strip.list_chosen()
    assert not window.isVisible() and chosen is not None and chosen.name == "二"
    finding.manage("edit", chosen)
    builder = opened(page, FilterBuilder)
    (row,) = builder.group.rows()
    commit(row._editor.field, "苏州")
    builder.chosen.emit(builder.asked())
    changed = [each for each in saved_lists() if each.asked != SHANGHAI]
    assert len(changed) == 1
    builder.reject()


def test_tags_are_given_to_whoever_is_listed(
    page: RecordPage, finding: Finding, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    finding.strip.narrow(SHANGHAI)
    finding.together.renew()
    assert finding.together.menu.actions()[0].text() == "All 2 members in this list"
    finding.together._tag()
    dialog = opened(page, TagsOfMany)
    dialog.added.set_value(("晨跑",))
    dialog.taken.set_value(("跑步",))
    dialog._agree()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert {load_member(people[name]).tags for name in ("张三",)} == {("晨跑", "读书")}  # type: ignore[union-attr]
    assert load_member(people["王五"]).tags == ("摄影",)  # type: ignore[union-attr]
    undo_last(session)
    assert load_member(people["李四"]).tags == ("跑步",)  # type: ignore[union-attr]


def test_the_selected_are_meant_where_there_are_several(
    page: RecordPage, finding: Finding, people: dict[str, bytes]
) -> None:
    table = page.listing.table
    table.select(people["李四"])
    assert people_of(page.listing).count == 4
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert people_of(page.listing).ids() == [people["李四"], people["王五"]]
    finding.together.renew()
    assert finding.together.menu.actions()[0].text() == "2 selected members"


def test_they_are_put_on_an_events_list(
    page: RecordPage, finding: Finding, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    event = save_event(None, {"title": "晨跑"})
    finding.strip.narrow(SHANGHAI)
    finding.together._add_to_event()
    dialog = opened(page, EventOfMany)
    dialog._agree()
    assert dialog.isVisible()
    dialog.event_editor.set_value(event, "晨跑")
    dialog.said_yes.setChecked(True)
    dialog._agree()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert {(each.member_name, each.rsvp) for each in attendance_of(event)} == {
        ("张三", "yes"), ("李四", "yes"),
    }  # fmt: skip


def test_mail_goes_to_whoever_has_an_address(
    page: RecordPage,
    finding: Finding,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(together_windows, "open_link", sent.append)
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    finding.together._mail()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    window = opened(page, MailOfMany)
    (write,) = (
        each for each in window.findChildren(QPushButton) if each.text() == "Write the mail"
    )
    write.click()
    assert sent == ["mailto:?bcc=wang@example.org,zhang@example.org"]
    finding.together._copy_addresses()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["2 addresses copied. 2 of them have no address."]
    assert QGuiApplication.clipboard().text() == "wang@example.org; zhang@example.org"


def test_a_bulk_edit_is_seen_done_and_undone(
    page: RecordPage, finding: Finding, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    finding.together._edit()
    window = opened(page, BulkWindow)
    assert not window.agree.isEnabled()
    commit(window.fields.editors["region"].field.lineEdit(), "上海")
    assert window.fields.ticks["region"].isChecked()
    qtbot.waitUntil(lambda: window.agree.isEnabled())
    assert window.told.text() == "2 members change · 2 need no change"
    rows = [[window.table.item(row, column).text() for column in range(3)] for row in range(2)]
    assert rows == [["王五", "Region", "苏州 → 上海"], ["赵六", "Region", "– → 上海"]]
    window.agree.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert {load_member(each).region for each in people.values()} == {"上海"}  # type: ignore[union-attr]
    undo_last(session)
    assert load_member(people["王五"]).region == "苏州"  # type: ignore[union-attr]


def test_a_long_list_is_asked_on_the_worker(
    page: RecordPage,
    finding: Finding,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record_list, "AT_ONCE", 2)
    monkeypatch.setattr("models.beginning._found", lambda *_asked: [])
    finding.strip.narrow(SHANGHAI)
    assert len(names(page)) == 4
    qtbot.waitUntil(lambda: names(page) == ["李四", "张三"])
    qtbot.waitUntil(lambda: page.listing.count.text() == "2 / 4")
    commit(page.listing.search, "张")
    qtbot.waitUntil(lambda: names(page) == ["张三"])
    page.listing.clear_filter()
    assert len(names(page)) == 4


def test_a_long_list_begins_at_once(
    page: RecordPage,
    finding: Finding,
    people: dict[str, bytes],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record_list, "AT_ONCE", 2)
    monkeypatch.setattr(page.listing.table, "rows_in_view", lambda: 1)
    finding.strip.narrow(SHANGHAI)
    assert names(page) == ["李四"]
    page.listing.select(people["张三"])
    qtbot.waitUntil(lambda: names(page) == ["李四", "张三"])
    assert page.listing.table.currentIndex().row() == 1
    assert page.listing.is_filtering
    qtbot.waitUntil(lambda: page.listing.count.text() == "2 / 4")


def test_a_long_list_that_is_remembered_is_there_at_once(
    page: RecordPage, finding: Finding, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_list, "AT_ONCE", 2)
    monkeypatch.setattr("models.beginning._found", lambda *_asked: [])
    remember_members()
    finding.strip.narrow(SHANGHAI)
    assert names(page) == ["李四", "张三"]
    qtbot.waitUntil(lambda: page.listing.count.text() == "2 / 4")
