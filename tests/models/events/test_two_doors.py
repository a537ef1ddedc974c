"""Two laptops at two doors of one event: whichever is merged into which, one right list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

import pytest

from models.events.attendance import AttendanceLine, attendance_of, save_attendance
from models.events.door import Door, load_door
from models.events.door_line import read_line
from models.events.door_told import Outcome
from models.events.places import places_of
from models.events.two_doors import follow_doors
from models.members.member import load_member, save_member
from models.merging.conflicts import open_conflicts
from models.merging.incoming import receive
from models.merging.merge import merge
from models.merging.twins import open_twins
from models.vocabulary import Came
from tests.models.merging.conftest import Laptops, laptops, take_back

__all__ = ["laptops"]

Names = dict[str, bytes]


@pytest.fixture
def people(laptops: Laptops) -> Iterator[Names]:
    """Ten who said yes, and two who did not, known on both laptops."""
    with laptops.at("lin"):
        names = {
            f"跑友{number}": save_member(None, {"name": f"跑友{number}"}) for number in range(12)
        }
        for member in list(names.values())[:10]:
            save_attendance(laptops.run, member, rsvp="yes")
    laptops.copy("lin", "mei")
    yield names


@contextmanager
def door(laptops: Laptops, name: str) -> Iterator[Door]:
    with laptops.at(name):
        opened = load_door(laptops.run)
        assert opened is not None
        yield opened


def meet(laptops: Laptops, name: str, other: str) -> None:
    with laptops.at(name):
        laptops.merge(other)
        follow_doors()


def lists(laptops: Laptops) -> tuple[list[AttendanceLine], ...]:
    found = []
    for name in ("lin", "mei"):
        with laptops.at(name):
            assert open_conflicts() == ()
            # By id: what sorts names is not merged but caught up with.
            found.append(sorted(attendance_of(laptops.run), key=lambda line: line.id))
    return tuple(found)


def tick(at: Door, laptops: Laptops, *names: bytes) -> None:
    for name in names:
        laptops.clock.set(laptops.clock() + timedelta(seconds=7))
        at.check_in(name)


def clock_of(event: bytes, member: bytes) -> datetime:
    (line,) = [line for line in attendance_of(event) if line.member == member]
    assert line.signed is not None
    return line.signed


def came(lines: list[AttendanceLine]) -> dict[str, int]:
    return {line.member_name: line.guests for line in lines if line.came == Came.YES}


@pytest.mark.parametrize("first", ["lin", "mei"])
def test_two_doors_make_one_right_list(laptops: Laptops, people: Names, first: str) -> None:
    ids = list(people.values())
    with door(laptops, "lin") as east:
        tick(east, laptops, *ids[:5], ids[10])
        east.walk_in(read_line("钱七 13800000000"))
        east.walk_in(read_line("手误"))
        east.undo()  # the walk-in
        tick(east, laptops, ids[9])
        east.undo()  # was a namesake
    with door(laptops, "mei") as west:
        tick(west, laptops, *ids[4:8])  # ids[4] comes to both doors
        west.walk_in(read_line("孙八+2"), applicant=True)
        tick(west, laptops, ids[10])  # as does one who is not on the list
    second = {"lin": "mei", "mei": "lin"}[first]
    for here, there in ((first, second), (second, first), (first, second)):
        meet(laptops, here, there)
    east_list, west_list = lists(laptops)
    assert east_list == west_list
    inside = {f"跑友{number}": 0 for number in (*range(8), 10)} | {"钱七": 0, "孙八": 2}
    assert came(east_list) == inside
    unknown = [line for line in east_list if line.came == Came.NO_RECORD]
    assert {line.member_name for line in unknown} == {"跑友8", "跑友9"}
    assert all(line.came != Came.NO for line in east_list), "no record is never absent"
    with laptops.at("lin"):
        statuses = {line.member_name: load_member(line.member) for line in east_list}
        assert statuses["钱七"] and statuses["钱七"].status == "visitor"
        assert statuses["孙八"] and statuses["孙八"].status == "applicant"
        assert "手误" not in statuses and open_twins() == ()


@pytest.mark.parametrize("first", ["lin", "mei"])
@pytest.mark.parametrize("place", [9, 10], ids=["signed up", "not on the list"])
def test_the_undo_at_one_door_leaves_the_other_ones_tick(
    laptops: Laptops, people: Names, first: str, place: int
) -> None:
    member = list(people.values())[place]
    name = f"跑友{place}"
    with door(laptops, "lin") as east:
        tick(east, laptops, member)
    with door(laptops, "mei") as west:
        tick(west, laptops, member)
    with laptops.at("lin"):  # later than the other door's tick, of which it knows nothing
        take_back("attendance.arrive")
        assert name not in came(attendance_of(laptops.run))
    second = {"lin": "mei", "mei": "lin"}[first]
    for here, there in ((first, second), (second, first), (first, second)):
        meet(laptops, here, there)
    east_list, west_list = lists(laptops)
    assert east_list == west_list and came(east_list) == {name: 0}
    (line,) = [line for line in east_list if line.member == member]
    assert line.arrived is not None
    with laptops.at("lin"):
        assert follow_doors() == 0


def test_a_tick_taken_away_on_purpose_stays_away(laptops: Laptops, people: Names) -> None:
    member = people["跑友3"]
    with door(laptops, "mei") as west:
        tick(west, laptops, member)
    meet(laptops, "lin", "mei")
    with door(laptops, "lin") as east:
        assert east.take_away(member) is not None
    meet(laptops, "mei", "lin")
    east_list, west_list = lists(laptops)
    assert east_list == west_list and came(east_list) == {}


def test_undo_after_the_merge_leaves_the_other_doors_tick(laptops: Laptops, people: Names) -> None:
    member = people["跑友9"]
    with door(laptops, "mei") as west:
        tick(west, laptops, member)
    with door(laptops, "lin") as east:
        tick(east, laptops, member)
        with receive(laptops.path("mei")) as incoming:
            merge(incoming)
        follow_doors()
        east.reload()
        taken = east.undo()
        assert taken is not None and taken.is_in
        assert came(attendance_of(laptops.run)) == {"跑友9": 0}
    meet(laptops, "mei", "lin")
    east_list, west_list = lists(laptops)
    assert east_list == west_list and came(east_list) == {"跑友9": 0}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_at_three_doors_they_agree_in_the_end(
    laptops: Laptops, people: Names, seed: int
) -> None:
    """In is whoever one door at least let in and did not take back."""
    chance = Random(seed)
    laptops.copy("lin", "lan")
    names = ("lin", "mei", "lan")
    doors: dict[str, list[bytes]] = {name: [] for name in names}
    for _step in range(9):
        name = chance.choice(names)
        with door(laptops, name) as one:
            mine: list[bytes] = []
            for _deed in range(chance.randint(1, 5)):
                laptops.clock.set(laptops.clock() + timedelta(seconds=5))
                if mine and chance.random() < 0.4:
                    assert one.undo() is not None
                    mine.pop()
                    continue
                member = chance.choice(list(people.values())[6:])
                if one.check_in(member).outcome is Outcome.IN:
                    mine.append(member)
            doors[name] += mine
        if chance.random() < 0.3:
            meet(laptops, name, chance.choice([other for other in names if other != name]))
    for here, there in [(one, other) for one in names for other in names if one != other] * 2:
        meet(laptops, here, there)
    found = []
    for name in names:
        with laptops.at(name):
            assert open_conflicts() == ()
            found.append(sorted(attendance_of(laptops.run), key=lambda line: line.id))
    assert found[0] == found[1] == found[2]
    by_id = {member: name for name, member in people.items()}
    inside = {by_id[member] for ticked in doors.values() for member in ticked}
    assert set(came(found[0])) == inside


def test_both_doors_undo_their_tick(laptops: Laptops, people: Names) -> None:
    for name in ("lin", "mei"):
        with door(laptops, name) as one:
            tick(one, laptops, people["跑友3"])
            one.undo()
    for here, there in (("lin", "mei"), ("mei", "lin")):
        meet(laptops, here, there)
    east_list, west_list = lists(laptops)
    assert east_list == west_list and came(east_list) == {}


def test_who_signed_up_on_both_keeps_the_earlier_place(laptops: Laptops, people: Names) -> None:
    """Two paste the same chain, one of them an hour later: nobody slips past meanwhile."""
    first, other, back = people["跑友10"], people["跑友11"], people["跑友9"]
    with laptops.at("lin"):
        save_attendance(laptops.run, first, rsvp="yes")
        early = clock_of(laptops.run, first)
        save_attendance(laptops.run, back, rsvp="no")
    with laptops.at("lin"):
        save_attendance(laptops.run, other, rsvp="yes")
    with laptops.at("lin"):
        save_attendance(laptops.run, back, rsvp="yes")
        late = clock_of(laptops.run, back)
    with laptops.at("mei"):
        save_attendance(laptops.run, first, rsvp="yes")
        assert clock_of(laptops.run, first) > clock_of(laptops.run, back)
    for here, there in (("lin", "mei"), ("mei", "lin"), ("lin", "mei")):
        meet(laptops, here, there)
    east_list, west_list = lists(laptops)
    assert east_list == west_list
    with laptops.at("mei"):
        assert clock_of(laptops.run, first) == early
        assert clock_of(laptops.run, back) == late, "who took their yes back stands at the end"
        queue = [claim.member for claim in places_of(laptops.run).seated]
        assert queue[-3:] == [first, other, back]


def test_what_follows_a_merge_is_taken_back_with_it(laptops: Laptops, people: Names) -> None:
    member = people["跑友9"]
    with door(laptops, "lin") as east:
        tick(east, laptops, member)
    with door(laptops, "mei") as west:
        tick(west, laptops, member)
    with laptops.at("lin"):
        take_back("attendance.arrive")
        laptops.merge("mei")
        assert follow_doors() == 1
        take_back("merge")
        assert came(attendance_of(laptops.run)) == {}
