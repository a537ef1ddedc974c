"""Whom a change concerns: after each single one, what is remembered answers as the file does."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models import ordering, remembering
from models.base import database
from models.book import close_book, create_book, open_book
from models.following import last_change
from models.journal.transactions import Author, action
from models.members.custom_field import list_fields
from models.members.filter_fields import FilterField, Sort, all_fields
from models.members.filters import ALL, NOTHING, Condition, Group, Takes, Test, Visits, takes
from models.members.listing import (
    COLUMNS,
    MEMBER_TABLE,
    class_counts,
    find_members,
    pill_counts,
)
from models.members.long_lists import forget_members, recall_members, remember_members
from models.memory import Known
from models.records import OF_MEMBERS
from models.search import catch_up
from tests.conftest import FixedClock
from tests.models.members.changes import (
    ADULT,
    ALL_OF_IT,
    CHANGES,
    LAID,
    NEW,
    NOTHING_LEFT,
    PEOPLE,
    Change,
    add_lonely_ones,
    event,
    member,
)
from tests.models.members.made_up import FORMATS, PURPOSES, TAGS, make_people

TEXTS = (NEW, "nj", "孤", "化名", "w", "王", "松院", "wang 14", "x", "上海", "跑步", "~")
# With how many values a test is asked, of those where one says too little.
_WORDS = defaultdict(lambda: 1, {Test.ANY_OF: 9, Test.AT_LEAST: 2})
# Met by everybody who does not meet another test.
OPPOSITES = (Test.IS_NOT, Test.LACKS, Test.NONE_OF, Test.FILLED)
# What changes no list, though it might.
UNSEEN = ("own field renamed", "event of another status")
Question = tuple[str, str, str, bool, Group]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("kept")


@pytest.fixture
def people(
    tmp_path: Path, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A copy of a community that is made once."""
    monkeypatch.setattr(remembering, "_MOST_ASKED", 1_000)
    kept, path = folder / "kept.guildbook", tmp_path / "club.guildbook"
    if not kept.exists():
        make_community(kept)
    shutil.copyfile(kept, path)
    open_book(path)
    yield path
    forget_members()
    close_book()


def make_community(path: Path) -> None:
    create_book(path, "江边慢跑团", author=Author("laptop-1", "Lin"))
    with action("member.import", PEOPLE):
        make_people(random.Random(7), PEOPLE)
    add_lonely_ones()
    catch_up()
    close_book()


def values_for(field: FilterField, test: Test) -> tuple[Any, ...]:
    """Return what a field is compared with: so that each change moves somebody in or out."""
    words = TAGS if field.sort is Sort.TAGS else tuple(each for each, _title in field.choices)
    texts: tuple[str, ...] = (NEW, "上海") if test is Test.CONTAINS else (NEW,)
    if field.sort is Sort.CONSENT:
        texts = PURPOSES
    if field.sort is Sort.MEMBER:
        texts = (member(ADULT).hex(),)
    return {
        Takes.NOTHING: (None,),
        Takes.TEXT: texts,
        Takes.WORDS: tuple((word,) for word in words[: _WORDS[test]]) or (("",),),
        Takes.DAY: (date(2026, 10, 1),),
        Takes.DAYS: (30,),
        Takes.MONTH: (10,),
        Takes.YEARS: (22,),
        Takes.NUMBER: (1, 41)[: _WORDS[test]],
        Takes.VISITS: (
            Visits(event()),
            Visits(format=FORMATS[0]),
            Visits(format=NEW),
            Visits(days=90),
        ),
    }[takes(test)]


def all_questions() -> list[Question]:
    """Return every order both ways, every pill, every text, and the tests of every field."""
    own = (each.name for each in list_fields())
    orders = product((*COLUMNS, *own), (False, True))
    asked = (
        Group(ALL, (Condition(field.name, test, value),))
        for field in all_fields().values()
        for test in field.tests
        if test not in OPPOSITES
        for value in values_for(field, test)
    )
    return [
        *(("", "all", order, way, NOTHING) for order, way in orders),
        *(("", pill, "name", False, NOTHING) for pill in MEMBER_TABLE.pills),
        *((text, "all", "came", True, NOTHING) for text in TEXTS),
        *(("", "all", "name", False, each) for each in asked),
    ]


def counts() -> list[dict[str, int]]:
    return [count(text) for text in ("", NEW, "w") for count in (class_counts, pill_counts)]


def remember(questions: list[Question]) -> list[list[bytes]]:
    """Return the answers, having remembered also what is read only where somebody asks for it."""
    remember_members()
    found = (recall_members(*each) or find_members(*each, whole=True) for each in questions)
    return [each.ids() for each in found]


def recall(question: Question) -> list[bytes] | None:
    found = recall_members(*question)
    if found is None:
        return None
    ids = found.ids()
    assert found.total == len(ids)
    return ids


def known_now() -> Known | None:
    return MEMBER_TABLE.memory.recall()


def changed_tables(since: int) -> set[str]:
    rows = database.execute_sql(
        "SELECT DISTINCT t.name FROM _change g JOIN _table t ON t.no = g.tbl WHERE g.n > ?",
        (since,),
    )
    return {name for (name,) in rows}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_after_a_change_memory_answers_as_the_file(
    people: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    change.first()
    questions = all_questions()
    before = remember(questions)
    since = last_change()
    change.do()
    counted = counts()
    check_what_is_left(change, since)
    if change.leaves == NOTHING_LEFT:
        remember_members()
    questions = all_questions()
    told = [recall(question) for question in questions]
    assert change.leaves == NOTHING_LEFT or None not in told
    # Looked for along the order, where so far the few were put into it.
    monkeypatch.setattr(ordering, "_FEW", 0)
    told_along = [recall(question) for question in questions if question[-1] is NOTHING]
    forget_members()
    expected = [find_members(*question).ids() for question in questions]
    for each, ids, question in zip(told, expected, questions, strict=True):
        assert each in (None, ids), question
    for each, ids, question in zip(told_along, expected, questions, strict=False):
        assert each in (None, ids), question
    assert counted == counts()
    # Otherwise a memory that is not told of the change would be right too.
    assert (expected != before) == (change.leaves != ALL_OF_IT) or change.name in UNSEEN


def check_what_is_left(change: Change, since: int) -> None:
    known = known_now()
    if change.table:
        assert changed_tables(since) == {change.table}
    if change.leaves == NOTHING_LEFT:
        assert known is None
        return
    assert known is not None
    assert bool(known.changed) == (change.leaves == LAID)
    if change.members and change.leaves == LAID:
        assert known.changed == change.members


def test_a_change_is_made_in_every_table_that_belongs_to_a_member() -> None:
    changed = {change.table for change in CHANGES}
    assert {record._meta.table_name for record in OF_MEMBERS} <= changed
