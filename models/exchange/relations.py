"""Who introduced whom, who answers for a minor, whom of a household one speaks to: a list has names
where the tables have ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from models.exchange.beside import CONTACT
from models.exchange.cells import name_key
from models.exchange.people import People
from models.exchange.plan import Add, Choices, Doubtful, Update, Verdict
from models.exchange.rows import shorten
from resources.i18n import N_

NO_INTRODUCER = N_("“{introducer}”, who is said to have introduced this one, is no member.")
TWO_INTRODUCERS = N_("“{introducer}”, who is said to have introduced this one, is not one alone.")
NO_GUARDIAN = N_("“{guardian}”, who is said to be this one’s guardian, is no member.")
TWO_GUARDIANS = N_("“{guardian}”, who is said to be this one’s guardian, is not one alone.")
NO_CONTACT = N_("“{contact}”, who is said to be the contact person, is not in this household.")
TWO_CONTACTS = N_("“{contact}”, who is said to be the contact person, is not one alone.")
OTHER_CONTACT = N_("An earlier line names another contact person of this household.")

RELATIONS = ("introduced_by", "guardians", CONTACT)
_REASONS = {
    "introduced_by": ("introducer", NO_INTRODUCER, TWO_INTRODUCERS),
    "guardians": ("guardian", NO_GUARDIAN, TWO_GUARDIANS),
    CONTACT: ("contact", NO_CONTACT, TWO_CONTACTS),
}


class Relations:
    """Puts ids in place of names. Who is added by the list may be named too, also further up."""

    def __init__(self, people: People, choices: Choices) -> None:
        self._choices = choices
        self._known: dict[str, list[bytes]] = defaultdict(list)
        for key, namesakes in people.by_name.items():
            self._known[key] += [person.id for person in namesakes]
        self._homes = {person.id: person.values["household"] or "" for person in people.all}
        self._contacts: dict[str, bytes] = {}
        self._lost: set[bytes] = set()

    def put_in(
        self,
        verdicts: Sequence[Verdict],
        keys: Sequence[str],
        columns: Mapping[str, Sequence[Any]],
    ) -> list[Verdict]:
        """Return the verdicts with ids; `keys` are those of each row's own name, `columns` what
        the rows say, by field. Nobody is named who is in a row that stays outside."""
        for key, verdict in zip(keys, verdicts, strict=True):
            if isinstance(verdict, Add):
                self._known[key].append(verdict.id)
            if isinstance(verdict, (Add, Update)) and "household" in _values(verdict):
                self._homes[verdict.id] = str(_values(verdict)["household"])
        naming = [column for field, column in columns.items() if field in RELATIONS]
        decided = list(verdicts)
        for place, verdict in enumerate(verdicts):
            if any(column[place] for column in naming):
                decided[place] = self._with_ids(verdict)
        self._drop_lost(verdicts, decided)
        return decided

    def _drop_lost(self, verdicts: Sequence[Verdict], decided: list[Verdict]) -> None:
        """Who turned doubtful introduces nobody and answers for nobody, and so on down the line."""
        followers: dict[bytes, list[int]] = defaultdict(list)
        lost: list[bytes] = []
        for place, (before, verdict) in enumerate(zip(verdicts, decided, strict=True)):
            if verdict is before:
                continue
            if isinstance(before, Add) and isinstance(verdict, Doubtful):
                lost.append(before.id)
            elif isinstance(verdict, (Add, Update)):
                for named in _named_in(verdict):
                    followers[named].append(place)
        self._lost.update(lost)
        while lost:
            for place in followers.pop(lost.pop(), ()):
                before = verdicts[place]
                decided[place] = self._with_ids(before)
                if isinstance(before, Add) and isinstance(decided[place], Doubtful):
                    lost.append(before.id)
                    self._lost.add(before.id)

    def _with_ids(self, verdict: Verdict) -> Verdict:
        if not isinstance(verdict, (Add, Update)):
            return verdict
        said, found = _values(verdict), {}
        for field in RELATIONS:
            if field in said:
                named = self._ids(verdict, field, said[field])
                if isinstance(named, Doubtful):
                    return named
                found[field] = named
        return _with(verdict, found) if found else verdict

    def _ids(self, verdict: Add | Update, field: str, said: Any) -> Any:
        """Return whom a row means, None where nobody is left whom the user chose to do without."""
        if field == "introduced_by":
            return self._one(verdict, field, said, self._others(verdict, said))
        if field == CONTACT:
            return self._contact(verdict, said)
        guardians = []
        for name, relation in said:
            one = self._one(verdict, field, name, self._others(verdict, name))
            if isinstance(one, Doubtful):
                return one
            if one is not None:
                guardians.append((one, relation))
        return tuple(guardians) or None

    def _contact(self, verdict: Add | Update, name: str) -> bytes | Doubtful | None:
        home = self._homes.get(verdict.id, "")
        living = [each for each in self._called(name) if home and self._homes.get(each) == home]
        one = self._one(verdict, CONTACT, name, living)
        if isinstance(one, bytes) and self._contacts.setdefault(home, one) != one:
            chosen = verdict.line in self._choices
            return None if chosen else Doubtful(verdict.line, OTHER_CONTACT, field=CONTACT)
        return one

    def _one(
        self, verdict: Add | Update, field: str, name: str, found: Sequence[bytes]
    ) -> bytes | Doubtful | None:
        if len(found) == 1:
            return found[0]
        if verdict.line in self._choices:
            return None
        told, nobody, several = _REASONS[field]
        reason = several if found else nobody
        return Doubtful(verdict.line, reason, {told: shorten(name)}, field=field)

    def _others(self, verdict: Add | Update, name: str) -> list[bytes]:
        """Return who is called so; where that is the row's own person alone, nobody."""
        found = self._called(name)
        return [] if found == [verdict.id] else found

    def _called(self, name: str) -> list[bytes]:
        return [each for each in self._known.get(name_key(name), ()) if each not in self._lost]


def _named_in(verdict: Add | Update) -> list[bytes]:
    """Return the ids that stand in a row."""
    said = _values(verdict)
    guardians = [guardian for guardian, _relation in said.get("guardians") or ()]
    return [each for each in (said.get("introduced_by"), said.get(CONTACT), *guardians) if each]


def _values(verdict: Add | Update) -> Mapping[str, Any]:
    return verdict.values if isinstance(verdict, Add) else verdict.changes


def _with(verdict: Add | Update, found: Mapping[str, Any]) -> Add | Update:
    if isinstance(verdict, Add):
        cells = {**dict(zip(verdict.fields, verdict.cells, strict=True)), **found}
        return verdict._replace(cells=tuple(cells.values()))
    changes = {
        name: value for name, value in {**verdict.changes, **found}.items() if value is not None
    }
    return verdict._replace(changes=changes)
