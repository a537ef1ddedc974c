from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest

from models.base import live
from models.events.attendance import Attendance, save_attendance
from models.events.event import Event, save_event
from models.events.quiet_week import end_quiet, quiet_week_of, quiet_weeks, set_quiet
from models.events.task import save_task
from models.members.member import save_member
from models.metrics.fatigue import Advice, Part, fatigue_on

DAY = datetime(2026, 10, 28, 19)


def event(days_ago: int, format: str = "gathering", came: int = 0, **values: object) -> bytes:
    made = save_event(None, {
        "title": f"{days_ago}", "begins": DAY - timedelta(days=days_ago), "format": format,
        "status": "done", **values,
    })  # fmt: skip
    for number in range(came):
        save_attendance(made, save_member(None, {"name": f"p{days_ago}-{number}"}), came="yes")
    return made


def test_too_many_events_are_held_against_the_usual_pace(book: Path) -> None:
    for days_ago in (40, 60, 80, 100):
        event(days_ago)
    calm = fatigue_on(DAY, "gathering")
    assert (calm.calls, calm.usual_calls, calm.warnings) == (0.25, 4 / 12, (Part.STREAK,))
    event(7, "discussion")
    event(14)
    many = fatigue_on(DAY, "gathering")
    assert many.calls == 3 / 4 and many.warnings == (Part.CALLS,)
    assert many.advice is Advice.SKIP


def test_falling_turnout_is_told_from_events_with_a_record(book: Path) -> None:
    for days_ago, came in ((40, 5), (50, 5), (60, 5), (70, 0), (5, 3), (10, 3), (15, 3), (20, 0)):
        event(days_ago, str(days_ago), came)
    found = fatigue_on(DAY)
    assert (found.turnout, found.usual_turnout) == (3, 5)
    assert found.drop == pytest.approx(0.4) and Part.TURNOUT in found.warnings


def test_the_same_format_again_suggests_the_one_least_used(book: Path) -> None:
    for days_ago in (30, 45, 60):
        event(days_ago)
    event(50, "livestream")
    event(75, "discussion")
    event(76, "discussion")
    found = fatigue_on(DAY, "gathering")
    assert (found.streak, found.warnings) == (3, ())
    event(90, "discussion")
    event(29)
    found = fatigue_on(DAY, "gathering")
    assert (found.streak, found.other, found.advice) == (4, "livestream", Advice.OTHER_FORMAT)


def test_an_event_that_is_stored_already_is_counted_once(book: Path) -> None:
    stored = event(0)
    assert fatigue_on(DAY, "gathering", stored).calls == 1 / 4
    assert fatigue_on(DAY, "gathering").calls == 2 / 4


def test_who_takes_care_of_too_much_is_named(book: Path) -> None:
    lin, chen = (save_member(None, {"name": name}) for name in ("林", "陈"))
    made = event(3, host="林")
    called_off = event(4, status="cancelled", host="林")
    for title in "ab":
        save_task(None, made, {"title": title, "member": lin, "due": date(2026, 10, 20)})
        save_task(None, called_off, {"title": title, "member": lin, "due": date(2026, 10, 20)})
        save_task(None, made, {"title": title, "member": chen})
    found = fatigue_on(DAY)
    assert [(each.name, each.amount) for each in found.loads] == [("林", 3)]
    assert (found.warnings, found.advice) == ((Part.LOAD,), Advice.SHARE)


def test_quiet_weeks_are_set_and_ended_and_warn(book: Path) -> None:
    set_quiet(date(2026, 10, 29), " 期末 ")
    set_quiet(date(2026, 12, 30))
    assert [week.monday for week in quiet_weeks(date(2026, 11, 1), date(2026, 12, 31))] == [
        date(2026, 10, 26), date(2026, 12, 28),
    ]  # fmt: skip
    found = fatigue_on(DAY)
    assert found.quiet and found.quiet.reason == "期末"
    assert (found.warnings, found.advice) == ((Part.QUIET,), Advice.SKIP)
    end_quiet(date(2026, 10, 26))
    assert quiet_week_of(date(2026, 10, 28)) is None
    set_quiet(date(2026, 10, 26), "又一次")
    assert quiet_week_of(date(2026, 11, 1)).reason == "又一次"  # type: ignore[union-attr]


def test_every_figure_is_that_of_a_plain_count(book: Path) -> None:
    chance = random.Random(5)
    for _each in range(90):
        status = chance.choice(("done", "done", "planned", "idea", "cancelled"))
        event(chance.randint(0, 130), chance.choice("ab"), chance.randint(0, 2), status=status)
    found = fatigue_on(DAY, "a")
    came = {row.event_id for row in live(Attendance) if row.came == "yes"}
    counted: dict[bytes, int] = {
        each: sum(row.event_id == each for row in live(Attendance)) for each in came
    }
    asked = [
        row for row in live(Event)
        if row.status not in ("idea", "cancelled") and 0 <= (DAY - row.begins).days < 112
    ]  # fmt: skip
    recent = [row for row in asked if (DAY - row.begins).days < 28]
    before = [row for row in asked if (DAY - row.begins).days >= 28]
    assert found.calls == (len(recent) + 1) / 4
    assert found.usual_calls == len(before) / 12
    turnouts = [[counted[row.id] for row in some if row.id in came] for some in (recent, before)]
    assert [found.turnout, found.usual_turnout] == [mean(some) for some in turnouts]


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, 9), datetime(9999, 12, 31, 20)])
def test_the_first_and_the_last_day_there_are(book: Path, moment: datetime) -> None:
    save_event(None, {"title": "晨跑", "begins": moment, "format": "gathering"})
    assert fatigue_on(moment, "gathering").streak == 2
