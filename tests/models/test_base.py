"""How values are kept: days and moments as text, money in hundredths, no text as NULL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import database, live, read_day, read_moment, read_money, write_money
from models.journal.transactions import action
from models.members.household import load_household, make_household
from models.members.member import Member, save_member
from models.records import RECORDS


@pytest.mark.parametrize(
    ("amount", "stored"),
    [("12.34", 1234), (5, 500), ("0.005", 0), ("0.015", 2), (None, None), (Decimal("-1.1"), -110)],
)
def test_money_is_kept_in_hundredths(amount: Any, stored: int | None) -> None:
    assert write_money(amount) == stored


def test_money_is_no_text() -> None:
    with pytest.raises(ValueError, match="no amount"):
        write_money("viel")
    assert read_money("viel") is None
    assert read_money(1234) == Decimal("12.34")


def test_what_another_program_wrote_reads_as_unknown() -> None:
    assert [read_day(text) for text in ("", None, "soon", "2026-13-01", 5, b"x")] == [None] * 6
    assert read_day("2026-10-03 19:00") == date(2026, 10, 3)
    assert [read_moment(text) for text in ("", None, "soon", 5)] == [None] * 4
    assert read_moment("2026-10-03") == datetime(2026, 10, 3)


def test_no_text_is_ever_null(book: Path) -> None:
    save_member(None, {"name": "a", "phone": None})
    assert database.execute_sql("SELECT phone FROM member").fetchone() == ("",)


def test_bytes_in_place_of_text_are_read(book: Path) -> None:
    with closing(sqlite3.connect(book)) as other:
        other.execute("INSERT INTO member (name, note) VALUES (x'e5bca080', 7)")
        other.commit()
    (member,) = live(Member)
    assert (member.name, member.note) == ("张\ufffd", "7")


def test_words_in_place_of_an_id_name_nobody(book: Path) -> None:
    household = make_household("一家")
    with action("member.edit"):
        database.execute_sql("UPDATE household SET contact = 'soon'")
    living = load_household(household)
    assert living is not None and living.contact is None


def test_a_row_deleted_by_its_class_is_only_marked(book: Path) -> None:
    save_member(None, {"name": "a"})
    Member.get().delete_instance()
    assert Member.select().count() == 1
    assert list(live(Member)) == []


def test_every_row_whose_id_is_made_of_keys_is_shared() -> None:
    assert {record for record in RECORDS if record.keys} < {
        record for record in RECORDS if record.shared_id
    }
