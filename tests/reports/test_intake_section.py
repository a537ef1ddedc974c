"""The section about intake says the figures, in both languages, for every audience."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.members.admission import accept, refuse
from models.members.leaving import leave
from models.members.member import save_member
from models.month import Month
from models.vocabulary import Audience
from reports.monthly import write_monthly
from resources.i18n import translation
from tests.conftest import FixedClock
from tests.reports.reading import text_of

WORDS = translation("en")


def admit(count: int, clock: FixedClock) -> None:
    for number in range(count):
        day = datetime(2026, 2, 1, 9, 0) + timedelta(days=number)
        clock.set(day)
        member = save_member(None, {"name": f"绝密{number}", "status": "applicant"})
        accept([member], WORDS)
        if number == 0:
            clock.set(day + timedelta(days=10))
            leave([member], clock().date(), "moved")
    clock.set(datetime(2026, 10, 31, 9, 0))
    refuse([save_member(None, {"name": "绝密", "status": "applicant"})], "full")


def printed(tmp_path: Path, language: str, audience: Audience) -> str:
    target = tmp_path / f"{language}-{audience}.pdf"
    write_monthly(target, Month(2026, 10), language, audience)
    return text_of(target)


@pytest.mark.parametrize("audience", list(Audience))
def test_shares_with_their_numbers(
    book: Path, clock: FixedClock, tmp_path: Path, audience: Audience
) -> None:
    admit(5, clock)
    english = printed(tmp_path, "en", audience)
    start = english.index("Coming in")
    section = english[start : english.index("A share is shown", start)]
    assert "80%" in section and "20%" in section
    assert "绝密" not in section
    chinese = printed(tmp_path, "zh_CN", audience)
    assert "申请与加入" in chinese and "80%" in chinese


def test_fewer_than_five_give_no_share(book: Path, clock: FixedClock, tmp_path: Path) -> None:
    admit(4, clock)
    text = printed(tmp_path, "en", Audience.FULL)
    section = text[text.index("Of those accepted") : text.index("A share is shown from 5")]
    assert "%" not in section


def test_left_out_where_nobody_applied(book: Path, tmp_path: Path) -> None:
    save_member(None, {"name": "张三", "joined": date(2026, 1, 1)})
    assert "Coming in" not in printed(tmp_path, "en", Audience.PUBLIC)
