"""Conflicts settled side by side, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.book import close_book, open_book
from models.events.event import save_event
from models.events.listing import find_events
from models.journal.transactions import Author
from models.members.member import MemberValues, load_member, remove_members, save_member
from models.merging.conflicts import Conflict, Sort, open_conflicts
from models.merging.incoming import receive
from models.merging.merge import merge
from models.merging.twins import Twins, open_twins
from models.vocabulary import Kind
from tests.ui.keyboard import enter, press, tab_stops
from tests.ui.merging.conftest import Copied
from tests.ui.merging.test_merging import member
from tests.ui.test_accessibility import cut, nameless
from ui import undoing
from ui.merging.conflicts_window import ConflictsWindow
from ui.preferences import Preferences
from ui.reading_area import ReadingArea
from ui.session import Session


@pytest.fixture
def ids(copied: Copied) -> dict[str, bytes]:
    """Merge two copies that disagree about a phone, a deletion, a budget and a new person."""
    found: dict[str, bytes] = {}

    def there() -> None:
        save_member(member("Ann"), {"phone": "3"})
        remove_members([member("Ben")])
        save_event(find_events().lines(0, 1)[0].id, {"budget": 20})
        found["second"] = save_member(None, {"name": "Dora", "phone": "5"})

    def here() -> None:
        found.update(ann=member("Ann"), ben=member("Ben"))
        save_member(found["ann"], {"phone": "2"})
        save_member(found["ben"], {"note": "Moved to Suzhou"})
        found["run"] = find_events().lines(0, 1)[0].id
        save_event(found["run"], {"budget": 10})
        found["first"] = save_member(None, {"name": "Dora", "phone": "5"})

    other = copied("there.guildbook", there)
    mine: Path = copied("", here, "laptop-1", "Lin")
    open_book(mine, author=Author("laptop-1", "Lin"))
    with receive(other) as incoming:
        merge(incoming)
    return found


@pytest.fixture
def window(ids: object, preferences: Preferences, qtbot: QtBot) -> Iterator[ConflictsWindow]:
    preferences._store.setValue("device", "laptop-1")
    session = Session(preferences)
    made = ConflictsWindow(session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    settle(made, qtbot)
    yield made
    session.tasks.stop()
    close_book()


def settle(window: ConflictsWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._session.tasks.busy)


def show(window: ConflictsWindow, wanted: str) -> Conflict | Twins:
    """Choose the conflict of a field, of a sort, or the twins."""
    for row in range(window.list.rows.rowCount()):
        item: Conflict | Twins | None = window.list.rows.line(row)
        assert item is not None
        names = {"twins"} if isinstance(item, Twins) else {item.sort.value, item.column}
        if wanted in names:
            window.list.choose(row)
            return item
    raise AssertionError(wanted)


def stored(member: bytes) -> MemberValues:
    values = load_member(member)
    assert values is not None
    return values


def words(window: ConflictsWindow) -> list[str]:
    return [label.text() for label in window.pane.findChildren(QLabel) if label.isVisible()]


def test_both_sides_are_shown_with_who_and_where(window: ConflictsWindow) -> None:
    assert window.heading.note.text() == "3 conflicts to look at · 1 person perhaps entered twice"
    show(window, "phone")
    said = words(window)
    assert said[0] == "Phone of “Ann”"
    assert said.index("Stands now") < said.index("3") < said.index("Wei")
    assert said.index("Was set aside") < said.index("2") < said.index("Lin · this laptop")
    show(window, "budget")
    assert {"20.00", "10.00"} <= set(words(window))


def test_the_value_set_aside_can_be_chosen_and_that_undone(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    conflict = show(window, "phone")
    changed: list[frozenset[Kind]] = []
    window._session.changed.connect(changed.append)
    window.pane.buttons[1].click()
    settle(window, qtbot)
    assert stored(ids["ann"]).phone == "2"
    assert changed == [frozenset({Kind.MEMBER})]
    assert conflict.id not in {each.id for each in open_conflicts()}
    assert window.notice.words.text() == "Settled: Phone of “Ann”."
    window.notice.undo.click()
    settle(window, qtbot)
    assert stored(ids["ann"]).phone == "3"
    assert len(window.disputes.conflicts) == 3


def test_what_stands_can_be_kept_by_keyboard(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    show(window, "phone")
    window.activateWindow()
    enter(window.list)
    assert window.focusWidget() is window.pane.buttons[0]
    press(window.pane.buttons[0], Qt.Key.Key_Space)
    settle(window, qtbot)
    assert stored(ids["ann"]).phone == "3"
    assert len(window.disputes.conflicts) == 2


def test_a_deletion_against_an_edit_is_restored(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    conflict = show(window, Sort.REMOVED.value)
    assert isinstance(conflict, Conflict)
    assert "Note: Moved to Suzhou" in words(window)
    window.pane.buttons[1].click()
    settle(window, qtbot)
    assert stored(ids["ben"]).note == "Moved to Suzhou"
    assert window.notice.words.text() == "“Ben” is back from the trash."


def test_who_was_deleted_is_spoken_of_as_a_person(window: ConflictsWindow) -> None:
    show(window, Sort.REMOVED.value)
    said = words(window)
    assert said[1].startswith("One side deleted this person")
    assert "They are in the trash now" in said[1]
    assert [each.text() for each in window.pane.buttons] == [
        "Leave them in the trash", "Bring them back",
    ]  # fmt: skip


@pytest.mark.parametrize("wanted", ["budget", "phone", "twins"])
def test_tab_goes_from_the_list_to_what_settles_it_then_to_the_foot(
    window: ConflictsWindow, wanted: str
) -> None:
    show(window, "phone")
    show(window, wanted)  # the page was built anew, when all else stood already
    stops = tab_stops(window, window.list)
    assert stops[0] is window.list
    assert stops[-2:] == [window.keep_all, window.close_button]
    assert set(stops[1:-2]) >= set(window.pane.buttons)
    assert all(isinstance(stop, QPushButton) for stop in stops[1:])


def test_what_was_undone_is_done_again_by_keyboard(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    show(window, "phone")
    window.activateWindow()
    window.pane.buttons[1].click()
    settle(window, qtbot)
    for undo, redo in (
        (QKeySequence("Ctrl+Z"), QKeySequence("Ctrl+Y")),
        (QKeySequence("Ctrl+Z"), QKeySequence("Ctrl+Shift+Z")),
    ):
        QTest.keySequence(window.list, undo)
        settle(window, qtbot)
        assert stored(ids["ann"]).phone == "3"
        QTest.keySequence(window.list, redo)
        settle(window, qtbot)
        assert window.focusWidget() is window.list
        assert stored(ids["ann"]).phone == "2"


def test_all_are_kept_at_once(window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot) -> None:
    window.keep_all.click()
    settle(window, qtbot)
    assert open_conflicts() == ()
    assert stored(ids["ann"]).phone == "3"
    assert load_member(ids["ben"]) is None
    assert window.notice.words.text() == "3 conflicts are settled: what stands stays."


def test_twins_are_shown_and_told_apart(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    show(window, "twins")
    said = words(window)
    assert said.count("Dora") == 2
    assert "the same phone number" in said[1]
    window.pane.buttons[-1].click()
    settle(window, qtbot)
    assert open_twins() == ()
    assert load_member(ids["first"]) is not None
    assert load_member(ids["second"]) is not None


def test_twins_become_one_person(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    show(window, "twins")
    (keep, *_rest) = [each for each in window.pane.buttons if "keep this entry" in each.text()]
    keep.click()
    settle(window, qtbot)
    assert open_twins() == ()
    left = [load_member(ids[name]) for name in ("first", "second")]
    assert left.count(None) == 1
    undoing.undo(window._session)
    settle(window, qtbot)
    assert len(open_twins()) == 1


def test_records_can_be_looked_at(
    window: ConflictsWindow, ids: dict[str, bytes], qtbot: QtBot
) -> None:
    show(window, "twins")
    with qtbot.waitSignal(window._session.wanted) as wanted:
        window.pane.buttons[0].click()
    assert wanted.args[:2] in ([Kind.MEMBER, ids["first"]], [Kind.MEMBER, ids["second"]])
    assert not window.isVisible()


def test_nothing_left_says_so(window: ConflictsWindow, qtbot: QtBot) -> None:
    window.keep_all.click()
    settle(window, qtbot)
    show(window, "twins")
    window.pane.buttons[-1].click()
    settle(window, qtbot)
    assert window._room.currentIndex() == 1
    assert window.pane.isHidden()


@pytest.mark.parametrize("wanted", ["phone", "removed", "twins"])
def test_every_control_has_a_name_and_room(window: ConflictsWindow, wanted: str) -> None:
    show(window, wanted)
    window.resize(window.minimumSize())
    assert nameless(window) == []
    assert cut(window) == []
    read = window.pane.findChild(ReadingArea)
    assert read is not None
    assert not read.horizontalScrollBar().maximum()  # nothing stands beyond the edge
