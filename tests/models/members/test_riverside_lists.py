"""Filters over what one organizer really has, against a recount from their files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.book import close_book, create_book
from models.events.attendance import attendance_of
from models.events.listing import find_events
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.members.filters import ALL, Condition, Group, Test, Visits
from models.members.listing import count_members, find_members
from models.vocabulary import Came, Kind
from tests.conftest import FixedClock

RIVERSIDE = Path(__file__).parents[4] / "shared" / "data" / "riverside"

pytestmark = pytest.mark.skipif(
    not RIVERSIDE.is_dir(), reason="the organizer's files are elsewhere"
)


@pytest.fixture
def riverside(tmp_path: Path, clock: FixedClock) -> Iterator[None]:
    create_book(tmp_path / "riverside.guildbook", "江边")
    for name, kind in (
        ("members", Kind.MEMBER),
        ("events", Kind.EVENT),
        ("attendance", Kind.ATTENDANCE),
    ):
        apply_import(plan_import(read_table(RIVERSIDE / f"{name}.csv"), kind))
    yield
    close_book()


def named_in_file(since: date, until: date) -> set[str]:
    """Return the names the file has of those who came in a time."""
    with (RIVERSIDE / "attendance.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["到场"] == "到"]
    return {
        row["姓名"] for row in rows if since <= date.fromisoformat(row["日期"].strip()) <= until
    }


def counted_by_hand(since: date, until: date) -> set[bytes]:
    """Return who came, event by event."""
    events = find_events()
    return {
        each.member
        for event in events.lines(0, events.total)
        if event.begins and since <= event.begins.date() <= until
        for each in attendance_of(event.id)
        if each.came == Came.YES
    }


def one(field: str, test: Test, value: object = None) -> Group:
    return Group(ALL, (Condition(field, test, value),))


def test_who_came_in_a_time_is_who_the_file_says(riverside: None) -> None:
    since, until = date(2026, 3, 1), date(2026, 6, 30)
    asked = one("attendance", Test.CAME, Visits(since=since, until=until))
    found = find_members(asked=asked)
    assert set(found.ids()) == counted_by_hand(since, until) and found.total > 40
    names = {line.name for line in found.lines(0, found.total)}
    everybody = find_members()
    known = [line.name for line in everybody.lines(0, everybody.total)]
    alone = {name for name in known if known.count(name) == 1}
    # The file calls some by their nickname in the group: those are found besides.
    assert alone & named_in_file(since, until) <= names


def test_who_came_and_who_has_no_record_are_everybody(riverside: None) -> None:
    total = find_members().total
    for visits in (Visits(), Visits(format="gathering"), Visits(days=90)):
        came_to = count_members(one("attendance", Test.CAME, visits))
        assert 0 < came_to + count_members(one("attendance", Test.NO_RECORD, visits)) == total
    seen = count_members(one("last_seen", Test.LAST_DAYS, 90))
    assert seen + count_members(one("last_seen", Test.NOT_FOR_DAYS, 90)) == total
    assert count_members(one("came", Test.AT_LEAST, 1)) == total - count_members(
        one("last_seen", Test.NEVER)
    )
