"""What is remembered of members answers as the file does, as long as nothing changes in it."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from models import ordering, recalling
from models.base import database
from models.errors import Cancelled
from models.journal.transactions import action
from models.members import long_lists, remembered
from models.members.custom_field import list_fields
from models.members.filter_fields import all_fields
from models.members.filters import ALL, ANY, NOTHING, Condition, Group, Test
from models.members.listing import (
    COLUMNS,
    MEMBER_TABLE,
    class_counts,
    class_pill,
    count_members,
    find_members,
    pill_counts,
)
from models.members.long_lists import (
    forget_members,
    is_forgetful,
    recall_members,
    remember_members,
)
from models.members.member import save_member
from models.search import catch_up
from models.vocabulary import Standing
from tests.conftest import FixedClock
from tests.models.members.made_up import Person, make_people, meets
from tests.models.members.test_filter_sql import conditions, filters

PEOPLE = 60
LIVING = Group(ALL, (Condition("status", Test.NONE_OF, ("left",)),))


@pytest.fixture
def people(book: Path) -> list[Person]:
    with action("member.import", PEOPLE):
        made = make_people(random.Random(7), PEOPLE)
    catch_up()
    return made


# Where there are few words, where there are many, and where many people have each.
@pytest.mark.parametrize(("words", "few"), [(400, 3_000), (2, 3_000), (400, 1)])
def test_a_filter_is_met_as_a_recount_by_hand_says(
    people: list[Person], monkeypatch: pytest.MonkeyPatch, words: int, few: int
) -> None:
    monkeypatch.setattr(remembered, "_MOST_WORDS", words)
    monkeypatch.setattr(remembered, "_FEW", few)
    remember_members()
    told = []

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters(people))
    def compare(asked: Group) -> None:
        found = recall_members(asked=asked)
        told.append(found is not None)
        if found is not None:
            assert set(found.ids()) == {person.id for person in people if meets(person, asked)}

    compare()
    assert sum(told) > len(told) / 6


def test_each_condition_is_met_as_the_file_says(people: list[Person]) -> None:
    events = sorted({each.event for person in people for each in person.visits})
    told = set()
    for field in all_fields().values():
        remember_members()

        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
        @given(conditions(field, events))
        def compare(asked: Condition) -> None:
            group = Group(ALL, (asked,))
            found = recall_members(asked=group)
            if found is None:
                return
            told.add(asked.field)
            ids = found.ids()
            forget_members()
            expected = find_members(asked=group).ids()
            remember_members()
            assert ids == expected

        compare()
    # What nobody asks a hundred thousand for in one go is left to the file.
    left = {
        "born",
        "photo",
        "introduced_by",
        "consent",
        "attendance",
        "resting",
        "guardian",
        "household_contact",
    }
    own = {each.name for each in list_fields() if each.sort == "yes_no"}
    assert set(all_fields()) - told == left | own


@pytest.mark.parametrize("few", [0, PEOPLE])
def test_every_order_pill_and_text_is_listed_as_the_file_does(
    people: list[Person], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Whether the few are put into an order, or looked for along it."""
    monkeypatch.setattr(ordering, "_FEW", few)
    orders = (*COLUMNS, *(each.name for each in list_fields()))
    pills = ("all", "active", "left", class_pill(Standing.SILENT))
    questions = list(product(("", "w", "上海", "~"), pills, orders, (False, True)))
    expected = [find_members(*question).ids() for question in questions]
    counts = [(pill_counts(text), class_counts(text)) for text in ("", "w", "上海")]
    remember_members()
    for question, ids in zip(questions, expected, strict=True):
        found = recall_members(*question)
        assert found is not None and found.ids() == ids and found.total == len(ids), question
        lines = [line.id for line in found.lines(0, 7)]
        assert lines == ids[:7] and [line.id for line in found.lines(3, 200)] == ids[3:]
        assert not ids or found.position(ids[-1]) == len(ids) - 1
        assert find_members(*question).ids() == ids
    assert counts == [(pill_counts(text), class_counts(text)) for text in ("", "w", "上海")]


def test_a_list_found_whole_is_remembered_for_the_next_question(people: list[Person]) -> None:
    assert recall_members(asked=LIVING) is None
    whole = find_members(asked=LIVING, whole=True)
    assert [line.id for line in whole.lines(0, PEOPLE)] == whole.ids()
    typed = recall_members("w", asked=LIVING)
    counts = pill_counts("w", LIVING)
    number = count_members(LIVING)
    forget_members()
    assert typed is not None and typed.ids() == find_members("w", asked=LIVING).ids()
    assert recall_members("w", asked=LIVING) is None
    assert counts == pill_counts("w", LIVING) and number == count_members(LIVING) == whole.total


def change_what_is_derived() -> None:
    database.execute_sql("UPDATE _standing SET score = score + 1")


def change_by_another_program() -> None:
    from models.storage.connection import open_connection

    other = open_connection(str(database.database))
    other.execute("UPDATE member SET region = 'elsewhere' WHERE rid = 3")
    other.close()


@pytest.mark.parametrize("change", [change_what_is_derived, change_by_another_program])
def test_nothing_is_remembered_where_the_journal_may_not_say_what_changed(
    people: list[Person], change: Any
) -> None:
    remember_members()
    assert recall_members() is not None
    change()
    assert recall_members() is None and MEMBER_TABLE.memory.recall() is None


def test_nothing_of_yesterday_is_remembered(people: list[Person], clock: FixedClock) -> None:
    remember_members()
    clock.set(clock() + timedelta(days=1))
    assert recall_members() is None


def test_nothing_is_remembered_of_what_is_not_yet_written(people: list[Person]) -> None:
    with action("member.edit"):
        save_member(None, {"name": "Zoe"})
        remember_members()
        assert recall_members() is None
        assert find_members("zoe", whole=True).total == 1
    assert recall_members() is None


def test_what_changes_while_it_is_read_is_not_answered(
    people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = recalling.read_order

    def read_and_change(*asked: Any) -> None:
        read(*asked)
        save_member(None, {"name": "Zoe"})

    monkeypatch.setattr(recalling, "read_order", read_and_change)
    assert find_members(whole=True).total == PEOPLE + 1


def test_only_long_lists_are_remembered_and_the_work_is_taken_up_again(
    people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_forgetful()
    monkeypatch.setattr(long_lists, "_LONG", PEOPLE)
    assert is_forgetful()
    steps = []

    def stop(_step: int, _total: int) -> None:
        steps.append(len(steps))
        if len(steps) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        remember_members(stop)
    assert is_forgetful() and recall_members() is not None
    remember_members()
    assert not is_forgetful()


def test_cells_of_another_program_are_asked_for_in_the_file(people: list[Person]) -> None:
    with action("member.edit"):
        database.execute_sql("UPDATE member SET phone = x'31ff33' WHERE rid = 2")
        database.execute_sql("UPDATE member SET note = 'a' || char(31) || 'b' WHERE rid = 3")
        database.execute_sql("UPDATE member SET cadence = 'often' WHERE rid = 4")
    asked = [
        Group(ANY, (Condition("phone", Test.CONTAINS, "3"), Condition("name", Test.IS, "X"))),
        Group(ALL, (Condition("note", Test.CONTAINS, "b"),)),
        Group(ALL, (Condition("note", Test.IS, "b"),)),
        Group(ALL, (Condition("cadence", Test.AT_LEAST, 3),)),
    ]
    expected = [find_members(asked=each).ids() for each in asked]
    remember_members()
    assert [find_members(asked=each).ids() for each in asked] == expected


def test_everybody_is_remembered_without_a_filter(people: list[Person]) -> None:
    remember_members()
    found = recall_members(asked=NOTHING)
    assert found is not None and found.total == PEOPLE


def test_what_was_typed_long_ago_makes_room_but_no_pill_does(people: list[Person]) -> None:
    remember_members()
    for number in range(300):
        recall_members(f"x{number}")
    known = MEMBER_TABLE.memory.recall()
    assert known is not None and len(known.remembered.asked) < 200
    for pill in MEMBER_TABLE.pills:
        assert recall_members(pill=pill) is not None, pill


def test_texts_that_are_alike_are_told_apart(book: Path) -> None:
    for name in ("an", "an", "ann", "an", "Jan", "bo"):
        save_member(None, {"name": name, "wechat_id": f"{name}{name}"})
    for each in range(500):  # so many that they are held as one text
        save_member(None, {"name": f"other {each}", "wechat_id": f"id{each}"})
    remember_members()
    for test, value, count in (
        (Test.IS, "an", 3), (Test.IS_NOT, "an", 503), (Test.CONTAINS, "an", 5), (Test.IS, "a", 0),
        (Test.LACKS, "an", 501),
    ):  # fmt: skip
        found = recall_members(asked=Group(ALL, (Condition("name", test, value),)))
        assert found is not None and found.total == count, (test, value)
    found = recall_members(asked=Group(ALL, (Condition("wechat_id", Test.CONTAINS, "an"),)))
    assert found is not None and found.total == 5  # once, though it is in there twice
