"""The text of a sign-up chain, as people copy it out of a group, into who answered what.

Knows nobody and asks no database. Numbering, widths, blanks and line ends make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.exchange.signup.chain import (
    EARLIER,
    EMPTY,
    EXAMPLE,
    HEADING,
    NO_NAME,
    TALK,
    TITLE,
    Chain,
    Entry,
    LeftOut,
)
from models.exchange.signup.entries import read_entry
from models.exchange.signup.phrases import find_phrases
from models.exchange.signup.signs import plain, simple, split_numbers, take_number, without_strokes
from models.vocabulary import Rsvp

# Bytes or signs: a chain of a thousand people is a tenth of it.
LONGEST = 500_000
# Signs. Longer is no line of a chain, and what stands behind a number is no speech.
_LONGEST_LINE = 20_000
_LONGEST_BODY = 300
_LONGEST_PLAIN = 40
_START = re.compile(r"^[#\s]*(?:群?接龙|报名接龙)|^#")
_EXAMPLE = re.compile(
    r"^[(\[]?(?:示?例[如子]?|范例|样例|样板|模板|格式|比如|譬如|e\.?g\.?|example)(?=$|[\s:：.,、)\]\d]|[^\W\d_])"
    r"|[(\[](?:示?例|范例|样例|example)[)\]]|^如\s*[:：]",
    re.IGNORECASE,
)
_NO_EXAMPLE = re.compile(r"^例(?!如|子)[^\W\d_]")
_ANSWERS = (
    (Rsvp.NO, r"请假|不来|不去|不参加|不能来|不能参加|来不了|去不了|缺席|no|not coming|absent"),
    (Rsvp.MAYBE, r"待定|可能来?|不确定|未定|maybe|tentative"),
    (Rsvp.YES, r"报名|已报名?|参加|能来|确定(?:参加|来)?|来|候补|替补|正式|接龙|coming|yes|going"),
)
_HEADINGS = [
    (
        answer,
        re.compile(
            rf"^[\[(]?(?:{words})(?:的)?(?:人员|名单|人|成员|同学|者)?[\])]?\s*(?:[:：]\s*|$)",
            re.IGNORECASE,
        ),
    )
    for answer, words in _ANSWERS
]
_ANNOUNCED = re.compile(
    r"^(?:本次)?(?:活动|集合|出发|报名|接龙|截止|参与|具体|开始|结束|注意|联系|温馨|友情|跑步|见面)?"
    r"(?:时间|日期|地点|地址|集合点?|路线|费用|人数|名额|限额|主题|内容|要求|备注|注意(?:事项)?|说明|提示|提醒|联系人?|截止|"
    r"流程|安排|装备|天气|规则|交通|停车|组织者?|发起人?|主持人?|嘉宾|须知|方式|对象|形式|链接|网址|when|where|time|place|date|note)"
    r"\s*(?:[:：]|$)",
    re.IGNORECASE,
)
_TITLE_SIGNS = re.compile(
    r"今[天晚早]|明[天晚早]|后天|[本这下]周|[上下]午|[早晚]上|羽毛球|篮球|足球|乒乓|瑜伽|露营|爬山|骑行|桌游|观影|培训|例会|年会|茶话会|"
    r"接龙|报名|活动|统计|通知|集合|欢迎|大家|各位|注意|截止|地点|时间|费用|名额|人数|请|晨跑|夜跑|聚会|聚餐|分享会?|读书会|沙龙|讲座|"
    r"徒步|比赛|周[一二三四五六日末]|星期[一二三四五六日天]|\d{1,2}月|\d{1,2}[:：]\d\d|\d{4}[-/.年]|\d{1,2}/\d{1,2}|https?:|www\.|"
    r"\b(?:sign[- ]?up|join us|(?:mon|tues|wednes|thurs|fri|satur|sun)day|run|meeting)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[。!！?？…]|(?:吗|呢|吧|哦|啊|谢谢|哈哈|[了的]啊?)$|\d{1,2}[:：]\d\d|https?:"
)
_DIVIDERS = (
    re.compile(r"\s*[、|,;/]\s*"),
    re.compile(r"\s*[、|]\s*"),
    re.compile(r"\s+"),
)
_NO_NAME_SIGNS = re.compile(r"[的在请到去不吃接送我你他她们帮点了]")
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")


class _Line(NamedTuple):
    """A line in one way of writing; `numbered` says that a number stood in front of `body`."""

    place: int
    written: str
    body: str
    numbered: bool
    number: int
    crossed: bool


def parse_chain(text: str) -> Chain:
    """Read a chain. Whatever is pasted, every line that is not empty becomes an entry or is left
    out with its reason."""
    lines = list(_lines(text))
    numbered = _is_numbered(lines)
    reader = _Reader(numbered, not numbered and _first_is_title(lines))
    for block, is_last in _blocks(lines):
        reader.read(block, is_last)
    entries = _joined_in(reader.entries)
    return Chain(tuple(reader.titles), tuple(entries), tuple(reader.left_out), numbered)


def looks_like_chain(text: str) -> bool:
    """Say whether a text that was copied somewhere is likely a chain."""
    if len(text) > LONGEST // 10 or "\t" in text:
        return False
    chain = parse_chain(text)
    names = len(chain.entries)
    is_list = chain.numbered or bool(_START.match(simple(plain(text.strip()[:40]))))
    return names > 1 and (is_list or names * 2 > len(chain.left_out))


def _lines(text: str) -> Iterator[_Line]:
    for place, written in enumerate(text.splitlines(), 1):
        for piece in split_numbers(plain(written[:_LONGEST_LINE])):
            struck = without_strokes(piece)
            number, body = take_number(struck.text)
            if piece:
                yield _Line(
                    place, written.strip(), body, number is not None, number or 0, struck.crossed
                )


def _is_numbered(lines: Sequence[_Line]) -> bool:
    """Whether names stand behind numbers: two of them, or the first."""
    numbers = [
        each.number for each in lines if each.numbered and each.body and not _announces(each.body)
    ]
    return len(numbers) > 1 or 1 in numbers


def _announces(body: str) -> bool:
    return bool(_ANNOUNCED.match(simple(body)))


def _blocks(lines: list[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """Return the states of a chain that was copied with all of them, and which of them count.

    A state is an earlier one where half of its names come again behind another heading.
    """
    starts = [0] + [
        place for place, each in enumerate(lines) if place and _START.match(simple(each.body))
    ]
    parts = [lines[begin:end] for begin, end in zip(starts, [*starts[1:], None], strict=True)]
    names = [_names_in(part) if len(parts) > 1 else set() for part in parts]
    for place, part in enumerate(parts):
        again = (2 * len(names[place] & later) >= len(names[place]) for later in names[place + 1 :])
        yield part, not (names[place] and any(again))


def _names_in(lines: Sequence[_Line]) -> set[str]:
    found = (read_entry(0, each.body) for each in lines if each.numbered and each.body)
    return {each.name for each in found if each is not None}


def _first_is_title(lines: Sequence[_Line]) -> bool:
    """Whether a first line says nothing where the others do: 明晚打球, then 老周+1, 阿力+1."""
    others = [bool(find_phrases(each.body).phrases) for each in lines[1:] if each.body]
    silent = bool(lines) and not find_phrases(lines[0].body).phrases
    return silent and len(others) > 1 and sum(others) * 3 >= len(others) * 2


class _Reader:
    """Goes through the lines; what a heading says holds until the next one."""

    def __init__(self, numbered: bool, titled: bool) -> None:
        self.titles: list[str] = []
        self.entries: list[Entry] = []
        self.left_out: list[LeftOut] = []
        self._numbered = numbered
        self._usual = Rsvp.YES
        self._begun = False
        self._titled = titled

    def read(self, block: Sequence[_Line], counts: bool) -> None:
        self._usual = Rsvp.YES
        for line in block:
            if not counts:
                self._leave_out(line, EARLIER)
            elif reason := self._take(line):
                if reason == TITLE:
                    self.titles.append(line.written)
                self._leave_out(line, reason)

    def _leave_out(self, line: _Line, reason: str) -> None:
        self.left_out.append(LeftOut(line.place, line.written, reason))

    def _take(self, line: _Line) -> str:
        """Take a line in as what it says; return why it is left out, "" where it is not."""
        body = line.body
        if not body:
            return EMPTY
        if len(body) > _LONGEST_BODY:
            return TALK if self._begun else TITLE
        if not any(map(str.isalnum, body)) and not line.numbered:
            return TALK if self._begun else TITLE
        if _EXAMPLE.search(simple(body)) and not (line.numbered and _NO_EXAMPLE.match(body)):
            return EXAMPLE
        if _START.match(simple(body)) and not line.numbered:
            return TITLE
        if (heading := self._heading(line)) is not None:
            return heading
        if _announces(body):
            return TALK if self._begun else TITLE
        if line.numbered and self._numbered:
            return self._add(line, [body])
        return self._unnumbered(line)

    def _heading(self, line: _Line) -> str | None:
        """Take a heading and the names behind it; None where the line is none."""
        for answer, pattern in _HEADINGS:
            found = pattern.match(simple(line.body))
            if found and not line.numbered:
                self._usual = answer
                rest = line.body[found.end() :].strip()
                names = _listed(rest, strict=False) if rest else []
                return self._add(line, names or [rest]) if rest else HEADING
        return None

    def _unnumbered(self, line: _Line) -> str:
        waits = (self._numbered and not self._begun) or self._titled
        self._titled = False
        if waits or (not self._begun and _TITLE_SIGNS.search(simple(line.body))):
            return TITLE
        names = _listed(line.body, strict=True)
        if names:
            return self._add(line, names)
        if len(line.body) > _LONGEST_PLAIN or _SENTENCE.search(line.body):
            return TALK if self._begun else TITLE
        if _TITLE_SIGNS.search(simple(line.body)) and not find_phrases(line.body).phrases:
            return TALK
        return self._add(line, [line.body])

    def _add(self, line: _Line, bodies: Sequence[str]) -> str:
        read = [read_entry(line.place, body, self._usual, line.crossed) for body in bodies]
        found = [each for each in read if each is not None]
        self.entries += found
        self._begun = self._begun or bool(found)
        return "" if found else NO_NAME


def _listed(text: str, strict: bool) -> list[str]:
    """Return the names of a line that lists several, none where it does not.

    `strict` is a line nothing is known of: there a comma may also stand in front of a remark.
    """
    for divider in _DIVIDERS:
        parts = [part for part in _outside_brackets(divider, text) if part]
        if len(parts) < 2:
            continue
        if divider is _DIVIDERS[-1]:
            fits = len(parts) > (2 if strict else 1) and all(map(_HAN_NAME.fullmatch, parts))
            return parts if fits else []
        return parts if not strict or all(map(_may_be_name, parts)) else []
    return []


def _outside_brackets(divider: re.Pattern[str], text: str) -> list[str]:
    kept = re.sub(r"\([^()]*\)", lambda found: "\1" * len(found[0]), text)
    parts, begin = [], 0
    for found in divider.finditer(kept):
        parts.append(text[begin : found.start()].strip())
        begin = found.end()
    return [*parts, text[begin:].strip()]


def _may_be_name(part: str) -> bool:
    """Whether a part of a list may be a name, with what is said in brackets or by number."""
    said = find_phrases(part)
    first = said.phrases[0].begin if said.phrases else len(part)
    name = re.sub(r"\([^()]*\)$", "", part[:first]).strip(" (")
    return bool(name) and len(name) <= 12 and not _NO_NAME_SIGNS.search(name)


def _joined_in(entries: list[Entry]) -> list[Entry]:
    """Where everybody writes "+1" and nothing else, it means the writer: nobody brings anybody."""
    coming = [each for each in entries if each.answer == Rsvp.YES]
    if len(coming) < 3 or not all(each.plus_one for each in coming):
        return entries
    return [replace(each, guests=0) if each.answer == Rsvp.YES else each for each in entries]
