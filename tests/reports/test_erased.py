from __future__ import annotations

from datetime import date
from pathlib import Path

from models.erasing import erase_member
from models.feedback.feedback import save_feedback
from models.members.member import save_member
from models.month import Month
from models.vocabulary import Audience
from reports.monthly import write_monthly
from tests.reports.reading import text_of


def test_open_feedback_of_the_erased_is_counted_and_says_so(book: Path, tmp_path: Path) -> None:
    member = save_member(None, {"name": "张三"})
    save_feedback(None, {"date": date(2026, 10, 3), "text": "停车不方便", "member": member})
    erase_member(member)
    write_monthly(tmp_path / "a.pdf", Month(2026, 10), "en", Audience.FULL)
    text = " ".join(text_of(tmp_path / "a.pdf").split())
    assert "no name (erased) 28 days, overdue" in text
