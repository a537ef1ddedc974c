"""Who is meant by a name of a chain, and what a chain changes on a list that holds something."""

from __future__ import annotations

import pytest

from models.base import live
from models.events.attendance import (
    Attendance,
    attendance_id,
    attendance_of,
    remove_attendance,
    save_attendance,
)
from models.exchange.signup import matching, plan
from models.exchange.signup.newcomers import visitor_id
from models.exchange.signup.plan import SignUp, State
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.alias import aliases_of
from models.members.guardian import save_guardians
from models.members.member import Member, load_member, remove_members, save_member
from models.vocabulary import Listing, MemberStatus
from tests.models.exchange.signup.conftest import Club


def only(lines: tuple[SignUp, ...]) -> SignUp:
    (line,) = lines
    return line


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("周涛", "tao"),
        ("周 涛", "tao"),
        ("小涛同学", "tao"),
        ("阿梅", "mei"),
        ("🌸阿梅🌸", "mei"),
        ("wx_mei", "mei"),
        ("大飞妈", "fei2"),
        ("大飞麻麻", "fei2"),
        ("春天", "wu"),
        ("荣爸爸 13815807841", "rong"),
        ("荣爸爸 186-9827-0339", "rong2"),
    ],
)
def test_finds_members_by_whatever_they_are_called(club: Club, name: str, who: str) -> None:
    line = only(club.plan(f"1. {name}").lines)
    assert (line.state, line.member) == (State.NEW, club.people[who])


@pytest.mark.parametrize(
    ("name", "reason", "who"),
    [
        ("李飞", matching.SEVERAL, ["fei", "fei2"]),
        ("荣爸爸", matching.SEVERAL, ["rong", "rong2"]),
        ("荣爸爸 13900000000", matching.OTHER_PHONE, ["rong", "rong2"]),
        ("老周 15854890450", matching.OWN_PHONE, ["tao"]),
        ("春梅", matching.NEARLY, ["wu"]),
        ("周滔", matching.NEARLY, ["tao"]),
        ("周涛妈妈", matching.NEARLY, ["tao"]),
    ],
)
def test_asks_where_it_is_not_certain(club: Club, name: str, reason: str, who: list[str]) -> None:
    line = only(club.plan(f"1. {name}").waiting)
    assert line.reason == reason
    assert {each.id for each in line.candidates} == {club.people[each] for each in who}


def test_a_child_is_signed_up_by_who_answers_for_it(club: Club) -> None:
    mother = save_member(None, {"name": "孙丽"})
    save_guardians(club.people["tao"], [(mother, "妈妈")])
    line = only(club.plan("1. 周涛妈妈").waiting)
    assert line.candidates[0].id == mother


def test_an_answer_is_asked_for_once(club: Club) -> None:
    club.paste("1. 老周", {"老周": club.people["tao"]})
    assert only(club.plan("1. 老周\n2. 周涛").lines[:1]).state is State.UNCHANGED
    assert aliases_of(club.people["tao"]) == ("老周",)
    other = Club.plan(club, "1. 老周 +1")
    assert only(other.lines).member == club.people["tao"]


def test_namesakes_are_asked_about_and_known_again_on_the_same_list(club: Club) -> None:
    club.paste("1. 李飞\n2. 周涛", {"李飞": club.people["fei2"]})
    grown = club.plan("1. 李飞 +1\n2. 周涛\n3. 春天")
    assert [line.state for line in grown.lines] == [State.CHANGED, State.UNCHANGED, State.NEW]
    assert grown.lines[0].member == club.people["fei2"]
    # A name of two people says nothing of who it is next time.
    assert aliases_of(club.people["fei2"]) == ()
    both = club.plan("1. 李飞\n2. 李飞")
    assert len(both.waiting) == 2


def test_strangers_become_visitors_or_applicants_or_stay_outside(club: Club) -> None:
    text = "1. 路人甲 13900001111 带娃\n2. 路人乙\n3. 路人丙"
    result = club.paste(text, {"路人乙": plan.APPLICANT, "路人丙": plan.LEAVE_OUT})
    assert (result.added, result.visitors, result.applicants) == (2, 1, 1)
    first, second = sorted(attendance_of(club.run), key=lambda line: str(line.signed))
    visitor, applicant = load_member(first.member), load_member(second.member)
    assert visitor is not None
    assert applicant is not None
    assert (visitor.name, visitor.status, visitor.phone) == ("路人甲", "visitor", "13900001111")
    assert (first.guests, first.note, first.source) == (1, "带娃", Listing.CHAIN)
    assert applicant.status == MemberStatus.APPLICANT
    assert applicant.applied is not None
    # A second paste asks nobody again: neither who came in nor who stays outside.
    again = club.plan(text)
    assert [line.state for line in again.lines] == [
        State.UNCHANGED, State.UNCHANGED, State.LEFT_OUT
    ]  # fmt: skip


def test_one_undo_takes_everything_back_and_redo_brings_it(club: Club) -> None:
    before = live(Member).count()
    club.paste("1. 周涛 +1\n2. 路人甲\n3. 老李", {"老李": club.people["fei"]})
    step = undo_step()
    assert step is not None
    assert (step.kind, step.amount) == ("attendance.chain", 3)
    undo(step)
    assert attendance_of(club.run) == []
    assert live(Member).count() == before
    assert aliases_of(club.people["fei"]) == ()
    fresh = club.plan("1. 周涛 +1\n2. 路人甲")
    assert [line.state for line in fresh.lines] == [State.NEW, State.NEW]
    again = redo_step()
    assert again is not None
    redo(again)
    assert len(attendance_of(club.run)) == 3
    assert club.plan("1. 周涛 +1\n2. 路人甲").counts == {State.UNCHANGED: 2, State.MISSING: 1}


def test_a_paste_after_an_undo_writes_all_of_it_again(club: Club) -> None:
    club.paste("1. 周涛 +1\n2. 路人甲")
    step = undo_step()
    assert step is not None
    undo(step)
    assert club.paste("1. 周涛 3人\n2. 路人甲").added == 2
    lines = {line.member_name: line for line in attendance_of(club.run)}
    assert (lines["周涛"].guests, lines["路人甲"].rsvp) == (2, "yes")
    assert club.paste("1. 周涛 +1\n2. 路人甲").changed == 1


def test_the_grown_chain_changes_only_what_changed(club: Club) -> None:
    club.paste("1. 周涛\n2. 阿梅🏃 带娃\n3. 春天")
    before = {row.id: row.__data__ for row in Attendance.select()}
    result = club.paste("1. 周涛\n2. 阿梅🏃 请假\n3. 春天\n4. 大飞 +1")
    assert (result.added, result.changed, result.unchanged) == (1, 1, 2)
    after = {row.id: row.__data__ for row in Attendance.select()}
    for who in ("tao", "wu"):
        row = attendance_id(club.run, club.people[who])
        assert after[row] == before[row]
    mei = after[attendance_id(club.run, club.people["mei"])]
    assert (mei["rsvp"], mei["guests"], mei["note"], mei["signed"]) == ("no", 0, "", None)
    assert club.paste("1. 周涛\n2. 阿梅🏃 请假\n3. 春天\n4. 大飞 +1").changed == 0
    step = undo_step()
    assert step is not None
    assert step.amount == 2, "a paste that changes nothing is no step of undo"


def test_who_is_in_the_chain_no_more_withdraws_only_if_said_so(club: Club) -> None:
    club.paste("1. 周涛\n2. 春天")
    save_attendance(club.run, club.people["mei"], rsvp="yes")
    kept = club.plan("1. 周涛")
    gone = only(kept.missing)
    assert (gone.title, gone.state) == ("吴春梅", State.MISSING)
    assert club.paste("1. 周涛").withdrawn == 0
    result = club.paste("1. 周涛", {gone.key: plan.WITHDREW})
    assert result.withdrawn == 1
    lines = {line.member_name: line.rsvp for line in attendance_of(club.run)}
    assert lines == {"周涛": "yes", "吴春梅": "no", "易玉梅": "yes"}
    assert club.plan("1. 周涛").missing == ()


def test_what_was_entered_by_hand_stands(club: Club) -> None:
    save_attendance(club.run, club.people["tao"], rsvp="no", note="出差")
    save_attendance(club.run, club.people["mei"], came="yes")
    club.paste("1. 周涛 +1\n2. 阿梅🏃 带娃\n3. 春天")
    lines = {line.member_name: line for line in attendance_of(club.run)}
    assert (lines["周涛"].rsvp, lines["周涛"].note) == ("no", "出差")
    assert (lines["易玉梅"].rsvp, lines["易玉梅"].came, lines["易玉梅"].guests) == ("yes", "yes", 1)
    # Changed by hand since the chain was pasted, and the chain still says what it said.
    save_attendance(club.run, club.people["wu"], rsvp="no")
    again = club.plan("1. 周涛 +1\n2. 阿梅🏃 带娃\n3. 春天")
    assert [line.state for line in again.lines] == [
        State.CHANGED if line.changes else line.state for line in again.lines
    ]
    assert again.lines[2].state is State.UNCHANGED
    # Now the chain says something new: shown, left, and taken only if wished.
    said = club.plan("1. 春天 待定")
    assert (said.lines[0].state, said.lines[0].rsvp) == (State.BY_HAND, "no")
    taken = club.paste("1. 春天 待定", {"春天": plan.TAKE})
    assert taken.changed == 1
    assert {line.rsvp for line in attendance_of(club.run) if line.member_name == "吴春梅"} == {
        "maybe"
    }


def test_who_was_taken_off_by_hand_stays_off(club: Club) -> None:
    club.paste("1. 周涛\n2. 春天")
    remove_attendance([attendance_id(club.run, club.people["tao"])])
    again = club.plan("1. 周涛\n2. 春天")
    assert [line.state for line in again.lines] == [State.TAKEN_OFF, State.UNCHANGED]
    assert club.paste("1. 周涛\n2. 春天", {"周涛": plan.TAKE}).added == 1


def test_struck_out_withdraws_who_is_on_the_list_and_nobody_else(club: Club) -> None:
    club.paste("1. 周涛")
    result = club.paste("1. ~~周涛~~\n2. ~~春天~~\n3. ~~路人甲~~")
    assert (result.added, result.changed, result.visitors) == (0, 1, 0)
    line = attendance_of(club.run)[0]
    assert (line.member_name, line.rsvp) == ("周涛", "no")


def test_named_twice_is_one_person_and_what_was_said_last_stands(club: Club) -> None:
    made = club.plan("1. 周涛 带娃\n2. 春天\n3. 小涛同学 晚到\n4. 路人甲\n5. 路人甲 请假")
    assert [line.state for line in made.lines] == [
        State.NEW, State.NEW, State.REPEATED, State.NEW, State.REPEATED
    ]  # fmt: skip
    assert (made.lines[0].guests, made.lines[0].note) == (1, "带娃；晚到")
    assert made.lines[3].rsvp == "no"
    assert made.lines[2].fields == {"name": "周涛"}


def test_companions_who_are_members_get_lines_and_others_are_guests(club: Club) -> None:
    made = club.plan("1. 周涛和春天\n2. 大飞、王小明 带娃")
    assert [(line.title, line.guests, line.note) for line in made.lines] == [
        ("周涛", 0, ""),
        ("吴春梅", 0, ""),
        ("李飞", 2, "带娃，王小明"),
    ]


def test_a_number_that_is_not_theirs_is_kept_as_a_note(club: Club) -> None:
    assert only(club.plan("1. 春天 13900002222").lines).note == "13900002222"
    assert only(club.plan("1. 周涛 15854890450").lines).note == ""


@pytest.mark.parametrize("in_trash", [False, True])
def test_a_newcomer_who_was_renamed_and_taken_in_is_no_newcomer_again(
    club: Club, in_trash: bool
) -> None:
    club.paste("1. 小鹿")
    newcomer = visitor_id(club.run, "小鹿")[0]
    values = {"name": "陆小曼", "status": MemberStatus.ACTIVE, "phone": "13800000000"}
    save_member(newcomer, values)
    if in_trash:
        remove_members([newcomer])
    club.paste("1. 小鹿 带娃\n2. 阿三")
    member = load_member(newcomer)
    assert member and {name: getattr(member, name) for name in values} == values
    assert [(line.member, line.guests) for line in attendance_of(club.run)
            if line.member == newcomer] == [(newcomer, 1)]  # fmt: skip
