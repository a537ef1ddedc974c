"""A person's own page, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.base import live
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.cadence import save_cadences
from models.members.contact import (
    Contact,
    all_contacts,
    load_contact,
    note_contact,
    open_follow_ups,
)
from models.members.interaction import Interaction, add_interactions
from models.members.member import remove_members, save_member
from models.members.timeline_sources import Chapter
from models.members.violation import violations_of
from models.rules.rule import save_rule
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui import asking, wording
from ui.members.person.page import PersonPage
from ui.members.person.several import SeveralWindow
from ui.members.rooms import MembersRooms
from ui.members.together import people_of
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def zhang(session: Session) -> bytes:
    session.preferences.organizer = "林晓"
    made = save_member(None, {"name": "张三", "joined": date(2026, 1, 5), "tags": ["跑步"]})
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 3, 7, 7)})
    save_attendance(event, made, came="yes", rating=4)
    save_cadences({"跑步": 30})
    return made


@pytest.fixture
def rooms(zhang: bytes, session: Session, qtbot: QtBot) -> Iterator[MembersRooms]:
    made = MembersRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def page(rooms: MembersRooms, zhang: bytes) -> PersonPage:
    rooms.show_person(zhang)
    return rooms.person


def titles(page: PersonPage) -> list[str]:
    rows = page.list.rows
    shown = [rows.worded(row) for row in range(rows.rowCount())]
    return [each.title for each in shown if each is not None]


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def field(page: PersonPage, name: str) -> Any:
    return page.contact.form.editor(name).field


def test_enter_in_the_list_opens_the_person_and_esc_leads_back(
    rooms: MembersRooms, zhang: bytes
) -> None:
    table = rooms.page.listing.table
    table.setFocus()
    table.select(zhang)
    enter(table)
    assert rooms.currentWidget() is rooms.person
    assert titles(rooms.person) == ["Came to “晨跑”", "Became a member"]
    assert QApplication.focusWidget() is rooms.person.list
    press(rooms.person.list, Qt.Key.Key_Escape)
    assert rooms.currentWidget() is rooms.page
    assert QApplication.focusWidget() is table
    rooms.show_person(zhang)
    press(rooms.person.list, Qt.Key.Key_Left, ALT)
    assert rooms.currentWidget() is rooms.page


def test_the_pane_has_a_button_and_says_how_often(rooms: MembersRooms, zhang: bytes) -> None:
    rooms.page.show_record(zhang)
    pane = rooms.page.pane
    assert "To be spoken to every 30 days. No contact is noted yet. It is time." in said(pane)
    button = next(each for each in pane.findChildren(QPushButton) if each.text() == "Timeline")
    button.click()
    assert (rooms.currentWidget(), rooms.person.member) == (rooms.person, zhang)


def test_a_contact_is_noted_without_the_mouse(
    page: PersonPage, rooms: MembersRooms, zhang: bytes, session: Session
) -> None:
    told: list[tuple[str, bool]] = []
    session.told.connect(lambda text, undo: told.append((text, undo)))
    rooms.start_new()
    assert QApplication.focusWidget() is field(page, "needs")
    commit(field(page, "needs"), "想借一双跑鞋")
    commit(field(page, "note"), "call again")
    commit(field(page, "follow_up"), "2026-11-09")
    press(page.contact.form.editor("mood").field, Qt.Key.Key_4)
    press(page.contact.form.editor("mood").field, Qt.Key.Key_Return, CONTROL)
    (noted,) = all_contacts()
    assert (noted["needs"], noted["note"], noted["mood"], noted["who"], noted["follow_up"]) == (
        "想借一双跑鞋", "call again", 4, "林晓", date(2026, 11, 9),
    )  # fmt: skip
    assert told == [("The contact is noted.", True)]
    assert titles(page)[:2] == ["Follow-up planned", "林晓 spoke to them"]
    assert QApplication.focusWidget() is page.list
    assert not page.entries.isVisible()
    assert "Done: 想借一双跑鞋" in [each.text() for each in page.side.findChildren(QPushButton)]


def test_nobody_answered_is_noted_too(page: PersonPage, rooms: MembersRooms) -> None:
    rooms.start_new()
    press(field(page, "needs"), Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert [noted["reached"] for noted in all_contacts()] == [False]
    assert titles(page)[0] == "林晓 did not reach them"


def test_what_cannot_stand_is_marked_and_kept(page: PersonPage, rooms: MembersRooms) -> None:
    rooms.start_new()
    commit(field(page, "needs"), "shoes")
    commit(field(page, "follow_up"), "2026-10-01")
    press(field(page, "follow_up"), Qt.Key.Key_Return, CONTROL)
    assert all_contacts() == []
    assert "The follow-up lies before the contact." in said(page.contact)
    assert page.contact.form.values()["needs"] == "shoes"


def test_an_interaction_is_noted(page: PersonPage) -> None:
    page.start_interaction()
    form = page.interaction.form
    form.editor("amount").set_value(3)
    commit(form.editor("note").field, "tables")
    press(form.editor("note").field, Qt.Key.Key_Return, CONTROL)
    shown = page.list.rows.worded(0)
    assert shown is not None
    assert (shown.title, shown.caption) == ("Helped", "3 times · tables")


def test_enter_on_a_line_follows_it(
    page: PersonPage, rooms: MembersRooms, zhang: bytes, session: Session
) -> None:
    went: list[tuple[Kind, bytes]] = []
    session.wanted.connect(lambda kind, record, _pill: went.append((kind, record)))
    noted = note_contact(zhang, {"needs": "shoes"})
    helped = add_interactions([zhang], {"sort": "helped", "day": date(2026, 10, 30)})
    li = save_member(None, {"name": "李四", "introduced_by": zhang, "joined": date(2026, 10, 29)})
    page.reload()
    assert titles(page)[:4] == ["Lin spoke to them", "Helped", "Introduced 李四", "Came to “晨跑”"]
    page.list.choose(3)
    enter(page.list)
    assert [kind for kind, _record in went] == [Kind.EVENT]
    page.list.choose(0)
    enter(page.list)
    assert (page.contact.editing, page.contact.form.values()["needs"]) == (noted, "shoes")
    assert QApplication.focusWidget() is field(page, "needs")
    commit(field(page, "needs"), "two ")
    press(field(page, "needs"), Qt.Key.Key_Return, CONTROL)
    changed = load_contact(noted)
    assert changed is not None and "two" in changed.needs
    assert len(all_contacts()) == 1
    page.list.choose(1)
    enter(page.list)
    assert page.interaction.editing == helped[0]
    press(page.interaction.form.editor("note").field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list
    page.list.choose(2)
    enter(page.list)
    assert page.member == li
    assert titles(page) == ["Became a member"]
    enter(page.list)
    assert rooms.currentWidget() is rooms.page and rooms.page.pane.is_editing


def test_delete_removes_a_note_and_undo_brings_it_back(page: PersonPage, zhang: bytes) -> None:
    note_contact(zhang, {"needs": "shoes"})
    page.reload()
    page.list.choose(0)
    press(page.list, Qt.Key.Key_Delete)
    assert titles(page) == ["Came to “晨跑”", "Became a member"]
    press(page.list, Qt.Key.Key_Delete)
    assert titles(page) == ["Came to “晨跑”", "Became a member"]
    step = undo_step()
    assert step is not None
    undo(step)
    page.reload()
    assert titles(page)[0] == "Lin spoke to them"


def test_pills_say_how_much_there_is_and_filter(page: PersonPage, zhang: bytes) -> None:
    note_contact(zhang, {"needs": "shoes"})
    page.reload()
    shown = [made.text() for made in page.pills.values() if made.isVisible()]
    assert shown == ["All 3", "Membership 1", "Events 1", "Contacts 1"]
    page.pills[Chapter.EVENTS].click()
    assert titles(page) == ["Came to “晨跑”"]
    assert page.list.heading(0) == "March 2026"
    page.pills[None].click()
    assert [page.list.heading(row) for row in range(3)] == [
        "October 2026", "March 2026", "January 2026",
    ]  # fmt: skip


def test_what_is_half_written_is_asked_about(
    page: PersonPage, rooms: MembersRooms, zhang: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 1]
    monkeypatch.setattr(asking, "choose", lambda *_question: answers.pop(0))
    rooms.start_new()
    commit(field(page, "needs"), "shoes")
    assert not rooms.can_leave()
    rooms.show_record(zhang)
    assert rooms.currentWidget() is rooms.page
    assert (answers, all_contacts()) == ([], [])


def test_a_promise_is_done_by_its_button(page: PersonPage, zhang: bytes) -> None:
    note_contact(zhang, {"needs": "a lift", "day": date(2026, 9, 1),
                         "follow_up": date(2026, 10, 1)})  # fmt: skip
    page.reload()
    assert "Follow up since 10/1/2026" in said(page.side)
    steps = [each for each in page.side.findChildren(QPushButton) if "a lift" in each.text()]
    steps[0].click()
    assert open_follow_ups(zhang) == ()
    assert titles(page)[0] == "Followed up"


def test_who_is_deleted_takes_the_page_along(
    page: PersonPage, rooms: MembersRooms, zhang: bytes, session: Session
) -> None:
    remove_members([zhang])
    session.announce(Kind.MEMBER)
    assert rooms.currentWidget() is rooms.page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_yet_to_come_is_not_told_as_done(
    page: PersonPage, zhang: bytes, language: str
) -> None:
    wording.use(language)
    days = {"昨天": datetime(2026, 10, 30, 19), "今晚": datetime(2026, 10, 31, 19),
            "下周": datetime(2026, 11, 7, 19)}  # fmt: skip
    for title, begins in days.items():
        save_event(None, {"title": title, "begins": begins, "host": "张三"})
    page.show_person(zhang)
    hosting = [title for title in titles(page) if any(day in title for day in days)]
    assert (
        hosting
        == {
            "en": ["Is to host “下周”", "Is to host “今晚”", "Hosted “昨天”"],
            "zh_CN": ["将主持“下周”", "将主持“今晚”", "主持了“昨天”"],
        }[language]
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_painted_in_both_languages(
    session: Session, zhang: bytes, qtbot: QtBot, language: str
) -> None:
    wording.use(language)
    for number in range(80):
        note_contact(zhang, {"day": date(2026, 10, 31) - timedelta(weeks=number), "note": "a" * 99})
    page = PersonPage(session)
    qtbot.addWidget(page)
    page.show_person(zhang)
    page.show()
    first, whole = page.grab(), page.list.rows.rowCount()
    assert whole == 82
    page.list.choose(whole - 1)
    assert first.toImage() != page.grab().toImage()
    assert not QPixmap(first).isNull()


def test_the_same_interaction_of_several_members_is_one_step(
    rooms: MembersRooms, zhang: bytes, session: Session, qtbot: QtBot
) -> None:
    li = save_member(None, {"name": "李四"})
    rooms.page.reload()
    rooms.page.listing.table.selectAll()
    window = SeveralWindow(session, rooms, people_of(rooms.page.listing))
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(window.isActiveWindow)
    window.form.editor("amount").set_value(0)
    press(window.form.editor("note").field, Qt.Key.Key_Return, CONTROL)
    assert window.isVisible() and live(Interaction).count() == 0
    window.form.editor("amount").set_value(2)
    press(window.form.editor("note").field, Qt.Key.Key_Return, CONTROL)
    assert not window.isVisible()
    assert {(row.__data__["member"], row.amount) for row in live(Interaction)} == {
        (zhang, 2),
        (li, 2),
    }
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("interaction.add", 2)


def test_days_that_cannot_be_are_shown_all_the_same(rooms: MembersRooms, qtbot: QtBot) -> None:
    late = save_member(None, {"name": "远", "joined": date.max, "cadence": 30})
    with action("contact.add"):
        Contact.create(member=late, day="some day", note="by another program")
    rooms.show_person(late)
    listed = rooms.person.list
    said = [listed.heading(row) for row in range(listed.rows.rowCount())]
    assert any("9999" in each for each in said) and "Nobody knows when" in said
    rooms.grab()


def test_a_violation_is_noted_corrected_and_deleted(page: PersonPage, zhang: bytes) -> None:
    rule = save_rule(None, {"title": "No ads", "status": "in_force"})
    page.as_violation.click()
    form = page.violation.form
    assert QApplication.focusWidget() is form.editor("rule").field
    form.editor("rule").set_value(rule, "No ads")
    commit(form.editor("note").field, "一天三条广告")
    press(form.editor("note").field, Qt.Key.Key_Return, CONTROL)
    assert [(each.rule, each.note) for each in violations_of(zhang)] == [(rule, "一天三条广告")]
    assert titles(page)[0] == "Broke the rule “No ads”"
    assert page.pills[Chapter.RULES].text() == "Rules 1"
    page.list.setFocus()
    enter(page.list)
    assert QApplication.focusWidget() is form.editor("note").field
    form.editor("measure").set_value("warning")
    assert page.violation.save()
    assert violations_of(zhang)[0].measure == "warning"
    press(page.list, Qt.Key.Key_Delete)
    assert violations_of(zhang) == () and titles(page)[0] == "Came to “晨跑”"


def test_a_violation_of_nothing_is_marked(page: PersonPage, zhang: bytes) -> None:
    page.start_violation()
    assert not page.violation.save()
    assert "Choose the rule that was broken, or write what happened." in said(page)
    assert violations_of(zhang) == ()
