from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.members.cadence import save_cadences
from models.members.contact import note_contact
from models.members.member import save_member
from models.members.violation import note_violation
from models.rules.rule import save_rule
from tests.ui.commands.conftest import Command


@pytest.fixture
def spoken(club: Path) -> Path:
    open_book(club)
    save_cadences({"跑步": 30})
    made = save_member(None, {"name": "赵六", "tags": ["跑步"], "joined": date(2026, 1, 1),
                              "phone": "139"})  # fmt: skip
    note_contact(made, {"day": date(2026, 9, 1), "needs": "shoes", "who": "Mei", "mood": 4})
    note_contact(made, {"day": date(2026, 9, 9), "reached": False, "who": "Mei"})
    close_book()
    return club


def test_who_is_overdue_is_listed_as_stored(spoken: Path, command: Command) -> None:
    document = command("list", spoken, "overdue", "--json").document
    assert (document["kind"], document["total"]) == ("overdue", 1)
    (line,) = document["records"]
    assert (line["name"], line["last_contact"], line["needs"]) == ("赵六", "2026-09-01", "shoes")
    assert (line["days_late"], line["tried"], line["organizer"]) == (30, "2026-09-09", "Mei")
    assert line["code"].isdecimal() and len(bytes.fromhex(line["id"])) == 16
    said = command("list", spoken, "overdue").out
    assert "赵六" in said and "139" in said and "1 record" in said


def test_contact_notes_are_listed_and_searched(spoken: Path, command: Command) -> None:
    document = command("list", spoken, "contacts", "--json", "--search", "zl").document
    assert [(line["reached"], line["mood"]) for line in document["records"]] == [
        (False, None),
        (True, 4),
    ]
    assert command("list", spoken, "contacts", "--json", "--search", "zs").document["total"] == 0
    said = command("list", spoken, "contacts").out
    assert "2026-09-01" in said and "shoes" in said and "2 records" in said


def test_violations_are_listed_and_searched(spoken: Path, command: Command) -> None:
    open_book(spoken)
    rule = save_rule(None, {"title": "No ads"})
    who = save_member(None, {"name": "孙七"})
    note_violation(who, {"rule": rule, "measure": "warning", "day": date(2026, 9, 3)})
    note_violation(who, {"note": "noise at night", "day": date(2026, 9, 4)})
    close_book()
    document = command("list", spoken, "violations", "--json").document
    assert [
        (line["rule_title"], line["measure"], line["note"]) for line in document["records"]
    ] == [
        (None, "reminder", "noise at night"),
        ("No ads", "warning", ""),
    ]
    assert command("list", spoken, "violations", "--json", "--search", "zl").document["total"] == 0
    said = command("list", spoken, "violations", "--search", "sq").out
    assert "No ads" in said and "Warning" in said and "2 records" in said
