"""The beginning of a long list, found in time, is the beginning of the whole list."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from models import beginning
from models.base import database
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.members.filters import ALL, NOTHING, Condition, Group, Test, Visits
from models.members.listing import COLUMNS, MemberLine, begin_members, class_pill, find_members
from models.members.member import save_member
from models.vocabulary import Standing


@pytest.fixture
def events(book: Path) -> list[bytes]:
    chance = random.Random(5)
    made = [
        save_event(None, {"title": "e", "begins": datetime(2026, 10, 30, 9) - timedelta(9 * back)})
        for back in range(6)
    ]
    with action("member.import"):
        for number in range(40):
            values = {
                "name": f"张{number}",
                "region": chance.choice(["", "上海", "北京"]),
                "role": chance.choice(["", "", "", "host"]),
                "joined": chance.choice([None, date(2026, 10, 20), date(2025, 1, 3)]),
                "status": chance.choice(["active", "active", "left", "applicant"]),
                "tags": chance.choice([(), ("run",), ("run", "read")]),
            }
            member = save_member(None, values)
            for event in chance.sample(made, chance.choice([0, 2, 5])):
                save_attendance(event, member, came=chance.choice(["yes", "no"]))
    return made


def filters(events: list[bytes]) -> list[Group]:
    conditions = (
        Condition("region", Test.CONTAINS, "海"),
        Condition("tags", Test.ANY_OF, ("read",)),
        Condition("tags", Test.ALL_OF, ("read", "run")),
        Condition("standing", Test.ANY_OF, (Standing.NEW, Standing.SILENT)),
        Condition("standing", Test.NONE_OF, (Standing.SILENT,)),
        Condition("attendance", Test.CAME, Visits(event=events[0])),
        Condition("attendance", Test.NO_RECORD, Visits(days=60)),
    )
    return [NOTHING, *(Group(ALL, (condition,)) for condition in conditions)]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_FIRST_WALK", "_SORTING", "_LAST_WALK"):
        monkeypatch.setattr(beginning, name, 60)


def test_a_list_begins_as_it_goes_on(events: list[bytes], patient: None) -> None:
    pills = ("all", "active", class_pill(Standing.SILENT))
    for asked, pill, text in product(filters(events), pills, ("", "张1")):
        for order, descending in product(COLUMNS, (False, True)):
            question = (text, pill, order, descending, asked)
            whole = [line.id for line in find_members(*question, whole=True).lines(0, 40)]
            for wanted in (1, 7, 40):
                assert ids(begin_members(*question, wanted)) == whole[:wanted], question


def ids(lines: list[MemberLine] | None) -> list[bytes]:
    return [line.id for line in lines or []]


def test_what_takes_too_long_is_stopped(
    events: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_FIRST_WALK", "_SORTING", "_LAST_WALK"):
        monkeypatch.setattr(beginning, name, -1.0)
    monkeypatch.setattr(beginning, "_STEPS", 1)
    assert begin_members(asked=filters(events)[1]) is None
    assert database.execute_sql("SELECT count(*) FROM member").fetchone() == (40,)
