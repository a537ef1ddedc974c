"""How many will come, counted a second time from the raw rows; and that no paper knows of it."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from models.base import database
from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.events.turnout import Turnout, expected_turnout
from models.journal.transactions import action
from models.members.member import save_member
from tests.conftest import FixedClock

ROOT = Path(__file__).parents[3]


def recount(event: bytes) -> Turnout:
    """The same by plain Python."""
    execute = database.execute_sql
    begins, form, capacity = execute(
        "SELECT begins, format, capacity FROM event WHERE id = ?", (event,)
    ).fetchone()
    day = datetime.fromisoformat(begins)
    events = {
        bytes(id_): (datetime.fromisoformat(at), kind)
        for id_, at, kind, status in execute("SELECT id, begins, format, status FROM event"
                                             " WHERE deleted = 0 AND begins <> ''")
        if datetime.fromisoformat(at) < day and status != "cancelled"
    }  # fmt: skip
    rows = [
        (bytes(of), bytes(member), rsvp, came, guests, signed or "", bytes(id_))
        for of, member, rsvp, came, guests, signed, id_ in execute(
            "SELECT a.event, a.member, a.rsvp, a.came, a.guests, a.signed, a.id FROM attendance a"
            " JOIN member m ON m.id = a.member WHERE a.deleted = 0 AND m.deleted = 0"
        )
    ]
    before = [row for row in rows if row[0] in events and row[0] != event]
    usual = {}
    for answer, default in (("yes", 0.7), ("maybe", 0.35)):
        known = [
            row for row in before
            if row[2] == answer and row[3] != "no_record"
            and day - events[row[0]][0] <= timedelta(days=365)
        ]  # fmt: skip
        came = sum(row[3] == "yes" for row in known)
        usual[answer] = (came + 5 * default) / (len(known) + 5)
    coming, room = [], capacity if capacity is not None else 10**9
    for row in sorted((row for row in rows if row[0] == event and row[2] == "yes"),
                      key=lambda row: (row[5], row[6])):  # fmt: skip
        room -= 1 + row[4]
        if room < 0:
            break
        coming.append(row)
    coming += [row for row in rows if row[0] == event and row[2] == "maybe"]
    expected = spread = records = 0.0
    for _of, member, rsvp, _came, guests, *_rest in coming:
        own = [r for r in before if r[1] == member and r[2] != "no" and r[3] != "no_record"]
        weights = [0.9 ** ((day - events[r[0]][0]).total_seconds() / 86_400 / 30.4375) for r in own]
        met = sum(w for w, r in zip(weights, own, strict=True) if r[3] == "yes")
        p = (met + 2 * usual[rsvp]) / (sum(weights) + 2)
        expected += p * (1 + guests)
        spread += p * (1 - p) * (1 + guests) ** 2
        records += len(own)
    walk_ins = []
    for id_, (_at, kind) in sorted(events.items(), key=lambda each: each[1][0], reverse=True):
        of = [row for row in rows if row[0] == id_]
        if kind != form or id_ == event or not any(row[2] == "yes" for row in of):
            continue
        if any(row[3] == "yes" for row in of):
            walk_ins.append(
                sum(1 + r[4] for r in of if r[3] == "yes" and r[2] not in ("yes", "maybe"))
            )
    walk_ins = walk_ins[:10]
    mean = sum(walk_ins) / len(walk_ins) if walk_ins else 0
    if len(walk_ins) > 1:
        spread += sum((each - mean) ** 2 for each in walk_ins) / (len(walk_ins) - 1)
    else:
        spread += mean
    expected += mean
    margin = 1.28 * math.sqrt(spread)
    low, high = max(0, math.floor(expected - margin)), math.ceil(expected + margin)
    return Turnout(expected, low, high, len(coming), int(records), mean, len(walk_ins))


@pytest.fixture
def season(book: Path, clock: FixedClock) -> bytes:
    """A year and a half of evenings in two formats, and one to come."""
    chance = Random(7)
    clock.set(datetime(2026, 10, 31, 9))
    with action("member.import", 60):
        members = [save_member(None, {"name": f"跑友{number}"}) for number in range(60)]
    faith = {member: chance.random() for member in members}
    first = datetime(2025, 4, 3, 19)
    for week in range(0, 80, 3):
        form = chance.choice(("discussion", "gathering"))
        event = save_event(None, {
            "title": f"第{week}周", "format": form, "begins": first + timedelta(weeks=week),
            "status": "cancelled" if week == 30 else "done",
        })  # fmt: skip
        with action("attendance.import", 20):
            for member in chance.sample(members, 20):
                rsvp = chance.choice(("yes", "yes", "yes", "maybe", "no", "none"))
                came = "yes" if chance.random() < faith[member] else "no"
                came = chance.choice((came, came, "no_record"))
                guests = chance.choice((0, 0, 0, 2))
                save_attendance(event, member, rsvp=rsvp, came=came, guests=guests)
        if week == 33:
            remove_events([event])
    to_come = save_event(None, {"title": "下一次", "format": "discussion", "capacity": 25,
                                "begins": datetime(2026, 11, 7, 19)})  # fmt: skip
    with action("attendance.import", 40):
        for place, member in enumerate(members[:40]):
            clock.time += timedelta(seconds=1)
            rsvp = ("yes", "yes", "maybe", "no")[place % 4]
            save_attendance(to_come, member, rsvp=rsvp, guests=place % 5 == 0)
    return to_come


def test_it_is_counted_a_second_time(season: bytes) -> None:
    found, again = expected_turnout(season), recount(season)
    assert found is not None and found.records > 100 and found.events == 10
    assert found.expected == pytest.approx(again.expected)
    assert found.walk_ins == pytest.approx(again.walk_ins)
    assert (found.low, found.high) == (again.low, again.high)
    assert (found.answers, found.records, found.events) == (
        again.answers, again.records, again.events,
    )  # fmt: skip
    assert found.low < found.expected < found.high


def test_without_any_record_the_documented_default_holds(book: Path, clock: FixedClock) -> None:
    event = save_event(None, {"title": "第一次", "begins": datetime(2026, 11, 7, 19)})
    assert expected_turnout(event) is None
    one, two, three = (save_member(None, {"name": name}) for name in "甲乙丙")
    save_attendance(event, one, rsvp="yes", guests=1)
    save_attendance(event, two, rsvp="maybe")
    save_attendance(event, three, rsvp="no")
    found = expected_turnout(event)
    assert found is not None
    assert found.expected == pytest.approx(0.7 * 2 + 0.35)
    assert (found.answers, found.records, found.events) == (2, 0, 0)


def test_what_was_long_ago_fades_and_no_record_says_nothing(book: Path, clock: FixedClock) -> None:
    steady, faded, unknown = (save_member(None, {"name": name}) for name in "甲乙丙")
    for months, came in ((30, "no"), (29, "no"), (1, "yes")):
        begins = datetime(2026, 11, 7, 19) - timedelta(days=30 * months)
        event = save_event(None, {"title": f"{months}", "begins": begins, "status": "done"})
        save_attendance(event, steady, rsvp="yes", came=came)
        save_attendance(event, faded, rsvp="yes", came={"yes": "no", "no": "yes"}[came])
        save_attendance(event, unknown, rsvp="yes")
    chances = []
    for member in (steady, unknown, faded):
        event = save_event(None, {"title": "?", "begins": datetime(2026, 11, 7, 19)})
        save_attendance(event, member, rsvp="yes")
        found = expected_turnout(event)
        assert found is not None
        chances.append(found.expected - found.walk_ins)
    assert chances == sorted(chances, reverse=True) and len(set(chances)) == 3


def test_no_paper_and_no_figure_uses_it() -> None:
    places = ("reports", "models/papers", "models/metrics", "models/exchange", "ui/commands")
    told = [
        str(file)
        for place in places
        for file in (ROOT / place).rglob("*.py")
        if "turnout import" in file.read_text(encoding="utf-8")
    ]
    assert told == []
