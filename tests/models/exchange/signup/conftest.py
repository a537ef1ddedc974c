"""A small club and an event that people sign up for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.events.event import save_event
from models.exchange.signup.applying import SignUpResult, apply_sign_up
from models.exchange.signup.parsing import parse_chain
from models.exchange.signup.plan import VISITOR, Answers, SignUpPlan
from models.exchange.signup.planning import plan_sign_up
from models.members.member import save_member


class Club:
    """Seven people: two of one name, two of one nickname."""

    def __init__(self) -> None:
        self.people = {
            key: save_member(None, values)
            for key, values in {
                "tao": {"name": "周涛", "group_name": "小涛同学", "phone": "15854890450"},
                "mei": {"name": "易玉梅", "group_name": "阿梅🏃", "wechat_id": "wx_mei"},
                "fei": {"name": "李飞", "group_name": "大飞"},
                "fei2": {"name": "李飞", "group_name": "大飞妈妈"},
                "rong": {"name": "杨秀荣", "group_name": "荣爸爸", "phone": "13815807841"},
                "rong2": {"name": "毕荣", "group_name": "荣爸爸", "phone": "18698270339"},
                "wu": {"name": "吴春梅", "wechat_name": "春天"},
            }.items()
        }
        self.run = save_event(None, {"title": "周六晨跑", "begins": datetime(2026, 11, 7, 7)})

    def plan(
        self, text: str, answers: Answers | None = None, strangers: str = VISITOR
    ) -> SignUpPlan:
        return plan_sign_up(parse_chain(text), self.run, answers, strangers)

    def paste(
        self, text: str, answers: Answers | None = None, strangers: str = VISITOR
    ) -> SignUpResult:
        return apply_sign_up(parse_chain(text), self.run, answers, strangers)


@pytest.fixture
def club(book: Path) -> Club:
    return Club()
