"""What becomes of each row of a list of members."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from models.base import new_id
from models.exchange.cells import name_key
from models.exchange.people import People, Person, candidates, contradict, identities
from models.exchange.plan import (
    NEW,
    SKIP,
    Add,
    Choices,
    Doubtful,
    Skipped,
    Unchanged,
    Update,
    Verdict,
)
from models.exchange.rows import REPEATED, Rows, shorten, unreadable, without_unreadable
from models.pinyin import HAN
from models.progress import Progress, unheard
from resources.i18n import N_

NO_NAME = N_("The name is missing.")
NOT_WANTED = N_("You chose to leave this line out.")
SAME_IDENTITY = N_("“{other}” has the same WeChat ID, phone or e-mail. Is it the same person?")
NAMESAKES = N_("Several members are called “{name}”. Choose which one this is.")
NAMESAKE = N_(
    "There is a member called “{name}”, and this list has several. Choose which one it is."
)
TWICE = N_("Line {other} names “{name}” too, and nothing tells the two apart.")
LEFT_TOO_EARLY = N_("“{name}” left before joining. Check the two dates.")
NO_INTRODUCER = N_("“{introducer}”, who is said to have introduced this one, is no member.")
TWO_INTRODUCERS = N_("“{introducer}”, who is said to have introduced this one, is not one alone.")

_STEP = 5_000


def plan_members(rows: Rows, choices: Choices, progress: Progress = unheard) -> list[Verdict]:
    return _MemberRows(rows, choices).decide(progress)


class _MemberRows:
    """The state of one pass: who is in the book, who the file has named so far."""

    def __init__(self, rows: Rows, choices: Choices) -> None:
        self.rows = rows
        self.choices = choices
        self.people = People()
        self.values = [_complete(values) for _line, values in rows]
        self.keys = [name_key(values.get("name", "")) for values in self.values]
        self.named = self._count_names()
        self.seen: dict[tuple[str, ...], int] = {}
        self.claimed: dict[bytes, int] = {}
        self.added: dict[str, list[Add]] = defaultdict(list)
        self.told = _Told()
        # In order, because indexes are filled much faster at their end than all over.
        self.new_ids = iter(sorted(new_id() for _line in rows.lines))
        self.names = {person.id: name_key(person.values["name"]) for person in self.people.all}

    def _count_names(self) -> Counter[str]:
        """Count in how many different rows each name of the file stands."""
        if not self.people.all:
            return Counter()
        different = dict(zip(self.rows.cells, self.keys, strict=True))
        return Counter(different.values())

    def decide(self, progress: Progress) -> list[Verdict]:
        verdicts: list[Verdict] = []
        total = len(self.values)
        for index in range(total):
            if index % _STEP == 0:
                progress(index, total)
            verdict = self._decide(index)
            if type(verdict) is Add:
                self.added[self.keys[index]].append(verdict)
            verdicts.append(verdict)
        if "introduced_by" in self.rows.fields:
            return self._introduce(verdicts)
        return verdicts

    def _decide(self, index: int) -> Verdict:
        line, values = self.rows.lines[index], self.values[index]
        choice = self.choices.get(line) if self.choices else None
        if choice == SKIP:
            return Skipped(line, NOT_WANTED)
        if choice is not None:
            return self._as_chosen(line, without_unreadable(values), choice)
        first = self.seen.setdefault(self.rows.cells[index], line)
        if first != line:
            return Skipped(line, REPEATED, {"other": first})
        if doubt := unreadable(self.rows, index):
            return doubt
        if not values.get("name"):
            return Doubtful(line, NO_NAME, field="name")
        if values.get("left") and values.get("joined") and values["left"] < values["joined"]:
            return Doubtful(line, LEFT_TOO_EARLY, {"name": shorten(values["name"])}, field="left")
        return self._match(index, line, values)

    def _as_chosen(self, line: int, values: dict[str, Any], choice: bytes | str) -> Verdict:
        if not values.get("name") and choice == NEW:
            return Doubtful(line, NO_NAME, field="name")
        if choice == NEW:
            return self._add(line, values)
        person = next((each for each in self.people.all if each.id == choice), None)
        return self._update(line, person, values) if person else self._add(line, values)

    def _match(self, index: int, line: int, values: dict[str, Any]) -> Verdict:
        key = self.keys[index]
        if not self.people.all:
            return self._new(key, line, values)
        namesakes = self.people.by_name.get(key, ())
        sharing = self.people.sharing(values)
        same = [person for person in sharing if person in namesakes]
        if len(same) == 1:
            return self._claim(line, same[0], values)
        if len(same) > 1:
            return self._several(line, same, values)
        if strangers := [each for each in sharing if not _is_relative(each, values)]:
            other = shorten(strangers[0].values["name"])
            return Doubtful(line, SAME_IDENTITY, {"other": other}, candidates(strangers))
        possible = [each for each in namesakes if not contradict(each.values, values)]
        if len(namesakes) > 1 and possible:
            return self._several(line, possible, values)
        if possible:
            return self._by_name_alone(key, line, possible[0], values)
        return self._new(key, line, values)

    def _by_name_alone(
        self, key: str, line: int, person: Person, values: dict[str, Any]
    ) -> Verdict:
        if self.named[key] == 1 or not self._changes(person, values):
            return self._claim(line, person, values)
        name = shorten(values["name"])
        return Doubtful(line, NAMESAKE, {"name": name}, candidates([person]))

    def _several(self, line: int, people: list[Person], values: dict[str, Any]) -> Verdict:
        for person in people:
            if not self._changes(person, values):
                return Unchanged(line, person.id)
        name = shorten(values["name"])
        return Doubtful(line, NAMESAKES, {"name": name}, candidates(people))

    def _claim(self, line: int, person: Person, values: dict[str, Any]) -> Verdict:
        """Let a row speak of a member, unless another row already does and says something else."""
        verdict = self._update(line, person, values)
        first = self.claimed.setdefault(person.id, line)
        if first == line or type(verdict) is Unchanged:
            return verdict
        fields = {"other": first, "name": shorten(values["name"])}
        return Doubtful(line, TWICE, fields, candidates([person]))

    def _new(self, key: str, line: int, values: dict[str, Any]) -> Verdict:
        earlier = self.told.same_person(key, line, values)
        if earlier:
            return Doubtful(line, TWICE, {"other": earlier, "name": shorten(values["name"])})
        return self._add(line, values)

    def _add(self, line: int, values: dict[str, Any]) -> Add:
        return Add(line, next(self.new_ids), values, values.pop("tags", ()))

    def _update(self, line: int, person: Person, values: dict[str, Any]) -> Update | Unchanged:
        changes = self._changes(person, values)
        if not changes:
            return Unchanged(line, person.id)
        tags = changes.pop("tags", ())
        return Update(line, person.id, changes, tags)

    def _changes(self, person: Person, values: dict[str, Any]) -> dict[str, Any]:
        """Return what the row says otherwise. Tags are added to, nothing is emptied."""
        changes = {}
        for field, value in values.items():
            if field == "tags":
                if more := tuple(tag for tag in value if tag not in person.tags):
                    changes["tags"] = more
            elif field == "introduced_by":
                if self.names.get(person.values[field]) != name_key(value):
                    changes[field] = value
            elif value != person.values[field]:
                changes[field] = value
        return changes

    def _introduce(self, verdicts: list[Verdict]) -> list[Verdict]:
        """Replace the names of introducers by their ids; who is added now may introduce too."""
        known: dict[str, list[bytes]] = defaultdict(list)
        for key, people in self.people.by_name.items():
            known[key] += [person.id for person in people]
        for key, added in self.added.items():
            known[key] += [each.id for each in added]
        return [self._introduced(verdict, known) for verdict in verdicts]

    def _introduced(self, verdict: Verdict, known: dict[str, list[bytes]]) -> Verdict:
        if not isinstance(verdict, (Add, Update)):
            return verdict
        values = verdict.values if isinstance(verdict, Add) else verdict.changes
        introducer = values.pop("introduced_by", None)
        if introducer is None:
            return verdict
        found = known.get(name_key(introducer), [])
        if len(found) == 1 and found[0] != verdict.id:
            values["introduced_by"] = found[0]
        elif verdict.line not in self.choices:
            reason = TWO_INTRODUCERS if len(found) > 1 else NO_INTRODUCER
            fields = {"introducer": shorten(introducer)}
            return Doubtful(verdict.line, reason, fields, field="introduced_by")
        return verdict


def _complete(values: dict[str, Any]) -> dict[str, Any]:
    """Put the name together where family name and given name stand in columns of their own."""
    family, given = values.pop("family_name", ""), values.pop("given_name", "")
    if (family or given) and not values.get("name"):
        parts = [family, given] if HAN.search(family + given) else [given, family]
        values["name"] = ("" if HAN.search(family + given) else " ").join(filter(None, parts))
    return values


def _is_relative(person: Person, values: dict[str, Any]) -> bool:
    """Say whether somebody of another name who shares a phone or address is surely another."""
    own = values.get("wechat_id")
    return contradict(person.values, values) and not (
        own and own.casefold() == person.values["wechat_id"].casefold()
    )


class _Told:
    """The new people of the file so far, by what tells namesakes apart.

    Two rows that share no identity but both have one of the same sort are two persons, so only
    namesakes with other sorts of identity need to be compared: a file of nothing but namesakes
    stays quick.
    """

    def __init__(self) -> None:
        self._identities: dict[tuple[str, str, str], int] = {}
        self._sorts: dict[str, dict[tuple[str, ...], list[tuple[int, str]]]] = {}

    def same_person(self, key: str, line: int, values: dict[str, Any]) -> int:
        """Return the line that may speak of the same person, or 0 and remember this one."""
        own = identities(values)
        for sort, identity in own:
            if earlier := self._identities.get((key, sort, identity)):
                return earlier
        sorts = tuple([sort for sort, _identity in own])
        born = values.get("born", "")
        known = self._sorts.get(key)
        if known is None:
            known = self._sorts[key] = {}
        for others, people in known.items():
            if not (others == sorts and sorts) and not set(others) & set(sorts):
                for earlier, other in people:
                    if not contradict({"born": other}, {"born": born}):
                        return earlier
        for sort, identity in own:
            self._identities[key, sort, identity] = line
        known.setdefault(sorts, []).append((line, born))
        return 0
