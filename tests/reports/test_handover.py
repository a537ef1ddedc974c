from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.book import save_about
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.members.member import save_member
from reports.handover import write_handover
from tests.reports.reading import plain_text_of, text_of


@pytest.fixture
def busy(book: Path) -> Path:
    """Two events to come, one of them without a place, and somebody who waits too long."""
    save_about({"purpose": "一起慢慢跑"})
    save_member(None, {"name": "Ann", "status": "active", "joined": date(2026, 1, 1)})
    ahead = {"status": "planned", "title": "Night run"}
    save_event(None, {**ahead, "begins": datetime(2026, 11, 5, 19, 0)})
    later = {**ahead, "title": "Tea", "place": "Boat house"}
    save_event(None, {**later, "begins": datetime(2026, 12, 1, 15, 0)})
    save_event(None, {**later, "title": "Spring", "begins": datetime(2027, 3, 1, 15, 0)})
    save_feedback(None, {"date": date(2026, 10, 1), "kind": "question", "text": "Who brings tea?"})
    return book


def test_it_tells_a_successor_what_to_do_and_what_is_due(busy: Path, tmp_path: Path) -> None:
    target = tmp_path / "read.pdf"
    written = write_handover(target, "club.guildbook", True, "Lin, 138 0000 0000", "en")
    text, found = text_of(target), plain_text_of(target)
    assert written.pages == 1
    assert "一起慢慢跑" in found
    assert "1 member today" in text
    assert "It asks for the passphrase" in text
    assert "Lin, 138 0000 0000" in text
    assert "1 feedback is waiting too long" in text
    assert "“Night run” has no place yet" in text
    assert "Boat house" in text
    assert "Spring" not in text
    assert "Who brings tea?" not in text, "the page lies about: no member's words on it"


def test_in_chinese_with_lines_where_nobody_is_named(busy: Path, tmp_path: Path) -> None:
    target = tmp_path / "read.pdf"
    assert write_handover(target, "club.guildbook", False, "", "zh_CN").pages == 1
    found = plain_text_of(target)
    assert "请先读这一页" in found
    assert "姓名和联系方式" in found
    assert "口令" not in found


def test_a_quiet_community_says_that_nothing_is_planned(book: Path, tmp_path: Path) -> None:
    write_handover(tmp_path / "read.pdf", "club.guildbook", False, "", "en")
    assert "No event is planned until Dec 12." in text_of(tmp_path / "read.pdf")
