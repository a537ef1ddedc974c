"""Reading slips as they are typed one behind the other: "5 4 4 3", "4 too loud; 5"."""

from __future__ import annotations

import re

from models.errors import Invalid
from models.events.evaluation import Said
from resources.i18n import N_

_SLIPS = re.compile(r"[;；\r\n\u2028\u2029]+")
_MARKS = re.compile(r"[1-5](?:[\s,，、/]*[1-5])*")
_NUMBERS = re.compile(r"[\d\s,，、/.]+|(?:[06-9]|\d[\d.]+)\s.*", re.DOTALL)
# A mark may be written "5分" or "5★"; its comment stands right behind it or after a sign.
_MARKED = re.compile(r"([1-5])(?:分|星|★)?(?:[\s,，、:：)）-]+|(?=[^\d\s.]))(.*)", re.DOTALL)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def read_slips(text: str) -> tuple[Said, ...]:
    """Return the slips of a line: marks alone are a slip each; a semicolon or a new line divides
    slips with a comment. Raises Invalid where a mark is none."""
    slips: list[Said] = []
    for part in filter(None, (each.strip() for each in _SLIPS.split(text))):
        plain = part.translate(_WIDE)
        if _MARKS.fullmatch(plain):
            slips += [Said(int(sign)) for sign in plain if sign in "12345"]
        elif _NUMBERS.fullmatch(plain):
            raise Invalid({"rating": N_("A rating is a number from 1 to 5.")})
        elif marked := _MARKED.fullmatch(plain):
            slips.append(Said(int(marked[1]), part[marked.start(2) :].strip()))
        else:
            slips.append(Said(None, part))
    return tuple(slips)
