"""Large TrueType fonts in reportlab: read quickly, extracted rightly, and led by a Latin one.

reportlab reads character tables number by number (100 ms for each of our fonts) and writes wrong
text for characters outside the basic plane (𬎆). Both are mended here. And a font has one name for
all texts, but two faces: inside `latin_first` the small Latin one draws whatever it can.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics, ttfonts

_LARGEST_BLOCK = 100  # the PDF reference allows no longer list of characters
_UNSIGNED_SHORT, _UNSIGNED_LONG = "H", "I"
_LATIN_SUBSETS = 1 << 16  # the numbers of Latin subsets begin here
_SEGMENTED_COVERAGE = 12  # the format of a character table that reaches every plane

_latin_leads: ContextVar[bool] = ContextVar("latin_leads", default=False)


@contextmanager
def latin_first() -> Iterator[None]:
    """Measure and draw what stands in here as Latin text: “ ” ’ · … in their own widths."""
    token = _latin_leads.set(True)
    try:
        yield
    finally:
        _latin_leads.reset(token)


class Face(ttfonts.TTFontFace):  # type: ignore[misc]
    """A typeface whose tables are read whole; for simple TrueType fonts of 1,000 units per em."""

    def extractInfo(self, charInfo: int = 1) -> None:
        super().extractInfo(charInfo=0)
        widths = self._read_metrics()
        self.charToGlyph = characters = self._read_characters()
        characters[0xA0] = characters[0x20]
        self.glyphToChar: dict[int, list[int]] = {}
        self.charWidths = {code: widths[glyph] for code, glyph in characters.items()}
        self.defaultWidth = widths[0]
        self.glyphPos = self._numbers("loca", _UNSIGNED_LONG)

    def get_table(self, tag: str) -> Any:
        """Return a table; the outlines without copying their ten million bytes."""
        if tag != "glyf":
            return super().get_table(tag)
        position, length = self.get_table_pos(tag)
        return memoryview(self._ttf_data)[position : position + length]

    def _numbers(self, tag: str, kind: str, start: int = 0) -> array[int]:
        position, length = self.get_table_pos(tag)
        numbers = array(kind, bytes(self._ttf_data[position + start : position + length]))
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def _read_metrics(self) -> Sequence[int]:
        """Set the metrics of every glyph and return its width."""
        position, _length = self.get_table_pos("hhea")
        full = self.get_ushort(position + 34)
        numbers = self._numbers("hmtx", _UNSIGNED_SHORT)
        widths = numbers[0 : 2 * full : 2]
        widths.extend([widths[-1]] * (self.numGlyphs - full))
        bearings = numbers[1 : 2 * full : 2] + numbers[2 * full :]
        self.hmetrics = list(zip(widths, bearings, strict=True))
        return widths

    def _read_characters(self) -> dict[int, int]:
        table, _length = self.get_table_pos("cmap")
        for index in range(self.get_ushort(table + 2)):
            start = self.get_ulong(table + 4 + 8 * index + 4)
            if self.get_ushort(table + start) == _SEGMENTED_COVERAGE:
                break
        else:
            raise ttfonts.TTFError(f"{self.filename} has no complete character table")
        count = self.get_ulong(table + start + 12)
        groups = self._numbers("cmap", _UNSIGNED_LONG, start + 16)[: 3 * count]
        characters: dict[int, int] = {}
        for first, last, glyph in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
            characters.update(
                zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
            )
        return characters


class Font(ttfonts.TTFont):  # type: ignore[misc]
    """A font of a complete and a Latin face; the subsets of both are kept per document.

    reportlab numbers the subsets of a font; those of the Latin face are counted apart.
    """

    def __init__(self, name: str, file: Path, latin_file: Path) -> None:
        self.fontName = name
        self.face = Face(str(file))
        self.encoding = ttfonts.TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False
        self.latin = ttfonts.TTFont(
            f"{name} Latin", str(latin_file), asciiReadable=False, shapable=False
        )
        self._leads = frozenset(map(chr, self.latin.face.charToGlyph))

    @property
    def widths(self) -> Mapping[int, float]:
        """The width of every character as it would be drawn now."""
        known: Mapping[int, float] = self.face.charWidths
        return self._latin_first_widths if _latin_leads.get() else known

    @cached_property
    def _latin_first_widths(self) -> Mapping[int, float]:
        return {**self.face.charWidths, **self.latin.face.charWidths}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        widths, default = self.widths, self.face.defaultWidth
        return 0.001 * size * sum(widths.get(ord(each), default) for each in text)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        if not _latin_leads.get():
            return list(super().splitString(text, doc))
        pieces: list[tuple[int, bytes]] = []
        for leads, characters in groupby(text, self._leads.__contains__):
            run = "".join(characters)
            if leads:
                split = self.latin.splitString(run, doc)
                pieces += [(_LATIN_SUBSETS + subset, codes) for subset, codes in split]
            else:
                pieces += super().splitString(run, doc)
        return pieces

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        if subset >= _LATIN_SUBSETS:
            return str(self.latin.getSubsetInternalName(subset - _LATIN_SUBSETS, doc))
        return str(super().getSubsetInternalName(subset, doc))


def register_family(regular: str, bold: str, files: Mapping[str, tuple[Path, Path]]) -> None:
    """Make a regular and a bold font known, each from a complete and a Latin file."""
    missing = [name for name in (regular, bold) if name not in pdfmetrics.getRegisteredFontNames()]
    if not missing:
        return
    ttfonts.makeToUnicodeCMap = character_map
    for name in missing:
        pdfmetrics.registerFont(Font(name, *files[name]))
    pdfmetrics.registerFontFamily(
        regular, normal=regular, bold=bold, italic=regular, boldItalic=bold
    )


def characters_of(name: str) -> Mapping[int, int]:
    """Return the characters a registered font can draw, each with its glyph."""
    return cast(Mapping[int, int], pdfmetrics.getFont(name).face.charToGlyph)


def widths_of(name: str) -> Mapping[int, float]:
    """Return the width of every character of a registered font, in thousandths of its size."""
    return cast(Font, pdfmetrics.getFont(name)).widths


def character_map(font_name: str, subset: Sequence[int]) -> str:
    """Return the table by which a reader turns the codes of a subset back into text."""
    pairs = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(subset)
        if character
    ]
    blocks = [pairs[at : at + _LARGEST_BLOCK] for at in range(0, len(pairs), _LARGEST_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({font_name})",
        f"/Ordering ({font_name})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
