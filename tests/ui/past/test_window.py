from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.base import database
from models.journal.transactions import action
from models.members.listing import find_members
from models.members.member import load_member, remove_members, save_member
from models.safety import restore
from models.storage.backups import Reason, backups_of, keep
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.ui.keyboard import press, tab_stops
from ui import wording
from ui.past.line_list import PORTION
from ui.past.link import Link
from ui.past.trash_window import TrashWindow
from ui.past.window import PastWindow
from ui.records.history import HistoryWindow
from ui.session import Session

Open = Callable[[], PastWindow]


@pytest.fixture
def open_past(session: Session, qtbot: QtBot) -> Iterator[Open]:
    def build() -> PastWindow:
        window = PastWindow(session)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        window.show()
        return window

    yield build


def import_members(count: int) -> list[bytes]:
    with action("member.import", count):
        return [save_member(None, {"name": f"Guest {number}"}) for number in range(count)]


def titles(window: PastWindow) -> list[str]:
    rows = window.list.rows
    return [shown.title for row in range(rows.rowCount()) if (shown := rows.worded(row))]


def words(window: PastWindow) -> list[str]:
    return [each.text() for each in window.pane.findChildren(QLabel)]


def test_actions_stand_newest_first_in_words(open_past: Open) -> None:
    import_members(3)
    save_member(None, {"name": "Ann"})
    window = open_past()
    assert titles(window) == [
        "New member · Ann", "Import of 3 members", "Making the community · 江边慢跑团",
    ]  # fmt: skip
    assert window.heading.note.text() == "3 actions"
    shown = window.list.rows.worded(0)
    assert shown is not None
    assert shown.caption == "Lin"


def test_only_the_portion_on_screen_is_fetched(open_past: Open) -> None:
    for number in range(PORTION * 3):
        save_member(None, {"name": f"M{number}"})
    window = open_past()
    assert window.list.rows.rowCount() == PORTION * 3 + 1
    assert set(window.list.rows._portions) == {0}
    window.list.scrollToBottom()
    window.list.viewport().grab()
    assert max(window.list.rows._portions) == 3


def test_an_action_unfolds_to_what_it_changed(open_past: Open) -> None:
    ann = save_member(None, {"name": "Ann", "phone": "138", "status": "applicant"})
    save_member(ann, {"phone": "139", "status": "active", "tags": ("tea",)})
    window = open_past()
    assert "Phone: 138 → 139" in words(window)
    assert "Status: Applicant → Active" in words(window)
    assert "Tag added: tea" in words(window)
    assert [link.accessibleName() for link in window.pane.findChildren(Link)] == ["Ann"]
    press(window.list, Qt.Key.Key_Down)
    assert "New" in words(window)
    assert "Phone: 138 → 139" not in words(window)


def test_a_large_action_shows_fifty_lines_and_how_many_more(open_past: Open) -> None:
    import_members(120)
    window = open_past()
    assert len(window.pane.findChildren(Link)) == 50
    assert "and 70 more changes" in words(window)


def test_a_link_leads_to_the_record(open_past: Open, session: Session, qtbot: QtBot) -> None:
    ann = save_member(None, {"name": "Ann"})
    window = open_past()
    with qtbot.waitSignal(session.wanted) as went:
        window.pane.findChild(Link).click()
    assert went.args == [Kind.MEMBER, ann, None]
    assert not window.isVisible()


def test_undo_of_an_older_action_names_it_and_can_be_done_again(
    open_past: Open, session: Session, qtbot: QtBot
) -> None:
    import_members(5)
    ann = save_member(None, {"name": "Ann"})
    window = open_past()
    window.list.choose(1)
    with qtbot.waitSignal(session.changed) as news:
        window.pane.invert.click()
    assert Kind.MEMBER in news.args[0]
    assert window.notice.words.text() == "Undone: import of 5 members."
    assert find_members().total == 1
    assert load_member(ann) is not None
    # The action is still unfolded, marked, and offered again.
    assert window.list.current().happened.kind == "member.import"
    assert titles(window)[0] == "Undone: import of 5 members"
    assert "Undone" in words(window)
    assert window.pane.invert.text() == "Do it again"
    window.pane.invert.click()
    assert window.notice.words.text() == "Done again: import of 5 members."
    assert find_members().total == 6
    assert window.pane.invert.text() == "Undo this"


def test_a_large_undo_runs_on_the_worker(open_past: Open, session: Session, qtbot: QtBot) -> None:
    import_members(300)
    window = open_past()
    window.pane.invert.click()
    assert session.tasks.busy
    assert not window.pane.invert.isEnabled()
    qtbot.waitUntil(lambda: find_members().total == 0 and not session.tasks.busy)
    assert window.notice.words.text() == "Undone: import of 300 members."
    assert window.pane.invert.isEnabled()


def test_what_was_edited_since_stays_and_is_named(open_past: Open, clock: FixedClock) -> None:
    people = import_members(8)
    with action("member.edit", 8):
        for person in people:
            save_member(person, {"region": "North", "phone": "1"})
    clock.set(clock.time + timedelta(minutes=1))
    for person in people[:7]:
        save_member(person, {"region": "South"})
    window = open_past()
    window.list.choose(7)
    assert window.list.current().happened.amount == 8
    window.pane.invert.click()
    said = window.notice.words.text()
    assert said.startswith("Undone: change of 8 members. Changed since and left as it is: ")
    assert said.count("(Region)") == 5
    assert said.endswith("and 2 more values.")
    assert load_member(people[0]).region == "South"  # type: ignore[union-attr]
    assert load_member(people[7]).region == ""  # type: ignore[union-attr]


def test_an_edit_by_another_program_is_undone_like_any_other(open_past: Open) -> None:
    ann = save_member(None, {"name": "Ann", "region": "North"})
    database.execute_sql("UPDATE member SET region = 'X' WHERE id = ?", (ann,))
    window = open_past()
    assert titles(window)[0] == "Edit by another program · Ann"
    window.pane.invert.click()
    assert load_member(ann).region == "North"  # type: ignore[union-attr]
    assert window.notice.words.text() == "Undone: edit by another program."


def test_the_beginning_cannot_be_undone_and_says_why(open_past: Open) -> None:
    window = open_past()
    assert not window.pane.invert.isEnabled()
    assert "how the community began" in window.pane.reason.text()


def test_actions_are_filtered_by_kind_and_text(open_past: Open, qtbot: QtBot) -> None:
    ann = save_member(None, {"name": "Ann"})
    import_members(2)
    remove_members([ann])
    window = open_past()
    press_pill(window, "import")
    assert titles(window) == ["Import of 2 members"]
    press_pill(window, "all")
    window.filters.search.setText("ann")
    qtbot.waitUntil(lambda: window.list.rows.rowCount() == 2)
    assert titles(window) == ["Deletion of a member · Ann", "New member · Ann"]
    window.filters.search.setText("import of")
    qtbot.waitUntil(lambda: titles(window) == ["Import of 2 members"])
    window.filters.search.setText("nobody at all")
    qtbot.waitUntil(lambda: window.list.rows.rowCount() == 0)
    assert not window.pane.invert.isEnabled()
    assert not window.list.isVisible()


def press_pill(window: PastWindow, name: str) -> None:
    window.filters.choose(name)
    window.filters.pill_chosen.emit(name)


def test_ctrl_z_works_in_the_window(open_past: Open, qtbot: QtBot) -> None:
    save_member(None, {"name": "Ann"})
    window = open_past()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.list.hasFocus())
    press(window.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert find_members().total == 0


def test_a_letter_on_the_list_begins_a_search(open_past: Open, qtbot: QtBot) -> None:
    save_member(None, {"name": "Ann"})
    window = open_past()
    window.activateWindow()
    press(window.list, Qt.Key.Key_N)
    assert window.filters.search.text() == "n"
    qtbot.waitUntil(lambda: window.filters.search.hasFocus())


def test_who_works_here_reads_this_laptop(open_past: Open, session: Session) -> None:
    from models.journal.transactions import Author, begin_session

    session.preferences.organizer, session.preferences.laptop = "Lin", "ThinkPad"
    begin_session(Author(session.preferences.device, session.preferences.signature))
    save_member(None, {"name": "Ann"})
    shown = open_past().list.rows.worded(0)
    assert shown is not None
    assert shown.caption == "Lin · this laptop"


def test_news_after_it_was_closed_do_no_harm(session: Session, qtbot: QtBot) -> None:
    save_member(None, {"name": "Ann"})
    for make in (PastWindow, TrashWindow, lambda each: HistoryWindow(each, b"x" * 16)):
        window = make(session)
        window.show()
        with qtbot.waitSignal(window.destroyed):
            window.close()
    session.announce(Kind.MEMBER)
    session.tell("Done.")
    session.tasks.idle.emit()


def test_the_window_speaks_chinese(open_past: Open) -> None:
    wording.use("zh_CN")
    import_members(3)
    window = open_past()
    assert titles(window)[0] == "导入 3 名成员"
    window.pane.invert.click()
    assert window.notice.words.text() == "已撤销：导入 3 名成员。"


def test_tab_comes_to_the_records_of_an_action_before_its_buttons(open_past: Open) -> None:
    save_member(None, {"name": "Ann"})
    save_member(None, {"name": "Ben"})
    window = open_past()
    window.list.choose(1)
    stops = tab_stops(window, window.list)
    (link,) = window.pane.findChildren(Link)
    place = stops.index(link)
    assert stops[place + 1 : place + 3] == [window.pane.invert, window.pane.close_button]


def test_the_return_to_a_backup_is_taken_back_from_the_list(
    open_past: Open, session: Session, qtbot: QtBot
) -> None:
    ann = save_member(None, {"name": "Ann", "phone": "1"})
    backup = keep(Reason.DAILY)
    assert backup is not None
    save_member(ann, {"phone": "2"})
    (known,) = [each for each in backups_of() if each.path == backup]
    restore(known)
    assert load_member(ann).phone == "1"
    window = open_past()
    assert titles(window)[0].startswith("Return to a backup")
    assert window.pane.invert.isEnabled()
    window.pane.invert.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert load_member(ann).phone == "2"
