"""The door: what is typed finds whoever is meant, and every tick is an action of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.base import database
from models.erasing import erase_member
from models.errors import UserError
from models.events.attendance import attendance_of, save_attendance
from models.events.door import Door, load_door
from models.events.door_line import Typed, read_line
from models.events.door_search import load_known
from models.events.door_told import Found, Outcome
from models.events.event import remove_events, save_event
from models.members.member import load_member, remove_members, save_member
from models.vocabulary import MemberStatus
from tests.conftest import FixedClock

PHONES = {"张三": "13812345678", "张三丰": "139 0000 1111", "单田芳": "15000008000"}


@pytest.fixture
def door(book: Path, clock: FixedClock) -> Door:
    """张三 and 单田芳 signed up, 李四 said maybe; the others are in the book."""
    clock.set(datetime(2026, 10, 31, 19, 0))
    event = save_event(None, {"title": "读书会", "begins": clock.time, "capacity": 2})
    ids = {
        name: save_member(None, {"name": name, "phone": PHONES.get(name, "")})
        for name in ("张三", "张三丰", "单田芳", "李四", "Zoe Müller", "欧阳小满")
    }
    save_member(
        ids["李四"], {"aliases": ["老船长"], "group_name": "四哥-东湖", "wechat_id": "lisi88"}
    )
    for name in ("张三", "单田芳"):
        clock.time += timedelta(seconds=1)
        save_attendance(event, ids[name], rsvp="yes", guests=int(name == "单田芳"))
    save_attendance(event, ids["李四"], rsvp="maybe")
    opened = load_door(event)
    assert opened is not None
    return opened


def names(found: Found) -> list[str]:
    return [match.name for match in found.matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三", Typed("张三", "张三")),
        ("  Zhang  San ", Typed("Zhang San", "zhangsan")),
        ("ｚｓ＋２", Typed("zs", "zs", guests=2)),
        ("zs+", Typed("zs", "zs", guests=1)),
        ("zs ++", Typed("zs", "zs", guests=2)),
        ("zs+0", Typed("zs", "zs", guests=0)),
        ("张三 13800000000", Typed("张三", "张三", "13800000000")),
        ("张三，138-0000-0000 +1", Typed("张三", "张三", "13800000000", 1)),
        ("张三13800000000", Typed("张三", "张三", "13800000000")),
        ("zs 8000", Typed("zs", "zs", "8000")),
        ("８０００", Typed("", "", "8000")),
        ("跑友12", Typed("跑友12", "跑友12")),
        ("+8613800000000", Typed("", "", "8613800000000")),
        ("", Typed()),
    ],
)
def test_a_line_is_taken_apart(text: str, expected: Typed) -> None:
    assert read_line(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("zs", "张三"), ("zhangsan", "张三"), ("张三", "张三"), ("zsf", "张三丰"),
        ("stf", "单田芳"), ("shan", "单田芳"), ("tianf", "单田芳"), ("tianfang", "单田芳"),
        ("lcz", "李四"), ("老船", "李四"), ("lisi88", "李四"), ("LS", "李四"),
        ("zm", "Zoe Müller"), ("müll", "Zoe Müller"), ("8000", "单田芳"), ("1111", "张三丰"),
        ("ｏｙ", "欧阳小满"), ("zs 1111", "张三丰"), ("13812345678", "张三"),
    ],
)  # fmt: skip
def test_people_are_found_by_whatever_is_known(door: Door, text: str, first: str) -> None:
    assert names(door.find(text))[0] == first


def test_a_name_with_a_dot_is_typed_with_and_without_it(door: Door) -> None:
    save_member(None, {"name": "阿迪力·买买提"})
    again = load_door(door.event.id)
    assert again is not None
    for text in ("adlmmt", "adilimai", "阿迪力·买", "阿迪力买买提", "mmt", "adl"):
        assert names(again.find(text)) == ["阿迪力·买买提"], text


def test_the_phone_of_somebody_else_takes_nobody_elses_place(door: Door) -> None:
    found = door.find("张小小 13812345678")
    assert names(found) == ["张三"] and found.is_elsewhose and found.may_be_new
    assert not door.find("张三 13812345678").is_elsewhose
    assert names(door.find("张小小 13800009999")) == []


def test_who_signed_up_stands_first_but_never_before_whoever_is_called_so(door: Door) -> None:
    assert names(door.find("z")) == ["张三", "张三丰", "Zoe Müller"]
    door.check_in(door.find("zs").matches[0].member)
    assert names(door.find("zs"))[0] == "张三", "in already, but exactly so: Enter says it"
    assert names(door.find("张三丰")) == ["张三丰"]
    assert names(door.find("xyz")) == [] and door.find("xyz").may_be_new
    assert not door.find("999").may_be_new and not door.find("").may_be_new
    assert not door.find("z").may_be_new, "the beginning of somebody known"


def test_nothing_private_is_shown_but_what_tells_namesakes_apart(door: Door) -> None:
    (match,) = door.find("lisi88").matches
    assert (match.also, match.tail, match.group_name) == ("", "", ""), "an account is not shown"
    assert door.find("lcz").matches[0].also == "老船长"
    assert door.find("8000").matches[0].tail == "8000"
    assert door.find("stf").matches[0].tail == ""
    save_member(None, {"name": "单田芳", "phone": "13700002222", "group_name": "小单"})
    again = load_door(door.event.id)
    assert again is not None
    told = [(match.tail, match.group_name) for match in again.find("stf").matches]
    assert told == [("8000", ""), ("2222", "小单")]


def test_enter_ticks_once_and_says_the_second_time_that_they_are_in(
    door: Door, clock: FixedClock
) -> None:
    match = door.find("stf").matches[0]
    assert match.waiting == 1 and match.guests == 1
    clock.set(datetime(2026, 10, 31, 19, 7, 0, 500))
    arrival = door.check_in(match.member)
    assert (arrival.outcome, arrival.guests, arrival.waiting) == (Outcome.IN, 1, 1)
    (before,) = database.execute_sql("SELECT count(*) FROM _change").fetchone()
    clock.time += timedelta(minutes=3)
    again = door.check_in(match.member)
    assert (again.outcome, again.at) == (Outcome.AGAIN, datetime(2026, 10, 31, 19, 7, 0, 500))
    assert database.execute_sql("SELECT count(*) FROM _change").fetchone() == (before,)
    more = door.check_in(match.member, guests=3)
    assert (more.outcome, more.guests) == (Outcome.GUESTS, 3)
    (line,) = [line for line in attendance_of(door.event.id) if line.member == match.member]
    assert (line.came, line.guests, line.arrived) == (
        "yes",
        3,
        datetime(2026, 10, 31, 19, 7, 0, 500),
    )
    assert door.counts().inside == 4 and door.latest()[0].member == match.member


def test_walk_ins_are_visitors_or_applicants_and_found_at_once(door: Door) -> None:
    typed = door.find("孙八 13700001234+1").typed
    arrival = door.walk_in(typed)
    values = load_member(arrival.member)
    assert values is not None
    assert (values.name, values.phone, values.status) == ("孙八", "13700001234", "visitor")
    assert values.applied is None and values.joined is None, "who only came asked for nothing"
    assert door.find("1234").matches[0].name == "孙八"
    assert door.check_in(arrival.member).outcome is Outcome.AGAIN
    other = door.walk_in(door.find("周九").typed, applicant=True)
    applicant = load_member(other.member)
    assert applicant is not None and applicant.status == "applicant" and applicant.applied
    assert (door.counts().walk_ins, door.counts().inside) == (2, 3)
    sources = {line.member_name: line.source for line in attendance_of(door.event.id)}
    assert sources["孙八"] == "door" and sources["张三"] == ""


def test_a_visitor_who_comes_again_may_apply(door: Door) -> None:
    visitor = save_member(None, {"name": "吴十", "status": MemberStatus.VISITOR})
    again = load_door(door.event.id)
    assert again is not None
    assert again.check_in(visitor, applicant=True).outcome is Outcome.APPLIED
    values = load_member(visitor)
    assert values is not None and values.status == "applicant" and values.applied


def test_undo_reaches_what_this_door_did_and_nothing_else(door: Door) -> None:
    zhang, li = (door.find(text).matches[0].member for text in ("zs", "ls"))
    before = attendance_of(door.event.id)
    save_member(li, {"note": "坐前排"})
    door.check_in(zhang, guests=2)
    walked = door.walk_in(door.find("孙八").typed)
    door.check_in(door.find("oyxm").matches[0].member)
    door.check_in(li)
    assert door.take_away(li) is not None and door.take_away(li) is None
    undone = []
    while taken := door.undo():
        undone.append((taken.arrival.name, taken.arrival.outcome))
    assert undone == [
        ("李四", Outcome.AWAY), ("李四", Outcome.IN), ("欧阳小满", Outcome.IN),
        ("孙八", Outcome.WALKED_IN), ("张三", Outcome.IN),
    ]  # fmt: skip
    assert attendance_of(door.event.id) == before and load_member(walked.member) is None
    assert names(door.find("孙八")) == [] and door.counts().inside == 0
    values = load_member(li)
    assert values is not None and values.note == "坐前排"


def test_a_wrong_tick_taken_away_leaves_no_record_and_never_absent(door: Door) -> None:
    zhang = door.find("zs").matches[0].member
    door.check_in(zhang)
    door.take_away(zhang)
    came = {line.member_name: (line.came, line.arrived) for line in attendance_of(door.event.id)}
    assert came == {name: ("no_record", None) for name in ("张三", "单田芳", "李四")}
    assert door.without_record == 2


def test_what_happened_elsewhere_is_seen_after_reload(door: Door) -> None:
    zhang = door.find("zs").matches[0].member
    save_attendance(door.event.id, zhang, came="yes")
    door.reload()
    assert door.check_in(zhang).outcome is Outcome.AGAIN and door.undo() is None


def test_who_walks_in_while_the_book_is_read_anew_stays_known(door: Door) -> None:
    read_before = load_known()
    walked = door.walk_in(door.find("孙八").typed)
    door.take_people(read_before)
    assert names(door.find("孙八")) == ["孙八"]
    assert door.check_in(walked.member).outcome is Outcome.AGAIN and door.undo() is not None


def test_who_was_erased_meanwhile_is_refused(door: Door) -> None:
    zhang = door.find("zs").matches[0].member
    remove_members([zhang])
    erase_member(zhang)
    with pytest.raises(UserError):
        door.check_in(zhang)
    assert door.undo() is None and door.counts().inside == 0


def test_an_event_in_the_trash_has_no_door(door: Door) -> None:
    remove_events([door.event.id])
    assert load_door(door.event.id) is None
