"""How calendars call our events, and which of ours a name in a calendar means."""

from __future__ import annotations

import re

from models.base import link_id

_OURS = re.compile(r"([0-9a-f]{32})@guildbook")


def uid_of(record: bytes) -> str:
    """Return the UID of an event or a series that was planned here."""
    return f"{record.hex()}@guildbook"


def id_in(uid: str) -> bytes | None:
    """Return the id in a UID of ours; None where it is another program's."""
    found = _OURS.fullmatch(uid)
    return bytes.fromhex(found[1]) if found else None


def event_id(uid: str, occurs: str = "") -> bytes:
    """Return the id for an event another calendar names: the same on every copy."""
    return link_id("event", uid, occurs)


def series_id(uid: str) -> bytes:
    """Return the id for a series another calendar names."""
    return link_id("series", uid)
