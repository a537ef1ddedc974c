"""Intake, against lives that are made up and counted by themselves."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.base import database
from models.journal.transactions import action
from models.members.admission import accept, refuse
from models.members.criterion import Asked, remove_criteria, save_criterion
from models.members.leaving import come_back, leave
from models.members.member import remove_members, save_member
from models.members.stay import Stay
from models.metrics.intake import Intake, Share, intake_of
from models.month import Month
from models.vocabulary import CriterionSort
from resources.i18n import translation
from tests.conftest import FixedClock

TODAY = date(2026, 10, 31)
WORDS = translation("en")


@dataclass
class Life:
    """Somebody who applied: what became of it, told by who made it up."""

    applied: date
    meets: bool | None
    accepted: date | None = None
    refused: date | None = None
    left: date | None = None
    back: bool = False
    trashed: bool = False


def made_up(count: int) -> list[Life]:
    chance = random.Random(4)
    lives = []
    for _number in range(count):
        life = Life(date(2025, 6, 1) + timedelta(days=chance.randrange(500)), None)
        life.meets = chance.choice((True, False, None))
        answered = life.applied + timedelta(days=chance.randrange(30))
        if chance.random() < 0.7:
            life.accepted = answered
            if chance.random() < 0.5:
                life.left = answered + timedelta(days=chance.choice((0, 5, 29, 30, 89, 90, 91)))
                life.back = chance.random() < 0.3
        elif chance.random() < 0.7:
            life.refused = answered
        life.trashed = chance.random() < 0.05
        lives.append(life)
    return lives


def live(life: Life, clock: FixedClock) -> bool:
    """Let it happen as far as it has by today, through the same functions as the window's."""
    regions = {True: "武汉", False: "北京", None: ""}
    events = [(life.applied, "apply"), (life.accepted, "accept"), (life.refused, "refuse")]
    events.append((life.left, "leave"))
    member = b""
    for day, what in events:
        if day is None or day > TODAY:
            continue
        clock.set(datetime(day.year, day.month, day.day, 20, 0))
        if what == "apply":
            values = {"name": "某人", "status": "applicant", "region": regions[life.meets]}
            member = save_member(None, values)
        elif what == "accept":
            accept([member], WORDS)
        elif what == "refuse":
            refuse([member], "full")
        else:
            leave([member], day, "moved")
            if life.back:
                clock.set(datetime(2026, 10, 31, 9, 0))
                come_back(member)
    if member and life.trashed:
        remove_members([member])
    return bool(member)


def expected(lives: list[Life], first: date, last: date) -> Intake:
    there = [life for life in lives if not life.trashed and life.applied <= TODAY]
    taken = [x for x in there if x.accepted and first <= x.accepted <= min(last, TODAY)]
    ripe = [x for x in taken if x.accepted and (TODAY - x.accepted).days >= 90]
    young = [x for x in taken if x.accepted and (TODAY - x.accepted).days >= 30]

    def stayed(life: Life, days: int) -> int:
        if life.left is None or life.accepted is None or life.left > TODAY:
            return 10_000
        return (life.left - life.accepted).days

    return Intake(
        first,
        last,
        applied=sum(first <= life.applied <= last for life in there),
        accepted=len(taken),
        refused=sum(bool(x.refused and first <= x.refused <= min(last, TODAY)) for x in there),
        passed=Share(
            sum(life.meets is True for life in taken),
            sum(life.meets is not None for life in taken),
        ),
        unsure=sum(life.meets is None for life in taken),
        stayed=Share(sum(stayed(life, 90) > 90 for life in ripe), len(ripe)),
        early=Share(sum(stayed(life, 30) < 30 for life in young), len(young)),
    )


def test_sixty_made_up_lives(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2025, 5, 1, 9, 0))
    asked = save_criterion(Asked(b"", "住在武汉", CriterionSort.REGION, "武汉"))
    save_criterion(Asked(b"", "跑步", CriterionSort.INTEREST, "跑步", required=False))
    save_member(None, {"name": "never applied", "joined": date(2026, 10, 3)})
    lives = made_up(60)
    for life in lives:
        live(life, clock)
    clock.set(datetime(2026, 10, 31, 9, 0))
    remove_criteria([asked])  # what was kept stands
    year = intake_of(Month(2026, 10), TODAY).year
    assert year.passed.share is not None and 0 < year.passed.share < 1
    assert 0 < year.early.count < year.early.total and 0 < year.stayed.count < year.stayed.total
    for back in range(16):
        month = Month(2026, 10).back(back)
        facts = intake_of(month, TODAY)
        assert facts.month == expected(lives, month.first, month.last)
        assert facts.year == expected(lives, month.back(11).first, month.last)


def test_below_five_there_is_no_share() -> None:
    assert Share(4, 4).share is None
    assert Share(4, 5).share == pytest.approx(0.8)


def test_whoever_left_nobody_knows_when_is_in_no_share(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 1, 5, 9, 0))
    member = save_member(None, {"name": "甲", "status": "applicant"})
    accept([member], WORDS)
    database.execute_sql("UPDATE member SET status = 'left' WHERE id = ?", (member,))
    facts = intake_of(Month(2026, 10), TODAY)
    assert (facts.year.accepted, facts.year.stayed.total, facts.year.early.total) == (1, 0, 0)


def test_who_left_early_and_applies_again_still_left_early(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 1, 5, 9, 0))
    people = [save_member(None, {"name": name, "status": "applicant"}) for name in "甲乙丙丁戊己"]
    clock.set(datetime(2026, 2, 10, 9, 0))
    accept(people, WORDS)
    clock.set(datetime(2026, 2, 25, 9, 0))
    leave(people[:2], date(2026, 2, 25), "moved")
    clock.set(datetime(2026, 10, 31, 9, 0))

    def winter() -> tuple[Intake, int]:
        applied = intake_of(Month(2026, 1), TODAY).month.applied
        return intake_of(Month(2026, 2), TODAY).month, applied

    before = winter()
    assert (before[0].accepted, before[0].early, before[1]) == (6, Share(2, 6), 6)
    come_back(people[0], as_applicant=True)
    come_back(people[1])
    assert winter() == before and intake_of(Month(2026, 10), TODAY).month.applied == 1
    accept(people[:1], WORDS)
    assert winter() == before and intake_of(Month(2026, 10), TODAY).month.accepted == 1
    leave(people[:1], TODAY, "moved")
    come_back(people[0], as_applicant=True)
    assert winter() == before and intake_of(Month(2026, 10), TODAY).month.applied == 2


def test_one_stay_with_two_days_of_leaving_is_one_acceptance(book: Path, clock: FixedClock) -> None:
    """As two laptops make it that note another day."""
    clock.set(datetime(2026, 2, 10, 9, 0))
    member = save_member(None, {"name": "甲", "status": "applicant"})
    accept([member], WORDS)
    clock.set(datetime(2026, 10, 31, 9, 0))
    leave([member], date(2026, 3, 1), "moved")
    come_back(member, as_applicant=True)
    with action("member.edit"):
        Stay.create(member=member, joined=date(2026, 2, 10), left=date(2026, 3, 2))
    assert intake_of(Month(2026, 2), TODAY).month.accepted == 1


def test_who_left_nobody_knows_when_and_applies_again_is_in_no_share(
    book: Path, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 1, 5, 9, 0))
    people = [save_member(None, {"name": name, "status": "applicant"}) for name in "甲乙丙丁戊己"]
    accept(people, WORDS)
    database.execute_sql("UPDATE member SET status = 'left'")
    clock.set(datetime(2026, 10, 31, 9, 0))
    before = intake_of(Month(2026, 1), TODAY).month
    for person in people:
        come_back(person, as_applicant=True)
    after = intake_of(Month(2026, 1), TODAY).month
    assert (after.accepted, after.stayed, after.early) == (6, before.stayed, before.early)
    assert after.stayed.total == 0


def test_nobody_ever_applied(book: Path) -> None:
    save_member(None, {"name": "甲"})
    assert intake_of(Month(2026, 10), TODAY).is_empty
    save_member(None, {"name": "乙", "status": "waiting"})
    facts = intake_of(Month(2026, 10), TODAY)
    assert (facts.is_empty, facts.pending, facts.month.applied) == (False, 1, 1)
