from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.events.event import save_event
from models.events.task import save_task, tick_tasks
from models.members.member import save_member
from tests.ui.commands.conftest import Command


@pytest.fixture
def planned(club: Path) -> Path:
    open_book(club)
    mei = save_member(None, {"name": "阿梅"})
    run = save_event(None, {"title": "晨跑", "begins": datetime(2026, 11, 14, 7)})
    off = save_event(None, {"title": "夜跑", "status": "cancelled"})
    save_task(None, run, {"title": "买水"})
    save_task(None, run, {"title": "订场地", "due": date(2026, 11, 7), "member": mei})
    tick_tasks([save_task(None, run, {"title": "海报", "due": date(2026, 11, 1)})])
    save_task(None, off, {"title": "不必了", "due": date(2026, 11, 1)})
    close_book()
    return club


def test_what_is_to_be_done_is_listed_as_stored(planned: Path, command: Command) -> None:
    document = command("list", planned, "tasks", "--json").document
    assert (document["kind"], document["total"]) == ("tasks", 2)
    first, second = document["records"]
    assert (first["title"], first["due"], first["member_name"]) == ("订场地", "2026-11-07", "阿梅")
    assert (second["title"], second["due"], second["member"]) == ("买水", None, None)
    assert len(bytes.fromhex(first["event"])) == 16 and first["event_title"] == "晨跑"
    said = command("list", planned, "tasks").out
    assert "Who takes care of it" in said and "2 records" in said and "海报" not in said


@pytest.mark.parametrize(("text", "titles"), [("am", ["订场地"]), ("水", ["买水"]), ("x", [])])
def test_a_search_finds_owners_and_words(
    planned: Path, command: Command, text: str, titles: list[str]
) -> None:
    document = command("list", planned, "tasks", "--json", "--search", text).document
    assert [line["title"] for line in document["records"]] == titles
