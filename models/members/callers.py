"""Which organizers speak to members, and how the work is shared among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from models import clock
from models.base import database
from models.journal.transactions import action
from models.members.words import join_words, split_words
from models.setting import read_settings, save_setting
from models.vocabulary import MEMBER_ROLES
from resources.i18n import LANGUAGES, translation

LOOK_BACK = 7  # days whose calls count as work already done
_SETTING, _NAME = "calls.", "organizers"
_LAPTOP = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True)
class Caller:
    """An organizer who speaks to members: by name, with what else they sign with."""

    name: str
    member: bytes | None = None
    also: tuple[str, ...] = ()


def callers() -> tuple[Caller, ...]:
    """Return who shares the work: those that were named; else the members who have an organizer's
    role; else whoever wrote contact notes. The same, in the same order, on every copy."""
    named = named_callers()
    if named:
        return tuple(_member_called(name) or Caller(name) for name in named)
    return tuple(_organizing()) or tuple(Caller(name) for name in _signatures())


def named_callers() -> tuple[str, ...]:
    """Return the organizers that were named for this; none where it is left to their roles."""
    return split_words(read_settings(_SETTING).get(_NAME, ""))


def save_callers(names: Sequence[str]) -> None:
    with action("community.cadence"):
        save_setting(_SETTING + _NAME, join_words(names))


def called(among: Sequence[Caller], who: str) -> int | None:
    """Return the place of whoever signed like that; a laptop in brackets tells nobody apart."""
    names = {who.strip().casefold(), _LAPTOP.sub("", who).strip().casefold()} - {""}
    for place, each in enumerate(among):
        if names & {name.casefold() for name in (each.name, *each.also)}:
            return place
    return None


def calls_made(among: Sequence[Caller]) -> list[int]:
    """Count the calls each made in the last days: whoever did much lately gets less. Whom nobody
    reached still waits, and is counted there."""
    until = clock.today()
    made = [0] * len(among)
    rows = database.execute_sql(
        "SELECT who, count(*) FROM contact WHERE deleted = 0 AND reached AND day > ?"
        " AND day <= ? GROUP BY who",
        ((until - timedelta(days=LOOK_BACK)).isoformat(), until.isoformat()),
    )
    for who, count in rows:
        place = called(among, who)
        if place is not None:
            made[place] += count
    return made


def share_out(
    spoke: Sequence[int | None],
    selves: Sequence[int | None],
    made: Sequence[int],
    turns: Sequence[int],
) -> list[int | None]:
    """Give every person, in order, to one organizer; return their places.

    `spoke` has who spoke to each person last: they get them as far as that is no more than a fair
    share. Anybody else goes to the one whose turn it is, a number that a person always has, or to
    the next who has room. `made` are the calls each organizer made already. With these, nobody who
    is given somebody has more than one call above any other; and a call that is made by whoever it
    was given to moves nobody else, for it is counted where it was planned: both as far as none of
    the people is an organizer. `selves` has the organizer a person is: they are never given to
    themselves; None where there is nobody else.
    """
    room = _Room(list(made), len(spoke))
    given: list[int | None] = [None] * len(spoke)
    themselves = [place for place, own in enumerate(selves) if own is not None]
    others = [place for place, own in enumerate(selves) if own is None] if made else []
    for place in themselves:
        found = room.find(turns[place], selves[place])
        given[place] = room.least(selves[place]) if found is None else found
    for place in others:
        wanted = spoke[place]
        given[place] = wanted if wanted is not None and room.take(wanted) else None
    for place in others:
        if given[place] is None:
            given[place] = room.find(turns[place])
    return given


class _Room:
    """How many each may get so that all are as even as they can be."""

    def __init__(self, totals: list[int], people: int) -> None:
        self._totals = totals
        self._level, self._extra = _water_level(totals, people) if totals else (0, 0)

    def take(self, place: int) -> bool:
        if self._totals[place] < self._level:
            self._totals[place] += 1
            return True
        if self._totals[place] == self._level and self._extra:
            self._totals[place] += 1
            self._extra -= 1
            return True
        return False

    def find(self, turn: int, but: int | None = None) -> int | None:
        """Take the first who has room, beginning with whose turn it is."""
        count = len(self._totals)
        circle = ((turn + step) % count for step in range(count))
        return next((place for place in circle if place != but and self.take(place)), None)

    def least(self, but: int | None) -> int | None:
        """Take who has least, room or not; None where there is nobody else."""
        others = [(total, place) for place, total in enumerate(self._totals) if place != but]
        if not others:
            return None
        place = min(others)[1]
        self._totals[place] += 1
        return place


def _water_level(totals: Sequence[int], people: int) -> tuple[int, int]:
    """Return to what number all can be brought, and how many of them to one more."""
    level, places = min(totals), sorted(totals)
    left = people
    for count, upper in enumerate((*places[1:], None), 1):
        step = left // count if upper is None else min(left // count, upper - level)
        level += step
        left -= step * count
        if upper is None or level < upper:
            break
    return level, left


def _member_called(name: str) -> Caller | None:
    return next((caller for _role, caller in _present("name = ?", name)), None)


def _organizing() -> list[Caller]:
    """Return the members who have an organizer's role, of namesakes one."""
    roles = _roles()
    found: dict[str, Caller] = {}
    for role, caller in _present("role <> ?", ""):
        if role.strip().casefold() in roles:
            found.setdefault(caller.name, caller)
    return list(found.values())


def _present(condition: str, value: str) -> list[tuple[str, Caller]]:
    """Return members who are here and do not rest, with their roles."""
    rows = database.execute_sql(
        "SELECT id, name, wechat_name, group_name, role FROM member WHERE deleted = 0"
        f" AND status = 'active' AND coalesce(rest_until, '') < ? AND {condition}"
        " ORDER BY name, id",
        (clock.today().isoformat(), value),
    )
    return [
        (role, Caller(name, bytes(member), tuple(each for each in others if each)))
        for member, name, *others, role in rows
    ]


def _roles() -> frozenset[str]:
    """Return what the organizers' roles are called, in every language."""
    return frozenset(
        translation(language)._(role).casefold() for language in LANGUAGES for role in MEMBER_ROLES
    )


def _signatures() -> list[str]:
    """Return who wrote contact notes, each once whatever laptop it was."""
    rows = database.execute_sql(
        "SELECT DISTINCT who FROM contact WHERE deleted = 0 AND who <> '' ORDER BY who"
    )
    names: dict[str, str] = {}
    for (who,) in rows:
        name = _LAPTOP.sub("", who).strip() or who
        names.setdefault(name.casefold(), name)
    return [names[key] for key in sorted(names)]
