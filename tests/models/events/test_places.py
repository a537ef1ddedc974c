"""Who has a place and who waits, who moves up, who came of whom: counted again by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from models.base import database
from models.errors import Invalid
from models.events.attendance import (
    AttendanceLine,
    add_attendees,
    attendance_of,
    remove_attendance,
    save_attendance,
    settle_rest,
)
from models.events.came_of import Group, came_of
from models.events.event import save_event
from models.events.places import assign, moved_up, places_of
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.vocabulary import Came, Listing, Rsvp
from tests.conftest import FixedClock


def people(amount: int) -> list[bytes]:
    return [save_member(None, {"name": f"跑友{number:02d}"}) for number in range(amount)]


def names(claims: object) -> list[str]:
    return [claim.name for claim in claims]  # type: ignore[attr-defined]


def test_places_go_to_who_signed_up_first_and_the_next_moves_up(
    book: Path, clock: FixedClock
) -> None:
    event = save_event(None, {"title": "读书会", "capacity": 4})
    one, two, three, four, five = people(5)
    for member, guests in ((three, 0), (one, 2), (five, 1), (two, 0), (four, 0)):
        clock.time += timedelta(minutes=1)
        save_attendance(event, member, rsvp="yes", guests=guests)
    before = places_of(event)
    assert names(before.seated) == ["跑友02", "跑友00"]
    assert names(before.waiting) == ["跑友04", "跑友01", "跑友03"]
    assert (before.taken, before.free, before.waiting_heads) == (4, 0, 4)
    assert before.numbers() == {five: 1, two: 2, four: 3}
    save_attendance(event, three, rsvp="no")
    assert names(places_of(event).waiting) == ["跑友04", "跑友01", "跑友03"], "two want one place"
    save_attendance(event, one, guests=1)
    after = places_of(event)
    assert names(after.seated) == ["跑友00", "跑友04"]
    assert names(moved_up(before, after)) == ["跑友04"]
    clock.time += timedelta(minutes=1)
    save_attendance(event, three, rsvp="yes")
    assert names(places_of(event).waiting) == ["跑友01", "跑友03", "跑友02"], "back at the end"
    step = undo_step()
    assert step
    undo(step)
    assert names(places_of(event).waiting) == ["跑友01", "跑友03"]


def test_nobody_knows_when_the_old_ones_signed_up_so_they_come_first(
    book: Path, clock: FixedClock
) -> None:
    event = save_event(None, {"title": "读书会", "capacity": 1})
    new, old = people(2)
    save_attendance(event, new, rsvp="yes")
    save_attendance(event, old, rsvp="yes", signed=None)
    assert names(places_of(event).seated) == ["跑友01"]
    save_event(event, {"capacity": None})
    assert places_of(event).waiting == () and places_of(event).free is None


def test_several_put_on_the_list_at_once_keep_their_order(book: Path, clock: FixedClock) -> None:
    event = save_event(None, {"title": "读书会", "capacity": 5})
    members = people(30)
    Random(5).shuffle(members)
    add_attendees(event, members, rsvp="yes")
    assert [claim.member for claim in places_of(event).seated] == members[:5]
    remove_attendance([attendance_of(event)[0].id])
    assert len(places_of(event).seated) == 5


def test_it_is_written_down_when_somebody_signs_up_and_when_they_arrive(
    book: Path, clock: FixedClock
) -> None:
    event = save_event(None, {"title": "读书会"})
    (member,) = people(1)
    save_attendance(event, member, rsvp="maybe")
    assert attendance_of(event)[0].signed is None
    clock.set(datetime(2026, 10, 31, 9, 5, 7, 123456))
    save_attendance(event, member, rsvp="yes", guests=2, note="带娃")
    clock.time += timedelta(hours=1)
    save_attendance(event, member, rsvp="yes", came="yes")
    save_attendance(event, member, came="yes", comment="好")
    (line,) = attendance_of(event)
    assert line.signed == datetime(2026, 10, 31, 9, 5, 7, 123456)
    assert line.arrived == datetime(2026, 10, 31, 10, 5, 7, 123456)
    assert (line.guests, line.note, line.heads, line.source) == (2, "带娃", 3, "")
    save_attendance(event, member, came="no_record")
    assert attendance_of(event)[0].arrived is None
    settle_rest(event, Came.YES)
    assert attendance_of(event)[0].came == "yes" and attendance_of(event)[0].arrived is None
    for guests in (-1, 100):
        with pytest.raises(Invalid):
            save_attendance(event, member, guests=guests)


def test_places_counted_a_second_time(book: Path, clock: FixedClock) -> None:
    chance = Random(11)
    event = save_event(None, {"title": "读书会", "capacity": 17})
    for member in people(40):
        clock.time += timedelta(seconds=chance.randrange(3))
        answer = chance.choice(("yes", "yes", "yes", "maybe", "no", "none"))
        save_attendance(event, member, rsvp=answer, guests=chance.choice((0, 0, 0, 1, 3)))
    queue = database.execute_sql(
        "SELECT member, guests FROM attendance WHERE event = ? AND rsvp = 'yes'"
        " ORDER BY coalesce(signed, ''), id",
        (event,),
    ).fetchall()
    room, seated = 17, []
    for member, guests in queue:
        if 1 + guests > room:
            break
        room -= 1 + guests
        seated.append(bytes(member))
    found = places_of(event)
    assert [claim.member for claim in found.seated] == seated
    assert [claim.member for claim in found.waiting] == [
        bytes(member) for member, _guests in queue[len(seated) :]
    ]
    assert found.free == room


def test_who_came_of_whom() -> None:
    told = [
        ("甲", Rsvp.YES, Came.YES, ""), ("乙", Rsvp.YES, Came.NO, ""),
        ("丙", Rsvp.YES, Came.NO_RECORD, ""), ("丁", Rsvp.YES, Came.YES, ""),
        ("戊", Rsvp.MAYBE, Came.YES, ""), ("己", Rsvp.NO, Came.YES, ""),
        ("庚", Rsvp.NONE, Came.YES, Listing.DOOR), ("辛", Rsvp.NONE, Came.NO_RECORD, ""),
    ]  # fmt: skip
    lines = [
        AttendanceLine(bytes([n]), bytes([n]), name, rsvp, came, None, "", source=source)
        for n, (name, rsvp, came, source) in enumerate(told)
    ]
    found = {each.group: each for each in came_of(lines, assign(lines, 3))}
    assert list(found) == list(Group)
    said = {group: (each.came, each.absent, each.unknown) for group, each in found.items()}
    assert said == {
        Group.YES: (("甲",), ("乙",), ("丙",)),
        Group.WAITING: (("丁",), (), ()),
        Group.MAYBE: (("戊",), (), ()),
        Group.NO: (("己",), (), ()),
        Group.NOTHING: ((), (), ("辛",)),
        Group.WALK_IN: (("庚",), (), ()),
    }
    assert sum(each.people for each in found.values()) == len(told)
    assert came_of([], assign([], None)) == ()
