"""Several interests in one cell, written so that they can be told apart again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARKS = "、,，;；/|\n\t"
_SPLIT = re.compile(rf"“([^”]+)”|([^{_MARKS}]+)")


def split_tags(text: str) -> tuple[str, ...]:
    """Split 编程、读书 and "reading; hiking" into their words, each once. “A/B” stays one."""
    found = (quoted or plain for quoted, plain in _SPLIT.findall(text))
    tags = (tag.strip().removeprefix("#").strip() for tag in found)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def join_tags(tags: Iterable[str]) -> str:
    return "、".join(f"“{tag}”" if any(mark in tag for mark in _MARKS) else tag for tag in tags)
