from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.events.calendar import Day, DayEvent, Span
from models.events.quiet_week import Quiet
from ui.events.calendar.lanes import bars_of, fit

MONDAY = date(2026, 11, 2)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


def event(number: int, first: int, length: int) -> DayEvent:
    begins = datetime.combine(MONDAY, datetime.min.time()) + timedelta(days=first, hours=9)
    ends = begins + timedelta(days=length - 1, hours=1)
    return DayEvent(
        bytes([number]), str(number), begins, ends, "gathering", "planned", "", None, 0, None
    )


def span(*events: DayEvent, quiet: bool = False) -> Span:
    days = {
        day: Day(day, tuple(each for each in events if day in each.days), ())
        for day in [MONDAY + timedelta(days=number) for number in range(-14, 21)]
    }
    rest = dict.fromkeys(WEEK, Quiet(MONDAY, "考试")) if quiet else {}
    return Span(days, {}, rest)


made = st.lists(st.tuples(st.integers(-5, 6), st.integers(1, 9)), max_size=12).map(
    lambda pairs: [event(number, *pair) for number, pair in enumerate(pairs)]
)


@given(made, st.booleans())
def test_no_two_bars_lie_on_each_other_and_none_is_lost(
    events: list[DayEvent], quiet: bool
) -> None:
    bars = bars_of(WEEK, span(*events, quiet=quiet))
    cells = [(bar.lane, column) for bar in bars for column in range(bar.first, bar.last + 1)]
    assert len(cells) == len(set(cells))
    for column, day in enumerate(WEEK):
        there = {bar.event.id for bar in bars if bar.event and bar.first <= column <= bar.last}
        assert there == {each.id for each in events if day in each.days}
    for bar in bars:
        if bar.event is not None:
            assert bar.begins_here == (bar.event.days[0] in WEEK)
            assert bar.ends_here == (bar.event.days[-1] in WEEK)


@given(made, st.integers(1, 6), st.booleans())
def test_what_finds_no_room_is_counted(events: list[DayEvent], room: int, quiet: bool) -> None:
    bars = bars_of(WEEK, span(*events, quiet=quiet))
    lanes = fit(bars, room)
    for column, day in enumerate(WEEK):
        on_it = [bar for bar in lanes.bars if bar.first <= column <= bar.last]
        shown = sum(bar.event is not None for bar in on_it)
        assert shown + lanes.more.get(column, 0) == sum(day in each.days for each in events)
        used = {bar.lane for bar in on_it}
        assert all(lane < room for lane in used)
        if column in lanes.more:
            assert room - 1 not in used


def test_the_longest_lies_above_and_a_free_place_is_used() -> None:
    camp, talk, run = event(1, 3, 3), event(2, 1, 1), event(3, 4, 1)
    bars = {bar.event.id: bar for bar in bars_of(WEEK, span(run, talk, camp)) if bar.event}
    assert [bars[each.id].lane for each in (camp, talk, run)] == [0, 0, 1]


def test_a_quiet_week_lies_above_all() -> None:
    first, *others = bars_of(WEEK, span(event(1, 2, 1), quiet=True))
    assert (first.what, first.lane, first.first, first.last) == (Quiet(MONDAY, "考试"), 0, 0, 6)
    assert [bar.lane for bar in others] == [1]
