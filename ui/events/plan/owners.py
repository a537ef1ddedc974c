"""Whom a written name means, where it can mean but one."""

from __future__ import annotations

from models.vocabulary import Kind
from ui.records.record_chooser import completing

Owner = tuple[bytes, str]


def owner_called(name: str) -> Owner | None:
    """Return the member and their name; None where nobody is called so, or several may be."""
    found = completing(Kind.MEMBER)(name)
    same = [match for match in found if match[1] == name] or found
    return (same[0][0], same[0][1]) if len(same) == 1 else None
