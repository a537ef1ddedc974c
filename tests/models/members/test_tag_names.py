from __future__ import annotations

from pathlib import Path

import pytest

from models.base import link_id, live
from models.errors import Invalid
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.cadence import Cadence
from models.members.criterion import Asked, list_criteria, save_criterion
from models.members.filters import ALL, Condition, Group, Test
from models.members.member import load_member, remove_members, restore_members, save_member
from models.members.saved_list import save_list, saved_lists
from models.members.tag_names import (
    TagUse,
    join_tags,
    remove_tags,
    tag_members,
    tags_in_use,
)
from models.vocabulary import CriterionSort


def add(name: str, *tags: str) -> bytes:
    return save_member(None, {"name": name, "tags": tags})


def tags_of(member: bytes) -> set[str]:
    values = load_member(member)
    assert values is not None
    return set(values.tags)


def cadence(tag: str, days: int) -> None:
    with action("community.edit"):
        Cadence.create(id=link_id("cadence", tag), tag=tag, days=days)


def undo_last() -> None:
    step = undo_step()
    assert step is not None
    undo(step)


def everything() -> object:
    return (
        tags_in_use(),
        [(each.name, each.written) for each in saved_lists()],
        sorted((row.tag, row.days) for row in live(Cadence)),
    )


def test_tags_are_counted_with_what_goes_by_them(book: Path) -> None:
    add("一", "跑步", "读书")
    gone = add("二", "跑步", "摄影")
    add("三", "跑步")
    remove_members([gone])
    cadence("读书", 30)
    save_list(None, "跑", Group(ALL, (Condition("tags", Test.ANY_OF, ("跑步",)),)))
    assert tags_in_use() == (TagUse("跑步", 2, lists=1), TagUse("读书", 1, cadence=30))


def test_tags_are_given_and_taken_in_one_step(book: Path) -> None:
    one, two, three = add("一", "跑步"), add("二"), add("三", "读书")
    assert tag_members([one, two, three], ["跑步", " "], ["读书"]) == 2
    assert [tags_of(each) for each in (one, two, three)] == [{"跑步"}] * 3
    undo_last()
    assert [tags_of(each) for each in (one, two, three)] == [{"跑步"}, set(), {"读书"}]


def test_a_tag_is_renamed_wherever_it_stands(book: Path) -> None:
    one, two = add("一", "跑步", "读书"), add("二", "跑步")
    asleep = add("三", "跑步")
    remove_members([asleep])
    cadence("跑步", 30)
    save_list(None, "跑", Group(ALL, (Condition("tags", Test.ANY_OF, ("跑步", "晨跑", "读书")),)))
    before = everything()
    assert join_tags(["跑步"], " 晨跑 ") == 3
    assert tags_of(one) == {"晨跑", "读书"} and tags_of(two) == {"晨跑"}
    assert [(row.tag, row.days) for row in live(Cadence)] == [("晨跑", 30)]
    (condition,) = saved_lists()[0].asked.conditions()
    assert condition.value == ("晨跑", "读书")
    restore_members([asleep])
    assert tags_of(asleep) == {"晨跑"}
    undo_last()
    undo_last()
    assert everything() == before


def test_several_are_joined_and_keep_the_cadence_that_is_there(book: Path) -> None:
    one, two, three = add("一", "跑步"), add("二", "Running", "跑团"), add("三", "跑团")
    for tag, days in (("跑步", 30), ("Running", 60)):
        cadence(tag, days)
    before = everything()
    assert join_tags(["跑步", "Running", "跑团"], "跑步") == 2
    assert [tags_of(each) for each in (one, two, three)] == [{"跑步"}] * 3
    assert tags_in_use() == (TagUse("跑步", 3, cadence=30),)
    undo_last()
    assert everything() == before


def test_criteria_ask_for_the_tag_that_stays(book: Path) -> None:
    add("一", "跑步", "跑团")
    save_criterion(Asked(b"", "爱跑步", CriterionSort.INTEREST, "跑步\n跑团\n读书"))
    join_tags(["跑步", "跑团"], "晨跑")
    assert list_criteria()[0].words == ("晨跑", "读书")
    undo_last()
    assert list_criteria()[0].words == ("跑步", "跑团", "读书")


def test_a_tag_that_came_back_is_the_row_it_was(book: Path) -> None:
    one = add("一", "跑步")
    join_tags(["跑步"], "晨跑")
    join_tags(["晨跑"], "跑步")
    assert tags_of(one) == {"跑步"}


def test_tags_are_removed_everywhere_and_come_back(book: Path) -> None:
    one, two = add("一", "跑步", "读书"), add("二", "摄影")
    cadence("跑步", 30)
    before = everything()
    assert remove_tags(["跑步", "摄影"]) == 2
    assert tags_of(one) == {"读书"} and tags_of(two) == set() and not list(live(Cadence))
    undo_last()
    assert everything() == before


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_cannot_stand_is_refused(book: Path, name: str) -> None:
    one = add("一", "跑步")
    with pytest.raises(Invalid):
        join_tags(["跑步"], name)
    assert tags_of(one) == {"跑步"}
