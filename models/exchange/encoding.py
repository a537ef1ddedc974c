"""Finding out in which encoding a text was written, and undoing a wrong guess of another program.

Chinese spreadsheets come as UTF-8, as GB18030 (what Excel in China writes) and as UTF-16 ("Unicode
text"). Short GB files mislead statistical detectors, so strict decoding is asked first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from models.errors import UserError
from models.texts import storable
from resources.i18n import N_

# What a preview offers, the likely ones first.
ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "windows-1252", "shift_jis", "euc-kr")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HIGH_TEXT = re.compile(r"[\x80-\uffff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\ufffe\uffff]")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_SAMPLE = 256 * 1024


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the encoding it was in.

    Raises UserError where the bytes are no text, or not text in the encoding asked for.
    """
    if encoding:
        try:
            return storable(data.decode(encoding)).removeprefix("\ufeff"), encoding
        except (UnicodeDecodeError, LookupError) as error:
            raise UserError(
                N_("{name} is not written in {encoding}. Choose another encoding."),
                name=name,
                encoding=encoding,
            ) from error
    for candidate in _candidates(data):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(_without_stray(text[:_SAMPLE])):
            return storable(text).removeprefix("\ufeff"), candidate
    raise UserError(
        N_("{name} is not a table of text. Save it as .xlsx or .csv and import that."), name=name
    )


def _without_stray(text: str) -> str:
    """Take out a few NULs, which broken exports leave in a text; what is full of them is none."""
    return text.replace("\0", "") if text.count("\0") * 20 <= len(text) else text


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a long text by how it begins, "" where it is no text.

    The sample may end within a character; a few broken ones, and signs that chat programs leave in
    their exports, do not make it another encoding or no text.
    """
    for candidate in _candidates(sample):
        broken = candidate == "utf-8" and _is_nearly_utf_8(sample)
        decoder = codecs.getincrementaldecoder(candidate)("replace" if broken else "strict")
        try:
            text = decoder.decode(sample)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * 100 <= len(text) and "\0" not in text:
            return candidate
    return ""


def _is_nearly_utf_8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    high = sum(map(len, _HIGH_TEXT.findall(text)))
    return text.count("\ufffd") * 20 < high


def _candidates(data: bytes) -> Iterable[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
            return
    if wide := _utf_16_by_zeros(data[:_SAMPLE]):
        yield wide
    yield "utf-8"
    if _pairs_up(data[:_SAMPLE]):
        yield "gb18030"
        yield from _guess(data[:_SAMPLE])
    yield "windows-1252"
    yield "latin-1"


def _utf_16_by_zeros(sample: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: ASCII signs make every other byte zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 50) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _pairs_up(sample: bytes) -> bool:
    """Tell Chinese from "Zoë Müller", which is valid GB18030 too: its high bytes stand alone."""
    runs = _HIGH_RUN.findall(sample)
    return sum(len(run) == 1 for run in runs) * 2 <= len(runs)


def _guess(sample: bytes) -> Iterable[str]:
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    best = from_bytes(sample).best()
    if best is not None:
        yield best.encoding


def repair(rows: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]] | None:
    """Put right a table whose GB18030 or UTF-8 was once opened as Western text ("ÐÕÃû" = 姓名).

    Returns None where the table is as it should be.
    """
    high = [run for _line, cells in rows[:2000] for run in _HIGH_TEXT.findall("\t".join(cells))]
    if not high or any(_western_bytes(run) is None for run in high):
        return None
    if sum(len(run) == 1 for run in high) * 2 > len(high):
        return None
    encoding = next((each for each in ("utf-8", "gb18030") if _reads_as(rows, each)), None)
    if encoding is None:
        return None
    return [(line, tuple(_reread(cell, encoding) for cell in cells)) for line, cells in rows]


def _reads_as(rows: list[tuple[int, tuple[str, ...]]], encoding: str) -> bool:
    """Tell whether nearly all cells read in this encoding, and read as Chinese."""
    cells = [cell for _line, row in rows[:2000] for cell in row if not cell.isascii()]
    reread = [_reread(cell, encoding) for cell in cells]
    changed = sum(old != new for old, new in zip(cells, reread, strict=True))
    chinese = sum(bool(_HAN.search(cell)) for cell in reread)
    return changed * 10 >= len(cells) * 9 and chinese * 10 >= len(cells) * 8


def _reread(cell: str, encoding: str) -> str:
    if cell.isascii() or (stored := _western_bytes(cell)) is None:
        return cell
    try:
        return stored.decode(encoding)
    except UnicodeDecodeError:
        return cell


def _western_bytes(text: str) -> bytes | None:
    """Return the bytes a program read as Latin-1 or Windows-1252, None for any other text."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        pass
    stored = bytearray()
    for sign in text:
        try:
            stored += sign.encode("latin-1" if sign <= "\xff" else "windows-1252")
        except UnicodeEncodeError:
            return None
    return bytes(stored)
