"""A community made by chance, kept twice: in the file, and as plain Python to count again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import new_id
from models.events.attendance import Attendance, attendance_id
from models.events.event import Event
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.members.member import Member


@dataclass
class Population:
    """The rows as they were inserted, those in the trash among them."""

    members: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    attendances: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)

    def live(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row for row in rows if not row["deleted"]]

    def live_attendances(self) -> list[dict[str, Any]]:
        members = {row["id"]: row for row in self.live(self.members)}
        events = {row["id"]: row for row in self.live(self.events)}
        return [
            {**row, "begins": events[row["event"]]["begins"]}
            for row in self.live(self.attendances)
            if row["member"] in members and row["event"] in events
        ]


@pytest.fixture
def population(book: Path) -> Population:
    chance = random.Random(20261031)
    made = Population()
    for _number in range(150):
        made.members.append(_member(chance))
    for _number in range(70):
        made.events.append(_event(chance))
    for event in made.events:
        for member in chance.sample(made.members, chance.randint(0, 60)):
            made.attendances.append(_attendance(chance, event["id"], member["id"]))
    for _number in range(200):
        made.feedback.append(_feedback(chance, made))
    with action("member.import"):
        for model, rows in (
            (Member, made.members),
            (Event, made.events),
            (Attendance, made.attendances),
            (Feedback, made.feedback),
        ):
            for row in rows:
                model.create(**row)
    return made


def _some_day(chance: random.Random) -> date:
    return date(2025, 7, 1) + timedelta(days=chance.randint(0, 520))


def _member(chance: random.Random) -> dict[str, Any]:
    joined = chance.choice([None, _some_day(chance), _some_day(chance), _some_day(chance)])
    status = chance.choice(["active"] * 6 + ["left", "left", "applicant", "paused"])
    left = chance.choice([None, _some_day(chance), _some_day(chance)]) if status == "left" else None
    return {
        "id": new_id(),
        "name": f"成员{chance.randint(1, 999)}",
        "status": status,
        "joined": joined,
        "left": max(left, joined) if left and joined else left,
        "left_reason": chance.choice(["", "搬家"]),
        "deleted": int(chance.random() < 0.1),
    }


def _event(chance: random.Random) -> dict[str, Any]:
    begins = datetime.combine(_some_day(chance), datetime.min.time()).replace(hour=19)
    return {
        "id": new_id(),
        "title": "夜跑",
        "begins": chance.choice([None] + [begins] * 9),
        "status": chance.choice(["done"] * 5 + ["planned", "idea", "cancelled", "announced"]),
        "place": chance.choice(["", "东门"]),
        "cost": chance.choice([None, Decimal(0), Decimal("120.50")]),
        "budget": chance.choice([None, Decimal(200)]),
        "income": chance.choice([None, Decimal("35.25")]),
        "deleted": int(chance.random() < 0.1),
    }


def _attendance(chance: random.Random, event: bytes, member: bytes) -> dict[str, Any]:
    came = chance.choice(["yes", "yes", "no", "no_record"])
    return {
        "id": attendance_id(event, member),
        "event": event,
        "member": member,
        "rsvp": chance.choice(["none", "yes", "no", "maybe"]),
        "came": came,
        "rating": chance.choice([None, 3, 5]) if came == "yes" else None,
        "deleted": int(chance.random() < 0.05),
    }


def _feedback(chance: random.Random, made: Population) -> dict[str, Any]:
    day = _some_day(chance)
    status = chance.choice(["new", "in_progress", "answered", "answered", "closed"])
    answered = day + timedelta(days=chance.randint(0, 40))
    return {
        "id": new_id(),
        "date": day,
        "member": chance.choice([None, chance.choice(made.members)["id"]]),
        "kind": chance.choice(["question", "suggestion", "complaint", "praise"]),
        "text": "请增加指示牌",
        "satisfaction": chance.choice([None, 1, 2, 3, 4, 5]),
        "status": status,
        "answered_on": answered if status == "answered" else None,
        "deleted": int(chance.random() < 0.1),
    }
