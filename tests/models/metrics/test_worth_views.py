"""An event beside those like it, a whole season at once, and by name whom nothing else reached."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import mean

import pytest

from models.base import live
from models.erasing import erase_member
from models.events.attendance import Attendance, save_attendance
from models.events.evaluation import Evaluation, Said, add_slips
from models.events.event import Event, save_event
from models.members.contact import note_contact
from models.members.member import remove_members, save_member
from models.metrics.worth import (
    Slot,
    compare,
    season_of,
)
from tests.conftest import FixedClock

NOW = datetime(2026, 10, 31, 9)
YEAR = (date(2025, 11, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def today(clock: FixedClock) -> None:
    clock.set(NOW)


def event(days_ago: int, **values: object) -> bytes:
    begins = datetime(2026, 10, 30, 19) - timedelta(days=days_ago)
    return save_event(None, {"title": f"-{days_ago}", "begins": begins, "status": "done", **values})


def came(made: bytes, *names: str, **values: object) -> list[bytes]:
    members = [save_member(None, {"name": name}) for name in names]
    for member in members:
        save_attendance(made, member, came="yes", **values)
    return members


def test_an_event_is_compared_with_the_year_before_it(book: Path) -> None:
    made = event(10, format="夜跑")
    for days_ago, form, names in (
        (5, "夜跑", "ab"), (20, "夜跑", "cdef"), (30, "夜跑", "gh"), (40, "读书", "i"),
        (400, "夜跑", "jk"),
    ):  # fmt: skip
        came(event(days_ago, format=form), *names)
    came(made, "x", "y", "z")
    found = compare(made)
    assert found and found.usual and found.format == "夜跑"
    assert (found.worth.came, found.usual.events, found.usual.came) == (3, 2, 6)
    first = compare(event(395, format="夜跑", status="done"))
    assert first and first.usual and first.usual.events == 1
    alone = compare(event(3, format="野餐"))
    assert alone and alone.usual is None
    assert compare(event(-3)) is None


def test_an_event_of_which_nothing_is_recorded_waters_no_mean_down(book: Path) -> None:
    came(event(20, format="夜跑"), "a", "b", "c")
    listed = event(30, format="夜跑")
    save_attendance(listed, save_member(None, {"name": "d"}), rsvp="yes")
    made = event(10, format="夜跑")
    found = compare(made)
    assert found and found.usual
    assert (found.usual.events, found.usual.recorded, found.usual.came) == (2, 1, 3)
    assert found.worth.recorded == 0


def test_an_event_without_a_record_is_not_one_nobody_came_to(book: Path) -> None:
    made = event(10)
    came(event(20), *"abcd")
    came(event(30), *"ef")
    for days_ago in (40, 50, 60):
        save_attendance(event(days_ago), save_member(None, {"name": "g"}), rsvp="yes")
    save_attendance(event(70), save_member(None, {"name": "h"}), came="no")
    found = compare(made)
    assert found and found.usual and (found.usual.events, found.usual.recorded) == (6, 3)


def test_whom_nothing_else_reached_is_told_by_name(book: Path) -> None:
    made = event(30)
    _alone, spoken, trashed, erased = came(made, "独", "聊", "走", "删")
    note_contact(spoken, {"day": date(2026, 10, 20)})
    remove_members([trashed])
    erase_member(erased)
    found = compare(made)
    assert found and found.only_here == ("独",)
    assert found.worth.only_here == 2  # who was erased is counted and not named


def test_midnight_is_no_hour(book: Path) -> None:
    came(save_event(None, {"title": "a", "begins": datetime(2026, 10, 3), "status": "done"}), "p")
    came(save_event(None, {"title": "b", "begins": datetime(2026, 10, 4, 0, 30)}), "q")
    assert season_of(*YEAR).slots == (Slot(6, 0, 1, 1),)


def test_a_season_is_a_plain_count_of_all_of_it(book: Path) -> None:
    chance = random.Random(5)
    members = [save_member(None, {"name": f"p{number}"}) for number in range(20)]
    for _each in range(18):
        made = event(
            chance.randint(0, 420), format=chance.choice("ab"),
            cost=chance.choice((None, Decimal(60))),
        )  # fmt: skip
        add_slips(made, [Said(chance.randint(1, 5)) for _slip in range(chance.randint(0, 3))])
        for member in chance.sample(members, chance.randint(0, 9)):
            save_attendance(
                made, member, came=chance.choice(("yes", "no")), rsvp="yes",
                guests=chance.randint(0, 1), rating=chance.choice((None, 4)),
            )  # fmt: skip
    season = season_of(*YEAR)
    held = {row.id: row for row in live(Event) if YEAR[0] <= row.begins.date() <= YEAR[1]}
    assert set(season.events) == set(held)
    assert {each.format: each.worth.events for each in season.formats} == Counter(
        row.format for row in held.values()
    )
    rows = list(live(Attendance))
    slips = list(live(Evaluation))
    hours: dict[tuple[int, int], list[int]] = defaultdict(list)
    for made, worth in season.events.items():
        listed = [row for row in rows if row.event_id == made]
        there = [row for row in listed if row.came == "yes"]
        marks = [row.rating for row in listed if row.rating]
        marks += [slip.rating for slip in slips if slip.event_id == made]
        assert (worth.said_yes, worth.kept, worth.came) == (len(listed), len(there), len(there))
        assert worth.recorded == bool(listed)
        assert worth.heads == sum(1 + row.guests for row in there)
        assert worth.ratings == len(marks)
        assert worth.rating == (pytest.approx(mean(marks)) if marks else None)
        cost, heads = held[made].cost, worth.heads
        assert worth.per_head == (cost / heads if cost is not None and heads else None)
        found = compare(made, made)
        assert found and found.worth == found.other == worth
        if there:
            hours[held[made].begins.weekday(), held[made].begins.hour].append(len(there))
    told = {(slot.weekday, slot.hour): (slot.events, slot.came) for slot in season.slots}
    assert told == {key: (len(each), pytest.approx(mean(each))) for key, each in hours.items()}
