"""What is asked of members: conditions in groups, as a value and as the text that is saved.

models/members/filter_fields.py says what can be asked, filter_sql.py how the file is asked it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from models.errors import UserError
from models.texts import storable
from models.vocabulary import Choice
from resources.i18n import N_

VERSION = 1
ALL, ANY = "all", "any"
# More than anybody builds by hand; a list from elsewhere must not ask for more than SQLite takes.
_DEEPEST = 6
_MOST_PARTS = 100
_MOST_WORDS = 200
_MOST_DAYS = 36_500


class Test(Choice):
    """How a field is looked at. The same test means the same of every field."""

    __test__ = False  # pytest takes the name for one of its own

    IS = "is", N_("is")
    IS_NOT = "is_not", N_("is not")
    CONTAINS = "contains", N_("contains")
    LACKS = "lacks", N_("does not contain")
    EMPTY = "empty", N_("is empty")
    FILLED = "filled", N_("is filled in")
    ANY_OF = "any_of", N_("is one of")
    ALL_OF = "all_of", N_("has all of")
    NONE_OF = "none_of", N_("is none of")
    BEFORE = "before", N_("before")
    AFTER = "after", N_("after")
    ON = "on", N_("on")
    LAST_DAYS = "last_days", N_("in the last … days")
    NEXT_DAYS = "next_days", N_("in the next … days")
    OLDER_DAYS = "older_days", N_("more than … days ago")
    THIS_MONTH = "this_month", N_("in this month")
    NOT_FOR_DAYS = "not_for_days", N_("more than … days ago, or never")
    NEVER = "never", N_("never")
    BIRTHDAY_THIS_MONTH = "birthday_this_month", N_("birthday in this month")
    BIRTHDAY_IN = "birthday_in", N_("birthday in the month")
    BIRTHDAY_NEXT = "birthday_next", N_("birthday in the next … days")
    AGE_FROM = "age_from", N_("at least … years old")
    AGE_TO = "age_to", N_("at most … years old")
    EQUALS = "equals", N_("exactly")
    AT_LEAST = "at_least", N_("at least")
    AT_MOST = "at_most", N_("at most")
    YES = "yes", N_("yes")
    NO = "no", N_("no")
    GIVEN = "given", N_("given for")
    NOT_GIVEN = "not_given", N_("not given for")
    CAME = "came", N_("came to")
    NOT_COME = "not_come", N_("was noted as not coming to")
    NO_RECORD = "no_record", N_("has no record of coming to")
    SAID_YES = "said_yes", N_("said yes to")


class Takes(StrEnum):
    """What a test is given to compare with."""

    NOTHING = "nothing"
    TEXT = "text"
    WORDS = "words"
    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    YEARS = "years"
    NUMBER = "number"
    VISITS = "visits"


@dataclass(frozen=True)
class Visits:
    """Which events are meant: one, those of a format, or any; and of which time. `days` counts
    back from today; `since` and `until` are days of the calendar, both included."""

    event: bytes | None = None
    format: str = ""
    days: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Condition:
    """One thing that is asked of a field, by the field's name in filter_fields.py. A record that
    is compared with is given by its id in hex."""

    field: str
    test: Test
    value: Any = None


@dataclass(frozen=True)
class Group:
    """Parts of which all must hold, or any. A group without parts asks nothing."""

    way: str = ALL
    parts: tuple[Condition | Group, ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition, however deep it stands."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part

    def changed(self, change: Callable[[Condition], Condition | None]) -> Group:
        """Return the same with each condition changed; None leaves it out."""
        changed = (
            part.changed(change) if isinstance(part, Group) else change(part) for part in self.parts
        )
        return replace(self, parts=tuple(part for part in changed if part is not None))


NOTHING = Group()
TAKES: Mapping[Test, Takes] = {
    **dict.fromkeys((Test.IS, Test.IS_NOT, Test.CONTAINS, Test.LACKS), Takes.TEXT),
    **dict.fromkeys((Test.ANY_OF, Test.ALL_OF, Test.NONE_OF), Takes.WORDS),
    **dict.fromkeys((Test.BEFORE, Test.AFTER, Test.ON), Takes.DAY),
    **dict.fromkeys(
        (
            Test.LAST_DAYS,
            Test.NEXT_DAYS,
            Test.OLDER_DAYS,
            Test.NOT_FOR_DAYS,
            Test.BIRTHDAY_NEXT,
        ),
        Takes.DAYS,
    ),
    **dict.fromkeys((Test.AGE_FROM, Test.AGE_TO), Takes.YEARS),
    **dict.fromkeys((Test.EQUALS, Test.AT_LEAST, Test.AT_MOST), Takes.NUMBER),
    **dict.fromkeys((Test.GIVEN, Test.NOT_GIVEN), Takes.TEXT),
    **dict.fromkeys((Test.CAME, Test.NOT_COME, Test.NO_RECORD, Test.SAID_YES), Takes.VISITS),
    Test.BIRTHDAY_IN: Takes.MONTH,
}


def takes(test: Test) -> Takes:
    """Return what a test compares with."""
    return TAKES.get(test, Takes.NOTHING)


def write(asked: Group) -> str:
    """Return a filter as it is saved: the same filter gives the same text."""
    tree = {"version": VERSION, **_tree(asked)}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Group:
    """Return the filter that was saved. "" asks nothing.

    Raises UserError where it holds anything this version does not know, or not in that way: half
    a filter would show other people than were meant.
    """
    if not text:
        return NOTHING
    try:
        tree = json.loads(text)
        version = tree.pop("version")
        if not isinstance(version, int) or version > VERSION:
            raise _too_new()
        return _group(tree, 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _too_new() from error


def _too_new() -> UserError:
    return UserError(
        N_(
            "This list was made by a newer Guildbook, or is damaged, so nobody is shown instead of"
            " the wrong people. Update the program, or build the list anew."
        )
    )


def _tree(part: Condition | Group) -> dict[str, Any]:
    if isinstance(part, Group):
        return {part.way: [_tree(inner) for inner in part.parts]}
    tree = {"field": part.field, "test": part.test.value}
    value = _written(part.value)
    return tree if value is None else {**tree, "value": value}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, Visits):
        named = {name: _written(getattr(value, name)) for name in Visits.__dataclass_fields__}
        return {name: each for name, each in named.items() if each not in (None, "")}
    return value


def _group(tree: Any, depth: int) -> Group:
    ((way, parts),) = tree.items()
    if way not in (ALL, ANY) or not isinstance(parts, list):
        raise ValueError("no group")
    if depth > _DEEPEST or len(parts) > _MOST_PARTS:
        raise ValueError("too large")
    return Group(way, tuple(_part(part, depth) for part in parts))


def _part(tree: dict[str, Any], depth: int) -> Condition | Group:
    if "field" not in tree:
        return _group(tree, depth + 1)
    if set(tree) - {"field", "test", "value"} or not isinstance(tree["field"], str):
        raise ValueError("no condition")
    test = Test(tree["test"])
    value = _read_value(test, tree.get("value"))
    return Condition(tree["field"], test, value)


def _read_value(test: Test, stored: Any) -> Any:
    sort = takes(test)
    if sort is Takes.NOTHING:
        if stored is not None:
            raise ValueError("no value is asked for")
        return None
    return _READERS[sort](stored)


def _text(stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError("no text")
    return stored


def _words(stored: Any) -> tuple[str, ...]:
    if not isinstance(stored, list) or len(stored) > _MOST_WORDS:
        raise TypeError("no words")
    return tuple(map(_text, stored))


def _days(stored: Any) -> int:
    if type(stored) is not int or not 0 <= stored <= _MOST_DAYS:
        raise ValueError("no number of days")
    return int(stored)


def _month(stored: Any) -> int:
    if type(stored) is not int or not 1 <= stored <= 12:
        raise ValueError("no month")
    return int(stored)


def _number(stored: Any) -> Decimal:
    try:
        number = Decimal(_text(stored))
    except InvalidOperation as error:
        raise ValueError("no number") from error
    if not number.is_finite() or abs(number) >= 10**15:
        raise ValueError("no number")
    return number


def _visits(stored: Any) -> Visits:
    if set(stored) - set(Visits.__dataclass_fields__):
        raise ValueError("unknown part")
    days, since, until = (stored.get(name) for name in ("days", "since", "until"))
    return Visits(
        bytes.fromhex(stored["event"]) if "event" in stored else None,
        _text(stored.get("format", "")),
        None if days is None else _days(days),
        None if since is None else date.fromisoformat(since),
        None if until is None else date.fromisoformat(until),
    )


_READERS: dict[Takes, Callable[[Any], Any]] = {
    Takes.TEXT: _text,
    Takes.WORDS: _words,
    Takes.DAY: date.fromisoformat,
    Takes.DAYS: _days,
    Takes.MONTH: _month,
    Takes.YEARS: _days,
    Takes.NUMBER: _number,
    Takes.VISITS: _visits,
}
