"""The signs a line of a chain is written with: widths, numbers in front, strokes through it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Marks that are not seen: directions, joints, soft hyphens.
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_KEYCAPS = re.compile("((?:[0-9]\ufe0f?\u20e3)+)")
_STROKES = re.compile("[\u0335-\u0338]")
_STRUCK = re.compile(r"~~+(.+?)~~+|<(?:s|del|strike)>(.+?)</(?:s|del|strike)>|(?<!-)--+([^-]+)--+")
_HAN_DIGITS = {sign: place for place, sign in enumerate("〇一二三四五六七八九")} | {
    "两": 2, "俩": 2, "仨": 3
}  # fmt: skip
_BULLETS = re.compile(
    r"^(?:[✅☑✔✓√👉•·●○■□◆◇▪▫*>»‣➤►▶]\ufe0f?\s*)+|^[-–—](?=\s|[^\W\d])\s*|^\[\s*[xX ]?\s*\]\s*"
)
# Behind a number: what shows that it counts or dates something, and is not the number of a line.
_UNIT = re.compile(
    r"(?!(.)\1)[月日号点时分人位个块期年天届组楼岁层室栋班%°~*×+\d]|[大小](?=[\d一二两三+]|$|\s)"
    r"|元(?=[/每一]|$|\s)|周[年末]|km(?![a-z])|公里|[ap]m(?![a-z])",
    re.IGNORECASE,
)
_DATED = re.compile(r"[月日期年天届周次场季集讲课章回]")
_FRAMED = re.compile(
    r"[(\[【<]\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)\]】>]\s*[.、,:]?"
    r"|(?:no\.?|[#第])\s*(\d{1,3})\s*(?:[.、,):号位]|(?=\s|[^\W\d]))"
    r"|([一二三四五六七八九十]{1,3})\s*[、.):,]",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,3}(?!\d)")
# What divides a number from a name, unless it makes a date, a time or a price of it.
_DIVIDED = re.compile(
    r"\s*(?:[、,。)\]】_|]|\.(?!\d{1,4}(?!\d))|:(?!\d)|[-/](?!\d)|号(?=[\s.:、,)]|$)[.:、,)]?|$)"
)
_ANOTHER = re.compile(r"(?:(?<=\s)|(?<=[,;、，；。]))(\d{1,3})\s*[.、)](?!\d)")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,:;!?()]|[,:;!?()](?![0-9A-Za-z])")


# The signs of answers as they are written in Taiwan and Hong Kong; names stay as they are.
_SIMPLE = str.maketrans(
    "請帶兩個來參沒時間遲點開車報屬兒媽爺雙婦確會還與總計龍範樣單備註說費數組聯絡釋題話閨蜜們夥領攜臨",
    "请带两个来参没时间迟点开车报属儿妈爷双妇确会还与总计龙范样单备注说费数组联络释题话闺蜜们伙领携临",
)


class Struck(NamedTuple):
    """A line without its strokes, and whether everything in it was struck out."""

    text: str
    crossed: bool


def plain(line: str) -> str:
    """Return a line in one way of writing: widths, digits in circles, blanks."""
    signs = _UNSEEN.sub("", line).replace("➕", "+").replace("🔟", " 10. ")
    signs = _KEYCAPS.sub(lambda found: f" {''.join(filter(str.isdecimal, found[1]))}. ", signs)
    signs = "".join(_uncircled(sign) for sign in signs)
    return " ".join(unicodedata.normalize("NFKC", signs).split())


def _uncircled(sign: str) -> str:
    if sign < "\u2460" or unicodedata.category(sign) != "No":
        return sign
    name = unicodedata.name(sign, "")
    number = unicodedata.numeric(sign, -1.0)
    if number >= 0 and ("CIRCLED" in name or "FULL STOP" in name or "PARENTHESIZED" in name):
        return f" {int(number)}. "
    return sign


def simple(text: str) -> str:
    """Return a text of the same length whose answers are in the signs of the mainland."""
    return text.translate(_SIMPLE)


def tidy(text: str) -> str:
    """Return what somebody said with the signs that Chinese, or another language, is set with."""
    return _NARROW.sub(lambda found: found[0].translate(_WIDE), text) if _HAN.search(text) else text


def without_strokes(line: str) -> Struck:
    """Take out what was struck out; where nothing else is left, keep it and say so."""
    if _STROKES.search(line):
        struck = len(_STROKES.findall(line))
        line = unicodedata.normalize("NFKC", _STROKES.sub("", line))
        return Struck(line, struck * 2 >= sum(map(str.isalnum, line)))
    if not _STRUCK.search(line):
        return Struck(line, False)
    rest = _STRUCK.sub(" ", line).strip()
    inside = _STRUCK.sub(lambda found: found[1] or found[2] or found[3], line)
    _number, bare = take_number(rest)
    gone = not any(map(str.isalnum, bare))
    return Struck(" ".join((inside if gone else rest).split()), gone)


def take_number(line: str) -> tuple[int | None, str]:
    """Return the number in front of a line, None where there is none, and the rest."""
    bare = _BULLETS.sub("", line)
    framed = _FRAMED.match(bare)
    if framed and not (bare[0] == "第" and _DATED.match(bare[framed.end(2) :].strip())):
        number = read_number(framed[1] or framed[2] or framed[3])
        return number, _BULLETS.sub("", bare[framed.end() :].strip())
    digits = _DIGITS.match(bare)
    if not digits:
        return None, bare
    rest = bare[digits.end() :]
    if divided := _DIVIDED.match(rest):
        rest = rest[divided.end() :].strip()
    elif _UNIT.match(rest.strip()) or not _begins_a_name(rest.strip()):
        return None, bare
    return int(digits[0]), _BULLETS.sub("", rest.strip())


def _begins_a_name(text: str) -> bool:
    return text[0].isalpha() or text[0] in "@[【" or unicodedata.category(text[0]) == "So"


def read_number(text: str) -> int:
    """Return a small number in digits or Chinese: 2, 两, 十二."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return _HAN_DIGITS.get(tens, 1) * 10 + _HAN_DIGITS.get(ones, 0)
    return _HAN_DIGITS.get(text[:1], 0)


def split_numbers(line: str) -> list[str]:
    """Return the entries of a line that holds several: "1. 张三 2. 李四 3. 王五"."""
    marks = [(int(found[1]), found.start()) for found in _ANOTHER.finditer(f" {line}")]
    for start, (first, begin) in enumerate(marks):
        run = [begin]
        for number, place in marks[start + 1 :]:
            if number == first + len(run):
                run.append(place)
        if len(run) > 1:
            ends = [*run[1:], len(line) + 1]
            pieces = [line[: max(begin - 1, 0)]] + [
                line[max(here - 1, 0) : end - 1] for here, end in zip(run, ends, strict=True)
            ]
            return [piece.strip(" ,;，；、") for piece in pieces if piece.strip(" ,;，；、")]
    return [line]
