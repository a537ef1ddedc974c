"""What a command says on standard output: a text for people or one JSON document."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import Any

# A document is printed as JSON, a text as it is.
Answer = dict[str, Any] | str

_WIDEST = 40  # columns of a terminal one cell of a table may take
_BETWEEN = "  "


def show(answer: Answer) -> None:
    """Print an answer. A reader that stops reading is no failure."""
    text = answer if isinstance(answer, str) else _as_json(answer)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack a character
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would raise again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out rows under their headings; Chinese characters take two columns."""
    lines = [[_one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        _BETWEEN.join(
            cell + " " * (width - width_of(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def as_stored(value: Any) -> Any:
    """Return a value as JSON has it: ids in hex, dates and moments in ISO form, money as a number.

    Raises TypeError for what no record holds.
    """
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(f"{type(value).__name__} is no stored value")


def _as_json(document: dict[str, Any]) -> str:
    readable = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    return json.dumps(document, ensure_ascii=not readable, indent=1, default=as_stored)


def _one_line(text: str) -> str:
    """Return a text without line breaks and control characters, cut to what fits a column."""
    text = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    if width_of(text) <= _WIDEST:
        return text
    shown = ""
    for sign in text:
        if width_of(shown + sign) > _WIDEST - 1:
            break
        shown += sign
    return f"{shown}…"
