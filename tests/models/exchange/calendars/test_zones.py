"""Zones as they are written, read by dateutil, which knows nothing but what the file says."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from models.exchange.calendars.zones import add_zone

RULED = (
    "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe",
    "Pacific/Auckland",
)  # fmt: skip
STILL = ("Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/Phoenix")


def written(name: str) -> str:
    calendar = Calendar()
    add_zone(calendar, ZoneInfo(name), 2025, 2029)
    (zone,) = calendar.walk("VTIMEZONE")
    text: str = zone.to_ical().decode()
    return text


@pytest.mark.parametrize("name", RULED + STILL)
def test_others_tell_the_same_time(name: str) -> None:
    read = tzical(io.StringIO(written(name))).get(name)
    moment = datetime(2025, 6, 1, 12, tzinfo=UTC)
    while moment < datetime(2029, 6, 1, tzinfo=UTC):
        here = moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
        assert (
            here.replace(tzinfo=read).utcoffset() == here.replace(tzinfo=ZoneInfo(name)).utcoffset()
        ), here
        moment += timedelta(days=3, hours=5)


@pytest.mark.parametrize("name", RULED)
def test_a_rule_is_written_where_there_is_one(name: str) -> None:
    assert written(name).count("RRULE:FREQ=YEARLY;BY") == 2


@pytest.mark.parametrize("name", STILL)
def test_a_zone_without_summer_time_has_one_part(name: str) -> None:
    text = written(name)
    assert "RRULE" not in text and text.count("BEGIN:STANDARD") == 1


def test_a_zone_that_follows_the_moon_is_listed_day_by_day() -> None:
    assert "RDATE" in written("Africa/Casablanca")
