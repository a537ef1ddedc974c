"""What is remembered, with changes laid over it, answers as the file does: whatever was changed."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import listing, memory, ordering
from models.base import database
from models.book import close_book, open_book
from models.erasing import erase_member
from models.errors import Cancelled
from models.events.event import save_event
from models.journal.transactions import action
from models.listing_query import Table
from models.members import long_lists
from models.members.concerned import watched
from models.members.custom_field import list_fields, retire_fields
from models.members.filter_fields import all_fields
from models.members.filter_sql import extra_of
from models.members.filters import ALL, NOTHING, Condition, Group, Test
from models.members.listing import (
    COLUMNS,
    MEMBER_INDEX,
    MEMBER_TABLE,
    MemberLine,
    class_counts,
    find_members,
    pill_counts,
)
from models.members.long_lists import (
    forget_members,
    is_forgetful,
    recall_members,
    remember_members,
)
from models.members.member import remove_members, save_member
from models.memory import Known, Memory
from models.records import RECORDS
from models.rules.rule import save_rule
from models.search import catch_up
from models.setting import save_setting
from tests.models.members.edits import EDITS
from tests.models.members.made_up import make_people
from tests.models.members.test_filter_sql import conditions

PEOPLE = 40
TEXTS = ("", "", "", "w", "z", "王", "wang 1", "上海", "~")
# The same lists, asked of the file alone.
FILE: Table[MemberLine] = replace(MEMBER_TABLE, memory=Memory())
Question = tuple[str, str, str, bool, Group]


@pytest.fixture
def people(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with action("member.import", PEOPLE):
        make_people(random.Random(7), PEOPLE)
    catch_up()
    close_book()
    kept = tmp_path / "kept.guildbook"
    shutil.copyfile(book, kept)
    monkeypatch.setattr(memory, "_MOST_CHANGED", 12)
    monkeypatch.setattr(memory, "_MANY_CHANGED", 4)
    begin_anew(kept)
    yield kept
    forget_members()


def begin_anew(kept: Path) -> None:
    forget_members()
    close_book()
    path = kept.with_name("club.guildbook")
    shutil.copyfile(kept, path)
    open_book(path)
    remember_members()


def known_now() -> Known:
    known = MEMBER_TABLE.memory.recall()
    assert known is not None
    return known


def remember_some(steps: int) -> None:
    """Remember anew, as far as there is time for it."""

    def stop(*_news: int) -> None:
        nonlocal steps
        steps -= 1
        if not steps:
            raise Cancelled

    try:
        remember_members(stop)
    except Cancelled:
        return


def ask(data: some.DataObject) -> Question:
    field = data.draw(some.sampled_from(list(all_fields().values())))
    condition = conditions(field, [id_of_an_event()])
    asked = some.one_of(some.just(NOTHING), condition.map(lambda one: Group(ALL, (one,))))
    orders = (*COLUMNS, *(each.name for each in list_fields()))
    return data.draw(
        some.tuples(
            some.sampled_from(TEXTS),
            some.sampled_from(tuple(MEMBER_TABLE.pills)),
            some.sampled_from(orders),
            some.booleans(),
            asked,
        )
    )


def id_of_an_event() -> bytes:
    return bytes(database.execute_sql("SELECT id FROM event LIMIT 1").fetchone()[0])


def answered_alike(question: Question) -> str:
    """Compare what is remembered with what the file says; return what it was answered from."""
    text, pill, order, descending, asked = question
    found = recall_members(*question)
    expected = listing.find(FILE, text, pill, order, descending, extra_of(asked))
    ids = expected.ids()
    if found is None:
        return "the file"
    assert (found.ids(), found.total) == (ids, len(ids)), question
    assert [line.id for line in found.lines(0, 7)] == ids[:7]
    return "changes laid over" if known_now().changed else "memory"


# Where the few are put into an order, or looked for along it.
@pytest.mark.parametrize("few", [0, 4_000])
def test_every_answer_is_that_of_the_file_whatever_was_edited(
    people: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(ordering, "_FEW", few)
    answered: Counter[str] = Counter()
    step = some.tuples(some.sampled_from(EDITS), some.integers(0, 9_999), some.integers(0, 20))

    @settings(
        max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(some.lists(step, min_size=1, max_size=8), some.data())
    def compare(script: list[tuple[object, int, int]], data: some.DataObject) -> None:
        begin_anew(people)
        for edit, seed, steps in script:
            edit(random.Random(seed))  # type: ignore[operator]
            for _each in range(6):
                answered[answered_alike(ask(data))] += 1
            text, *_others, asked = ask(data)
            kept = class_counts(text, asked)
            assert kept == listing.count_kept(FILE, text, extra_of(asked))
            assert pill_counts(text, asked) == listing.count_pills(FILE, text, extra_of(asked))
            remember_some(steps)

    compare()
    assert answered["changes laid over"] > sum(answered.values()) / 5, answered


def test_an_edit_is_laid_over_what_is_remembered(people: Path) -> None:
    before = known_now().remembered
    member = recall_members().ids()[5]  # type: ignore[union-attr]
    save_member(member, {"name": "阿一", "region": "南京"})
    new = save_member(None, {"name": "阿二", "region": "南京"})
    found = recall_members(asked=region("南京"))
    assert found is not None and found.ids() == [new, member]
    assert known_now().remembered is before and len(known_now().changed) == 2
    remove_members([new])
    found = recall_members()
    assert found is not None and found.total == PEOPLE and found.ids()[0] == member


def test_what_is_read_later_is_laid_over_too(people: Path) -> None:
    """It is read of everybody, changed or not; only of who did not change does it tell."""
    birthday = Group(ALL, (Condition("born", Test.BIRTHDAY_IN, 10),))
    member = save_member(None, {"name": "阿一", "born": "1985-10-31"})
    assert recall_members(asked=birthday) is None
    assert member in find_members(asked=birthday, whole=True).ids()
    save_member(member, {"born": "1985-11-30"})
    other = save_member(None, {"name": "阿二", "born": "1985-10-31"})
    found = recall_members(asked=birthday)
    assert found is not None and member not in found.ids() and other in found.ids()


def test_beyond_a_number_of_changes_all_is_forgotten(people: Path) -> None:
    for number in range(12):
        save_member(None, {"name": f"新{number}"})
        assert recall_members() is not None
    save_member(None, {"name": "新"})
    assert recall_members() is None


def test_where_many_changed_all_is_remembered_anew_and_takes_its_place_when_it_is_there(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "_LONG", PEOPLE)
    for number in range(4):
        save_member(None, {"name": f"新{number}"})
    assert not is_forgetful()
    save_member(None, {"name": "新"})
    assert is_forgetful()
    before = known_now().remembered
    remember_some(steps=20)
    assert is_forgetful() and known_now().remembered is before
    save_member(None, {"name": "更新"})
    steps: list[int] = []
    remember_members(lambda step, _total: steps.append(step))
    assert not is_forgetful() and known_now().remembered is not before
    # It went on from where it was stopped, with the one who changed meanwhile laid over it.
    assert len(known_now().changed) == 1 and "name" in known_now().remembered.orders
    assert answered_alike(("新", "all", "name", False, NOTHING)) == "changes laid over"


@pytest.mark.parametrize(
    "change",
    [
        lambda: save_setting("points.decay", "0.8"),
        lambda: retire_fields([list_fields()[0].id]),
        lambda: erase_member(find_members().ids()[0]),
        lambda: database.execute_sql("UPDATE _standing SET due = due"),
    ],
)
def test_what_may_concern_everybody_lets_all_be_forgotten(people: Path, change: Any) -> None:
    assert recall_members() is not None
    change()
    save_member(None, {"name": "新"})
    assert recall_members() is None


def test_what_no_list_shows_changes_nothing_in_it(people: Path) -> None:
    save_rule(None, {"title": "r", "section": "safety", "status": "in_force"})
    save_event(None, {"title": "e"})
    assert known_now().changed == ()


def test_of_every_table_is_said_whom_it_concerns() -> None:
    concerned = watched(MEMBER_INDEX)
    named = {name for name, _sql in concerned.sources} | concerned.beside
    everybody = {"setting", "custom_field"}
    assert named | everybody == {record._meta.table_name for record in RECORDS}


def region(name: str) -> Group:
    return Group(ALL, (Condition("region", Test.IS, name),))


def test_what_something_else_was_written_over_is_nothing_to_remember(book: Path) -> None:
    save_member(None, {"name": "Ann"})
    remember_members()
    assert MEMBER_TABLE.memory.recall() is not None
    book.write_bytes(b"something else " * 5_000)
    assert not is_forgetful()
