"""One open community file: make it, open it, close it, ask what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import category

from models import erasing
from models.base import database
from models.community import COMMUNITY_ID, Community
from models.errors import Invalid
from models.journal.transactions import FOUNDING, Author, action, begin_session
from models.records import RECORDS
from models.storage import checking, opening
from models.texts import storable
from resources.i18n import N_


@dataclass(frozen=True)
class Opened:
    """What came of opening a file; `copy` is what was set aside before a migration."""

    path: Path
    name: str
    copy: Path | None = None


@dataclass(frozen=True)
class About:
    """What the organizer decided about the community. `promise_days` is how long an answer may
    take before feedback is overdue."""

    name: str
    purpose: str
    founded: date | None
    currency: str
    promise_days: int


def create_book(
    path: Path, name: str, passphrase: str = "", author: Author | None = None
) -> Opened:
    """Make a new community file and open it. Raises UserError; nothing half-made stays."""
    name = _on_one_line(name)
    if not name:
        raise Invalid({"name": N_("A name is needed.")})
    close_book()
    opening.make(path, passphrase, RECORDS)
    try:
        open_book(path, passphrase, author)
        with action(FOUNDING):
            Community.create(id=COMMUNITY_ID, name=name)
    except BaseException:
        close_book()
        opening.remove(path)
        raise
    return Opened(path, name)


def open_book(
    path: Path, passphrase: str = "", author: Author | None = None, read_only: bool = False
) -> Opened:
    """Open a community file in place of the one that is open; only to be read where it cannot be
    written or nothing is to be written to it.

    Raises NotOurs, WrongPassphrase, FileTooNew, Damaged or another UserError; then none is open
    and the file is as it was.
    """
    close_book()
    to_read = read_only or not opening.can_be_written(path)
    copy = opening.open_file(path, passphrase, RECORDS, read_only=to_read)
    begin_session(author or Author())
    if not to_read:
        erasing.tidy()
    return Opened(path, about().name, copy)


def close_book() -> None:
    """Close the file whole and seal it. No other thread may be connected any more."""
    opening.close_file()
    begin_session(Author())


def needs_passphrase(path: Path) -> bool:
    """Say whether a file is encrypted. Raises NotOurs or UserError for what is no such file."""
    return checking.is_encrypted(path)


def about() -> About:
    row = Community.get_or_none(Community.id == COMMUNITY_ID) or Community()
    return About(row.name, row.purpose, row.founded, row.currency, row.promise_days)


def save_about(values: Mapping[str, Any]) -> None:
    """Change the given fields of About. Raises Invalid."""
    fields = {name: values[name] for name in About.__dataclass_fields__ if name in values}
    if "name" in fields:
        fields["name"] = _on_one_line(str(fields["name"]))
    if not fields.get("name", "kept"):
        raise Invalid({"name": N_("A name is needed.")})
    if not 0 <= fields.get("promise_days", 0) <= 365:
        raise Invalid({"promise_days": N_("Write a number of days from 0 to 365.")})
    with action("community.edit"):
        Community.update(**fields).where(Community.id == COMMUNITY_ID).execute()


def read_only() -> bool:
    """Say whether the open file is only read: every change of it raises UserError."""
    return is_open() and database.read_only


def _on_one_line(name: str) -> str:
    """Make one line of a name: it is a heading, and the name of files."""
    shown = (" " if category(letter) == "Cc" else letter for letter in storable(name))
    return " ".join("".join(shown).split())


def is_open() -> bool:
    return not database.is_closed()
