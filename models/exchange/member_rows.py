"""What becomes of each row of a list of members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

from models.exchange.beside import BESIDE, Beside
from models.exchange.cells import name_key, name_keys
from models.exchange.namesakes import Told, unclear_names
from models.exchange.people import (
    IDENTITIES,
    People,
    Person,
    candidates,
    contradict,
    identity_key,
    identity_keys,
)
from models.exchange.plan import (
    SKIP,
    Add,
    Choices,
    Doubtful,
    Skipped,
    Unchanged,
    Update,
    Verdict,
)
from models.exchange.relations import RELATIONS, Relations
from models.exchange.rows import REPEATED, Rows, shorten, unreadable, without_unreadable
from models.journal.bulk import new_ids
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
CALLED_SO = N_("“{other}” goes by the name “{name}” too. Is it the same person?")
TWICE = N_("Line {other} names “{name}” too, and nothing tells the two apart.")
LEFT_TOO_EARLY = N_("“{name}” left before joining. Check the two dates.")

_STEP = 5_000
_NAME_FIELDS = ("name", "family_name", "given_name")


def plan_members(rows: Rows, choices: Choices, progress: Progress = unheard) -> list[Verdict]:
    return _MemberRows(rows, choices).decide(progress)


class _MemberRows:
    """The state of one pass: who is in the book, who the list has named so far.

    Most rows of a long list are about somebody new whom nobody can take for anybody else. These
    are found a column at a time; only the others are decided about one by one.
    """

    def __init__(self, rows: Rows, choices: Choices) -> None:
        self.rows = rows
        self.choices = choices
        self.people = People()
        self.columns = _complete(dict(zip(rows.fields, rows.values, strict=True)), len(rows.lines))
        self.fields = tuple(field for field in self.columns if field != "tags")
        self.beside = Beside(self.fields, [person.id for person in self.people.all])
        self.keys = name_keys(self.columns["name"])
        self.new_ids = new_ids(len(rows.lines))
        self.seen: dict[tuple[str, ...], int] = {}
        self.claimed: dict[bytes, int] = {}
        self.told = Told()
        self.named = self._count_names()
        self.names = {person.id: name_key(person.values["name"]) for person in self.people.all}

    def _count_names(self) -> Counter[str]:
        """Count in how many different rows of the list each name of the book stands."""
        known = self.people.by_name
        different = {
            self.rows.cells(index): key for index, key in enumerate(self.keys) if key in known
        }
        return Counter(different.values())

    def decide(self, progress: Progress) -> list[Verdict]:
        total = len(self.keys)
        progress(0, total)
        questions = self._open_questions()
        verdicts = self._all_new()
        for index, key in enumerate(self.keys):
            if key in questions:
                verdicts[index] = self._decide(index)
            if index % _STEP == _STEP - 1:
                progress(index + 1, total)
        if not self.columns.keys().isdisjoint(RELATIONS):
            return Relations(self.people, self.choices).put_in(verdicts, self.keys, self.columns)
        return verdicts

    def _open_questions(self) -> set[str]:
        """Return the names whose rows must be looked at one by one; the rest are new people."""
        identities = {
            sort: identity_keys(sort, self.columns[sort])
            for sort in IDENTITIES
            if sort in self.columns
        }
        odd = set(self.rows.unreadable)
        if self.choices:
            odd.update(at for at, line in enumerate(self.rows.lines) if line in self.choices)
        for sort, column in identities.items():
            known = {identity for other, identity in self.people.by_identity if other == sort}
            if not known.isdisjoint(column):
                odd.update(at for at, identity in enumerate(column) if identity in known)
        odd.update(self._leaving_too_early())
        names = {self.keys[at] for at in odd}
        known = {*self.people.by_name, *self.people.aliases()}
        return {"", *names, *known, *unclear_names(self.keys, identities)}

    def _leaving_too_early(self) -> Iterator[int]:
        if {"joined", "left"} <= self.columns.keys():
            days = zip(self.columns["joined"], self.columns["left"], strict=True)
            for index, (joined, left) in enumerate(days):
                if left and joined and index not in self.rows.unreadable and left < joined:
                    yield index

    def _all_new(self) -> list[Verdict]:
        """Make every row a new member."""
        cells = zip(*(self.columns[field] for field in self.fields), strict=True)
        tags = (each or () for each in self.columns.get("tags", repeat(())))
        return list(map(Add, self.rows.lines, self.new_ids, repeat(self.fields), cells, tags))

    def _said(self, index: int) -> dict[str, Any]:
        said = ((field, column[index]) for field, column in self.columns.items())
        return {field: value for field, value in said if value is not None}

    def _decide(self, index: int) -> Verdict:
        line, values = self.rows.lines[index], self._said(index)
        choice = self.choices.get(line)
        if choice == SKIP:
            return Skipped(line, NOT_WANTED)
        if choice is not None:
            return self._as_chosen(index, line, without_unreadable(values), choice)
        first = self.seen.setdefault(self.rows.cells(index), line)
        if first != line:
            return Skipped(line, REPEATED, {"other": first})
        if doubt := unreadable(self.rows, index):
            return doubt
        if not values.get("name"):
            return Doubtful(line, NO_NAME, field="name")
        if values.get("left") and values.get("joined") and values["left"] < values["joined"]:
            return Doubtful(line, LEFT_TOO_EARLY, {"name": shorten(values["name"])}, field="left")
        return self._match(index, line, values)

    def _as_chosen(
        self, index: int, line: int, values: dict[str, Any], choice: bytes | str
    ) -> Verdict:
        person = next((each for each in self.people.all if each.id == choice), None)
        if person:
            return self._update(line, person, values)
        if not values.get("name"):
            return Doubtful(line, NO_NAME, field="name")
        return self._add(index, line, values)

    def _match(self, index: int, line: int, values: dict[str, Any]) -> Verdict:
        key = self.keys[index]
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
        if not namesakes and (called := self._called_so(values)):
            fields = {"other": shorten(called[0].values["name"]), "name": shorten(values["name"])}
            return Doubtful(line, CALLED_SO, fields, candidates(called))
        return self._new(index, line, values)

    def _called_so(self, values: dict[str, Any]) -> list[Person]:
        """Return who goes by the row's name, though that is not how the book names them."""
        found = self.people.called(values["name"])
        return [person for person in found if not contradict(person.values, values)]

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

    def _new(self, index: int, line: int, values: dict[str, Any]) -> Verdict:
        if earlier := self.told.same_person(self.keys[index], line, values):
            return Doubtful(line, TWICE, {"other": earlier, "name": shorten(values["name"])})
        return self._add(index, line, values)

    def _add(self, index: int, line: int, values: dict[str, Any]) -> Add:
        cells = tuple(map(values.get, self.fields))
        return Add(line, self.new_ids[index], self.fields, cells, values.get("tags", ()))

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
            elif field in BESIDE:
                household = values.get("household") or person.values["household"] or ""
                if news := self.beside.news(field, person.id, household, value):
                    changes[field] = news
            elif field == "name" and self._is_alias(value, person):
                continue
            elif not _says_no_more(field, value, person.values.get(field)):
                changes[field] = value
        return changes

    def _is_alias(self, name: str, person: Person) -> bool:
        """Whether a row only calls somebody as they are called too: that renames nobody."""
        by_name = self.people.by_name.get(name_key(name), ())
        return person not in by_name and person in self.people.called(name)


def _says_no_more(field: str, value: Any, known: Any) -> bool:
    """Say whether a cell tells nothing that is not known: one number written another way, or the
    year alone of a birth whose day is known."""
    if value == known or not known:
        return bool(value == known)
    if field == "phone":
        return identity_key(field, value) == identity_key(field, known)
    return field == "born" and str(known).startswith(f"{value}-")


def _complete(columns: dict[str, Sequence[Any]], count: int) -> dict[str, Sequence[Any]]:
    """Put names together where family name and given name stand in columns of their own."""
    nothing = [None] * count
    names, families, givens = (columns.get(field, nothing) for field in _NAME_FIELDS)
    if families is not nothing or givens is not nothing:
        parts = zip(names, families, givens, strict=True)
        names = [name or _full_name(family or "", given or "") for name, family, given in parts]
    others = {field: column for field, column in columns.items() if field not in _NAME_FIELDS}
    return {"name": names, **others}


def _full_name(family: str, given: str) -> str | None:
    if HAN.search(family + given):
        return family + given
    return " ".join(filter(None, (given, family))) or None


def _is_relative(person: Person, values: dict[str, Any]) -> bool:
    """Say whether somebody of another name who shares a phone or address is surely another."""
    own = values.get("wechat_id")
    return contradict(person.values, values) and not (
        own and own.casefold() == person.values["wechat_id"].casefold()
    )
