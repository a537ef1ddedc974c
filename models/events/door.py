"""Checking people in at one door of an event: who is meant, who is in, and the last ticks undone.

Everything shown is held in memory; every tick is an ordinary action, written at once. Two laptops
at two doors make one list of it when their copies meet: see two_doors.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from models import clock
from models.events.attendance import (
    ARRIVING,
    WALKING_IN,
    AttendanceLine,
    attendance_id,
    attendance_of,
    save_attendance,
)
from models.events.door_line import Typed, folded, read_line
from models.events.door_search import Known, Shelf, called_so, known, load_known, namesakes
from models.events.door_told import Arrival, Counts, Found, Match, Outcome, TakenBack
from models.events.event import EventValues, load_event
from models.events.places import assign
from models.events.two_doors import keep_other_tick
from models.journal.transactions import action
from models.journal.undo import Step, undo
from models.members.member import save_member
from models.progress import Progress, unheard
from models.vocabulary import Came, Listing, MemberStatus, Rsvp

SHOWN = 6
_SHORTEST_NAME = 3  # letters; fewer are the beginning of somebody known
_LOOKED_AT = 400  # of those on the list, before they are put into order


@dataclass(frozen=True)
class _Done:
    transaction: int
    kind: str
    arrival: Arrival


class Door:
    """One door. Its undo reaches what was done at it, and nothing else."""

    def __init__(self, event: EventValues, people: list[Known]) -> None:
        self.event = event
        self._done: list[_Done] = []
        self._people: dict[bytes, Known] = {}
        self.take_people(people)

    # What is known

    def take_people(self, people: list[Known]) -> None:
        """Let these be the people of the book; the list of the event is read anew. Who walked in
        while they were read stays known."""
        before = self._people
        self._people = {person.member: person for person in people}
        self._everybody = Shelf(people)
        self.reload()
        for member in self._lines.keys() - self._people.keys():
            if member in before:
                self._people[member] = before[member]
        self._names = namesakes(self._people.values())
        self._shelve()

    def reload(self) -> None:
        """Read the list of the event anew."""
        self.event = load_event(self.event.id) or self.event
        self._lines = {line.member: line for line in attendance_of(self.event.id)}
        self._waiting = assign(self._lines.values(), self.event.capacity).numbers()
        self._shelve()

    def find(self, text: str, limit: int = SHOWN) -> Found:
        """Return who may be meant: whoever is called exactly so, who signed up, everybody else."""
        typed = read_line(text)
        listed = list(islice(self._listed.find(typed), _LOOKED_AT))
        listed.sort(key=lambda found: (not found[1], self._lines[found[0].member].came == Came.YES))
        others = islice(self._unlisted(typed), limit)
        found = [*(person for person, _exact in listed[:limit]), *others]
        found.sort(key=lambda person: folded(person.name) != typed.sought)
        if not found and typed.name and typed.phone:
            owners = self.find(typed.phone, limit)
            return Found(typed, owners.matches, True, bool(owners.matches))
        matches = tuple(self._match(person, typed) for person in found[:limit])
        is_name = any(letter.isalpha() for letter in typed.name)
        begun = bool(matches) and typed.is_short and len(typed.name) < _SHORTEST_NAME
        return Found(typed, matches, is_name and not begun)

    def counts(self) -> Counts:
        lines = self._lines.values()
        came = [line for line in lines if line.came == Came.YES]
        return Counts(
            sum(line.heads for line in came),
            sum(line.heads for line in lines if _is_expected(line)),
            sum(line.rsvp not in (Rsvp.YES, Rsvp.MAYBE) for line in came),
            self.event.capacity,
        )

    def latest(self, most: int = SHOWN) -> list[AttendanceLine]:
        """Return who came in last, the last first, whichever door it was."""
        came = (line for line in self._lines.values() if line.came == Came.YES)
        return heapq.nlargest(most, came, key=lambda line: line.arrived or datetime.min)

    @property
    def without_record(self) -> int:
        """How many said yes and have no record: nobody says that they are absent."""
        return sum(_is_expected(line) for line in self._lines.values())

    # What is done

    def check_in(
        self, member: bytes, guests: int | None = None, applicant: bool = False
    ) -> Arrival:
        """Note that somebody came, with so many guests as they said or as is said now.

        Who is in already stays as they are, unless another number of guests is given. A visitor
        becomes an applicant if that is wished. Raises UserError.
        """
        line = self._lines.get(member)
        if line is not None and line.came == Came.YES:
            if guests is None or guests == line.guests:
                return self._told(Outcome.AGAIN, line)
            with action("attendance.edit") as written:
                save_attendance(self.event.id, member, guests=guests)
            return self._note(written.id, "attendance.edit", Outcome.GUESTS, member, guests=guests)
        at = clock.exact()
        told: dict[str, Any] = {"came": str(Came.YES)}
        if guests is not None:
            told["guests"] = guests
        if line is None:
            told["source"] = str(Listing.DOOR)
        applies = applicant and self._people[member].status == MemberStatus.VISITOR
        with action(ARRIVING) as written:
            save_attendance(self.event.id, member, at=at, **told)
            if applies:
                save_member(member, {"status": MemberStatus.APPLICANT})
        outcome = Outcome.APPLIED if applies else Outcome.IN
        return self._note(written.id, ARRIVING, outcome, member, arrived=at, **told)

    def walk_in(self, typed: Typed, applicant: bool = False) -> Arrival:
        """Take in somebody nobody knows: a visitor of the community, or an applicant.

        Raises UserError.
        """
        status = MemberStatus.APPLICANT if applicant else MemberStatus.VISITOR
        at = clock.exact()
        told = {
            "came": str(Came.YES), "guests": typed.guests or 0, "source": str(Listing.DOOR)
        }  # fmt: skip
        with action(WALKING_IN) as written:
            values = {"name": typed.name, "phone": typed.digits, "status": status}
            member = save_member(None, values)
            save_attendance(self.event.id, member, at=at, **told)
        person = known(member, typed.name, typed.digits, str(status))
        self._people[member] = person
        self._names[folded(person.name)] += 1
        outcome = Outcome.APPLIED if applicant else Outcome.WALKED_IN
        return self._note(written.id, WALKING_IN, outcome, member, arrived=at, **told)

    def take_away(self, member: bytes) -> Arrival | None:
        """Take a wrong tick away: nobody says then whether they came. None where there is none."""
        line = self._lines.get(member)
        if line is None or line.came != Came.YES:
            return None
        with action("attendance.edit") as written:
            save_attendance(self.event.id, member, came=str(Came.NO_RECORD))
        told = {"came": str(Came.NO_RECORD), "arrived": None}
        return self._note(written.id, "attendance.edit", Outcome.AWAY, member, **told)

    def undo(self) -> TakenBack | None:
        """Take back the last thing done at this door. Raises UserError."""
        if not self._done:
            return None
        last = self._done[-1]
        undone = undo(Step(last.transaction, last.kind, 1, clock.now()))
        self._done.pop()
        if last.kind == WALKING_IN and (person := self._people.pop(last.arrival.member, None)):
            self._names[folded(person.name)] -= 1
        is_in = keep_other_tick(attendance_id(self.event.id, last.arrival.member))
        self.reload()
        return TakenBack(last.arrival, undone.kept, is_in)

    # Inside

    def _shelve(self) -> None:
        on_list = [self._people[each] for each in self._lines if each in self._people]
        self._listed = Shelf(on_list)

    def _unlisted(self, typed: Typed) -> Iterator[Known]:
        for person, _exact in self._everybody.find(typed):
            if person.member not in self._lines and person.member in self._people:
                yield person

    def _match(self, person: Known, typed: Typed) -> Match:
        is_alone = self._names[folded(person.name)] < 2
        return Match(
            person.member,
            person.name,
            called_so(person, typed),
            "" if is_alone and not typed.digits else person.tail,
            "" if is_alone else person.group_name,
            person.status,
            self._lines.get(person.member),
            self._waiting.get(person.member),
        )

    def _note(
        self, transaction: int, kind: str, outcome: Outcome, member: bytes, **told: Any
    ) -> Arrival:
        """Know what was written without reading the list anew, and how to take it back."""
        line = self._lines.get(member)
        if line is None:
            name = self._people[member].name
            line = AttendanceLine(b"", member, name, str(Rsvp.NONE), "", None, "")
            self._lines[member] = replace(line, **told)
            self._shelve()
        else:
            self._lines[member] = replace(line, **told)
        arrival = self._told(outcome, self._lines[member])
        self._done.append(_Done(transaction, kind, arrival))
        return arrival

    def _told(self, outcome: Outcome, line: AttendanceLine) -> Arrival:
        return Arrival(
            outcome,
            line.member,
            line.member_name,
            line.guests,
            line.rsvp,
            self._waiting.get(line.member),
            line.arrived,
        )


def load_door(event_id: bytes, progress: Progress = unheard) -> Door | None:
    """Get everything ready for one event; None where it is gone. Raises Cancelled."""
    event = load_event(event_id)
    return None if event is None else Door(event, load_known(progress))


def _is_expected(line: AttendanceLine) -> bool:
    return line.rsvp == Rsvp.YES and line.came == Came.NO_RECORD
