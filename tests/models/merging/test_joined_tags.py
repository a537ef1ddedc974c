"""Tags that two laptops make one of, each another one."""

from __future__ import annotations

import pytest

from models.base import link_id, live
from models.journal.transactions import action
from models.members.cadence import Cadence
from models.members.member import load_member
from models.members.tag_names import join_tags, tag_members
from tests.models.merging.conftest import Laptops, take_back

JOINED = {"lin": ("run", "jog"), "mei": ("jog", "run")}


def tags_of(member: bytes) -> tuple[str, ...]:
    values = load_member(member)
    assert values is not None
    return values.tags


@pytest.fixture
def joined(laptops: Laptops) -> Laptops:
    """Zhang has both tags, and each of them says how often to speak."""
    with laptops.at("lin"):
        tag_members([laptops.zhang], ["run", "jog"], ["跑步"])
        with action("community.edit"):
            for tag, days in (("run", 10), ("jog", 20)):
                Cadence.create(id=link_id("cadence", tag), tag=tag, days=days)
    laptops.copy("lin", "mei")
    for laptop, (goes, stays) in JOINED.items():
        with laptops.at(laptop):
            join_tags([goes], stays)
            assert tags_of(laptops.zhang) == (stays,)
    return laptops


@pytest.mark.parametrize(("first", "other"), [("lin", "mei"), ("mei", "lin")])
def test_joined_in_opposite_directions_the_one_that_was_joined_last_stays(
    joined: Laptops, first: str, other: str
) -> None:
    with joined.at(first):
        joined.merge(other)
        assert tags_of(joined.zhang) == ("run",)
        assert [(row.tag, row.days) for row in live(Cadence)] == [("run", 10)]
    with joined.at(other):
        joined.merge(first)
        assert tags_of(joined.zhang) == ("run",)
        assert [(row.tag, row.days) for row in live(Cadence)] == [("run", 10)]


def test_the_join_is_taken_back_whole(joined: Laptops) -> None:
    with joined.at("lin"):
        take_back("tag.edit")
        assert set(tags_of(joined.zhang)) == {"run", "jog"}
        assert {row.tag: row.days for row in live(Cadence)} == {"run": 10, "jog": 20}


def test_how_often_stays_though_the_other_tag_never_said(laptops: Laptops) -> None:
    with laptops.at("lin"):
        tag_members([laptops.zhang], ["run", "jog"], ["跑步"])
        with action("community.edit"):
            Cadence.create(id=link_id("cadence", "run"), tag="run", days=30)
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        join_tags(["run"], "jog")
    with laptops.at("mei"):
        join_tags(["jog"], "run")
        laptops.merge("lin")
        assert tags_of(laptops.zhang) == ("run",)
        assert ("run", 30) in [(row.tag, row.days) for row in live(Cadence)]
