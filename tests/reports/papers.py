"""What the tests of papers about members share: a small community with awkward texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from models.members.consent import Agreement, save_consents
from models.members.custom_field import define_field
from models.members.field_values import NAMED
from models.members.member import save_member
from models.vocabulary import FieldSort, Purpose

AWKWARD = "=1+1 <b>&amp;</b> <img src='/etc/passwd'/>"


@dataclass(frozen=True)
class Club:
    anna: bytes
    xiaoming: bytes
    shy: bytes
    field: str

    @property
    def everybody(self) -> list[bytes]:
        return [self.anna, self.xiaoming, self.shy]


@pytest.fixture
def club(book: Path) -> Club:
    """Two who agreed to have their first names shown, and one who did not."""
    field = f"{NAMED}{define_field(None, 'Address & street', FieldSort.TEXT).hex()}"
    anna = save_member(
        None,
        {"name": "Anna Berg", "phone": "13800000001", "region": "North", "born": "1985-11-03",
         "joined": date(2020, 11, 5), "email": "anna@example.org", "note": AWKWARD,
         field: "Elm Street 5", "role": "Volunteer"},
    )  # fmt: skip
    xiaoming = save_member(
        None,
        {"name": "欧阳晓明", "phone": "13800000002", "region": "South", "born": "1992",
         "joined": date(2021, 2, 1), "group_name": "晓明-南"},
    )  # fmt: skip
    shy = save_member(
        None,
        {"name": "Zoe Quist", "phone": "13800000003", "region": "North", "born": "2000-02-29",
         "joined": date(2026, 10, 1)},
    )  # fmt: skip
    for member in (anna, xiaoming):
        save_consents(member, [Agreement(Purpose.NAME, date(2026, 1, 1), None, "in person")])
    withdrawn = Agreement(Purpose.NAME, date(2026, 1, 1), date(2026, 5, 1), "by phone")
    save_consents(shy, [withdrawn])
    return Club(anna, xiaoming, shy, field)
