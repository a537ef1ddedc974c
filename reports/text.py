"""Text on paper: Chinese line breaking, Latin words kept whole, bold runs, no markup at all.

reportlab's own Paragraph reads its text as markup, which user text must never be, and breaks lines
by Japanese rules. A Text takes every character literally. Bold comes from `strong`, whose marks are
characters that Unicode keeps out of text for good.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from reports.fonts import BOLD, REGULAR
from reports.typefaces import characters_of, widths_of

NO_GLYPH_SIGN = "〓"  # what Chinese printers set where a character is missing from the case

_STRONG_BEGINS, _STRONG_ENDS = "\ufdd0", "\ufdd1"
_CLOSING = frozenset(
    "!'),.:;?]}%°·’”›»…‥‧‐–—、。〃々〉》」』】〕〗〙〛〞〟ー・！％），．：；？］｝～｠｡｣､･ｰ￠℃‰′″"
)
_OPENING = frozenset("([{‘“‹«〈《「『【〔〖〘〚〝（［｛｟｢$£¥￥€#@§")
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn")  # control, format, half a pair, not assigned
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_SQUARE = 1000.0  # thousandths of the size
_ASCENT = 0.88  # of the em square, which a line centres in its leading


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; all lengths in points."""

    size: float
    leading: float
    colour: Color
    bold: bool = False
    align: Literal["left", "centre", "right"] = "left"

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


def strong(text: str) -> str:
    """Mark a text as bold, for use inside a longer one."""
    return f"{_STRONG_BEGINS}{text}{_STRONG_ENDS}"


def printable(text: str) -> tuple[str, frozenset[str]]:
    """Return a text as it can be printed, and the characters that had to be replaced in it."""
    if text.isascii() and text.isprintable():
        return text, frozenset()
    known = characters_of(REGULAR)
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    missing = frozenset(
        each for each in set(composed) if ord(each) not in known and not _is_silent(each)
    )
    kept = (
        NO_GLYPH_SIGN if each in missing else each
        for each in composed
        if ord(each) in known or each in missing or each in f"\n{_STRONG_BEGINS}{_STRONG_ENDS}"
    )
    return "".join(kept), missing


def _is_silent(character: str) -> bool:
    """Say whether a character has no shape of its own and may be left out unseen."""
    return unicodedata.category(character) in _INVISIBLE or any(
        ord(character) in selectors for selectors in _VARIATION_SELECTORS
    )


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two neighbouring characters."""
    if after == " " or after in _CLOSING or before in _OPENING or unicodedata.combining(after):
        return False
    if before == " ":
        return True
    if before in "-/" and after.isalpha():
        return True
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def break_lines(text: str, widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Cut a text without newlines into lines (start, end) no wider than the room.

    Spaces at the end of a line take no room. A single word wider than a line is cut where it must.
    """
    lines = []
    reached = [0.0, *accumulate(widths)]
    start, chance, index = 0, 0, 0
    while index < len(text):
        if index > start and may_break(text[index - 1], text[index]):
            chance = index
        if text[index] != " " and index > start and reached[index + 1] - reached[start] > room:
            end = chance if chance > start else index
            lines.append((start, end))
            start = chance = index = end
        else:
            index += 1
    lines.append((start, len(text)))
    return lines


class Text(Flowable):  # type: ignore[misc]
    """A paragraph of literal text."""

    def __init__(self, content: str, style: TextStyle) -> None:
        super().__init__()
        self.style = style
        self.plain, self._strong = _without_marks(content)
        self._lines: list[tuple[int, int]] = []
        self._room = -1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        if availWidth != self._room:
            self._room = self.width = availWidth
            self._lines = list(self._break(availWidth + 1e-6))
        self.height = len(self._lines) * self.style.leading
        return availWidth, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Text]:
        """Cut where the room ends, never leaving a single line of many behind or ahead."""
        self.wrap(availWidth, availHeight)
        count = int((availHeight + 1e-6) / self.style.leading)
        if count >= len(self._lines):
            return [self]
        if len(self._lines) - count == 1 and count > 2:
            count -= 1
        if count < 1 or (count == 1 and len(self._lines) > 2):
            return []
        return [self._part(self._lines[:count]), self._part(self._lines[count:])]

    def draw(self) -> None:
        style = self.style
        height = len(self._lines) * style.leading
        baseline = height - (style.leading - style.size) / 2 - _ASCENT * style.size
        writer = self.canv.beginText()
        writer.setFillColor(style.colour)
        for start, end in self._lines:
            runs = list(self._runs(start, end))
            writer.setTextOrigin(self._indent(runs), baseline)
            for text, bold in runs:
                writer.setFont(BOLD if bold else style.font, style.size)
                writer.textOut(text)
            baseline -= style.leading
        self.canv.drawText(writer)

    def natural_width(self) -> float:
        """Return the width of the longest paragraph on one line."""
        widest, start = 0.0, 0
        for paragraph in self.plain.split("\n"):
            end = start + len(paragraph)
            widest = max(widest, sum(self._widths(start, end)))
            start = end + 1
        return widest

    def _part(self, lines: list[tuple[int, int]]) -> Text:
        """Return a text of some lines, which may be wrapped anew at another width."""
        begin, end = lines[0][0], lines[-1][1]
        part = Text("", self.style)
        part.plain = self.plain[begin:end]
        part._strong = tuple(
            (max(first, begin) - begin, min(last, end) - begin)
            for first, last in self._strong
            if first < end and last > begin
        )
        part._lines = [(first - begin, last - begin) for first, last in lines]
        part._room = part.width = self._room
        part.height = len(lines) * self.style.leading
        return part

    def _break(self, room: float) -> Iterator[tuple[int, int]]:
        start = 0
        for paragraph in self.plain.split("\n"):
            end = start + len(paragraph)
            widths = self._widths(start, end)
            if sum(widths) <= room:
                yield start, end
            else:
                for first, last in break_lines(paragraph, widths, room):
                    yield start + first, start + last
            start = end + 1

    def _widths(self, start: int, end: int) -> list[float]:
        scale = self.style.size / 1000
        widths: list[float] = []
        for text, bold in self._runs(start, end, stripped=False):
            table = widths_of(BOLD if bold else self.style.font)
            widths += [table[ord(each)] * scale for each in text]
        return widths

    def _runs(self, start: int, end: int, stripped: bool = True) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of a line that share one weight."""
        if stripped:
            end = start + len(self.plain[start:end].rstrip(" "))
        for first, last in self._strong:
            if first >= end or last <= start:
                continue
            if first > start:
                yield self.plain[start:first], False
            yield self.plain[max(first, start) : min(last, end)], True
            start = min(last, end)
        if start < end:
            yield self.plain[start:end], False

    def _indent(self, runs: Sequence[tuple[str, bool]]) -> float:
        if self.style.align == "left":
            return 0.0
        used = sum(
            text_width(text, self.style.size, bold or self.style.bold) for text, bold in runs
        )
        spare = float(self._room) - used
        return spare if self.style.align == "right" else spare / 2


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in points; a character without a glyph counts as a square."""
    table = widths_of(BOLD if bold else REGULAR)
    return sum(table.get(ord(each), _SQUARE) for each in text) * size / 1000


def _without_marks(content: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the bare text and where it is bold."""
    if _STRONG_BEGINS not in content:
        return content.replace(_STRONG_ENDS, ""), ()
    pieces, spans, length = [], [], 0
    for index, piece in enumerate(content.split(_STRONG_BEGINS)):
        bold, marked, rest = piece.partition(_STRONG_ENDS)
        rest = rest.replace(_STRONG_ENDS, "")
        if index and marked and bold:
            spans.append((length, length + len(bold)))
        pieces += [bold, rest]
        length += len(bold) + len(rest)
    return "".join(pieces), tuple(spans)
