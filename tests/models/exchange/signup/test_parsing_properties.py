"""Whatever the dress of a chain, it says the same; and nothing that is pasted is passed over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from models.exchange.signup.chain import Chain
from models.exchange.signup.parsing import looks_like_chain, parse_chain

_NAMES = st.sampled_from(
    "小涛同学 🌸兰 大梅🏃 张平 欧阳娜娜 Zoe 阿梅-市场部 荣爸爸 周九 李和平 元宝 O'Brien".split()
)  # fmt: skip
_SAID = st.sampled_from(
    ",+1,2人,请假,(带娃),可能晚到,两大一小,13800138000,待定,取消,(素食) 晚到,我和老公".split(",")
)  # fmt: skip
_LINES = st.lists(st.tuples(_NAMES, _SAID), min_size=1, max_size=12, unique_by=lambda pair: pair[0])
_STYLES = {
    "dot": "{}. ",
    "comma": "{}、",
    "bracket": "{}) ",
    "brackets": "({})",
    "wide brackets": "（{}）",
    "keycap": "keycap",
    "circled": "circled",
    "blank": "{} ",
    "wide dot": "{}．",
    "named": "No.{} ",
}
_WIDE = {ord(" "): "\u3000"} | {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def numbered(lines: list[tuple[str, str]], style: str = "dot", end: str = "\n") -> str:
    marks = [_mark(style, number) for number in range(1, len(lines) + 1)]
    rows = [f"{mark}{name} {said}" for mark, (name, said) in zip(marks, lines, strict=True)]
    return end.join(["#接龙", "周六晨跑报名", *rows])


def _mark(style: str, number: int) -> str:
    if style == "circled":
        return chr(0x2460 + number - 1)
    if style == "keycap":
        return "".join(f"{digit}\ufe0f\u20e3" for digit in str(number))
    return _STYLES[style].format(number)


def told(chain: Chain) -> tuple[object, ...]:
    return tuple(replace(entry, line=0) for entry in chain.entries)


@given(_LINES, st.sampled_from(sorted(_STYLES)))
def test_the_style_of_numbers_makes_no_difference(lines: list[tuple[str, str]], style: str) -> None:
    chain = parse_chain(numbered(lines))
    assert [entry.name for entry in chain.entries] == [name for name, _said in lines]
    assert told(parse_chain(numbered(lines, style))) == told(chain)


@given(_LINES)
def test_full_width_makes_no_difference(lines: list[tuple[str, str]]) -> None:
    usual = numbered(lines)
    assert told(parse_chain(usual.translate(_WIDE).replace("\uff03接龙", "#接龙"))) == told(
        parse_chain(usual)
    )


@given(_LINES, st.sampled_from(["\r\n", "\r", "\n\n", "\u2028", " \n\t", "\n\u200b\n"]))
def test_line_ends_and_empty_lines_make_no_difference(
    lines: list[tuple[str, str]], end: str
) -> None:
    assert told(parse_chain(numbered(lines, end=end))) == told(parse_chain(numbered(lines)))


@given(_LINES, st.sampled_from(["  ", "\t", "\u3000", "\u00a0 ", " \u200b "]))
def test_blanks_make_no_difference(lines: list[tuple[str, str]], blank: str) -> None:
    spaced = "\n".join(f"{blank}{line}{blank}" for line in numbered(lines).split("\n"))
    assert told(parse_chain(spaced.replace(" ", blank))) == told(parse_chain(numbered(lines)))


@given(_LINES, st.integers(1, 12))
def test_what_comes_later_changes_nothing_of_what_stands(
    lines: list[tuple[str, str]], more: int
) -> None:
    """But "+1" of everybody, which means themselves."""
    before = told(parse_chain(numbered([("先来", "晚到"), *lines[:more]])))
    after = told(parse_chain(numbered([("先来", "晚到"), *lines])))
    assert after[: len(before)] == before


@given(st.text(max_size=300))
@example("1. \n~~~~\n①\n+1\n@\n()\n、、、")
@example("1.2.3.4.")
@example("\u0336\u0336 1\n<s></s>")
def test_nothing_crashes_and_no_line_is_passed_over(text: str) -> None:
    chain = parse_chain(text)
    looks_like_chain(text)
    accounted = {each.line for each in chain.entries} | {each.line for each in chain.left_out}
    for place, line in enumerate(text.splitlines(), 1):
        if any(map(str.isalnum, line)):
            assert place in accounted, line
    for entry in chain.entries:
        assert entry.name.strip() == entry.name != ""
        assert 0 <= entry.guests <= 30


@given(
    st.lists(
        st.sampled_from("1. ①张三李四+人2带娃请假、，（）~~\n 和：可能例接龙#"), max_size=80
    ).map("".join)
)
def test_no_mixture_of_the_signs_of_a_chain_crashes(text: str) -> None:
    chain = parse_chain(text)
    accounted = {each.line for each in chain.entries} | {each.line for each in chain.left_out}
    for place, line in enumerate(text.splitlines(), 1):
        if any(map(str.isalnum, line)):
            assert place in accounted
