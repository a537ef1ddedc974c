"""Whatever is planned here comes back from a calendar file as it was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from models import clock
from models.base import database
from models.book import close_book, create_book
from models.errors import UserError
from models.events.event import remove_events, save_event
from models.events.following import move_event
from models.events.recurring import Frequency, Repetition
from models.events.repeating import plan_series
from models.exchange.calendars.applying import apply_calendar
from models.exchange.calendars.planning import State, plan_calendar
from models.exchange.calendars.reading import read_calendar_bytes
from models.exchange.calendars.writing import calendar_bytes
from tests.models.events.test_recurring import repetitions

NOW = datetime(2026, 10, 31, 9)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC", "Australia/Lord_Howe")
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Zs")), max_size=60
).map(lambda text: text.strip())
# Midday: no zone skips or repeats it when its clocks change.
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda moment: moment.replace(hour=12 + moment.hour // 4, second=0, microsecond=0)
)
lengths = st.none() | st.integers(1, 60 * 50).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    begins, length = draw(moments), draw(lengths)
    return {
        "title": " ".join(draw(words).split()) or "晨跑",
        "begins": begins,
        "ends": begins + length if length else None,
        "place": " ".join(draw(words).split()),
        "description": draw(words).replace("<", "("),
        "status": draw(st.sampled_from(("idea", "planned", "announced", "done", "cancelled"))),
    }


def content() -> list[tuple[Any, ...]]:
    return list(
        database.execute_sql(
            "SELECT title, begins, ends, place, description, link FROM event WHERE deleted = 0"
            " AND status <> 'cancelled'"
            " ORDER BY begins, title, ends, place"
        ).fetchall()
    )


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    events(), repetitions(), st.sampled_from(ZONES), st.sets(st.integers(0, 30), max_size=3),
    st.integers(-9, 9), st.lists(events(), max_size=3),
)  # fmt: skip
@example(  # the last date of all is left out
    {"title": "晨跑", "begins": datetime(2027, 12, 20, 14, 16), "status": "done"},
    Repetition(Frequency.MONTHLY, 2, (6,), 2), ZONES[0], {2, 6}, -6, [],
)  # fmt: skip
def test_there_and_back(
    first: dict[str, Any], repetition: Any, zone_name: str, out: set[int], hours: int,
    singles: list[dict[str, Any]],
) -> None:  # fmt: skip
    zone, former = ZoneInfo(zone_name), clock.use(lambda: NOW)
    with tempfile.TemporaryDirectory() as folder:
        create_book(Path(folder) / "one.guildbook", "江边慢跑团")
        try:
            for each in singles:
                save_event(None, each)
            _plan(first, repetition, out, hours)
            rows = database.execute_sql("SELECT id FROM event WHERE deleted = 0").fetchall()
            if not rows:
                return
            data, _written = calendar_bytes([bytes(row) for (row,) in rows], "江边", zone)
            again = plan_calendar(read_calendar_bytes(data, "x.ics"), zone)
            changing = [row for row in again.rows if row.state is not State.UNCHANGED]
            assert changing == [] and len(again.rows) == len(rows)
            before = content()
        finally:
            close_book()
        create_book(Path(folder) / "two.guildbook", "另一个")
        try:
            elsewhere = plan_calendar(read_calendar_bytes(data, "x.ics"), zone)
            apply_calendar(elsewhere)
            assert content() == before, "what was cancelled is not taken in"
            assert plan_calendar(read_calendar_bytes(data, "x.ics"), zone).amount == 0
        finally:
            close_book()
            clock.use(former)


def _short(repetition: Repetition) -> Repetition:
    """Every example makes two files: some dozen dates are enough."""
    often = repetition.frequency in (Frequency.DAILY, Frequency.WEEKLY)
    return (
        replace(repetition, until=None, count=20) if often and not repetition.count else repetition
    )


def _plan(first: dict[str, Any], repetition: Any, out: set[int], hours: int) -> None:
    try:
        plan_series(first, _short(repetition))
    except UserError:
        return
    rows = database.execute_sql(
        "SELECT id FROM event WHERE deleted = 0 AND series IS NOT NULL ORDER BY occurs"
    ).fetchall()
    for number, (event,) in enumerate(rows[:31]):
        if number in out:
            remove_events([bytes(event)])
    if len(rows) > 4 and hours:
        stored = database.execute_sql(
            "SELECT begins FROM event WHERE id = ?", (rows[3][0],)
        ).fetchone()[0]
        move_event(bytes(rows[3][0]), datetime.fromisoformat(stored) + timedelta(hours=hours))
