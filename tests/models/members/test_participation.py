"""What is kept of members for sorting equals a plain count, whatever changed it."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from models import following, search
from models.base import database
from models.events.attendance import attendance_id, remove_attendance, save_attendance
from models.events.event import remove_events, restore_events, save_event
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.journal.transactions import action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members import participation
from models.members.listing import find_members
from models.members.member import remove_members, restore_members, save_member
from models.vocabulary import Kind

Figures = dict[str, tuple[int, float | None, str | None]]


def kept() -> Figures:
    rows = database.execute_sql(
        "SELECT m.name, p.came, p.rate, p.last_seen FROM _participation p"
        " JOIN member m ON m.rid = p.member"
    )
    return {name: (came, rate, last) for name, came, rate, last in rows}


def counted() -> Figures:
    """Count in Python, row by row."""
    rows = database.execute_sql(
        "SELECT m.name, a.came, e.begins FROM attendance a, member m, event e"
        " WHERE m.id = a.member AND e.id = a.event AND a.deleted = 0 AND e.deleted = 0"
    )
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, came, begins in rows:
        answers[name].append((came, begins))
    return {name: _figures(each) for name, each in answers.items()}


def _figures(answers: list[tuple[str, str]]) -> tuple[int, float | None, str | None]:
    seen = [begins for came, begins in answers if came == "yes"]
    asked = [came for came, _begins in answers if came != "no_record"]
    return len(seen), len(seen) / len(asked) if asked else None, max(seen, default=None)


@pytest.fixture
def people(book: Path) -> list[bytes]:
    return [save_member(None, {"name": f"m{number}"}) for number in range(6)]


@pytest.fixture
def events(people: list[bytes]) -> list[bytes]:
    chance = random.Random(3)
    made = []
    for day in range(1, 6):
        event = save_event(None, {"title": f"e{day}", "begins": datetime(2026, 10, day, 9)})
        made.append(event)
        for person in chance.sample(people[:5], 4):
            save_attendance(event, person, came=chance.choice(("yes", "no", "no_record")))
    return made


def steps(book: Path, people: list[bytes], events: list[bytes]) -> Iterator[str]:
    """Change the file in every way there is, saying after each which it was."""
    yield "filled"
    save_attendance(events[0], people[5], came="yes")
    save_attendance(events[0], people[5], came="no")
    yield "edited"
    remove_events([events[4]])
    yield "event deleted"
    restore_events([events[4]])
    save_event(events[1], {"begins": datetime(2026, 12, 24, 9)})
    yield "event moved"
    remove_attendance([attendance_id(events[0], people[5])])
    yield "taken off the list"
    remove_members(people[:2])
    yield "members deleted"
    restore_members(people[:2])
    yield "members restored"
    for find, invert in ((undo_step, undo),) * 5 + ((redo_step, redo),) * 4:
        step = find()
        assert step
        invert(step)
        yield f"{invert.__name__} {step.kind}"
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE attendance SET came = 'yes' WHERE event = ?", (events[2],))
        other.execute("UPDATE event SET deleted = 1 WHERE id = ?", (events[3],))
        other.execute("INSERT INTO member (name) VALUES ('别人')")
        other.execute(
            "INSERT INTO attendance (event, member, came)"
            " SELECT ?, id, 'yes' FROM member WHERE name = '别人'",
            (events[0],),
        )
        other.commit()
    yield "another program's edit"
    table = read_text("活动\t日期\t姓名\t签到\ne1\t2026-10-01\tm5\t是\ne2\t2026-12-24\tm5\t是\n")
    assert apply_import(plan_import(table, Kind.ATTENDANCE)).skipped == ()
    yield "import"


def test_the_figures_equal_a_plain_count_after_every_change(
    book: Path, people: list[bytes], events: list[bytes]
) -> None:
    before: Figures = {}
    different = 0
    for step in steps(book, people, events):
        assert participation.refresh(), step
        assert kept() == counted(), step
        different += kept() != before
        before = kept()
    assert "别人" in before and different >= 10


def test_a_long_list_is_sorted_by_what_is_kept(
    book: Path, people: list[bytes], events: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.listing._MANY", 0)
    for step in steps(book, people, events):
        for order in ("came", "rate", "last_seen"):
            lines = find_members(order=order).lines(0, 20)
            shown = [getattr(line, order) for line in lines]
            known = [value for value in shown if value is not None]
            assert shown == sorted(known) + [None] * (len(shown) - len(known)), (step, order)
    assert following.followed_to("participation") == following.last_change()


def test_while_the_figures_lag_behind_lists_are_sorted_without_them(
    people: list[bytes], events: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.listing._MANY", 0)
    search.catch_up()
    monkeypatch.setattr(participation, "_INLINE", 1)
    with action("attendance.edit"):
        for person, came in zip(people, ("no", "yes") * 3, strict=True):
            for event in events:
                save_attendance(event, person, came=came)
    assert not participation.refresh() and kept() != counted()
    assert search.is_behind()
    assert [line.came for line in find_members(order="came").lines(0, 6)] == [0, 0, 0, 5, 5, 5]
    search.catch_up()
    assert kept() == counted() and not search.is_behind()


def test_many_are_counted_in_portions_that_can_be_stopped(
    people: list[bytes], events: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(participation, "_AT_ONCE", 2)

    def stop(step: int, _total: int) -> None:
        if step >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        participation.catch_up(stop)
    assert len(kept()) == 4
    assert participation.catch_up() and kept() == counted()
