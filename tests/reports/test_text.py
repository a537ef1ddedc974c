from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import styles
from reports.fonts import missing_characters, register
from reports.text import (
    NO_GLYPH_SIGN,
    Text,
    break_lines,
    may_break,
    printable,
    strong,
    text_width,
)

SAMPLE = (
    "集合地点标识不清楚，导致迟到十分钟；建议（尽快）增加指示牌！他说：“请在Microsoft Teams群里"
    "提前三天发布internationalization通知，谢谢。”《志愿服务管理办法》第3条规定……不得——缺席。"
)
CLOSING = "，。；：！？）》”、…—%"
OPENING = "（《“"


@pytest.fixture(autouse=True)
def fonts() -> None:
    register()


def lines_of(text: str, room: float) -> list[str]:
    made = Text(text, styles.BODY)
    made.wrap(room, 10_000)
    return [made.plain[start:end] for start, end in made._lines]


@pytest.mark.parametrize("room", range(60, 320, 7))
def test_no_line_begins_with_closing_punctuation_or_ends_with_opening(room: int) -> None:
    lines = lines_of(SAMPLE, room)
    assert "".join(lines) == SAMPLE
    assert not [line for line in lines[1:] if line[0] in CLOSING]
    assert not [line for line in lines if line[-1] in OPENING]


@pytest.mark.parametrize("room", range(100, 320, 7))
def test_latin_words_stay_whole(room: int) -> None:
    for word in ("Microsoft", "Teams", "internationalization"):
        assert any(word in line for line in lines_of(SAMPLE, room))


@given(
    st.text(st.sampled_from("的一是，。（）《》“”aB 1-/\n"), max_size=80),
    st.floats(20, 300),
)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, room: float) -> None:
    lines = lines_of(text, room)
    assert "".join(lines) == text.replace("\n", "")
    for line in lines:
        shown = line.rstrip(" ")
        assert len(shown) < 2 or text_width(shown, styles.BODY.size) <= room + 1e-3


def test_a_word_wider_than_the_line_is_cut_and_ends() -> None:
    assert break_lines("abcdef", [10.0] * 6, 25) == [(0, 2), (2, 4), (4, 6)]
    assert break_lines("ab", [10.0] * 2, 1) == [(0, 1), (1, 2)]


def test_an_apostrophe_does_not_break_a_word() -> None:
    assert not may_break("’", "t")
    assert may_break("”", "他")


def test_markup_is_only_text() -> None:
    for hostile in ('<img src="file:///etc/passwd">', "<b>x", "5<6<br>", "&amp;", "=1+1"):
        assert "".join(lines_of(hostile, 400)) == hostile


def test_bold_runs_keep_their_place_across_lines() -> None:
    made = Text(f"本月{strong('15 场活动')}，{strong('412')} 人次", styles.BODY)
    made.wrap(40, 1000)
    runs = [run for line in made._lines for run in made._runs(*line)]
    assert "".join(text for text, bold in runs if bold) == "15 场活动412"
    assert made.plain == "本月15 场活动，412 人次"


def test_marks_out_of_place_harm_nothing() -> None:
    for text in (
        strong("a")[:-1],
        strong("a")[1:],
        strong(strong("a")),
        strong(""),
        "\ufdd1\ufdd0",
    ):
        assert lines_of(text, 100)[0].strip() in ("a", "")


def test_what_has_no_glyph_is_replaced_and_reported() -> None:
    assert printable("月会🎉") == (f"月会{NO_GLYPH_SIGN}", frozenset("🎉"))


def test_what_has_no_shape_is_left_out_silently() -> None:
    assert printable("a\u200bb\ufe0f\x07c\u202ed") == ("abcd", frozenset())
    assert printable("e\u0301") == ("é", frozenset())
    assert printable("a\tb\r\nc") == ("a b\nc", frozenset())


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_whatever_was_cleaned_can_be_drawn(text: str) -> None:
    cleaned, _missing = printable(text)
    shown = Text(cleaned, styles.BODY).plain.replace("\n", "")
    assert missing_characters(shown) == frozenset()


def test_splitting_keeps_every_line_once() -> None:
    made = Text(SAMPLE * 3, styles.BODY)
    _width, height = made.wrap(120, 10_000)
    first, rest = made.split(120, height / 2)
    pieces = [text for part in (first, rest) for text in _shown(part)]
    assert "".join(pieces) == SAMPLE * 3
    assert made.split(120, height) == [made]
    assert made.split(120, styles.BODY.leading * 1.5) == []


def test_a_last_line_takes_company_along() -> None:
    made = Text("\n".join("abcdef"), styles.BODY)
    made.wrap(100, 1000)
    first, rest = made.split(100, styles.BODY.leading * 5)
    assert (len(_shown(first)), len(_shown(rest))) == (4, 2)


def test_breaking_is_quick() -> None:
    chance = random.Random(1)
    text = "".join(chance.choice("的一是在不了有和人这，。 ab") for _number in range(20_000))
    assert "".join(lines_of(text, 300)) == text


def _shown(text: Text) -> list[str]:
    return [text.plain[start:end] for start, end in text._lines]
