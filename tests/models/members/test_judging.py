from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.members.class_rules import ClassRules
from models.members.deeds import Deeds, Person, month_of
from models.members.judging import Judge, Judged
from models.month import Month
from models.vocabulary import Deed, Standing

DAY = date(2026, 10, 31)
OLD = date(2020, 1, 1)


def did(sort: Deed, day: date, amount: int = 1) -> Deeds:
    return Deeds(month_of(day), sort, amount, day.isoformat())


def someone(*deeds: Deeds, joined: date | None = OLD, rest: date | None = None) -> Person:
    return Person(1, b"1", "张三", "active", "", joined, None, rest, deeds)


def judged(person: Person, rules: ClassRules | None = None, day: date = DAY) -> Judged:
    return Judge(rules or ClassRules(), day).judge(person)


def test_every_deed_is_worth_what_the_rules_say() -> None:
    for deed, worth in ClassRules().weights.items():
        expected = min(worth, 0.4) if deed == Deed.MESSAGES else worth
        assert judged(someone(did(Deed(deed), DAY))).score == pytest.approx(expected)
        assert judged(someone(did(Deed(deed), date(2026, 8, 2)))).score == pytest.approx(
            expected * 0.81
        )


def test_whoever_only_chats_is_never_core_however_much_they_write() -> None:
    months = [Month.of(DAY).back(back).first for back in range(200)]
    talk = [did(Deed.MESSAGES, first, 5_000) for first in months]
    found = judged(someone(*talk))
    assert found.score < 4.0 and found.standing is Standing.ACTIVE


def test_messages_are_capped_each_month_for_itself() -> None:
    talk = someone(did(Deed.MESSAGES, DAY, 10), did(Deed.MESSAGES, date(2026, 9, 1), 900))
    assert judged(talk).score == pytest.approx(0.2 + 0.4 * 0.9)


def test_a_word_from_the_organizer_counts_as_seen_but_gives_no_points() -> None:
    long_ago = did(Deed.SPOKE, date(2026, 7, 20), 2)
    assert judged(someone(long_ago)).standing is Standing.LAPSING
    spoken = judged(someone(long_ago, did(Deed.CONTACT, date(2026, 10, 1))))
    assert spoken.standing is Standing.ACTIVE
    assert (spoken.score, spoken.last_seen) == (
        judged(someone(long_ago)).score,
        date(2026, 7, 20),
    )
    assert spoken.last_contact == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("rest", "standing"),
    [
        (DAY, Standing.RESTING),
        (DAY - timedelta(days=1), Standing.SILENT),
        (date.max, Standing.RESTING),
    ],
)
def test_who_rests_is_left_alone_up_to_the_last_day(rest: date, standing: Standing) -> None:
    found = judged(someone(rest=rest))
    assert found.standing is standing and DAY < found.due <= date(2026, 11, 1)
    assert judged(replace(someone(), status="paused")).standing is Standing.RESTING


def test_left_out_roles_are_in_no_class_however_they_are_written() -> None:
    organizer = replace(someone(), role=" ORGANIZER ")
    assert judged(organizer).standing is Standing.SILENT
    rules = ClassRules(left_out=("Organizer",))
    assert judged(organizer, rules).standing is None
    assert judged(someone(), rules).standing is Standing.SILENT


def test_nothing_changes_before_it_is_due() -> None:
    deeds = [did(Deed.SPOKE, date(2026, 8, 20), 2), did(Deed.CONTACT, date(2026, 9, 3))]
    person = replace(someone(*deeds, joined=date(2026, 9, 20)), rest_until=date(2026, 10, 24))
    day = date(2026, 10, 1)
    found = judged(person, day=day)
    for _step in range(300):
        day += timedelta(days=1)
        now = judged(person, day=day)
        if day < found.due:
            assert replace(now, due=found.due) == found
        found = now


def test_what_would_lift_somebody_is_so() -> None:
    judge = Judge(ClassRules(), DAY)
    person = someone(did(Deed.ATTENDED, date(2026, 10, 1)))
    assert judge.lift(person) == (1, Standing.ACTIVE)
    assert judge.lift(someone()) == (1, Standing.OCCASIONAL)
    active = someone(did(Deed.ATTENDED, DAY, 3))
    assert judge.lift(active) == (2, Standing.CORE)
    assert judge.lift(someone(did(Deed.ATTENDED, DAY, 6))) is None
    assert judge.lift(someone(joined=DAY)) is None
    assert Judge(ClassRules(attended=0), DAY).lift(person) is None
