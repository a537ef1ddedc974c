"""The ways into a person's page and the queue, in the whole window."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.members.cadence import save_cadences
from models.members.contact import note_contact
from models.members.member import remove_members, save_member
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from tests.ui.test_accessibility import cut, nameless
from ui import asking, pages, wording
from ui.desk import Desk
from ui.jump import Jump
from ui.members.calls.cadences import CadencesWindow
from ui.members.calls.type_in import TypeInWindow
from ui.members.rooms import CALLS, MembersRooms
from ui.session import Session


def rooms_of(desk: Desk) -> MembersRooms:
    assert desk.pages is not None
    return cast(MembersRooms, desk.pages.records(pages.MEMBERS))


def jump_to(desk: Desk, text: str) -> None:
    desk.jump()
    jump = desk.window.findChildren(Jump)[-1]
    commit(jump.field, text)
    enter(jump.field)


def test_a_name_and_enter_twice_leads_to_the_person(desk: Desk, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2026, 1, 5)})
    assert desk.session is not None
    desk.session.announce(Kind.MEMBER)
    jump_to(desk, "zs")
    rooms = rooms_of(desk)
    assert QApplication.focusWidget() is rooms.page.listing.table
    enter(rooms.page.listing.table)
    assert rooms.currentWidget() is rooms.person and rooms.person.member == member
    desk.start_new()
    assert rooms.person.contact.isVisible()
    press(rooms.person.contact.form.editor("needs").field, Qt.Key.Key_Escape)
    desk.search()
    assert QApplication.focusWidget() is rooms.person.list
    desk.change_selected()
    assert rooms.page.pane.is_editing


def test_the_delete_key_of_the_window_removes_the_chosen_line(desk: Desk, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2026, 1, 5)})
    note_contact(member, {"needs": "shoes"})
    assert desk.session is not None
    desk.session.announce(Kind.MEMBER)
    jump_to(desk, "zs")
    rooms = rooms_of(desk)
    enter(rooms.page.listing.table)
    person = rooms.person
    assert person.list.rows.rowCount() == 2
    desk.start_new()
    desk.remove_selected()
    assert person.list.rows.rowCount() == 2  # the keyboard is in the new note
    press(person.contact.form.editor("needs").field, Qt.Key.Key_Escape)
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    press(person.list, Qt.Key.Key_Delete)
    assert person.list.rows.rowCount() == 1
    assert rooms.currentWidget() is person


def test_the_queue_is_a_command_and_a_line_of_the_overview(desk: Desk, qtbot: QtBot) -> None:
    save_cadences({"跑步": 30})
    save_member(None, {"name": "张三", "tags": ["跑步"], "joined": date(2026, 1, 5)})
    jump_to(desk, "Who to speak")
    rooms = rooms_of(desk)
    assert rooms.currentWidget() is rooms.calls
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert rooms.calls.table.rows.rowCount() == 1
    desk.start_new()
    assert QApplication.focusWidget() is rooms.calls.entry.form.editor("needs").field
    rooms.show_members()
    assert desk.session is not None
    desk.session.go_to(Kind.MEMBER, pill=CALLS)
    assert rooms.currentWidget() is rooms.calls
    desk.session.go_to(Kind.MEMBER, pill="left")
    assert rooms.currentWidget() is rooms.page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_control_has_a_name_and_room_for_its_words(
    session: Session, qtbot: QtBot, language: str
) -> None:
    wording.use(language)
    save_cadences({"跑步": 30})
    member = save_member(None, {"name": "张三", "tags": ["跑步"], "joined": date(2026, 1, 5)})
    note_contact(member, {"day": date(2026, 2, 1), "needs": "shoes"})
    rooms = MembersRooms(session)
    qtbot.addWidget(rooms)
    rooms.resize(804, 640)
    rooms.show()
    rooms.show_person(member)
    rooms.person.start_contact()
    qtbot.wait(50)
    assert (nameless(rooms.person), cut(rooms.person)) == ([], [])
    rooms.person.start_interaction()
    rooms.show_calls()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    qtbot.wait(50)
    assert (nameless(rooms.calls), cut(rooms.calls)) == ([], [])
    for window in (CadencesWindow(session, rooms.calls), TypeInWindow(session, rooms.calls)):
        window.open()
        assert (nameless(window), cut(window)) == ([], [])
        window.close()


def test_buttons_without_room_are_entries_of_the_menu(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = save_member(None, {"name": "张三"})
    page = rooms_of(desk).page

    def entries() -> list[str]:
        return [each.text() for each in page.buttons._menu.actions() if each.isVisible()]

    asked: list[str] = []
    monkeypatch.setattr(asking, "choose_file", lambda _page, title, _ways: asked.append(title))
    desk.show_page(pages.MEMBERS)
    desk.window.resize(1000, 700)
    page.show_record(member)
    qtbot.waitUntil(lambda: "Import" in entries())
    heading = page.listing.heading.itemAt(0).widget()
    qtbot.waitUntil(lambda: heading.width() >= heading.sizeHint().width())
    desk.window.activateWindow()
    press(desk.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["Import"]
    desk.window.resize(1600, 760)
    qtbot.waitUntil(lambda: "Import" not in entries())
    desk.window.resize(1110, 760)
    qtbot.waitUntil(lambda: "Import" not in entries())
    page.buttons.add_button("One more thing that takes a lot of room", "list", list)
    qtbot.waitUntil(lambda: page.listing.heading.sizeHint().width() <= page.listing.width() - 48)


def test_another_person_opens_though_the_last_one_is_gone(session: Session, qtbot: QtBot) -> None:
    gone, there = save_member(None, {"name": "张三"}), save_member(None, {"name": "李四"})
    rooms = MembersRooms(session)
    qtbot.addWidget(rooms)
    with qtbot.waitActive(rooms):
        rooms.show()
        rooms.activateWindow()
    rooms.show_person(gone)
    press(rooms.person.list, Qt.Key.Key_Escape)
    remove_members([gone])
    session.announce(Kind.MEMBER)
    rooms.show_person(there)
    assert rooms.currentWidget() is rooms.person and rooms.person.isVisible()
    assert not rooms.page.isVisible() and rooms.person.member == there
    assert QApplication.focusWidget() is rooms.person.list
    remove_members([there])
    session.announce(Kind.MEMBER)
    assert rooms.currentWidget() is rooms.page
    rooms.show_person(there)
    assert rooms.currentWidget() is rooms.page
