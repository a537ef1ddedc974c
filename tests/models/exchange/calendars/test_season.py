"""A season goes out and is found equal, occurrence by occurrence, by a library not used here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from models.base import database, read_moment
from models.errors import UserError
from models.events.event import load_event, remove_events, save_event
from models.events.following import move_event
from models.events.recurring import LAST, Frequency, Repetition
from models.events.repeating import plan_series
from models.exchange.calendars.naming import uid_of
from models.exchange.calendars.planning import State, plan_calendar
from models.exchange.calendars.reading import read_calendar
from models.exchange.calendars.writing import NO_DATES, write_calendar

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata")
FIRST = datetime(2026, 3, 7, 7, 30)
LONG = "每周六早上在江边东门集合，先热身，再跑五公里；下雨改到体育馆，" * 4
Told = tuple[str, datetime, datetime | None, str, str, str, str]


@pytest.fixture
def season(book: Path) -> list[bytes]:
    """A weekly run with two exceptions and a moved one, a monthly talk, one big gathering."""
    run: dict[str, Any] = {
        "title": "周六晨跑, 江边; 五公里", "begins": FIRST, "ends": FIRST + timedelta(hours=2),
        "place": "江边步道, 东门", "description": f"{LONG}\n带水杯 \\ 毛巾", "status": "announced",
    }  # fmt: skip
    weekly = Repetition(Frequency.WEEKLY, weekdays=(5,), until=date(2026, 6, 30))
    plan_series(run, weekly, left_out=[FIRST + timedelta(weeks=4), FIRST + timedelta(weeks=9)])
    moved = planned("周六晨跑")[5]
    move_event(moved, FIRST + timedelta(weeks=6, days=1, hours=1))
    save_event(moved, {"place": "西门"})
    talk = {
        "title": "读书会",
        "begins": datetime(2026, 3, 27, 19),
        "link": "https://example.cn/a?b=1",
    }
    plan_series(talk, Repetition(Frequency.MONTHLY, 1, (4,), LAST, count=4))
    save_event(planned("读书会")[2], {"status": "cancelled"})
    save_event(None, {
        "title": "周年大聚会", "begins": datetime(2026, 5, 16, 14), "capacity": 300,
        "ends": datetime(2026, 5, 17, 1), "status": "idea", "place": "体育馆",
    })  # fmt: skip
    save_event(None, {"title": "春游", "begins": datetime(2026, 4, 4),
                      "ends": datetime(2026, 4, 6, 23, 59)})  # fmt: skip
    return planned("")


def planned(title: str) -> list[bytes]:
    rows = database.execute_sql(
        "SELECT id FROM event WHERE deleted = 0 AND title LIKE ? ORDER BY begins", (f"{title}%",)
    )
    return [bytes(event) for (event,) in rows]


def written_down() -> list[Told]:
    """Return what the book says of every event, straight from its rows."""
    rows = database.execute_sql(
        "SELECT title, begins, ends, place, description, link, status FROM event"
        " WHERE deleted = 0 AND begins IS NOT NULL"
    )
    status = {"cancelled": "CANCELLED", "idea": "TENTATIVE"}
    return sorted(
        (title, begins, read_moment(ends), place, text, link, status.get(state, "CONFIRMED"))
        for title, stored, ends, place, text, link, state in rows
        if (begins := read_moment(stored))
    )


def read_elsewhere(path: Path, zone: ZoneInfo) -> list[Told]:
    """Return what vobject finds in the file, every repetition counted out by it."""
    calendar = vobject.readOne(path.read_text("utf-8"))
    single = {
        (each.uid.value, _local(each.recurrence_id.value, zone)): each
        for each in calendar.vevent_list
        if hasattr(each, "recurrence_id")
    }
    found: list[Told] = []
    for each in calendar.vevent_list:
        if hasattr(each, "recurrence_id"):
            continue
        for begins in _dates(each, zone):
            changed = single.pop((each.uid.value, begins), None)
            found.append(_told(changed or each, zone, None if changed else begins))
    assert not single, "every changed date belongs to a date of its series"
    return sorted(found)


def _dates(entry: Any, zone: ZoneInfo) -> Iterator[datetime]:
    if not hasattr(entry, "rrule"):
        yield _local(entry.dtstart.value, zone)
        return
    for each in entry.rruleset:
        yield _local(each, zone)


def _told(entry: Any, zone: ZoneInfo, at: datetime | None) -> Told:
    start, end = entry.dtstart.value, entry.dtend.value if hasattr(entry, "dtend") else None
    begins = at or _local(start, zone)
    ends = begins + (_local(end, zone) - _local(start, zone)) if end else None
    if not isinstance(start, datetime) and ends:
        ends = None if ends - begins == timedelta(days=1) else ends - timedelta(minutes=1)
    texts = (_text(entry, name) for name in ("location", "description", "url", "status"))
    return (entry.summary.value, begins, ends, *texts)  # type: ignore[return-value]


def _text(entry: Any, name: str) -> str:
    return str(getattr(entry, name).value) if hasattr(entry, name) else ""


def _local(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


@pytest.mark.parametrize("name", ZONES)
def test_a_season_is_found_equal_elsewhere(season: list[bytes], tmp_path: Path, name: str) -> None:
    target, zone = tmp_path / "season.ics", ZoneInfo(name)
    written = write_calendar(target, season, "江边慢跑团", zone)
    assert (written.count, written.dateless) == (len(season), 0) == (21, 0)
    assert read_elsewhere(target, zone) == written_down()
    data = target.read_bytes()
    assert data.count(b"BEGIN:VEVENT") == 1 + 1 + 1 + 1 + 2, "two series, what differs, two more"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("name", ZONES)
def test_and_comes_back_as_it_was(season: list[bytes], tmp_path: Path, name: str) -> None:
    target, zone = tmp_path / "season.ics", ZoneInfo(name)
    write_calendar(target, season, zone=zone)
    again = plan_calendar(read_calendar(target), zone)
    assert again.amount == 0 and again.count(State.UNCHANGED) == len(season)
    assert again.series == () and again.left_out == ()


def test_one_event_of_a_series_goes_out_by_itself(season: list[bytes], tmp_path: Path) -> None:
    target, event = tmp_path / "one.ics", planned("周六晨跑")[3]
    write_calendar(target, [event], zone=ZoneInfo("Asia/Shanghai"))
    calendar = vobject.readOne(target.read_text("utf-8"))
    assert calendar.vevent.uid.value == uid_of(event) and not hasattr(calendar.vevent, "rrule")
    text = target.read_text("utf-8").replace("T073000", "T080000")
    target.write_text(text, "utf-8")
    (row,) = plan_calendar(read_calendar(target), ZoneInfo("Asia/Shanghai")).rows
    assert (row.event, row.state) == (event, State.CHANGED)


def test_a_part_of_a_series_leaves_the_rest_alone(season: list[bytes], tmp_path: Path) -> None:
    target, some = tmp_path / "some.ics", planned("周六晨跑")[2:6]
    write_calendar(target, some, zone=ZoneInfo("UTC"))
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 4
    again = plan_calendar(read_calendar(target), ZoneInfo("UTC"))
    assert again.count(State.UNCHANGED) == 4 and again.amount == 0


def test_an_endless_series_says_so(book: Path, tmp_path: Path) -> None:
    plan_series({"title": "晨跑", "begins": datetime(2026, 11, 7, 7)},
                Repetition(Frequency.WEEKLY, weekdays=(5,)))  # fmt: skip
    remove_events([planned("晨跑")[3]])
    target, zone = tmp_path / "run.ics", ZoneInfo("Europe/Berlin")
    write_calendar(target, planned(""), zone=zone)
    entry = vobject.readOne(target.read_text("utf-8")).vevent
    assert entry.rrule.value == "FREQ=WEEKLY;BYDAY=SA"
    ours = [values.begins for event in planned("") if (values := load_event(event))]
    theirs = []
    for each in entry.rruleset:
        if len(theirs) == len(ours):
            break
        theirs.append(_local(each, zone))
    assert theirs == ours
    assert plan_calendar(read_calendar(target), zone).amount == 0


def test_what_has_no_date_is_told(season: list[bytes], tmp_path: Path) -> None:
    idea = save_event(None, {"title": "想法"})
    assert write_calendar(tmp_path / "a.ics", [*season, idea]).dateless == 1
    with pytest.raises(UserError) as caught:
        write_calendar(tmp_path / "b.ics", [idea])
    assert caught.value.message == NO_DATES and not (tmp_path / "b.ics").exists()
