"""Finding the member and the event a row of another list speaks of, by what the list calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import clock
from models.base import new_id, write_moment
from models.exchange.cells import name_key
from models.exchange.event_rows import Events
from models.exchange.people import IDENTITIES, People, Person, candidates
from models.exchange.plan import NEW, Add, Additional, Choices, Doubtful
from models.exchange.rows import shorten
from models.vocabulary import EventStatus, Kind
from resources.i18n import N_

NO_MEMBER = N_("Nobody is called “{name}”. Add this member, or choose another one.")
SEVERAL_MEMBERS = N_("Several members are called “{name}”. Choose which one this is.")
OTHER_IDENTITY = N_("“{name}” has another WeChat ID, phone or e-mail in the book. Who is this?")
NO_NAME = N_("The name is missing.")


class References:
    """Members and events as they are, with those the user decided to add for this list."""

    def __init__(self, choices: Choices) -> None:
        self.people = People()
        self.events = Events()
        self.additional: dict[bytes, Additional] = {}
        self._choices = choices
        self._new_members: dict[str, bytes] = {}
        self._new_events: dict[tuple[str, str], bytes] = {}
        self._found: dict[tuple[Any, ...], list[Person]] = {}

    def member(self, line: int, values: Mapping[str, Any]) -> bytes | Doubtful:
        """Return the member a row names."""
        choice = self._choices.get(line)
        if isinstance(choice, bytes) and choice in self.people.ids:
            return choice
        name = values.get("member", "")
        if not name:
            return Doubtful(line, NO_NAME, field="member")
        found = self._find(name, values)
        if len(found) == 1:
            return found[0].id
        if choice == NEW:
            return self._add_member(name, values)
        fields = {"name": shorten(name)}
        if not found and (called := self.people.called(name)):
            return Doubtful(line, OTHER_IDENTITY, fields, candidates(called), "member")
        reason = SEVERAL_MEMBERS if found else NO_MEMBER
        return Doubtful(line, reason, fields, candidates(found), "member")

    def event(self, line: int, title: str, day: str) -> bytes | Doubtful:
        """Return the event a row names by title and day, or by one of the two."""
        choice = self._choices.get(line)
        if isinstance(choice, bytes) and choice in self.events.all:
            return choice
        found = self.events.find(title, day)
        if len(found) == 1:
            return found[0]
        if choice == NEW and title:
            return self._add_event(title, day)
        return self.events.doubt(line, title, day)

    def _find(self, name: str, values: Mapping[str, Any]) -> list[Person]:
        told = {field: values[field] for field in IDENTITIES if values.get(field)}
        key = (name, *told.values())
        if key not in self._found:
            self._found[key] = self.people.find(name, told)
        return self._found[key]

    def _add_member(self, name: str, values: Mapping[str, Any]) -> bytes:
        """Make a member once, however many rows name it."""
        key = name_key(name)
        if key not in self._new_members:
            known = {field: values[field] for field in IDENTITIES if field in values}
            member = self._new_members[key] = new_id()
            record = Add.of(0, member, {"name": name, **known})
            self.additional[member] = Additional(Kind.MEMBER, record)
        return self._new_members[key]

    def _add_event(self, title: str, day: str) -> bytes:
        key = (name_key(title), day)
        if key not in self._new_events:
            event = self._new_events[key] = new_id()
            values: dict[str, Any] = {"title": title, "status": EventStatus.IDEA.value}
            if day:
                values["begins"] = f"{day} 00:00"
                past = values["begins"] < write_moment(clock.now())
                values["status"] = (EventStatus.DONE if past else EventStatus.PLANNED).value
            self.additional[event] = Additional(Kind.EVENT, Add.of(0, event, values))
        return self._new_events[key]
