"""What is told of a passphrase while it is typed."""

from __future__ import annotations

import time

import pytest

from models.storage.rekeying import Strength, strength


@pytest.mark.parametrize(
    "text",
    ["", "123456", "password", "Password1", "qwertyuiop", "aaaaaaaaaaaaaaaaaaaa", "5201314",
     "19900101", "13800000001", "woaini1314", "abcdefghijkl", "社群2026", "club", "cat"],
)  # fmt: skip
def test_what_everybody_tries_is_weak_and_gets_a_hint(text: str) -> None:
    rating = strength(text)
    assert rating.strength is Strength.WEAK
    assert rating.hint.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "correct horse battery staple",
        "江边慢跑团一起跑步",
        "x7$kQ!mm2Vd_e",
        "灯笼 turtle 93 balcony",
    ],
)
def test_long_and_various_is_strong(text: str) -> None:
    assert strength(text).strength is Strength.STRONG
    assert strength(text).hint == ""


def test_more_is_never_weaker() -> None:
    order = list(Strength)
    for text in ("blue river", "x7$kQ!", "晚风灯笼"):
        rated = [order.index(strength(text * times).strength) for times in (1, 2, 3)]
        assert rated == sorted(rated)


def test_a_long_text_is_rated_within_a_key_press() -> None:
    began = time.perf_counter()
    assert strength("ab1 " * 2_000).strength is Strength.STRONG
    assert time.perf_counter() - began < 0.1
