"""Which event a chain is about."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.events.event import save_event
from models.exchange.signup.guessing import guess_event
from models.exchange.signup.parsing import parse_chain
from tests.models.exchange.signup.conftest import Club

NAMES = "\n1. 周涛\n2. 春天"


@pytest.fixture
def season(club: Club) -> dict[str, bytes]:
    """Today is Saturday the 31st of October 2026."""
    events = {
        "run": ("周六晨跑", datetime(2026, 11, 14, 7)),
        "before": ("周六晨跑", datetime(2026, 10, 24, 7)),
        "talk": ("读书会：三体", datetime(2026, 11, 7, 19)),
        "party": ("年会", datetime(2026, 12, 31, 18)),
    }
    made = {
        key: save_event(None, {"title": title, "begins": begins})
        for key, (title, begins) in events.items()
    }
    return {**made, "next": club.run}


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("#接龙\n周六晨跑报名", "next"),
        ("#接龙\n下周六（11月14日）晨跑", "run"),
        ("晨跑 10.24 补报名", "before"),
        ("#接龙 三体读书会", "talk"),
        ("年会聚餐报名", "party"),
        ("12月31日聚会", "party"),
        ("羽毛球", None),
        ("", None),
    ],
)
def test_by_title_and_day(season: dict[str, bytes], title: str, meant: str | None) -> None:
    assert guess_event(parse_chain(title + NAMES)) == (season[meant] if meant else None)


def test_by_who_is_on_the_list_already(club: Club, season: dict[str, bytes]) -> None:
    club.paste(NAMES)
    assert guess_event(parse_chain(f"{NAMES}\n3. 大飞")) == club.run


def test_where_there_is_no_event(book: object) -> None:
    assert guess_event(parse_chain(NAMES)) is None
