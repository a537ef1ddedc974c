from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.errors import Invalid
from models.journal.undo import undo, undo_step
from models.members.contact import THANKS, Contact
from models.members.member import save_member
from models.members.points import give_points
from models.members.thanks import thank, thank_list


def someone(name: str, **more: object) -> bytes:
    return save_member(None, {"name": name, "joined": date(2025, 1, 1), **more})


def names() -> list[str]:
    return [one.name for one in thank_list()]


def test_it_is_by_name_and_says_what_for(book: Path) -> None:
    zoe, ann = someone("Zoe"), someone("Ann")
    give_points([zoe], 90, "hosted", date(2026, 10, 3))
    give_points([ann], 1, "tea", date(2026, 9, 3))
    give_points([ann], 1, "cake", date(2026, 10, 9))
    first, second = thank_list()
    assert (first.name, second.name) == ("Ann", "Zoe"), "no ranking"
    assert [reason.text for reason in first.reasons] == ["cake", "tea"]
    assert first.active == pytest.approx(1.9)
    assert first.thanked is None


def test_who_was_thanked_since_is_not_on_it(book: Path) -> None:
    ann = someone("Ann")
    give_points([ann], 5, "tea", date(2026, 10, 3))
    assert thank([ann], note="a card", who="Lin", day=date(2026, 10, 5)) == 1
    contact = Contact.get()
    assert (contact.channel, contact.who, contact.note) == (THANKS, "Lin", "a card")
    assert names() == []
    give_points([ann], 5, "cake", date(2026, 10, 20))
    (again,) = thank_list()
    assert [reason.text for reason in again.reasons] == ["cake"]
    assert again.thanked == date(2026, 10, 5)
    thank([ann])
    step = undo_step()
    assert step is not None and step.kind == "points.thank"
    undo(step)
    assert names() == ["Ann"]


def test_who_left_rests_or_lost_points_is_not_on_it(book: Path) -> None:
    left = someone("Left", status="left", left=date(2026, 10, 20))
    rests = someone("Rests", rest_until=date(2026, 10, 31))
    back = someone("Back", rest_until=date(2026, 10, 30))
    taken, long_ago = someone("Taken"), someone("Long ago")
    give_points([left, rests, back], 5, "tea", date(2026, 10, 3))
    give_points([taken], -5, "late", date(2026, 10, 3))
    give_points([long_ago], 5, "tea", date(2025, 10, 3))
    assert names() == ["Back"]


def test_nobody_is_thanked_tomorrow(book: Path) -> None:
    with pytest.raises(Invalid):
        thank([someone("Ann")], day=date(2026, 11, 1))
