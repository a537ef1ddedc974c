from __future__ import annotations

import pytest

from models.base import new_id
from models.journal.transactions import action
from models.members.calling_codes import codes_of, members_coded
from models.members.member import Member, remove_members, save_member

pytestmark = pytest.mark.usefixtures("book")


def coded(number: int) -> bytes:
    """Make a member whose id spells this number."""
    with action("member.add"):
        part = (number << 64) // 10**10 + 1
        return bytes(Member.create(id=part.to_bytes(8, "big") + new_id()[8:], name="某").id)


def test_as_many_digits_as_tell_somebody_from_all_others() -> None:
    ids = [coded(number) for number in (1234567890, 1239999999, 1234500000, 5550000000)]
    codes = codes_of(ids)
    assert [codes[each] for each in ids] == ["123456", "1239", "123450", "555"]
    for member, code in codes.items():
        assert [found for found, _name, _phone in members_coded(code)] == [member]


def test_a_number_printed_before_somebody_joined_finds_both() -> None:
    first = coded(7770000001)
    code = codes_of([first])[first]
    second = coded(7770000002)
    assert {member for member, _name, _phone in members_coded(code)} == {first, second}
    remove_members([second])
    assert [member for member, _name, _phone in members_coded(code)] == [first]


def test_letters_and_too_few_digits_are_no_number() -> None:
    coded(1230000000)
    assert members_coded("12") == members_coded("zs") == members_coded("") == []


def test_every_member_has_a_number_of_their_own() -> None:
    ids = [coded(9999999999), *(save_member(None, {"name": "某"}) for _each in range(300))]
    codes = codes_of(ids)
    assert len(set(codes.values())) == 301
    assert max(map(len, codes.values())) <= 7
    for member, code in codes.items():
        assert [found for found, _name, _phone in members_coded(code)] == [member]
