"""The sample's events: planned, announced, signed up for, held, and what people made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from models import clock
from models.events.attendance import Attendance, attendance_id
from models.events.event import save_event
from models.journal.transactions import action
from models.sample.diary import Diary
from models.sample.people import Person
from models.sample.story import Story, summer
from models.vocabulary import Came, EventFormat, EventMode, EventStatus, Listing, Rsvp

_PLANNED, _ANNOUNCED, _ASKED = timedelta(days=21), timedelta(days=9), timedelta(days=2)
_CLOSED = timedelta(minutes=50)
_SIGNS_UP, _WALKS_IN, _STAYS_AWAY, _DECLINES, _WAVERS = 0.84, 0.11, 0.16, 0.22, 0.1
_RATES, _COMMENTS = 0.6, 0.3
_SPREAD = 0.75
_IN_SUMMER = 0.5
_SIGNED_SEED, _SAYS_MORE, _BRINGS = 59, 0.2, 0.25
_EAGER = 0.75  # of those who will come, how many have signed up for an event ahead


@dataclass
class Guest:
    """One member at one event."""

    person: Person
    rsvp: Rsvp
    came: Came
    rating: int | None = None
    comment: str = ""


@dataclass
class Gathering:
    """`id` is known once the event is written."""

    begins: datetime | None
    guests: list[Guest] = field(default_factory=list)
    id: bytes = b""

    @property
    def people(self) -> list[Person]:
        return [guest.person for guest in self.guests if guest.came == Came.YES]


def plan(story: Story, diary: Diary, chance: Random, members: list[Person]) -> dict[str, Gathering]:
    """Note the events' changes; return the events by their keys."""
    hosts = [person.name for person in members if "role" in person.values]
    events = {}
    for part in story.plot["events"]:
        values = _values(story, part) | {"host": chance.choice(hosts)}
        event = events[part["key"]] = Gathering(values.get("begins"))
        if event.begins is None:
            status = {"status": EventStatus.IDEA}
            at = story.days_ago(chance.randint(4, 20), f"21:{chance.randint(10, 50)}")
            diary.note(at, partial(_add, event, values | status))
        else:
            event.guests = _invite(story, chance, members, part, event.begins)
            _note(story, diary, part, event, values)
    return events


def _values(story: Story, part: dict[str, Any]) -> dict[str, Any]:
    texts = story.texts
    title, description, *guest = texts["events"][part["key"]]
    values = {
        "title": title,
        "description": description,
        "guest": guest[0] if guest else "",
        "format": texts["formats"].get(part["format"], part["format"]),
        "mode": part["mode"],
        "place": texts["places"].get(part["place"], ""),
        "capacity": part.get("capacity"),
        "budget": _money(story, part.get("budget")),
    }
    if part["day"]:
        begins = story.moment(part["week"], part["day"], part["time"])
        values |= {"begins": begins, "ends": begins + timedelta(minutes=part["minutes"])}
    return values


def _money(story: Story, amount: float | None) -> Decimal | None:
    """Return an amount at the price level of the story's country, to the half."""
    if amount is None:
        return None
    return Decimal(round(amount * story.texts["community"]["money"] * 2)) / 2


def _invite(
    story: Story, chance: Random, members: list[Person], part: dict[str, Any], begins: datetime
) -> list[Guest]:
    """Decide who answers what, who comes, and what they say."""
    ahead = begins > story.now
    season = _IN_SUMMER if summer(begins.date()) else 1.0
    guests = []
    for person in members:
        keen = person.keen_on(begins.date()) * season
        comes = chance.random() < min(keen * part["draw"] * _reach(person, part["mode"]), 0.95)
        rsvp = _rsvp(chance, keen, comes)
        if ahead and comes and chance.random() > _EAGER:
            continue
        if comes or rsvp is not Rsvp.NONE:
            guests.append(_guest(story, chance, part, person, rsvp, comes))
    seats = part.get("capacity") or len(guests)
    return guests[:seats]


def _reach(person: Person, mode: str) -> float:
    if mode == EventMode.OFFLINE:
        return 1.0 if person.near else 0.0
    return 0.8 if person.near else 1.2


def _rsvp(chance: Random, keen: float, comes: bool) -> Rsvp:
    roll = chance.random()
    if comes:
        return Rsvp.YES if roll < _SIGNS_UP else Rsvp.NONE if roll < _SIGNS_UP + _WALKS_IN \
            else Rsvp.MAYBE  # fmt: skip
    answers = ((_STAYS_AWAY, Rsvp.YES), (_DECLINES, Rsvp.NO), (_WAVERS, Rsvp.MAYBE))
    for share, answer in answers:
        if roll < share * keen:
            return answer
        roll -= share * keen
    return Rsvp.NONE


def _guest(
    story: Story, chance: Random, part: dict[str, Any], person: Person, rsvp: Rsvp, comes: bool
) -> Guest:
    # At a livestream nobody calls the roll: who stayed away is not known.
    absent = Came.NO_RECORD if part["format"] == EventFormat.LIVESTREAM else Came.NO
    guest = Guest(person, rsvp, Came.YES if comes else absent)
    if comes and chance.random() < _RATES:
        guest.rating = max(2, min(5, round(chance.gauss(part["quality"], _SPREAD))))
        if chance.random() < _COMMENTS:
            guest.comment = chance.choice(story.texts["comments"][str(guest.rating)])
    return guest


def _note(
    story: Story, diary: Diary, part: dict[str, Any], event: Gathering, values: dict[str, Any]
) -> None:
    begins, fate = values["begins"], part.get("fate", "")
    settled = story.days_ago(4, f"20:{30 + 5 * part['week']}") if begins > story.now else begins
    planned = min(max(begins - _PLANNED, story.founded + timedelta(hours=1)), settled)
    announced = max(begins - _ANNOUNCED, planned + timedelta(hours=1))
    asked = max(begins - _ASKED, announced + timedelta(hours=1))
    closed = values["ends"] + _CLOSED
    if begins > story.now:
        asked = min(asked, max(story.days_ago(1, f"20:{10 + part['week'] * 9}"), announced))
    diary.note(planned, partial(_add, event, values | {"status": EventStatus.PLANNED}))
    if fate == "cancelled":
        diary.note(asked, lambda: save_event(event.id, {"status": EventStatus.CANCELLED}))
        event.guests = []
        return
    diary.note(announced, lambda: save_event(event.id, {"status": EventStatus.ANNOUNCED}))
    for guest in event.guests:
        if guest.person.joined >= asked.date():
            guest.rsvp = Rsvp.NONE  # not yet a member when the others signed up
    event.guests = [
        guest for guest in event.guests if guest.rsvp != Rsvp.NONE or guest.came == Came.YES
    ]
    notes = story.texts["planning"]["notes"] if begins > story.now else ()
    diary.note(asked, partial(_sign_up, event, notes if part["mode"] == "offline" else ()))
    if fate != "left_open" and closed <= story.now:
        money = {name: _money(story, part.get(name)) for name in ("cost", "income")}
        diary.note(closed, partial(_close, event, money))
    else:
        for guest in event.guests:
            guest.came = Came.NO_RECORD


def _add(event: Gathering, values: dict[str, Any]) -> None:
    event.id = save_event(None, values)


def _sign_up(event: Gathering, notes: Sequence[str]) -> None:
    """Write the answers down; with `notes`, what some said with theirs, and whom they bring."""
    answered = [guest for guest in event.guests if guest.rsvp is not Rsvp.NONE]
    rows = [_row(event, guest) | {"rsvp": guest.rsvp} for guest in answered]
    if notes:
        chance, now = Random(_SIGNED_SEED), clock.now()
        for place, row in enumerate(rows):
            said = chance.choice(notes) if chance.random() < _SAYS_MORE else ""
            brings = int(row["rsvp"] == Rsvp.YES and chance.random() < _BRINGS)
            signed = now + timedelta(microseconds=place)
            row |= {"guests": brings, "note": said, "signed": signed, "source": Listing.CHAIN}
    with action("attendance.add", len(rows)):
        _insert(rows)


def _close(event: Gathering, money: dict[str, Decimal | None]) -> None:
    walked_in = [guest for guest in event.guests if guest.rsvp is Rsvp.NONE]
    with action("attendance.edit", len(event.guests)):
        _insert([_row(event, guest) | _seen(guest) for guest in walked_in])
        for guest in event.guests:
            if guest not in walked_in and guest.came != Came.NO_RECORD:
                known = attendance_id(event.id, guest.person.id)
                Attendance.update(**_seen(guest)).where(Attendance.id == known).execute()
    save_event(event.id, {"status": EventStatus.DONE, **money})


def _row(event: Gathering, guest: Guest) -> dict[str, Any]:
    known = attendance_id(event.id, guest.person.id)
    return {"id": known, "event": event.id, "member": guest.person.id}


def _seen(guest: Guest) -> dict[str, Any]:
    return {"came": guest.came, "rating": guest.rating, "comment": guest.comment}


def _insert(rows: list[dict[str, Any]]) -> None:
    if rows:
        Attendance.insert_many(rows).execute()
