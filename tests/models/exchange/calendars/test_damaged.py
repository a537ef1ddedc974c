"""Calendars with anything wrong in them: read as far as they can be, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.exchange.calendars.applying import apply_calendar
from models.exchange.calendars.planning import plan_calendar
from models.exchange.calendars.reading import read_calendar_bytes
from tests.models.exchange.calendars.test_importing import FILES

SHANGHAI = ZoneInfo("Asia/Shanghai")
LINES = [line for file in sorted(FILES.glob("*.ics")) for line in file.read_bytes().splitlines()]
_VALUES = (
    b"", b":", b"x", b"99999999T999999Z", b"00000000", b"20260230T250000", b"-P1D", b"PT0S",
    b"FREQ=SECONDLY", b"FREQ=DAILY;INTERVAL=0", b"FREQ=YEARLY;BYMONTH=13", b"FREQ=WEEKLY;COUNT=-1",
    b"FREQ=DAILY;UNTIL=x", b"99991231T235959", b"00010101T000000Z", b"\xff\xfe", b"\\n\\,;",
    b"20261107T073000/PT1H", b"FREQ=MONTHLY;BYDAY=9FR", b"FREQ=HOURLY;COUNT=999999999",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file of a real program in which some lines are gone, doubled, moved or hold nonsense."""
    name = draw(st.sampled_from(["google.ics", "outlook.ics", "apple.ics", "nextcloud.ics"]))
    lines = (FILES / name).read_bytes().splitlines()
    for _number in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(("drop", "double", "move", "value", "cut", "other")))
        if what == "drop" and len(lines) > 1:
            del lines[place]
        elif what == "double":
            lines.insert(place, lines[place])
        elif what == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
        elif what == "value":
            head = lines[place].partition(b":")[0]
            lines[place] = head + b":" + draw(st.sampled_from(_VALUES))
        elif what == "cut":
            lines[place] = lines[place][: draw(st.integers(0, len(lines[place])))]
        else:
            lines.insert(place, draw(st.sampled_from(LINES)))
    return b"\r\n".join(lines)


@settings(
    max_examples=150, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(damaged())
def test_damage_is_told_and_never_a_crash(book: Path, data: bytes) -> None:
    try:
        plan = plan_calendar(read_calendar_bytes(data, "x.ics"), SHANGHAI)
    except UserError:
        return
    assert plan.amount < 3000
    for row in plan.rows:
        assert row.title and row.begins


@pytest.mark.parametrize("value", _VALUES)
def test_every_nonsense_in_every_place(book: Path, value: bytes) -> None:
    for data in _with(value):
        try:
            plan = plan_calendar(read_calendar_bytes(data, "x.ics"), SHANGHAI)
        except UserError:
            continue
        apply_calendar(plan)
        again = plan_calendar(read_calendar_bytes(data, "x.ics"), SHANGHAI)
        assert again.amount == 0


def _with(value: bytes) -> Iterator[bytes]:
    for number, name in enumerate(
        (b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"EXDATE", b"RDATE", b"RECURRENCE-ID", b"UID",
         b"STATUS", b"SEQUENCE", b"SUMMARY"),
    ):  # fmt: skip
        uid = b"%d" % number
        yield (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + uid + b"\nSUMMARY:run\n"
            b"DTSTART:20261107T073000\nRRULE:FREQ=WEEKLY;COUNT=3\n" + name + b":" + value
            + b"\nEND:VEVENT\nEND:VCALENDAR\n"
        )  # fmt: skip
