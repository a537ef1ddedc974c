from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.class_rules import ClassRules, save_rules
from models.members.interaction import ChatDay, Interaction
from models.members.member import save_member
from models.members.stay import keep_stay
from models.metrics.activity import Participant, activity_of, participants_on
from models.month import Month
from models.vocabulary import Standing
from tests.models.metrics.conftest import Population
from tests.models.metrics.test_growth import is_member_on

OCTOBER = Month(2026, 10)
DAY = date(2026, 10, 31)


def interactions(population: Population) -> list[tuple[date, bytes | None, bool]]:
    seen = [
        (row["begins"].date(), row["member"], True)
        for row in population.live_attendances()
        if row["came"] == "yes" and row["begins"]
    ]
    said = [(row["date"], row["member"], False) for row in population.live(population.feedback)]
    return seen + said


def test_interactions_counted_a_second_time(population: Population) -> None:
    everything = interactions(population)
    for count in activity_of(OCTOBER, DAY).series:
        rows = [row for row in everything if Month.of(row[0]) == count.month]
        assert count.attendances == sum(came for _day, _member, came in rows)
        assert count.feedback == sum(not came for _day, _member, came in rows)
        assert count.people == len({member for _day, member, _came in rows if member})
        assert count.total == len(rows)


def test_every_member_has_score_and_last_day(population: Population) -> None:
    found = {each.id: each for each in participants_on(DAY)}
    expected = {
        row["id"]
        for row in population.members
        if is_member_on(row, DAY) and row["status"] != "paused"
    }
    assert set(found) == expected
    everything = [row for row in interactions(population) if row[0] <= DAY]
    for member, participant in found.items():
        days = [day for day, who, _came in everything if who == member]
        ages = [(2026 - day.year) * 12 + 10 - day.month for day in days]
        assert participant.score == pytest.approx(sum(0.9**age for age in ages))
        assert participant.days_since == ((DAY - max(days)).days if days else None)


def test_the_last_five_events_are_the_reason(population: Population) -> None:
    held = sorted(
        (
            row
            for row in population.live(population.events)
            if row["begins"]
            and row["begins"].date() <= DAY
            and row["status"] not in ("idea", "cancelled")
        ),
        key=lambda row: row["begins"],
    )[-5:]
    joined = {row["id"]: row["joined"] for row in population.members}
    came = [row for row in population.live_attendances() if row["came"] == "yes"]
    for participant in participants_on(DAY):
        open_to = [
            row
            for row in held
            if joined[participant.id] is None or row["begins"].date() >= joined[participant.id]
        ]
        assert participant.recent == len(open_to)
        assert participant.seen == sum(
            row["member"] == participant.id and row["event"] in {each["id"] for each in held}
            for row in came
        )


def standing_of(*days: date, joined: date = date(2024, 1, 1)) -> Participant:
    """Return the standing of a member who came on these days and to nothing else."""
    member = save_member(None, {"name": "张三", "joined": joined})
    for day in days:
        event = save_event(
            None,
            {
                "title": "夜跑",
                "status": "done",
                "begins": datetime(day.year, day.month, day.day, 19),
            },
        )
        save_attendance(event, member, came="yes")
    (found,) = participants_on(DAY)
    return found


def weekly(begin: date, weeks: int) -> list[date]:
    return [begin + timedelta(days=7 * week) for week in range(weeks)]


def test_core(book: Path) -> None:
    assert standing_of(*weekly(date(2026, 8, 5), 12)).standing == Standing.CORE


def test_active(book: Path) -> None:
    days = [date(2026, 8, 3), date(2026, 9, 3), date(2026, 10, 3)]
    assert standing_of(*days).standing == Standing.ACTIVE


def test_occasional(book: Path) -> None:
    assert standing_of(date(2026, 9, 20)).standing == Standing.OCCASIONAL


def test_new_members_are_not_judged(book: Path) -> None:
    assert standing_of(joined=date(2026, 10, 1)).standing == Standing.NEW
    assert (DAY - date(2026, 10, 1)).days == 30


def test_never_seen_is_silent(book: Path) -> None:
    found = standing_of()
    assert (found.standing, found.days_since, found.score) == (Standing.SILENT, None, 0.0)


def test_not_seen_for_two_months_is_lapsing(book: Path) -> None:
    assert standing_of(*weekly(date(2026, 5, 6), 16)).standing == Standing.LAPSING


def test_falling_far_below_the_own_best_is_lapsing(book: Path) -> None:
    often = [date(2026, 2, 4) + timedelta(days=3 * number) for number in range(28)]
    days = [*often, date(2026, 10, 20)]
    assert standing_of(*days).standing == Standing.LAPSING


def test_long_gone_is_silent_whatever_the_score(book: Path) -> None:
    assert standing_of(*weekly(date(2025, 6, 4), 40)).standing == Standing.SILENT


def test_no_record_is_no_interaction_and_feedback_is_one(book: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2024, 1, 1)})
    event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19)})
    save_attendance(event, member, came="no_record", rsvp="yes")
    save_feedback(None, {"date": date(2026, 10, 5), "member": member, "text": "好"})
    activity = activity_of(OCTOBER, DAY)
    assert (activity.series[-1].attendances, activity.series[-1].feedback) == (0, 1)
    assert activity.participants[0].score == 1.0


def test_what_members_did_for_others_is_an_interaction_and_chatting_is_not(book: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2024, 1, 1)})
    with action("member.edit"):
        Interaction.create(member=member, day=date(2026, 10, 4), sort="helped", amount=3)
        Interaction.create(member=member, day=None, sort="helped", amount=9)
        ChatDay.create(member=member, chat="群", day="2026-10-05", amount=200)
    last = activity_of(OCTOBER, DAY).series[-1]
    assert (last.contributions, last.total, last.people) == (3, 3, 1)


def test_who_rests_or_is_left_out_is_in_no_figure(book: Path) -> None:
    for name, values in {
        "a": {},
        "b": {"rest_until": date(2026, 12, 1)},
        "c": {"status": "paused"},
        "d": {"role": "Organizer"},
    }.items():
        save_member(None, {"name": name, "joined": date(2024, 1, 1), **values})
    save_rules(ClassRules(left_out=("Organizer",)))
    activity = activity_of(OCTOBER, DAY)
    assert [each.name for each in activity.participants] == ["a"]
    assert activity.resting == 2 and activity.rules.left_out == ("Organizer",)
    assert activity.count(Standing.SILENT) == 1 and activity.count(Standing.RESTING) == 0


def test_who_left_and_came_back_is_judged_in_both_times(book: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2026, 10, 1)})
    with action("member.edit"):
        keep_stay(member, date(2024, 1, 1), date(2025, 6, 1), "", "")
    found = {
        day: [each.standing for each in participants_on(day)]
        for day in (date(2025, 3, 31), date(2025, 12, 31), DAY)
    }
    assert list(found.values()) == [[Standing.SILENT], [], [Standing.NEW]]


def test_people_of_a_class_come_in_order(population: Population) -> None:
    activity = activity_of(OCTOBER, DAY)
    assert sum(activity.count(standing) for standing in Standing) == len(activity.participants)
    core = [each.score for each in activity.of(Standing.CORE)]
    assert core == sorted(core, reverse=True)
    silent = [each.days_since for each in activity.of(Standing.SILENT)]
    known = [days for days in silent if days is not None]
    assert silent == sorted(known) + [None] * (len(silent) - len(known))


def test_a_visitor_came_and_is_no_member_behind_it(book: Path) -> None:
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 3, 7)})
    for name, status in (("甲", "active"), ("访客", "visitor")):
        member = save_member(None, {"name": name, "status": status})
        save_attendance(event, member, came="yes")
    last = activity_of(OCTOBER, DAY).series[-1]
    assert (last.attendances, last.people) == (2, 1)
