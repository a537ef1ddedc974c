"""Calendars as Google, Outlook, Apple and Nextcloud write them, taken in, and taken in again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.base import database
from models.errors import UserError
from models.events.attendance import save_attendance
from models.events.changing_rule import follow_series
from models.events.event import load_event, remove_events, save_event
from models.events.repeating import extend_series
from models.exchange.calendars.applying import apply_calendar
from models.exchange.calendars.planning import CalendarPlan, State, plan_calendar
from models.exchange.calendars.reading import read_calendar, read_calendar_bytes
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.merging.conflicts import open_conflicts
from models.merging.incoming import receive
from models.merging.merge import are_identical
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops

FILES = Path(__file__).parents[3] / "data" / "calendars"
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Laptops:
    return Laptops(tmp_path, clock)


def plan(text: str, zone: ZoneInfo = SHANGHAI) -> CalendarPlan:
    body = f"BEGIN:VCALENDAR\nVERSION:2.0\n{text}END:VCALENDAR\n"
    return plan_calendar(read_calendar_bytes(body.encode(), "x.ics"), zone)


def take_in(name: str, zone: ZoneInfo = SHANGHAI) -> CalendarPlan:
    made = plan_calendar(read_calendar(FILES / name), zone)
    apply_calendar(made)
    return made


def events(title: str = "") -> list[tuple[str, ...]]:
    rows = database.execute_sql(
        "SELECT title, begins, coalesce(ends, ''), place FROM event"
        " WHERE deleted = 0 AND title LIKE ? ORDER BY begins, title",
        (f"%{title}%",),
    )
    return list(rows.fetchall())


def begun(title: str) -> list[str]:
    return [begins for _title, begins, *_rest in events(title)]


def event_at(begins: str) -> bytes:
    (event,) = database.execute_sql(
        "SELECT id FROM event WHERE begins = ? AND deleted = 0", (begins,)
    ).fetchone()
    return bytes(event)


def test_google(book: Path) -> None:
    made = take_in("google.ics")
    assert made.count(State.NEW) == 8 and made.left_out == ()
    assert events("跑") == [
        (title, f"2026-{begins}", f"2026-{ends}", place)
        for title, begins, ends, place in (
            ("周六晨跑", "11-07 07:30", "11-07 09:30", "江边步道, 东门"),
            ("周六晨跑", "11-14 07:30", "11-14 09:30", "江边步道, 东门"),
            ("周日晨跑", "11-29 08:00", "11-29 10:00", "江边步道, 西门"),
            ("周六晨跑", "12-05 07:30", "12-05 09:30", "江边步道, 东门"),
            ("周六晨跑", "12-12 07:30", "12-12 09:30", "江边步道, 东门"),
            ("周六晨跑", "12-26 07:30", "12-26 09:30", "江边步道, 东门"),
        )
    ]
    assert events("年会") == [("年会", "2026-12-12 00:00", "2026-12-13 23:59", "")]
    assert events("读书会") == [("线上读书会", "2026-12-03 19:00", "2026-12-03 20:30", "")]
    run, meeting = (
        load_event(event_at("2026-11-07 07:30")),
        load_event(event_at("2026-12-03 19:00")),
    )
    assert run and meeting
    assert run.description == "带水杯\n集合点：东门 地图"
    assert (meeting.link, meeting.mode) == ("https://meet.google.com/abc-defg-hij", "online")
    idea = load_event(event_at("2026-12-12 00:00"))
    assert idea and idea.status == "idea"
    again = plan_calendar(read_calendar(FILES / "google.ics"), SHANGHAI)
    assert again.amount == 0 and again.count(State.UNCHANGED) == 8


def test_one_undo_takes_it_back(book: Path) -> None:
    take_in("google.ics")
    step = undo_step()
    assert step and (step.kind, step.amount) == ("event.import", 8)
    undo(step)
    assert events() == []


def test_outlook(book: Path) -> None:
    made = take_in("outlook.ics")
    assert begun("Talk") == [
        "2026-11-27 19:00", "2027-01-29 19:00", "2027-02-26 19:00", "2027-03-26 19:00",
    ]  # fmt: skip
    # Berlin puts its clocks back on 25 October: an hour later in Shanghai from then on.
    assert begun("Berlin") == [
        "2026-10-16 00:00", "2026-10-23 00:00", "2026-10-30 01:00", "2026-11-06 01:00",
    ]  # fmt: skip
    assert [each.reason for each in made.left_out] == [
        "“{title}” was cancelled there and is not in the book."
    ]
    again = plan_calendar(read_calendar(FILES / "outlook.ics"), SHANGHAI)
    assert again.amount == 0


def test_apple(book: Path, clock: FixedClock) -> None:
    take_in("apple.ics")
    games = events("羽毛球")
    assert games[0] == ("羽毛球", "2026-11-05 19:00", "2026-11-05 21:00", "体育馆 人民路 1 号")
    assert [each[1] for each in games[:5]] == [
        "2026-11-05 19:00", "2026-11-19 19:00", "2026-12-03 19:00", "2026-12-17 20:00",
        "2026-12-31 20:00",
    ]  # fmt: skip
    assert games[4][0] == "羽毛球（晚场）" and len(games) == 27, "a year ahead, not for ever"
    assert begun("浮动") == ["2026-11-08 09:30"]
    game = load_event(event_at("2026-11-05 19:00"))
    assert game and game.series and game.link == "https://example.cn/badminton"
    clock.set(datetime(2027, 2, 1, 9))
    assert extend_series(game.series) == 6
    again = plan_calendar(read_calendar(FILES / "apple.ics"), SHANGHAI)
    assert again.count(State.NEW) == again.count(State.GONE) == 0


def test_nextcloud(book: Path) -> None:
    take_in("nextcloud.ics", BERLIN)
    assert begun("Stamm") == [
        "2026-10-20 19:00", "2026-10-27 19:00", "2026-11-10 19:00", "2026-11-13 19:00",
    ]  # fmt: skip
    assert begun("Feier") == ["2026-12-25 00:00", "2027-12-25 00:00", "2028-12-25 00:00"]
    assert plan_calendar(read_calendar(FILES / "nextcloud.ics"), BERLIN).amount == 0


def test_what_changed_there_is_changed_here(book: Path) -> None:
    take_in("google.ics")
    run = event_at("2026-11-14 07:30")
    save_event(run, {"host": "梅", "capacity": 30})
    text = (FILES / "google.ics").read_text("utf-8")
    text = text.replace("SUMMARY:周六晨跑", "SUMMARY:江边晨跑").replace("T093000", "T100000")
    text = text.replace("SUMMARY:年会", "STATUS:CANCELLED\nSUMMARY:年会").replace(
        "STATUS:TENTATIVE\n", ""
    )
    made = plan_calendar(read_calendar_bytes(text.encode(), "x.ics"), SHANGHAI)
    assert made.count(State.CHANGED) == 6 and made.count(State.NEW) == 0
    apply_calendar(made)
    values = load_event(run)
    assert values and (values.title, values.ends) == ("江边晨跑", datetime(2026, 11, 14, 10))
    assert (values.host, values.capacity) == ("梅", 30), "what no calendar knows stays"
    party = load_event(event_at("2026-12-12 00:00"))
    assert party and party.status == "cancelled"


def test_what_was_left_out_there_goes_and_what_was_deleted_here_stays_away(book: Path) -> None:
    take_in("google.ics")
    deleted, kept = event_at("2026-12-26 07:30"), event_at("2026-12-05 07:30")
    remove_events([deleted])
    save_attendance(kept, save_member(None, {"name": "张三"}), rsvp="yes")
    text = (
        (FILES / "google.ics")
        .read_text("utf-8")
        .replace(
            "EXDATE;TZID=Asia/Shanghai:20261219T073000",
            "EXDATE;TZID=Asia/Shanghai:20261114T073000,20261205T073000,20261219T073000",
        )
    )
    made = plan_calendar(read_calendar_bytes(text.encode(), "x.ics"), SHANGHAI)
    assert made.count(State.GONE) == 1
    assert sorted(each.reason.split("”")[1][:20] for each in made.left_out) == [
        " of {day} is left ou", " of {day} lies in th",
    ]  # fmt: skip
    apply_calendar(made)
    assert load_event(kept) and load_event(deleted) is None
    assert begun("周六") == ["2026-11-07 07:30", "2026-12-05 07:30", "2026-12-12 07:30"]


def test_what_came_once_comes_again_and_once_more(book: Path) -> None:
    once = "BEGIN:VEVENT\nUID:a\nDTSTART:20261107T073000\nSUMMARY:晨跑\n{}END:VEVENT\n"
    apply_calendar(plan(once.format("")))
    event = event_at("2026-11-07 07:30")
    apply_calendar(plan(once.format("RRULE:FREQ=WEEKLY;COUNT=3\n")))
    assert begun("晨跑") == ["2026-11-07 07:30", "2026-11-14 07:30", "2026-11-21 07:30"]
    assert event_at("2026-11-07 07:30") == event
    assert plan(once.format("RRULE:FREQ=WEEKLY;COUNT=3\n")).amount == 0
    shorter = plan(once.format("RRULE:FREQ=WEEKLY;COUNT=2\n"))
    assert [(row.state, row.begins) for row in shorter.rows if row.state != "unchanged"] == [
        (State.GONE, datetime(2026, 11, 21, 7, 30))
    ]
    assert plan(once.format("")).amount == 0


def test_a_single_changed_date_of_a_series(book: Path) -> None:
    take_in("google.ics")
    made = plan(
        "BEGIN:VEVENT\nUID:1abc2def3ghi@google.com\nRECURRENCE-ID:20261211T233000Z\n"
        "DTSTART;TZID=Asia/Shanghai:20261213T080000\nSUMMARY:周日晨跑\nEND:VEVENT\n"
    )
    (row,) = made.rows
    assert row.state is State.CHANGED and row.event == event_at("2026-12-12 07:30")
    apply_calendar(made)
    values = load_event(row.event)
    assert values and values.ends == datetime(2026, 12, 13, 10), "as long as before"


def test_long_past_dates_are_not_made_by_the_thousand(book: Path) -> None:
    made = plan(
        "BEGIN:VEVENT\nUID:a\nDTSTART:20160102T073000\nRRULE:FREQ=WEEKLY\n"
        "SUMMARY:晨跑\nEND:VEVENT\n"
    )
    assert made.count(State.NEW) == 104 or made.count(State.NEW) == 105
    (note,) = made.left_out
    assert note.fields["count"] == 513


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("BEGIN:VEVENT\nUID:a\nDTSTART:20261107T073000\nEND:VEVENT\n", "The title"),
        ("BEGIN:VEVENT\nUID:a\nSUMMARY:x\nEND:VEVENT\n", "“{title}” has no beginning"),
        ("BEGIN:VEVENT\nUID:a\nDTSTART:2026-11-07\nSUMMARY:x\nEND:VEVENT\n", "“{title}” has no"),
        (
            "BEGIN:VEVENT\nUID:a\nDTSTART:20261107T073000\nDTEND:20261106T073000\nSUMMARY:x\n"
            "END:VEVENT\n",
            "“{title}” ends before",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_comes_in(
    book: Path, text: str, reason: str
) -> None:
    whole = "BEGIN:VEVENT\nUID:b\nDTSTART:20261108T073000\nSUMMARY:晨跑\nEND:VEVENT\n"
    made = plan(whole + text)
    assert made.count(State.NEW) == 1
    (left,) = made.left_out
    assert left.reason.startswith(reason) and left.line == 8


def test_a_damaged_file_gives_what_it_still_holds(book: Path) -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261107T073000\nSUMMARY:晨跑\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:b\nEND:VALARM\nSUMMARY:x\nEND:VEVENT\nBEGIN:VEVENT\nUID:c\n"
    )
    file = read_calendar_bytes(text.encode(), "x.ics")
    assert [entry.title for entry in file.entries] == ["晨跑"]
    assert len(file.left_out) == 1 and file.left_out[0].line == 7


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\x02\xff", b"a,b\n1,2\n"])
def test_what_is_no_calendar_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError):
        read_calendar_bytes(data, "x.ics")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_odd_encodings(encoding: str) -> None:
    text = (FILES / "google.ics").read_text("utf-8").replace("&nbsp;", "")
    file = read_calendar_bytes(text.encode(encoding), "x.ics")
    assert file.entries[0].title == "周六晨跑"


def test_a_line_folded_within_a_character() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261107T073000\nSUMMARY:晨跑\nEND:VEVENT\n"
    data = (text + "END:VCALENDAR\n").encode().replace("晨".encode(), b"\xe6\x99\r\n \xa8")
    (entry,) = read_calendar_bytes(data, "x.ics").entries
    assert entry.title == "晨跑" and entry.uid.endswith("@nameless")


def test_the_shared_examples(book: Path) -> None:
    shared = Path("/work/shared/data/exports")
    if not shared.is_dir():
        pytest.skip("only where the shared data is")
    for name, count in (("event-recurrence-exdates.ics", 10), ("event-unicode.ics", 1)):
        made = plan_calendar(read_calendar(shared / name), BERLIN)
        assert made.count(State.NEW) == count
        apply_calendar(made)
        assert plan_calendar(read_calendar(shared / name), BERLIN).amount == 0
    assert begun("multiple")[:3] == ["2012-03-27 10:00", "2012-04-24 10:00", "2012-05-08 10:00"]
    assert events("ÄÖÜ")[0][3] == "Tribstrül"


def test_dates_no_rule_names_stay_after_a_merge(book: Path) -> None:
    take_in("nextcloud.ics", BERLIN)
    odd = "BEGIN:VEVENT\nUID:odd\nDTSTART;TZID=Pacific/Auckland:20261107T073000\n{}END:VEVENT\n"
    apply_calendar(plan(odd.format("RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=1SA,3SA\nSUMMARY:far\n")))
    before = events()
    assert len(begun("far")) == 4 and len(begun("Stamm")) == 4
    assert follow_series() == 0 and events() == before


def test_two_laptops_that_take_in_the_same_calendar(laptops: Laptops) -> None:
    for name in ("lin", "mei"):
        with laptops.at(name):
            take_in("google.ics")
    for name, other in (("lin", "mei"), ("mei", "lin")):
        with laptops.at(name):
            laptops.merge(other)
            follow_series()
            assert len(events()) == 9, "one was there before"
            assert open_conflicts() == ()
    with laptops.at("mei"), receive(laptops.path("lin")) as incoming:
        assert are_identical(incoming)
