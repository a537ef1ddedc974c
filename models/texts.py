"""What people typed or pasted, as it can be stored.

Half a character (a lone surrogate: an emoji that another program cut in two) is no text that a file
can hold, and a NUL ends a text for many programs. Both come with pasted text, old telephones and
broken exports; neither says anything.
"""

from __future__ import annotations

import re
from typing import Any

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


def storable(text: str) -> str:
    """Return a text without NUL; halves that belong together become their character, another half
    the sign for what cannot be read."""
    if not _NOT_TEXT.search(text):
        return text
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def tidy(text: str) -> str:
    """Return the same without space around it, as what somebody typed is stored."""
    return storable(text).strip()


def tidied(value: Any) -> Any:
    """Return a value as it is stored, where it is a text; any other as it is."""
    return tidy(value) if isinstance(value, str) else value


def decimal_point(number: str) -> str:
    """Write 1,234.50 and 1.234,50 and 12,5 with one decimal point; 1,234 are thousands."""
    if "," in number and "." in number:
        marks = (",", ".") if number.rfind(".") > number.rfind(",") else (".", ",")
        return number.replace(marks[0], "").replace(marks[1], ".")
    if _THOUSANDS.fullmatch(number.removeprefix("-")):
        return number.replace(",", "")
    return number.replace(",", ".")
