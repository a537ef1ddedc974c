from __future__ import annotations

from pathlib import Path

from tests.ui.commands.conftest import Command


def test_a_report_is_a_pdf_in_the_language_asked_for(
    club: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "october.pdf"
    words = ("report", club, "--month", "2026-10", "--output", target, "--language", "zh_CN")
    document = command(*words, "--audience", "full", "--json").document
    assert document["file"] == str(target)
    assert document["pages"] >= 1
    assert document["missing_characters"] == []
    assert target.read_bytes().startswith(b"%PDF")


def test_the_rule_book_is_printed(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "rules.pdf"
    told = command("print", club, "rulebook", "--output", target)
    assert (told.code, told.out) == (0, f"1 page is in {target}.\n")


def test_a_paper_never_replaces_a_community_file(club: Path, command: Command) -> None:
    before = club.read_bytes()
    assert command("report", club, "--month", "2026-10", "--output", club).code == 1
    assert command("print", club, "rulebook", "--output", club).code == 1
    assert club.read_bytes() == before


def test_a_month_that_is_none_is_refused(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "x.pdf"
    refused = command("report", club, "--month", "2026-13", "--output", target)
    assert refused.code == 1
    assert refused.err == "“2026-13” is no month. Write it like 2026-10.\n"
    assert not target.exists()
