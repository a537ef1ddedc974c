"""What the tests of papers about events share: an evening that people signed up for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.events.venue import save_venue
from models.members.consent import Agreement, save_consents
from models.members.member import save_member
from models.vocabulary import Purpose

# What a member keeps to themselves, and must stand on no paper of an event.
PHONES = ("13800000001", "13800000002", "13800000003", "13800000004")
PRIVATE = (*PHONES, "anna@example.org", "Elm Street 5", "owes us money", "allergic to nuts")
LINK = "https://example.org/s/evening?from=group"


@dataclass(frozen=True)
class Evening:
    event: bytes
    anna: bytes
    xiaoming: bytes
    shy: bytes
    late: bytes


@pytest.fixture
def evening(book: Path) -> Evening:
    """Four said yes, of whom Anna brings two; there are five places, so the last one waits. Anna
    and 欧阳晓明 agreed to stand on public papers by their first names."""
    save_venue(None, {"name": "Reading room", "address": "Mill Lane 3", "contact": PHONES[3],
                      "note": "Key under the mat"})  # fmt: skip
    event = save_event(
        None,
        {"title": "River & village <b>talk</b>", "begins": datetime(2026, 12, 5, 15),
         "ends": datetime(2026, 12, 5, 17, 30), "place": "Reading room", "host": "Zoe Quist",
         "guest": "Anna Berg, Professor Xu", "link": LINK, "description": "Bring a book.",
         "capacity": 5, "went_well": "nothing yet", "to_change": "the chairs"},
    )  # fmt: skip
    made = []
    for place, (name, guests) in enumerate(
        (("Anna Berg", 2), ("欧阳晓明13800000002", 0), ("Zoe Quist", 0), ("Li Late", 0))
    ):
        made.append(
            save_member(None, {"name": name, "phone": PHONES[place], "email": "anna@example.org",
                               "region": "Elm Street 5", "note": "owes us money"})
        )  # fmt: skip
        save_attendance(event, made[-1], rsvp="yes", guests=guests, note="allergic to nuts",
                        at=datetime(2026, 10, 1, 9, place))  # fmt: skip
    for member in made[:2]:
        save_consents(member, [Agreement(Purpose.NAME, date(2026, 1, 1), None, "in person")])
    absent = save_member(None, {"name": "Nora Never"})
    save_attendance(event, absent, rsvp="no")
    return Evening(event, *made)
