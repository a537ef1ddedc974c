"""Keeping what people wrote from being calculated by the spreadsheet that opens it."""

from __future__ import annotations

import re

# A spreadsheet takes a cell that begins like this for a formula, also in a .csv file.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d .,]*")
MAY_BE_GUARDED = re.compile(r"'[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """Put ' before what a spreadsheet would calculate; unguard() takes it off again."""
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
