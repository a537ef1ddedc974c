from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.base import database
from models.book import close_book, create_book
from models.errors import UserError
from models.journal.transactions import action
from models.members.custom_field import list_fields, retire_fields
from models.members.filter_fields import FilterField, Sort, all_fields
from models.members.filters import (
    ALL,
    ANY,
    Condition,
    Group,
    Takes,
    Test,
    Visits,
    read,
    takes,
    write,
)
from models.members.interaction import add_interactions
from models.members.listing import count_members, find_members, pill_counts
from models.members.member import save_member
from models.members.points import give_points, ledger_of, remove_points
from models.search import catch_up
from tests.conftest import FixedClock
from tests.models.members.made_up import (
    DAYS,
    FORMATS,
    PURPOSES,
    TAGS,
    WORDS,
    Person,
    make_people,
    meets,
)

PEOPLE = 60
# Counted a second time in the tests of classes and of points.
OF_CLASSES = ("standing", "score", "took_part", "active_points")
_KNOWN = tuple(day for day in DAYS if day)


@pytest.fixture
def people(book: Path) -> list[Person]:
    with action("member.import", PEOPLE):
        made = make_people(random.Random(7), PEOPLE)
    catch_up()
    return made


def filters(people: list[Person]) -> some.SearchStrategy[Group]:
    fields = [field for name, field in all_fields().items() if name not in OF_CLASSES]
    events = sorted({each.event for person in people for each in person.visits})
    asked = some.sampled_from(fields).flatmap(lambda field: conditions(field, events))
    groups = some.builds(
        Group, some.sampled_from((ALL, ANY)), some.lists(asked, max_size=3).map(tuple)
    )
    return some.builds(
        Group,
        some.sampled_from((ALL, ANY)),
        some.lists(asked | groups, min_size=1, max_size=4).map(tuple),
    )


def conditions(field: FilterField, events: list[bytes]) -> some.SearchStrategy[Condition]:
    def of(test: Test) -> some.SearchStrategy[Condition]:
        return some.builds(
            Condition, some.just(field.name), some.just(test), value(field, test, events)
        )

    return some.sampled_from(field.tests).flatmap(of)


def value(field: FilterField, test: Test, events: list[bytes]) -> some.SearchStrategy[Any]:
    period = {
        "days": some.none() | some.sampled_from((0, 30, 90)),
        "since": some.none() | some.sampled_from(_KNOWN),
        "until": some.none() | some.sampled_from(_KNOWN),
    }
    words = TAGS if field.sort is Sort.TAGS else tuple(each for each, _title in field.choices)
    texts: tuple[str, ...] = PURPOSES if field.sort is Sort.CONSENT else ("海", "SHANG", *WORDS)
    if field.sort is Sort.MEMBER:
        texts = ("00" * 16,)
    return {
        Takes.NOTHING: some.none(),
        Takes.TEXT: some.sampled_from(texts),
        Takes.WORDS: some.lists(some.sampled_from(words or ("",)), max_size=3).map(tuple),
        Takes.DAY: some.sampled_from(_KNOWN),
        Takes.DAYS: some.sampled_from((0, 1, 30, 90, 150)),
        Takes.MONTH: some.integers(1, 12),
        Takes.YEARS: some.sampled_from((0, 18, 22, 41, 120)),
        Takes.NUMBER: some.sampled_from((Decimal(0), Decimal(3), Decimal("41.5"), Decimal(60))),
        Takes.VISITS: some.builds(Visits, event=some.sampled_from(events), **period)
        | some.builds(Visits, format=some.sampled_from(("", *FORMATS)), **period),
    }[takes(test)]


def test_every_filter_finds_whom_a_recount_by_hand_finds(people: list[Person]) -> None:
    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters(people))
    def compare(asked: Group) -> None:
        found = find_members(asked=asked)
        expected = {person.id for person in people if meets(person, asked)}
        assert set(found.ids()) == expected
        assert found.total == len(expected) == count_members(asked)
        assert read(write(asked)) == asked

    compare()


def test_every_test_of_every_field_is_met_by_some_and_not_by_others(people: list[Person]) -> None:
    """The recount above would say little of a test that nobody or everybody passes."""
    passed = {
        (field.name, test)
        for field in all_fields().values()
        for test in field.tests
        for draw in range(12)
        if 0 < count_members(_any_of(field, test, draw, people)) < PEOPLE
    }
    missing = {
        (field.name, test.value)
        for field in all_fields().values()
        for test in field.tests
        if (field.name, test) not in passed
    }
    unsaid = {("name", "filled"), ("name", "empty"), *((field, test) for field, test in missing
              if field in ("email", "introduced_by", "left", "standing", "score"))}  # fmt: skip
    assert missing == unsaid


def _any_of(field: FilterField, test: Test, draw: int, people: list[Person]) -> Group:
    events = sorted({each.event for person in people for each in person.visits})
    words = TAGS if field.sort is Sort.TAGS else tuple(each for each, _title in field.choices)
    texts = PURPOSES if field.sort is Sort.CONSENT else ("上海", "a_b", "13800138000", "王1")
    given: Any = {
        Takes.NOTHING: None,
        Takes.TEXT: texts[draw % len(texts)],
        Takes.WORDS: (words[draw % len(words)],) if words else (),
        Takes.DAY: _KNOWN[draw % len(_KNOWN)],
        Takes.DAYS: (0, 30, 60, 90)[draw % 4],
        Takes.MONTH: 1 + draw,
        Takes.YEARS: (18, 30)[draw % 2],
        Takes.NUMBER: (Decimal(3), Decimal(30), Decimal("41.5"))[draw % 3],
        Takes.VISITS: Visits(event=events[draw % len(events)]),
    }[takes(test)]
    if field.name == "name" and test in (Test.IS, Test.IS_NOT):
        given = people[0].values["name"]
    return Group(ALL, (Condition(field.name, test, given),))


def test_text_pill_and_filter_combine(people: list[Person]) -> None:
    asked = Group(ANY, (Condition("region", Test.CONTAINS, "上海"),
                        Condition("tags", Test.ANY_OF, ("跑步",))))  # fmt: skip
    wang = [person for person in people if person.values["name"].startswith("王")]
    expected = {
        person.id for person in wang if meets(person, asked) and person.values["status"] == "active"
    }
    for text in ("王", "wang"):
        assert set(find_members(text, "active", asked=asked).ids()) == expected
        assert pill_counts(text, asked)["active"] == len(expected)
        assert pill_counts(text, asked)["all"] == sum(meets(person, asked) for person in wang)
    assert 0 < len(expected) < len(wang)


def test_what_was_built_from_a_value_is_never_read_as_sql(people: list[Person]) -> None:
    for text in ("'; DROP TABLE member; --", '"', "%", "\x00", "?"):
        asked = Group(ALL, (Condition("region", Test.IS_NOT, text),
                            Condition("tags", Test.NONE_OF, (text,))))  # fmt: skip
        assert count_members(asked) == PEOPLE


def test_a_field_that_is_gone_is_refused_not_passed_over(people: list[Person]) -> None:
    own = list_fields()[0]
    asked = Group(ALL, (Condition(own.name, Test.AT_LEAST, Decimal(1)),))
    assert count_members(asked)
    retire_fields([own.id])
    with pytest.raises(UserError, match="not there any more"):
        count_members(asked)
    wrong = Group(ALL, (Condition("region", Test.BEFORE, date(2026, 1, 1)),))
    with pytest.raises(UserError, match="holds something else"):
        find_members(asked=wrong)


def test_a_class_is_asked_for_as_it_is_now(people: list[Person]) -> None:
    def found(test: Test, *classes: str) -> int:
        return count_members(Group(ALL, (Condition("standing", test, classes),)))

    before = found(Test.ANY_OF, "new")
    save_member(None, {"name": "新来的", "status": "active", "joined": date(2026, 10, 30)})
    assert found(Test.ANY_OF, "new") == before + 1
    every = ("core", "active", "occasional", "new", "lapsing", "silent", "resting")
    assert found(Test.NONE_OF, *every) + found(Test.ANY_OF, *every) == PEOPLE + 1
    assert found(Test.NONE_OF, *every) >= sum(
        person.values["status"] == "applicant" for person in people
    )


@pytest.fixture
def leap(tmp_path: Path, clock: FixedClock) -> Iterator[None]:
    create_book(tmp_path / "leap.guildbook", "Leap")
    save_member(None, {"name": "闰", "born": "2004-02-29"})
    yield
    close_book()


@pytest.mark.parametrize(
    ("today", "days", "has"),
    [("2026-02-26", 2, True), ("2026-02-26", 1, False), ("2028-02-27", 1, False),
     ("2028-02-27", 2, True), ("2026-03-01", 30, False), ("2026-03-01", 365, True)],
)  # fmt: skip
def test_a_leap_day_is_kept_the_day_before(
    leap: None, clock: FixedClock, today: str, days: int, has: bool
) -> None:
    clock.time = clock.time.fromisoformat(today)
    asked = Group(ALL, (Condition("born", Test.BIRTHDAY_NEXT, days),))
    assert count_members(asked) == has


def asked_for(field: str, test: Test, given: Any = None) -> set[bytes]:
    return set(find_members(asked=Group(ALL, (Condition(field, test, given),))).ids())


def test_active_points_and_scores_are_asked_for_as_they_are_shown(
    people: list[Person], clock: FixedClock
) -> None:
    helper, talker = people[0].id, people[1].id
    for each in ledger_of(helper):
        remove_points([each.id])
    give_points([helper], 10, "搬桌子", date(2026, 8, 1))
    lines = {line.id: line for line in find_members().lines(0, PEOPLE)}
    left = Decimal(str(round(lines[helper].points or 0, 1)))
    assert Decimal(5) < left < Decimal(10)
    assert helper in asked_for("active_points", Test.AT_LEAST, left)
    assert helper not in asked_for("active_points", Test.AT_LEAST, left + Decimal("0.1"))
    poor = {each for each, line in lines.items() if round(line.points or 0, 1) <= 2}
    assert asked_for("active_points", Test.AT_MOST, Decimal(2)) == poor
    before = asked_for("took_part", Test.LAST_DAYS, 3)
    assert talker not in before
    add_interactions([talker], {"day": date(2026, 10, 30), "sort": "spoke", "amount": 2})
    assert asked_for("took_part", Test.LAST_DAYS, 3) == before | {talker}
    assert talker not in asked_for("took_part", Test.NEVER)
    rows = database.execute_sql(
        "SELECT t.id, s.score FROM _standing s JOIN member t ON t.rid = s.member"
    )
    wanted = {bytes(each) for each, score in rows if round(score, 1) >= 2}
    assert talker in wanted and asked_for("score", Test.AT_LEAST, Decimal(2)) == wanted
