"""A filter as a condition of SQL on the table `t`, every compared value bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from models import clock
from models.listing_query import NO_EXTRA, Extra
from models.members import standing
from models.members.filter_fields import FilterField, Sort, fields_for
from models.members.filter_tables import BESIDE, Clause, compared, one_of
from models.members.filters import ANY, Condition, Group, Test
from models.members.remembered import tell

_LEAP_DAY, _EVE = "02-29", "02-28"
_OF_CLASSES = ("standing", "score", "took_part")  # what the table of classes knows


def extra_of(asked: Group) -> Extra:
    """Return what a listing is narrowed by. Raises UserError as filter_fields.fields_for does."""
    if not asked.parts:
        return NO_EXTRA
    fields = fields_for(asked)
    if any(condition.field in _OF_CLASSES for condition in asked.conditions()):
        standing.refresh()
    sql, values = _of_group(asked, fields, each=False)
    each = _of_group(asked, fields, each=True)[0]
    return Extra(sql, tuple(values), each, partial(tell, asked, fields))


def _of_group(group: Group, fields: Mapping[str, FilterField], each: bool) -> Clause:
    if not group.parts:
        return "1", []
    clauses = [
        _of_group(part, fields, each)
        if isinstance(part, Group)
        else _of_condition(part, fields, each)
        for part in group.parts
    ]
    word = " OR " if group.way == ANY else " AND "
    return (
        f"({word.join(sql for sql, _values in clauses)})",
        [value for _sql, values in clauses for value in values],
    )


def _of_condition(condition: Condition, fields: Mapping[str, FilterField], each: bool) -> Clause:
    field = fields[condition.field]
    beside = BESIDE.get(field.name)
    if beside is not None:
        return beside(condition, each)
    return _BY_SORT[field.sort](field.value, condition)


def _not(clause: Clause) -> Clause:
    return f"NOT {clause[0]}", clause[1]


# Fields that are one value


def _text(value: str, condition: Condition) -> Clause:
    text = f"lower(coalesce({value}, ''))"
    match condition.test:
        case Test.IS:
            return f"{text} = lower(?)", [condition.value]
        case Test.IS_NOT:
            return f"{text} <> lower(?)", [condition.value]
        case Test.CONTAINS:
            return f"instr({text}, lower(?)) > 0", [condition.value]
        case Test.LACKS:
            return f"instr({text}, lower(?)) = 0", [condition.value]
    return _filled(value, condition)


def _filled(value: str, condition: Condition) -> Clause:
    return f"coalesce({value}, '') {'=' if condition.test is Test.EMPTY else '<>'} ''", []


def _choice(value: str, condition: Condition) -> Clause:
    if condition.test in (Test.EMPTY, Test.FILLED):
        return _filled(value, condition)
    clause = one_of(f"coalesce({value}, '')", condition.value)
    return _not((f"({clause[0]})", clause[1])) if condition.test is Test.NONE_OF else clause


def _member(value: str, condition: Condition) -> Clause:
    if condition.test is Test.IS:
        return "t.introduced_by = unhex(?)", [condition.value]
    return _filled(value, condition)


def _date(value: str, condition: Condition) -> Clause:
    if condition.test in (Test.EMPTY, Test.FILLED):
        return _filled(value, condition)
    ways = compared(condition)
    parts = [f"{value} > ''", *(f"{value} {way} ?" for way, _day in ways)]
    return f"({' AND '.join(parts)})", [day.isoformat() for _way, day in ways]


def _born(value: str, condition: Condition) -> Clause:
    given = condition.value
    match condition.test:
        case Test.BIRTHDAY_THIS_MONTH:
            return f"substr({value}, 6, 2) = ?", [f"{clock.today().month:02}"]
        case Test.BIRTHDAY_IN:
            return f"substr({value}, 6, 2) = ?", [f"{given:02}"]
        case Test.BIRTHDAY_NEXT:
            return one_of(f"substr({value}, 6)", _birthdays_within(given))
        case Test.AGE_FROM:
            return _aged(value, "<=", given)
        case Test.AGE_TO:
            return _aged(value, ">", given + 1)
    return _filled(value, condition)


def _aged(value: str, way: str, years: int) -> Clause:
    """Compare with the day so many years ago; a year of birth alone counts as if the birthday of
    this year had been."""
    today = clock.today()
    year = f"{max(today.year - years, 0):04}"
    sql = (
        f"((length({value}) = 10 AND {value} {way} ?) OR (length({value}) = 4 AND {value} {way} ?))"
    )
    return sql, [f"{year}{today.isoformat()[4:]}", year]


def _birthdays_within(days: int) -> list[str]:
    """Return the days of the year from today on, as "03-01"; who was born on a leap day has
    their birthday the day before in other years."""
    found = {(clock.today() + timedelta(ahead)) for ahead in range(min(days, 366) + 1)}
    marks = {day.isoformat()[5:] for day in found}
    if any(day.isoformat()[5:] == _EVE and (day + timedelta(1)).month == 3 for day in found):
        marks.add(_LEAP_DAY)
    return sorted(marks)


def _number(value: str, condition: Condition) -> Clause:
    if condition.test in (Test.EMPTY, Test.FILLED):
        return f"{value} IS {'' if condition.test is Test.EMPTY else 'NOT '}NULL", []
    way = {Test.EQUALS: "=", Test.AT_LEAST: ">=", Test.AT_MOST: "<="}[condition.test]
    return f"{value} {way} ?", [float(condition.value)]


def _yes_no(value: str, condition: Condition) -> Clause:
    if condition.test is Test.EMPTY:
        return _filled(value, condition)
    return f"coalesce({value}, '') = ?", [condition.test.value]


_BY_SORT: Mapping[Sort, Callable[[str, Condition], Clause]] = {
    Sort.TEXT: _text,
    Sort.NAMES: _text,
    Sort.CHOICE: _choice,
    Sort.OPEN_CHOICE: _choice,
    Sort.DATE: _date,
    Sort.BORN: _born,
    Sort.NUMBER: _number,
    Sort.COUNT: _number,
    Sort.OPEN_YES_NO: _yes_no,
    Sort.MEMBER: _member,
}
