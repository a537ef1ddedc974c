"""The check must notice what triggers that were switched off did not write."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.base import database
from models.journal.folding import find_differences
from models.members.member import save_member


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE member SET phone = 'x'",
        "UPDATE member SET phone = x'32'",
        "INSERT INTO member (name) VALUES ('x')",
        "UPDATE _transaction SET size = 9 WHERE kind = 'member.add'",
        "DELETE FROM _transaction WHERE kind = 'member.edit'",
        "UPDATE _clock SET hlc = 1",
    ],
)
def test_what_contradicts_the_journal_is_found(book: Path, statement: str) -> None:
    member = save_member(None, {"name": "a", "phone": "1"})
    save_member(member, {"phone": "2"})
    assert find_differences() == []
    database.execute_sql("UPDATE _clock SET mute = 1")
    database.execute_sql(statement)
    database.execute_sql("UPDATE _clock SET mute = 0")
    assert find_differences() != []


def test_a_clock_left_open_is_found(book: Path) -> None:
    database.execute_sql("UPDATE _clock SET mute = 1")
    assert find_differences() == ["the clock is behind or was left open"]
