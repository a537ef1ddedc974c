"""Who was barred is recognised when they apply again; who they were is not kept."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest

from models.base import database
from models.book import close_book
from models.erasing import erase_member
from models.errors import Invalid
from models.members import barred
from models.members.barred import (
    Bar,
    By,
    bar_people,
    is_anybody_barred,
    lift_bars,
    list_bars,
    recognise,
    recognised_so_far,
)
from models.members.leaving import leave
from models.members.member import load_member, remove_members, save_member
from models.members.newly_known import AT_ONCE, is_waiting, recognise_new
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops, laptops, take_back

__all__ = ["laptops"]
KNOWN = {
    "name": "独孤求败", "phone": "+86 139-0013-9999", "wechat_id": "Dugu_Seek",
    "email": "Dugu@Example.com", "born": "1985-03-01",
}  # fmt: skip


def person(**values: object) -> bytes:
    return save_member(None, {"name": "某人", **values})


def by(member: bytes) -> tuple[By, ...]:
    found = recognise([member])
    return found[0].by if found else ()


@pytest.fixture
def bar(book: Path) -> bytes:
    member = save_member(None, KNOWN)
    leave([member], date(2026, 10, 31), "多次辱骂", bar=Bar("辱骂别人"))
    return member


def test_recognised_by_each_thing_they_were_known_by(bar: bytes) -> None:
    assert by(person(phone="139 0013 9999")) == (By.PHONE,)
    assert by(person(phone="0086-13900139999")) == (By.PHONE,)
    assert by(person(wechat_id=" dugu_seek")) == (By.WECHAT,)
    assert by(person(email="DUGU@example.com")) == (By.EMAIL,)
    assert by(person(name="独孤 求败", born="1985-03-01")) == (By.BIRTH_DATE,)
    assert by(person(name="独孤求败", born="1985")) == (By.BIRTH_YEAR,)
    assert by(person(name="独孤求败", born="1985-03-02")) == ()
    assert by(person(name="独孤求败")) == ()
    assert by(person(phone="13900139998", email="x@y.z")) == ()


def test_a_year_is_all_that_was_known(book: Path) -> None:
    bar_people([save_member(None, {"name": "独孤求败", "born": "1985"})], Bar("辱骂"))
    assert by(person(name="独孤求败", born="1985-07-09")) == (By.ONLY_YEAR,)
    assert by(person(name="独孤求败", born="1986")) == ()


def test_nothing_is_asked_where_nobody_is_barred(book: Path) -> None:
    people = [person(phone=f"1380013{number:04}") for number in range(200)]
    begun = time.perf_counter()
    assert recognise(people) == ()
    assert not is_anybody_barred()
    assert time.perf_counter() - begun < 0.05


def test_one_applicant_is_checked_in_a_moment(bar: bytes) -> None:
    applicant = person(**{**KNOWN, "name": "独孤求败"})
    barred._hashes.clear()
    begun = time.process_time()
    assert len(by(applicant)) == 4
    assert time.process_time() - begun < 0.3
    assert recognised_so_far(applicant) is not None
    barred._hashes.clear()
    assert recognised_so_far(applicant) is None


def test_a_bar_ends_on_its_day_and_can_be_lifted(book: Path, clock: FixedClock) -> None:
    member = save_member(None, KNOWN)
    bar_people([member], Bar("辱骂", date(2026, 12, 31)))
    again = person(phone=KNOWN["phone"])
    assert by(again) == (By.PHONE,)
    clock.set(datetime(2027, 1, 1, 9, 0))
    assert by(again) == ()
    clock.set(datetime(2026, 12, 31, 9, 0))
    (kept,) = list_bars()
    assert (kept.reason, kept.until, kept.day, kept.marks) == (
        "辱骂", date(2026, 12, 31), date(2026, 10, 31), 5,
    )  # fmt: skip
    lift_bars([kept.id])
    assert (by(again), list_bars()) == ((), ())
    take_back("community.unbar")
    assert by(again) == (By.PHONE,)
    take_back("member.add")
    take_back("community.bar")
    assert not is_anybody_barred()


@pytest.mark.parametrize(
    ("bar", "field"),
    [
        (Bar(" "), "reason"),
        (Bar("独孤求败骂人"), "reason"),
        (Bar("辱骂", date(2026, 10, 30)), "until"),
    ],
)
def test_what_cannot_stand(book: Path, bar: Bar, field: str) -> None:
    member = save_member(None, KNOWN)
    with pytest.raises(Invalid) as refused:
        bar_people([member], bar)
    assert set(refused.value.errors) == {field}
    assert not is_anybody_barred()


def test_whoever_is_known_by_nothing_cannot_be_recognised(book: Path) -> None:
    with pytest.raises(Invalid):
        bar_people([person()], Bar("辱骂"))


def test_after_erasing_no_byte_of_them_is_left_but_they_are_recognised(bar: bytes) -> None:
    erased = erase_member(bar)
    assert erased is not None and erased.purged
    path = Path(database.database)
    close_book()
    stored = path.read_bytes()
    for text in ("独孤求败", "139-0013-9999", "13900139999", "Dugu_Seek", "dugu", "1985-03-01"):
        assert text.encode() not in stored
    from models.book import open_book
    from models.journal.transactions import Author

    open_book(path, author=Author("laptop-1", "Lin"))
    assert by(person(phone="13900139999")) == (By.PHONE,)


def test_who_comes_in_is_looked_at_once(bar: bytes) -> None:
    recognise_new()
    assert not is_waiting()
    again = person(phone="13900139999")
    assert is_waiting()
    assert [each.member for each in recognise_new()] == [again]
    save_member(again, {"note": "talked to them"})
    assert recognise_new() == ()
    save_member(again, {"wechat_id": "dugu_seek"})
    assert [each.by for each in recognise_new()] == [(By.PHONE, By.WECHAT)]
    remove_members([again])
    assert recognise_new() == ()
    assert load_member(bar).status == "left"  # type: ignore[union-attr]


def test_many_are_looked_at_a_few_at_a_time(bar: bytes) -> None:
    people = [person(email=f"{number}@example.com") for number in range(2 * AT_ONCE)]
    again = person(phone="13900139999")
    found = []
    turns = 0
    while is_waiting():
        found += recognise_new()
        turns += 1
    assert ([each.member for each in found], turns) == ([again], 3)
    assert again not in people


def test_copies_that_barred_by_themselves_recognise_both(laptops: Laptops) -> None:
    with laptops.at("mei"):
        bar_people([save_member(None, {"name": "甲", "phone": "13900000001"})], Bar("辱骂"))
    with laptops.at("lin"):
        bar_people([save_member(None, {"name": "乙", "phone": "13900000002"})], Bar("广告"))
        laptops.merge("mei")
        assert len(list_bars()) == 2
        for phone in ("13900000001", "13900000002"):
            assert by(person(phone=phone)) == (By.PHONE,)


def test_copies_with_one_key_make_one_mark(laptops: Laptops) -> None:
    with laptops.at("lin"):
        bar_people([save_member(None, {"name": "丙", "phone": "13900000003"})], Bar("广告"))
        other = save_member(None, {"name": "甲", "phone": "13900000001"})
    laptops.copy("lin", "mei")
    with laptops.at("mei"):
        bar_people([other], Bar("辱骂"))
    with laptops.at("lin"):
        bar_people([other], Bar("广告"))
        laptops.merge("mei")
        assert [each.marks for each in list_bars()] == [1, 1]
