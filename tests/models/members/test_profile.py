"""Households, guardians, consents: saved with a member as one step, and asked for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.erasing import erase_member
from models.errors import Invalid, UserError
from models.journal.undo import undo, undo_step
from models.members.consent import Agreement, agreed, consents_of, purposes_in_use, save_consents
from models.members.guardian import is_minor
from models.members.household import list_households, load_household
from models.members.listing import find_members
from models.members.member import remove_members, save_member
from models.members.profile import Profile, load_profile, save_profile
from models.members.referrals import referrals_of
from models.vocabulary import Purpose
from tests.conftest import FixedClock


def profile(member: bytes) -> Profile:
    loaded = load_profile(member)
    assert loaded
    return loaded


def take_back() -> str:
    step = undo_step()
    assert step
    undo(step)
    return step.kind


def test_a_new_name_makes_a_household_and_a_known_one_is_joined(book: Path) -> None:
    father = save_profile(None, {"name": "王五", "household": " 王家 ", "is_contact": True})
    child = save_profile(None, {"name": "王小五", "household": "王家"})
    assert [name for _id, name in list_households()] == ["王家"]
    living = profile(child).living
    assert living and living.contact == father
    assert living.people == ((father, "王五"), (child, "王小五"))
    assert profile(father).is_contact and not profile(child).is_contact
    save_profile(father, {"is_contact": False})
    assert load_household(living.id).contact is None  # type: ignore[union-attr]


def test_another_contact_person_takes_the_place(book: Path) -> None:
    first = save_profile(None, {"name": "甲", "household": "家", "is_contact": True})
    second = save_profile(None, {"name": "乙", "household": "家", "is_contact": True})
    assert profile(second).is_contact and not profile(first).is_contact
    save_profile(first, {"is_contact": False, "phone": "1"})
    assert profile(second).is_contact
    save_profile(second, {"household": None})
    assert profile(first).living and profile(first).living.contact is None  # type: ignore[union-attr]
    save_profile(first, {"household": ""})
    assert list_households() == ()


def test_it_is_one_step_and_a_refusal_leaves_nothing(book: Path) -> None:
    adult = save_member(None, {"name": "母亲"})
    values: dict[str, Any] = {
        "name": "孩子",
        "household": "新家",
        "is_contact": True,
        "guardians": [(adult, "母亲")],
        "photo": b"jpeg",
    }
    with pytest.raises(Invalid):
        save_profile(None, {**values, "name": ""})
    assert list_households() == () and find_members().total == 1
    child = save_profile(None, values)
    assert profile(child).photo == b"jpeg" and profile(child).guardians[0].relation == "母亲"
    assert take_back() == "member.add"
    assert load_profile(child) is None and list_households() == ()
    assert profile(adult).wards == ()


def test_guardians_are_changed_and_taken_away(book: Path) -> None:
    mother, father = (save_member(None, {"name": name}) for name in ("母", "父"))
    child = save_profile(None, {"name": "孩", "guardians": [(mother, "")]})
    save_profile(child, {"guardians": [(mother, "妈妈"), (father, "爸爸")]})
    assert {(each.name, each.relation) for each in profile(child).guardians} == {
        ("母", "妈妈"),
        ("父", "爸爸"),
    }
    save_profile(child, {"guardians": [(father, "爸爸")]})
    assert [each.name for each in profile(child).guardians] == ["父"]
    assert [each.name for each in profile(father).wards] == ["孩"] and profile(child).is_minor
    take_back()
    assert len(profile(child).guardians) == 2
    remove_members([mother])
    assert [each.name for each in profile(child).guardians] == ["父"]
    with pytest.raises(Invalid) as caught:
        save_profile(child, {"guardians": [(child, "")]})
    assert set(caught.value.errors) == {"guardians"}


@pytest.mark.parametrize(
    ("born", "minor"),
    [
        ("", False),
        ("1985", False),
        ("2008", False),
        ("2009", True),
        ("2008-10-31", False),
        ("2008-11-01", True),
        ("2008-10-30", False),
        ("2026-01-01", True),
    ],
)
def test_who_is_a_minor(clock: FixedClock, born: str, minor: bool) -> None:
    assert is_minor(born) is minor
    assert is_minor(born, has_guardian=True)


def test_a_consent_holds_from_the_day_it_was_given_until_it_is_withdrawn(
    book: Path, clock: FixedClock
) -> None:
    ids = [save_member(None, {"name": name}) for name in "甲乙丙丁"]
    spans = [
        (date(2026, 10, 1), None),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), None),
        (None, None),
    ]
    for member, (given, withdrawn) in zip(ids, spans, strict=True):
        save_consents(member, [Agreement(Purpose.NAME, given, withdrawn, "口头")])
    assert agreed(Purpose.NAME) == {ids[0]}
    assert agreed(Purpose.NAME, date(2026, 10, 30)) == {ids[0], ids[1]}
    clock.set(datetime(2026, 11, 2, 9, 0))
    assert agreed(Purpose.NAME) == {ids[0], ids[2]} and agreed(Purpose.PHOTO) == frozenset()
    remove_members([ids[0]])
    assert agreed(Purpose.NAME) == {ids[2]}


def test_consents_are_kept_changed_and_taken_back(book: Path) -> None:
    member = save_member(None, {"name": "甲"})
    own = Agreement("活动录音", date(2026, 3, 1), None, "表格")
    save_consents(member, [own, Agreement(Purpose.PHOTO, date(2026, 1, 1)), Agreement("空")])
    assert [each.purpose for each in consents_of(member)] == ["photo", "活动录音"]
    assert purposes_in_use() == ("活动录音",)
    save_consents(member, [own])
    assert consents_of(member) == (own,)
    assert take_back() == "member.consent" and len(consents_of(member)) == 2
    wrong = Agreement(Purpose.PHOTO, date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(Invalid) as caught:
        save_consents(member, [wrong])
    assert set(caught.value.errors) == {"photo"}


def test_nothing_is_agreed_to_by_somebody_erased(book: Path) -> None:
    gone = save_member(None, {"name": "张三"})
    erase_member(gone)
    with pytest.raises(UserError):
        save_consents(gone, [Agreement("摄影", given=date(2026, 1, 1))])
    assert consents_of(gone) == ()


def test_referrals_go_up_and_down_and_never_round_and_round(book: Path) -> None:
    top = save_member(None, {"name": "甲"})
    middle = save_member(None, {"name": "乙", "introduced_by": top})
    one = save_member(None, {"name": "丙", "introduced_by": middle})
    two = save_member(None, {"name": "丁", "introduced_by": one})
    found = referrals_of(top)
    assert [(each.name, each.depth, each.brought, each.below) for each in found.below] == [
        ("乙", 1, 1, 2),
        ("丙", 2, 1, 1),
        ("丁", 3, 0, 0),
    ]
    assert [name for _id, name in referrals_of(two).above] == ["丙", "乙", "甲"]
    save_member(top, {"introduced_by": two})
    round_about = referrals_of(middle)
    assert [name for _id, name in round_about.above] == ["甲", "丁", "丙"]
    assert [each.name for each in round_about.below] == ["丙", "丁", "甲"]
    assert round_about.total == 3
    assert len(referrals_of(middle, shown=1).below) == 1


def test_a_long_line_is_no_deeper_than_memory(book: Path) -> None:
    first = last = save_member(None, {"name": "0"})
    for number in range(1, 40):
        last = save_member(None, {"name": str(number), "introduced_by": last})
    assert referrals_of(first).total == 39 and len(referrals_of(last).above) == 39
