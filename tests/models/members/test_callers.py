from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.book import close_book
from models.members.cadence import queue
from models.members.callers import Caller, called, callers, save_callers, share_out
from models.members.contact import note_contact
from models.members.member import save_member
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops

TODAY = date(2026, 10, 31)


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Iterator[Laptops]:
    yield Laptops(tmp_path, clock)
    close_book()


@st.composite
def work(draw: st.DrawFn) -> tuple[list[int | None], list[int], list[int]]:
    organizers = draw(st.integers(1, 5))
    places = st.none() | st.integers(0, organizers - 1)
    made = draw(st.lists(st.integers(0, 12), min_size=organizers, max_size=organizers))
    spoke = draw(st.lists(places, max_size=40))
    turns = draw(st.lists(st.integers(0, 9), min_size=len(spoke), max_size=len(spoke)))
    return spoke, made, turns


@given(work())
def test_nobody_who_is_given_somebody_has_more_than_one_call_above_another(
    asked: tuple[list[int | None], list[int], list[int]],
) -> None:
    spoke, made, turns = asked
    given_to = share_out(spoke, [None] * len(spoke), made, turns)
    assert None not in given_to and len(given_to) == len(spoke)
    loads = Counter(given_to)
    totals = [done + loads[place] for place, done in enumerate(made)]
    for place in loads:
        assert place is not None
        assert totals[place] <= min(totals) + 1


@given(work())
def test_who_spoke_to_them_last_keeps_them_up_to_a_fair_share(
    asked: tuple[list[int | None], list[int], list[int]],
) -> None:
    spoke, made, turns = asked
    given_to = share_out(spoke, [None] * len(spoke), made, turns)
    level = 0
    while sum(max(level + 1 - done, 0) for done in made) <= len(spoke):
        level += 1
    kept = Counter(got for wanted, got in zip(spoke, given_to, strict=True) if wanted == got)
    for place, wishes in Counter(each for each in spoke if each is not None).items():
        share = max(level - made[place], 0)
        assert min(wishes, share) <= kept[place] <= share + 1
        # The first of them in the queue are those that are kept.
        theirs = [got for wanted, got in zip(spoke, given_to, strict=True) if wanted == place]
        assert all(got == place for got in theirs[: min(wishes, share)])


@given(work(), st.data())
def test_a_call_that_is_made_as_it_was_given_moves_nobody_else(
    asked: tuple[list[int | None], list[int], list[int]], data: st.DataObject
) -> None:
    """A sheet that was handed out stays right while its results are typed back."""
    spoke, made, turns = asked
    while spoke:
        before = share_out(spoke, [None] * len(spoke), made, turns)
        called_up = data.draw(st.integers(0, len(spoke) - 1))
        caller = before.pop(called_up)
        assert caller is not None
        spoke = spoke[:called_up] + spoke[called_up + 1 :]
        turns = turns[:called_up] + turns[called_up + 1 :]
        made = [done + (place == caller) for place, done in enumerate(made)]
        assert share_out(spoke, [None] * len(spoke), made, turns) == before


@given(work(), st.data())
def test_nobody_speaks_to_themselves(
    asked: tuple[list[int | None], list[int], list[int]], data: st.DataObject
) -> None:
    spoke, made, turns = asked
    places = st.none() | st.integers(0, len(made) - 1)
    selves = [data.draw(places) for _each in spoke]
    for own, got in zip(selves, share_out(spoke, selves, made, turns), strict=True):
        assert got is None if own is not None and len(made) == 1 else got is not None
        assert own is None or got != own


def test_without_organizers_it_falls_to_nobody() -> None:
    assert share_out([None, None], [None, None], [], [0, 1]) == [None, None]


def test_alone_everything_is_kept_where_it_was() -> None:
    assert share_out([1, 0, 1, 0, None], [None] * 5, [0, 0], [0] * 5) == [1, 0, 1, 0, 0]
    assert share_out([1, 1, 1, 1], [None] * 4, [0, 0], [0] * 4) == [1, 1, 0, 0]
    assert share_out([1, 1, 1, 1], [None] * 4, [4, 0], [0] * 4) == [1, 1, 1, 1]


def test_a_signature_is_known_with_its_laptop_and_by_other_names() -> None:
    among = (Caller("林晓", also=("Lin",)), Caller("Mei"))
    asked = ("林晓", "lin (ThinkPad)", "MEI", "Mei (Mac)", "Wei", "")
    assert [called(among, who) for who in asked] == [0, 0, 1, 1, None, None]


@pytest.mark.usefixtures("book")
def test_organizers_are_the_named_else_the_roles_else_the_signatures() -> None:
    who = save_member(None, {"name": "张三", "cadence": 1, "joined": TODAY - timedelta(days=9)})
    assert [line.organizer for line in queue()] == [""]
    note_contact(who, {"day": TODAY - timedelta(days=8), "who": "Mei (Mac)"})
    note_contact(who, {"day": TODAY - timedelta(days=8), "who": "Mei"})
    assert callers() == (Caller("Mei"),)
    lin = save_member(None, {"name": "林晓", "role": "组织者", "group_name": "Lin"})
    save_member(None, {"name": "王五", "role": "Volunteer", "status": "paused"})
    save_member(None, {"name": "赵六", "role": "runner"})
    assert callers() == (Caller("林晓", lin, ("Lin",)),)
    save_callers(["Mei", "林晓"])
    assert callers() == (Caller("Mei"), Caller("林晓", lin, ("Lin",)))
    assert [line.organizer for line in queue()] == ["Mei"]


@pytest.mark.usefixtures("book")
def test_while_calls_are_made_nobody_elses_share_changes() -> None:
    save_callers(["Lin", "Mei"])
    joined = TODAY - timedelta(days=90)
    for number in range(12):
        made = save_member(None, {"name": f"某{number:02}", "cadence": 30, "joined": joined})
        note_contact(made, {"day": joined, "who": "Lin"})
    before = {line.id: line.organizer for line in queue()}
    assert Counter(before.values()) == {"Lin": 6, "Mei": 6}
    for place, line in enumerate(queue()):
        note_contact(line.id, {"who": f"{line.organizer} (ThinkPad)", "reached": place % 3 > 0})
        assert all(before[each.id] == each.organizer for each in queue())
    assert len(queue()) == 4


def test_every_copy_shares_out_alike_and_merged_notes_count_once(laptops: Laptops) -> None:
    with laptops.at("lin"):
        for number in range(9):
            save_member(None, {"name": f"某{number}", "cadence": 5, "joined": date(2026, 1, 1)})
        save_callers(["Lin", "Mei"])
    laptops.copy("lin", "mei", "wei")
    with laptops.at("lin"):
        first = queue()
        note_contact(first[0].id, {"who": "Lin", "needs": "shoes"})
    with laptops.at("mei"):
        assert queue() == first
        note_contact(first[0].id, {"who": "Mei", "needs": "a lift"})
        note_contact(first[1].id, {"who": "Mei", "reached": False})
        laptops.merge("lin")
        here = queue()
    with laptops.at("lin"):
        laptops.merge("mei")
        assert queue() == here
        assert [line.id for line in here] == [line.id for line in first[1:]]
        assert here[0].tried == TODAY
