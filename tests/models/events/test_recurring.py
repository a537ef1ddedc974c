"""Rules, held against dateutil's own reading and against a count day by day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Invalid
from models.events.recurring import (
    LAST,
    Frequency,
    Repetition,
    ending,
    endless,
    is_endless,
    is_understood,
    occurrences,
    read_rule,
    write_rule,
)

SATURDAY = datetime(2026, 11, 7, 7, 30)
FAR = datetime(2031, 1, 1)
_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
_FREQUENCIES = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}

moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def repetitions(draw: st.DrawFn) -> Repetition:
    frequency = draw(st.sampled_from(Frequency))
    weekdays: tuple[int, ...] = ()
    place = day = None
    if frequency is Frequency.WEEKLY:
        weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    elif frequency is Frequency.MONTHLY:
        if draw(st.booleans()):
            weekdays = (draw(st.integers(0, 6)),)
            place = draw(st.sampled_from((1, 2, 3, 4, 5, LAST)))
        else:
            day = draw(st.sampled_from((LAST, *range(1, 32))))
    ends = draw(st.sampled_from(("until", "count", "never")))
    return Repetition(
        frequency,
        draw(st.integers(1, 5)),
        weekdays,
        place,
        day,
        draw(st.dates(date(2026, 1, 1), date(2031, 1, 1))) if ends == "until" else None,
        draw(st.integers(1, 40)) if ends == "count" else None,
    )


def asked_of_dateutil(repetition: Repetition, begins: datetime) -> list[datetime]:
    """Ask dateutil with its own arguments, past our words for a rule."""
    weekdays = [_WEEKDAYS[each] for each in repetition.weekdays] or None
    if repetition.place is not None and weekdays:
        weekdays = [weekdays[0](repetition.place)]
    bound = datetime.combine(repetition.until, time.max) if repetition.until else FAR
    return [
        each
        for each in rrule.rrule(
            _FREQUENCIES[repetition.frequency],
            dtstart=begins,
            interval=repetition.interval,
            byweekday=weekdays,
            bymonthday=repetition.day,
            count=repetition.count,
            until=None if repetition.count else min(bound, FAR),
        )
        if each <= FAR
    ]


def counted_by_day(repetition: Repetition, begins: datetime) -> list[datetime]:
    """Walk every day and ask whether it is one."""
    found: list[datetime] = []
    day = begins.date()
    until = min(repetition.until or FAR.date(), FAR.date())
    while day <= until and (repetition.count is None or len(found) < repetition.count):
        moment = datetime.combine(day, begins.time())
        if _is_one(repetition, begins.date(), day) and moment <= FAR:
            found.append(moment)
        day += timedelta(days=1)
    return found


def _is_one(repetition: Repetition, begins: date, day: date) -> bool:
    months = (day.year - begins.year) * 12 + day.month - begins.month
    last = monthrange(day.year, day.month)[1]
    if repetition.frequency is Frequency.DAILY:
        return (day - begins).days % repetition.interval == 0
    if repetition.frequency is Frequency.WEEKLY:
        weeks = (day - timedelta(days=day.weekday()) - begins).days + begins.weekday()
        return day.weekday() in repetition.weekdays and weeks // 7 % repetition.interval == 0
    if repetition.frequency is Frequency.YEARLY:
        same = (day.month, day.day) == (begins.month, begins.day)
        return same and (day.year - begins.year) % repetition.interval == 0
    if months % repetition.interval:
        return False
    if repetition.place is None:
        return day.day == (last if repetition.day == LAST else repetition.day)
    if day.weekday() != repetition.weekdays[0]:
        return False
    if repetition.place == LAST:
        return day.day + 7 > last
    return (day.day - 1) // 7 + 1 == repetition.place


@given(repetitions(), moments)
def test_dates_are_dateutils_and_those_of_a_count(repetition: Repetition, begins: datetime) -> None:
    found = list(occurrences(write_rule(repetition), begins, FAR, 5000))
    assert found == asked_of_dateutil(repetition, begins) == counted_by_day(repetition, begins)


@given(repetitions(), moments)
def test_a_rule_is_read_as_it_was_written(repetition: Repetition, begins: datetime) -> None:
    assert read_rule(write_rule(repetition), begins) == repetition
    assert is_endless(write_rule(repetition)) == (not repetition.until and not repetition.count)


@given(repetitions(), moments, moments)
def test_a_rule_that_is_cut_short_names_the_same_dates_up_to_there(
    repetition: Repetition, begins: datetime, last: datetime
) -> None:
    rule = endless(write_rule(repetition))
    whole = occurrences(rule, begins, FAR, 5000)
    cut = occurrences(ending(rule, last), begins, FAR, 5000)
    assert cut == tuple(each for each in whole if each <= last)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # As Google, Outlook, Apple and Nextcloud put it.
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SA",
         Repetition(Frequency.WEEKLY, 2, (5,))),
        ("FREQ=WEEKLY;UNTIL=20261231T155959Z;BYDAY=SA",
         Repetition(Frequency.WEEKLY, 1, (5,), until=date(2026, 12, 31))),
        ("RRULE;FREQ=MONTHLY;BYDAY=-1FR", Repetition(Frequency.MONTHLY, 1, (4,), LAST)),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1;COUNT=5",
         Repetition(Frequency.MONTHLY, 1, (4,), LAST, count=5)),
        ("FREQ=MONTHLY", Repetition(Frequency.MONTHLY, day=7)),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=7", Repetition(Frequency.YEARLY)),
        ("FREQ=WEEKLY", Repetition(Frequency.WEEKLY, weekdays=(5,))),
    ],
)  # fmt: skip
def test_what_other_calendars_write(rule: str, expected: Repetition) -> None:
    assert read_rule(rule, SATURDAY) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=1SA,3SA",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;WKST=SU",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
        "FREQ=DAILY;BYHOUR=7,19",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
    ],
)
def test_a_rule_that_says_more_is_counted_but_not_worded(rule: str) -> None:
    assert read_rule(rule, SATURDAY) is None
    assert is_understood(rule, SATURDAY)
    assert len(occurrences(rule, SATURDAY, FAR, 3)) == 3


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=FOO", "X", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=SECONDLY",
     "FREQ=MONTHLY;BYDAY=9FR", "FREQ=WEEKLY;UNTIL=soon", "FREQ=WEEKLY;COUNT=x", "=;=;"],
)  # fmt: skip
def test_nonsense_names_no_date(rule: str) -> None:
    assert not is_understood(rule, SATURDAY)
    assert occurrences(rule, SATURDAY, FAR, 5) == ()
    assert read_rule(rule, SATURDAY) is None


def test_a_rule_without_any_date_comes_to_an_end() -> None:
    assert occurrences("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", SATURDAY, datetime.max, 5) == ()


@pytest.mark.parametrize(
    ("repetition", "field"),
    [
        (Repetition(Frequency.DAILY, 0), "interval"),
        (Repetition(Frequency.DAILY, 100), "interval"),
        (Repetition(Frequency.DAILY, count=0), "count"),
        (Repetition(Frequency.MONTHLY, place=2), "weekdays"),
        (Repetition(Frequency.MONTHLY, day=32), "day"),
    ],
)
def test_what_is_no_rule_is_refused(repetition: Repetition, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        write_rule(repetition)
    assert set(caught.value.errors) == {field}
