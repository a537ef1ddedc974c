from __future__ import annotations

import pytest

from models.pinyin import sort_key, spellings


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单雄信", "shan xiong xin"),
        ("曾国藩", "zeng guo"),
        ("仇英", "qiu ying"),
        ("解珍", "xie zhen"),
        ("欧阳修", "ou yang xiu"),
        ("尉迟恭", "yu chi gong"),
        ("任我行", "ren wo"),
        ("Bob", "bob"),
    ],
)
def test_a_surname_sorts_by_its_own_reading(name: str, key: str) -> None:
    assert sort_key(name).startswith(key)


def test_a_name_is_typed_in_many_ways() -> None:
    assert {"shanxiaoming", "sxm", "shanxm", "danxiaoming", "dxm"} <= spellings("单小明")
    assert {"ouyangnana", "ouyangnn", "ouynn", "oynn"} <= spellings("欧阳娜娜")


def test_a_given_name_is_not_read_as_a_surname() -> None:
    assert "zeng" not in "".join(sorted(spellings("仇", surname=False)))
    assert "qiu" in spellings("仇")
    assert "chou" in spellings("仇", surname=False)


def test_a_character_without_a_reading_stands_for_itself() -> None:
    assert "x" in spellings("x")
    assert sort_key("\U0002ebe0") == "\U0002ebe0\t\U0002ebe0"


def test_a_text_of_many_readings_stays_small() -> None:
    assert len(spellings("和和和和和和和和")) < 60
