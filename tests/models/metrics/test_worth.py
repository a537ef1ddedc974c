from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import mean

import pytest

from models.base import live
from models.events.attendance import Attendance, save_attendance
from models.events.evaluation import Evaluation
from models.events.event import Event, save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.contact import note_contact
from models.members.interaction import add_interactions
from models.members.member import remove_members, save_member
from models.metrics.worth import Slot, best_slot, compare, season_of
from models.metrics.worth_ledger import Worth
from tests.conftest import FixedClock

NOW = datetime(2026, 10, 31, 9)
YEAR = (date(2025, 11, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def today(clock: FixedClock) -> None:
    clock.set(NOW)


def event(days_ago: int, **values: object) -> bytes:
    begins = datetime(2026, 10, 31, 19) - timedelta(days=days_ago)
    return save_event(None, {"title": f"-{days_ago}", "begins": begins, "status": "done", **values})


def worth_of(made: bytes) -> Worth | None:
    found = compare(made)
    return found.worth if found else None


def people(count: int) -> list[bytes]:
    return [save_member(None, {"name": f"p{number}"}) for number in range(count)]


def test_no_record_is_never_absent_and_walk_ins_raise_no_turnout(book: Path) -> None:
    made, members = event(3), people(5)
    for member, rsvp, came in zip(
        members, ("yes", "yes", "yes", "no", "none"), ("yes", "no", "no_record", "yes", "yes"),
        strict=True,
    ):  # fmt: skip
        save_attendance(made, member, rsvp=rsvp, came=came)
    found = worth_of(made)
    assert found and (found.said_yes, found.known, found.kept, found.came) == (3, 2, 1, 3)
    assert found.turnout == 0.5


def test_first_timers_come_back_within_sixty_days_or_do_not(book: Path) -> None:
    first, second, late = event(150), event(95), event(80)
    a, b, c, d = people(4)
    for where, who in ((first, (a, b, c)), (second, (a,)), (late, (b, d))):
        for member in who:
            save_attendance(where, member, came="yes")
    found = worth_of(first)
    assert found and (found.first_timers, found.settled, found.returned) == (3, 3, 1)
    found = worth_of(late)
    assert found and (found.first_timers, found.settled, found.returned) == (1, 1, 0)
    young = event(10)
    save_attendance(young, save_member(None, {"name": "e"}), came="yes")
    found = worth_of(young)
    assert found and (found.first_timers, found.settled, found.returned) == (1, 0, 0)


def test_who_is_reached_by_nothing_else_is_counted(book: Path) -> None:
    made, other = event(30), event(100)
    alone, elsewhere, spoken, said, helped, long_ago = people(6)
    for member in (alone, elsewhere, spoken, said, helped, long_ago):
        save_attendance(made, member, came="yes")
    save_attendance(other, elsewhere, came="yes")
    note_contact(spoken, {"day": date(2026, 10, 20)})
    note_contact(long_ago, {"day": date(2026, 5, 1)})
    save_feedback(None, {"date": date(2026, 9, 1), "member": said, "text": "好"})
    add_interactions([helped], {"sort": "helped", "day": date(2026, 10, 5)})
    add_interactions([alone], {"sort": "helped", "day": date(2026, 10, 1), "event": made})
    found = worth_of(made)
    assert found and found.only_here == 2


def test_marks_of_slips_count_and_cost_is_by_head(book: Path) -> None:
    made, (a, b) = event(3, cost=Decimal(90)), people(2)
    save_attendance(made, a, came="yes", rating=5, guests=1)
    save_attendance(made, b, came="yes")
    with action("event.edit"):
        Evaluation.create(event=made, rating=2)
    found = worth_of(made)
    assert found and (found.rating, found.ratings) == (3.5, 2)
    assert (found.heads, found.per_head) == (3, Decimal(30))


def test_what_has_not_begun_and_what_was_called_off_has_no_worth(book: Path) -> None:
    assert worth_of(event(-1)) is None
    assert worth_of(event(3, status="cancelled")) is None
    assert season_of(*YEAR).formats == ()


def test_the_best_hour_needs_more_than_one_event(book: Path) -> None:
    for days_ago, count in ((7, 4), (14, 6), (1, 9)):
        made = event(days_ago)
        for number in range(count):
            save_attendance(made, save_member(None, {"name": f"{days_ago}-{number}"}), came="yes")
    event(21)  # nobody's coming was recorded
    found = season_of(*YEAR).slots
    assert found == (Slot(4, 19, 1, 9), Slot(5, 19, 2, 5))
    assert best_slot(found) == Slot(5, 19, 2, 5)
    assert best_slot(()) is None


def test_every_figure_by_format_is_that_of_a_plain_count(book: Path) -> None:
    chance = random.Random(11)
    members = people(30)
    for _each in range(25):
        money = chance.choice((None, Decimal(100)))
        made = event(chance.randint(0, 300), format=chance.choice("ab"), cost=money)
        for member in chance.sample(members, chance.randint(0, 12)):
            save_attendance(
                made, member, rsvp=chance.choice(("none", "yes", "no")),
                came=chance.choice(("yes", "no", "no_record")), guests=chance.randint(0, 2),
                rating=chance.choice((None, None, 3, 5)),
            )  # fmt: skip
    remove_members(members[:3])
    shown = set(members[3:])
    events = {row.id: row for row in live(Event)}
    rows = [row for row in live(Attendance) if row.member_id in shown]
    visits = sorted(
        (events[row.event_id].begins, row.event_id, row.member_id)
        for row in rows if row.came == "yes"
    )  # fmt: skip
    for found in season_of(*YEAR).formats:
        own = {each.id for each in events.values() if each.format == found.format}
        listed = [row for row in rows if row.event_id in own]
        yes = [row for row in listed if row.rsvp == "yes" and row.came != "no_record"]
        worth = found.worth
        assert worth.turnout == pytest.approx(mean(row.came == "yes" for row in yes))
        assert worth.came == sum(row.came == "yes" for row in listed)
        assert worth.heads == sum(1 + row.guests for row in listed if row.came == "yes")
        marks = [row.rating for row in listed if row.rating]
        assert (worth.ratings, worth.rating) == (len(marks), pytest.approx(mean(marks)))
        paid = {each.id for each in events.values() if each.id in own and each.cost is not None}
        heads = sum(1 + row.guests for row in listed if row.came == "yes" and row.event_id in paid)
        assert worth.per_head == Decimal(100 * len(paid)) / heads
        first = {}
        for begins, each, member in visits:
            first.setdefault(member, (begins, each))
        new = {member: begins for member, (begins, each) in first.items() if each in own}
        settled = {m: begins for m, begins in new.items() if begins + timedelta(60) <= NOW}
        back = sum(
            any(who == member and begins < day <= begins + timedelta(60)
                for day, _each, who in visits)
            for member, begins in settled.items()
        )  # fmt: skip
        assert (worth.first_timers, worth.settled, worth.returned) == (
            len(new), len(settled), back,
        )  # fmt: skip
