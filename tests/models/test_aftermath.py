"""What is settled after a merge reaches whoever it is about, whichever entry it was written to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.aftermath import follow_merge, settle_conflict
from models.book import close_book
from models.journal.folding import find_differences
from models.journal.undo import undo, undo_step
from models.members.joining import join_members
from models.members.member import load_member, save_member
from models.members.violation import note_violation, save_violation, violations_of
from models.merging.conflicts import open_conflicts
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Iterator[Laptops]:
    yield Laptops(tmp_path, clock)
    close_book()


def measures(member: bytes) -> list[str]:
    return [each.measure for each in violations_of(member)]


def test_a_value_chosen_of_an_entry_that_became_another_follows_to_it(laptops: Laptops) -> None:
    with laptops.at("lin"):
        noted = note_violation(laptops.li, {"note": "loud", "measure": "warning"})
    laptops.copy("lin", "mei")
    with laptops.at("mei"):
        save_violation(noted, {"measure": "pause"})
    with laptops.at("lin"):
        save_violation(noted, {"measure": "removal"})
        join_members(laptops.zhang, laptops.li)
        laptops.merge("mei")
        follow_merge()
        stood = measures(laptops.zhang)
        (conflict,) = [each for each in open_conflicts() if each.column == "measure"]
        settle_conflict(conflict, use_loser=True)
        assert measures(laptops.zhang) == [conflict.loser.value] != stood
        assert conflict.id not in {each.id for each in open_conflicts()}
        assert find_differences() == []
        step = undo_step()
        assert step is not None
        undo(step)
        assert measures(laptops.zhang) == stood


def test_a_field_of_the_entry_follows_too_and_keeping_changes_nothing(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"region": "Elm"})
    with laptops.at("lin"):
        save_member(laptops.li, {"region": "Oak"})
        join_members(laptops.zhang, laptops.li)
        laptops.merge("mei")
        follow_merge()
        (conflict,) = [each for each in open_conflicts() if each.column == "region"]
        known = load_member(laptops.zhang)
        settle_conflict(conflict, use_loser=False)
        assert load_member(laptops.zhang) == known
        step = undo_step()
        assert step is not None
        undo(step)
        settle_conflict(conflict, use_loser=True)
        chosen = load_member(laptops.zhang)
        assert chosen is not None and chosen.region == conflict.loser.value
