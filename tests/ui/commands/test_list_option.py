"""`--list`: a command about the members on a saved list."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.members.filters import ALL, Condition, Group, Test
from models.members.member import save_member
from models.members.saved_list import save_list
from tests.ui.commands.conftest import Command


@pytest.fixture
def lists(club: Path) -> Path:
    open_book(club)
    save_member(None, {"name": "外地人", "region": "昆明"})
    save_member(None, {"name": "也是外地人", "region": "昆明"})
    asked = Group(ALL, (Condition("region", Test.IS, "昆明"),))
    save_list(None, "昆明的朋友", asked)
    close_book()
    return club


def test_the_members_of_a_list_are_listed_and_exported(
    lists: Path, tmp_path: Path, command: Command
) -> None:
    told = command("list", lists, "members", "--list", "昆明", "--json")
    answer = json.loads(told.out)
    assert sorted(each["name"] for each in answer["records"]) == ["也是外地人", "外地人"]
    narrower = command("list", lists, "members", "--list", "昆明", "--search", "也是")
    assert "也是外地人" in narrower.out and "1 record" in narrower.out
    target = tmp_path / "friends.csv"
    assert command("export", lists, target, "--as", "members", "--list", "昆明").code == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == 3


def test_a_list_nobody_made_is_refused(lists: Path, command: Command) -> None:
    told = command("list", lists, "members", "--list", "北京")
    assert told.code == 1 and "昆明的朋友" in told.err
    for kind in ("events", "applicants", "points", "contacts", "overdue", "violations"):
        told = command("list", lists, kind, "--list", "昆明")
        assert told.code == 1 and "Only members" in told.err
