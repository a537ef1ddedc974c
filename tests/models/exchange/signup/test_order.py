"""In which order people signed up, and what two laptops make of one chain."""

from __future__ import annotations

from itertools import pairwise

from models.base import live
from models.erasing import erase_member
from models.events.attendance import attendance_of, save_attendance
from models.events.event import save_event
from models.events.places import places_of
from models.exchange.signup import plan
from models.exchange.signup.applying import apply_sign_up
from models.exchange.signup.parsing import parse_chain
from models.exchange.signup.plan import Answers, State
from models.exchange.signup.planning import plan_sign_up
from models.journal.folding import find_contradictions, find_differences
from models.members.member import Member, load_member
from models.merging.incoming import receive
from models.merging.merge import are_identical
from tests.models.exchange.signup.conftest import Club
from tests.models.merging.conftest import Laptops, laptops  # noqa: F401

SHORT = "#接龙\n1. 张三 +1\n2. 路人甲 13900001111\n3. 李四"
GROWN = f"{SHORT} 带娃\n4. 路人乙\n5. 王五五 待定"


def in_order(event: bytes) -> list[str]:
    lines = [line for line in attendance_of(event) if line.rsvp == "yes"]
    return [line.member_name for line in sorted(lines, key=lambda line: str(line.signed))]


def paste(event: bytes, text: str, answers: Answers | None = None) -> None:
    apply_sign_up(parse_chain(text), event, answers)


def test_people_stand_in_the_order_of_the_chain(club: Club) -> None:
    club.paste("1. 春天\n2. 周涛\n3. 阿梅🏃 请假\n4. 大飞")
    assert in_order(club.run) == ["吴春梅", "周涛", "李飞"]
    # Somebody phones in between; who follows in the chain stands behind them.
    save_attendance(club.run, club.people["rong"], rsvp="yes")
    club.paste("1. 春天\n2. 周涛\n3. 阿梅🏃 +1\n4. 大飞\n5. 路人甲")
    assert in_order(club.run) == ["吴春梅", "周涛", "李飞", "杨秀荣", "路人甲", "易玉梅"]
    moments = [line.signed for line in attendance_of(club.run) if line.signed]
    assert len(set(moments)) == len(moments)


def test_two_laptops_paste_the_same_chain(laptops: Laptops) -> None:  # noqa: F811
    for name in ("lin", "mei"):
        with laptops.at(name):
            paste(laptops.run, SHORT)
    check_one_list(laptops, ["张三", "路人甲", "李四"])


def test_one_laptop_pastes_the_grown_chain_before_or_after(laptops: Laptops) -> None:  # noqa: F811
    with laptops.at("lin"):
        paste(laptops.run, GROWN)
    with laptops.at("mei"):
        paste(laptops.run, SHORT)
    check_one_list(laptops, ["张三", "路人甲", "李四", "路人乙"])


def test_a_visitor_of_the_one_is_an_applicant_of_the_other(laptops: Laptops) -> None:  # noqa: F811
    with laptops.at("lin"):
        paste(laptops.run, SHORT, {"路人甲": plan.APPLICANT})
    with laptops.at("mei"):
        paste(laptops.run, GROWN)
    check_one_list(laptops, ["张三", "路人甲", "李四", "路人乙"], conflicts=1)


def check_one_list(laptops: Laptops, order: list[str], conflicts: int = 0) -> None:  # noqa: F811
    """Merge each into the other: both files hold the same, and a paste has nothing left to do."""
    laptops.copy("mei", "mei before")
    for name, other in (("lin", "mei before"), ("mei", "lin")):
        with laptops.at(name):
            assert len(laptops.merge(other).conflicts) in (conflicts, 0)
            assert in_order(laptops.run) == order
            assert find_differences() == find_contradictions() == []
            names = [row.name for row in live(Member)]
            assert len(names) == len(set(names)), "nobody is in the book twice"
    with laptops.at("lin"), receive(laptops.path("mei")) as incoming:
        assert are_identical(incoming)
        chain = parse_chain(GROWN if "路人乙" in order else SHORT)
        assert set(plan_sign_up(chain, laptops.run).counts) == {State.UNCHANGED}


def test_who_was_erased_does_not_come_back_by_the_next_paste(club: Club) -> None:
    text = "1. 周涛\n2. 路人甲\n3. 春天"
    club.paste(text)
    visitor = next(line for line in attendance_of(club.run) if line.member_name == "路人甲")
    assert erase_member(visitor.member) is not None
    assert erase_member(club.people["tao"]) is not None
    before = live(Member).count()
    again = club.plan(f"{text}\n4. 路人丁")
    assert [(line.name, line.state) for line in again.lines] == [
        ("周涛", State.LEFT_OUT),
        ("路人甲", State.LEFT_OUT),
        ("春天", State.UNCHANGED),
        ("路人丁", State.NEW),
    ]
    assert {line.reason for line in again.lines[:2]} == {plan.ERASED}
    club.paste(text)
    assert live(Member).count() == before
    # Whoever says that this is somebody else gets a new record.
    assert club.paste(text, {"路人甲": plan.VISITOR}).visitors == 1
    newcomer = next(line for line in attendance_of(club.run) if line.member_name == "路人甲")
    assert newcomer.member != visitor.member
    assert load_member(visitor.member) is None


def test_places_are_never_taken_twice(club: Club) -> None:
    """A shorter chain, and a longer one again: whoever is new stands behind all before."""
    club.paste("1. 周涛\n2. 春天\n3. 阿梅🏃")
    club.paste("1. 周涛\n2. 阿梅🏃\n3. 大飞")
    signed = {line.member_name: line.signed for line in attendance_of(club.run)}
    order = [signed["周涛"], signed["吴春梅"], signed["易玉梅"], signed["李飞"]]
    assert all(str(one) < str(other) for one, other in pairwise(order))


def test_the_chain_decides_who_has_a_place(club: Club) -> None:
    save_event(club.run, {"capacity": 4})
    club.paste("1. 周涛 +1\n2. 春天\n3. 大飞 +1\n4. 阿梅🏃")
    seated = places_of(club.run).seated
    assert [claim.name for claim in seated] == ["周涛", "吴春梅"]
    # Somebody withdraws in the grown chain: the next in it moves up.
    club.paste("1. 周涛 请假\n2. 春天\n3. 大飞 +1\n4. 阿梅🏃\n5. 路人甲")
    assert [claim.name for claim in places_of(club.run).seated] == ["吴春梅", "李飞", "易玉梅"]
    assert [claim.name for claim in places_of(club.run).waiting] == ["路人甲"]
