"""Ratings without a name read from a file, and the evaluation printed, without a window."""

from __future__ import annotations

from pathlib import Path

from models.book import close_book, open_book
from models.events.evaluation import slips_of
from tests.reports.reading import plain_text_of
from tests.ui.commands.conftest import Command
from ui.commands.naming import find_event


def said(club: Path) -> list[tuple[int | None, str]]:
    open_book(club)
    try:
        return [(slip.rating, slip.comment) for slip in slips_of(find_event("春日"))]
    finally:
        close_book()


def test_marks_without_names_become_slips_once(
    club: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "评分.csv"
    source.write_text("提交时间,评分,意见\n2026-10-04,5,很好\n2026-10-05,2,\n", "utf-8")
    words = ("import", club, source, "--as", "attendance", "--event", "春日")
    foreseen = command(*words, "--dry-run")
    assert foreseen.code == 0 and "names nobody" in foreseen.out and said(club) == []
    done = command(*words, "--json").document
    assert (done["added"], done["skipped"]) == (2, [])
    assert said(club) == [(5, "很好"), (2, "")]
    again = command(*words, "--json").document
    assert again["added"] == 0 and [row["line"] for row in again["skipped"]] == [2, 3]
    assert "already" in again["skipped"][0]["reason"]
    assert command("undo", club).code == 0
    assert said(club) == []


def test_the_evaluation_of_an_event_is_printed(
    club: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "评分.csv"
    source.write_text("评分,意见\n5,很好\n", "utf-8")
    command("import", club, source, "--as", "attendance", "--event", "春日")
    target = tmp_path / "evaluation.pdf"
    words = ("print", club, "evaluation", "--event", "春日", "--output", target)
    document = command(*words, "--language", "zh_CN", "--json").document
    assert (document["pages"], document["missing_characters"]) == (1, [])
    assert "很好" in plain_text_of(target) and "活动评估" in plain_text_of(target)
    command(*words, "--audience", "public")
    assert "很好" not in plain_text_of(target)
