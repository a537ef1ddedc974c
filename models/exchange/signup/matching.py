"""Who an entry of a chain is. Only what is certain is taken; about the rest somebody is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.exchange.alike import Alike, core_of
from models.exchange.cells import name_key
from models.exchange.people import ALIASES, People, Person, candidates, identity_key
from models.exchange.plan import Candidate
from models.exchange.signup.chain import Entry
from models.journal.transactions import stamp
from models.members.alias import all_aliases, is_account
from models.members.guardian import guardians_of_each
from resources.i18n import N_

SEVERAL = N_("Several members are called “{name}”. Which one is this?")
OTHER_PHONE = N_("“{name}” has another phone number in the book. Who is this?")
OWN_PHONE = N_("Nobody is called “{name}”, but the phone number is known. Who is this?")
NEARLY = N_("Nobody is called “{name}”, but somebody nearly so. Who is this?")

_OFFERED = 6
# Names that have this much in common, of 1, may be one name; of two signs one alone is too little.
_ALIKE = 0.75
_SIGNS = re.compile(r"[\W_]+")
_FATHER = re.compile(r"(?<=.)(?:粑粑|爸比|爹地|老爸|爸)$")
_MOTHER = re.compile(r"(?<=.)(?:麻麻|妈咪|老妈|妈)$")
_CALLED_AFTER = re.compile(
    r"^(?P<child>.{2,}?)的?(?:爸爸|妈妈|粑粑|麻麻|爸|妈|家长|爷爷|奶奶|外公|外婆|姥姥|姥爷)$"
)


@dataclass(frozen=True)
class Found:
    """Who an entry is: `member`, or whom it may be and why that is not certain, or nobody known.

    `called` says that members have exactly this name, so that it tells nobody apart.
    """

    member: Person | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    called: bool = False


class Matcher:
    """The members, asked by what a chain calls them: as they were at `stamp`."""

    def __init__(self) -> None:
        self.stamp = stamp()
        self.people = People()
        self.by_id = {person.id: person for person in self.people.all}
        self._alike = Alike(self.people)
        self._known: dict[tuple[object, ...], Found] = {}
        self._loose: dict[str, dict[bytes, Person]] | None = None
        self._given: dict[str, list[Person]] | None = None
        self._cores: dict[str, list[Person]] | None = None

    @property
    def is_current(self) -> bool:
        """Whether nothing was done in the file since the members were read."""
        return self.stamp == stamp()

    def find(self, entry: Entry) -> Found:
        """Return who an entry is."""
        asked = (entry.name, entry.longer, entry.phone, entry.hints)
        if asked not in self._known:
            self._known[asked] = self._find(entry)
        return self._known[asked]

    def _find(self, entry: Entry) -> Found:
        for name in (*entry.longer, entry.name):
            if called := self.people.called(name):
                return self._decide(entry, called)
        sharing = self._with_phone(entry.phone)
        if sharing:
            return Found(None, candidates(sharing), OWN_PHONE)
        loosely = list(self._loosely().get(loose_key(entry.name), {}).values())
        if len(loosely) == 1:
            return Found(loosely[0])
        if loosely:
            return Found(None, candidates(loosely), SEVERAL)
        nearly = candidates(self._nearly(entry))[:_OFFERED]
        return Found(None, nearly, NEARLY if nearly else "")

    def _decide(self, entry: Entry, called: list[Person]) -> Found:
        """Choose among those of the name; a telephone number tells them apart, or against."""
        sharing = self._with_phone(entry.phone)
        both = [person for person in called if person in sharing]
        if len(both) == 1:
            return Found(both[0], called=True)
        if entry.phone and not both:
            rest = [person for person in called if not person.values["phone"]]
            if sharing or not rest:
                return Found(None, candidates([*called, *sharing]), OTHER_PHONE, called=True)
            called = rest
        if len(called) == 1:
            return Found(called[0], called=True)
        return Found(None, candidates(both or called), SEVERAL, called=True)

    def _with_phone(self, phone: str) -> list[Person]:
        if not phone:
            return []
        return list(self.people.by_identity.get(("phone", identity_key("phone", phone)), ()))

    def _loosely(self) -> dict[str, dict[bytes, Person]]:
        if self._loose is None:
            self._loose = defaultdict(dict)
            for name, person in self._names():
                if key := loose_key(name):
                    self._loose[key][person.id] = person
        return self._loose

    def _names(self) -> Iterator[tuple[str, Person]]:
        for person in self.people.all:
            for field in ("name", *ALIASES):
                yield person.values[field], person
        for member, alias in all_aliases():
            if not is_account(alias) and member in self.by_id:
                yield alias, self.by_id[member]

    def _nearly(self, entry: Entry) -> Iterator[Person]:
        """Yield whom a name may mean, the likeliest first."""
        name = entry.name
        for hint in entry.hints:
            yield from self.people.called(hint)
        if after := _CALLED_AFTER.match(_bare(name)):
            yield from self._parents(after["child"])
        core = core_of(name)
        if len(core) > 1:
            yield from self._by_given_name(core)
            yield from self._with_core(core)
            yield from self._alike.homophones(name)
            yield from self._alike.close(name, _ALIKE)

    def _by_given_name(self, core: str) -> list[Person]:
        """Return members who are called so without their surname: 春梅 of 吴春梅."""
        if self._given is None:
            self._given = defaultdict(list)
            for person in self.people.all:
                key = name_key(person.values["name"])
                if len(key) > 2 and not key.isascii():
                    self._given[key[1:]].append(person)
        return self._given.get(core, [])

    def _with_core(self, core: str) -> list[Person]:
        """Return members with a nickname around the same word: 阿梅-市场部, 小梅妈妈."""
        if self._cores is None:
            self._cores = defaultdict(list)
            for name, person in self._names():
                if name:
                    self._cores[core_of(name)].append(person)
        return self._cores.get(core, [])

    def _parents(self, child: str) -> Iterator[Person]:
        """Yield who answers for a member of this name, then the member."""
        children = self.people.called(child)
        guardians = guardians_of_each([person.id for person in children]) if children else {}
        for relatives in guardians.values():
            yield from (self.by_id[each.id] for each in relatives if each.id in self.by_id)
        yield from children


def loose_key(name: str) -> str:
    """Return what two writings of a nickname share: no pictures, no signs, one word for parents."""
    bare = _bare(name)
    if bare.endswith(("爸爸", "妈妈")):
        return bare
    return _FATHER.sub("爸爸", _MOTHER.sub("妈妈", bare))


def _bare(name: str) -> str:
    return name_key(_SIGNS.sub("", unicodedata.normalize("NFKC", name)))
