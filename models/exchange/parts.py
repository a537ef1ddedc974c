"""Several names in one cell, each perhaps with something in brackets, and how they are told apart.

“Quotes” hold together what would fall apart; a quotation mark in them is doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.texts import tidy

# What stands in a cell that has nothing to say.
NOTHING = frozenset(
    "- -- --- — —— / \\ . 无 暂无 没有 不详 未填 未填写 空 n/a na null none nil".split()
)
_MARKS = "、,，;；|\r\n\t"
# No run of signs can be shared out in two ways, no quotation is endless: a cell may be made to take
# minutes.
_QUOTED = r"“((?:[^”]|””){1,2000})”"
_BLANKS = rf"[^\S{_MARKS}]*+"
_ENDS = rf"{_BLANKS}(?=[{_MARKS}]|\Z)"
_NAME = re.compile(rf"{_BLANKS}{_QUOTED}{_ENDS}|([^{_MARKS}]++)")
_PART = re.compile(
    rf"{_BLANKS}(?:{_QUOTED}|([^{_MARKS}“”()（）]++))"
    rf"{_BLANKS}(?:[(（]((?:“(?:[^”]|””){{1,2000}}”|[^“”()（）])*)[)）])?{_ENDS}"
    rf"|([^{_MARKS}]++)"
)
_APART = re.compile(rf"[{_MARKS}“”]")
_BRACKETED = re.compile(rf"[{_MARKS}“”()（）]")


class Aside(NamedTuple):
    """What stands in brackets; `quoted` says that it stands for nothing but itself."""

    text: str
    quoted: bool = False


class Part(NamedTuple):
    name: str
    asides: tuple[Aside, ...] = ()


def split_names(text: str) -> tuple[str, ...]:
    """Split 小芳、芳姐 and "Ann, Annie" into names, each once; brackets belong to a name."""
    return tuple(dict.fromkeys(aside.text for aside in _split(text)))


def join_names(names: Iterable[str]) -> str:
    """Return the names as split_names reads them."""
    return "、".join(_quoted(name) if _APART.search(name) else _said(name) for name in names)


def split_parts(text: str) -> tuple[Part, ...]:
    """Split 王芳（母亲）、李强 into names and what stands in brackets behind each. What is written
    in no such way is a name as it stands."""
    found = []
    for quoted, plain, asides, other in _PART.findall(text):
        name = tidy(_bare(quoted) if quoted else plain or other)
        if name:
            found.append(Part(name, tuple(_split(asides))))
    return tuple(found)


def join_parts(parts: Sequence[Part]) -> str:
    """Return the parts as split_parts reads them."""
    return "、".join(map(_written, parts))


def _split(text: str) -> Iterable[Aside]:
    for quoted, plain in _NAME.findall(text):
        if name := tidy(_bare(quoted) if quoted else plain):
            yield Aside(name, bool(quoted))


def _written(part: Part) -> str:
    name = _quoted(part.name) if _BRACKETED.search(part.name) else _said(part.name)
    said = "，".join(
        _quoted(aside.text) if aside.quoted or _BRACKETED.search(aside.text) else aside.text
        for aside in part.asides
    )
    return f"{name}（{said}）" if said else name


def _said(name: str) -> str:
    """Keep a name from being read as an empty cell."""
    return _quoted(name) if name.casefold() in NOTHING else name


def _quoted(text: str) -> str:
    return f"“{text.replace('”', '””')}”"


def _bare(quoted: str) -> str:
    return quoted.replace("””", "”")
