"""Those of a chain who are not in the book: which record they get, and who is to stay outside."""

from __future__ import annotations

from models.base import GONE, database, link_id
from models.exchange.cells import name_key
from models.setting import read_settings

_LEFT_OUT = "signup.left_out:"


def left_out_key(event: bytes, name: str) -> str:
    """Return the setting that remembers that a name is to stay outside. It does not tell it."""
    return f"{_LEFT_OUT}{_mark(event, name)}"


class Outside:
    """The names that are to stay outside of events, as they were answered before."""

    def __init__(self) -> None:
        self._marks = {mark for mark, value in read_settings(_LEFT_OUT).items() if value}

    def has(self, event: bytes, name: str) -> bool:
        return bool(self._marks) and _mark(event, name) in self._marks


def visitor_id(event: bytes, name: str) -> tuple[bytes, bool]:
    """Return the id of a newcomer of a chain, the same on every copy, and whether somebody with it
    was erased; then it is another one."""
    made = link_id("member", event, name)
    turn = 0
    while _is_erased(made):
        turn += 1
        made = link_id("member", event, name, str(turn))
    return made, turn > 0


def _is_erased(member: bytes) -> bool:
    row = database.execute_sql("SELECT deleted FROM member WHERE id = ?", (member,)).fetchone()
    return row is not None and row[0] == GONE


def _mark(event: bytes, name: str) -> str:
    return link_id("signup.left_out", event, name_key(name)).hex()
