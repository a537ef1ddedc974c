"""Is this file ours, whole, and made as we make it? Asked before anything in it can run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from peewee import DatabaseError

from models.base import Record, database
from models.errors import Damaged, FileTooNew, NotOurs
from models.journal.folding import find_contradictions
from models.journal.triggers import PREFIX
from models.storage import invariants, seal, upgrading
from models.storage.connection import open_connection
from models.storage.elsewhere import visiting
from models.storage.failures import demand_file, refusal_for
from models.storage.findings import SCHEMA, UNSEALED, Finding, Findings, broken_file, find
from models.storage.leftovers import discard_foreign_journal
from resources.i18n import N_

APPLICATION_ID = 0x47424F4B
_PLAIN = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68
# A page of noise holds nearly all 256; no text holds so many.
_DIFFERENT_BYTES = 200

NOT_OURS = N_("“{file}” is no Guildbook file. Choose a file whose name ends in .guildbook.")
DAMAGED = N_(
    "“{file}” is damaged and was left as it is. Open a backup or another copy of it, or salvage"
    " what can be read into a new file."
)
TORN = N_(
    "Parts of “{file}” do not fit together: it was probably copied while somebody was working in"
    " it. It was left as it is. Copy it again, open a backup, or salvage it into a new file."
)

Schema = frozenset[tuple[str, str, str]]


def is_encrypted(path: Path) -> bool:
    """Look at the first bytes: True where a passphrase is needed.

    Only for a file that is not open: closing it would drop SQLite's locks. Raises NotOurs for
    what can be neither kind of file, and UserError where it cannot be read.
    """
    demand_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(seal.PAGE)
        size = path.stat().st_size
    except OSError as error:
        raise refusal_for(error, path) from error
    if head.startswith(_PLAIN):
        mark = head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4]
        if int.from_bytes(mark, "big") != APPLICATION_ID:
            raise NotOurs(NOT_OURS, file=path.name)
        return False
    # An encrypted file has no mark: it looks like noise, in whole pages, perhaps with a seal.
    noise = len(set(head)) >= _DIFFERENT_BYTES and head[:4] not in (b"PK\x03\x04", b"%PDF")
    if size < seal.PAGE or size % seal.PAGE not in (0, seal.LENGTH) or not noise:
        raise NotOurs(NOT_OURS, file=path.name)
    return True


def is_plain(path: Path) -> bool:
    """Say whether a file begins as one without a passphrase does, however damaged it is after that.

    Only for a file that is not open. Raises UserError where it cannot be read.
    """
    demand_file(path)
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except OSError as error:
        raise refusal_for(error, path) from error


def check_file(path: Path, expected: Schema, sealed: bool = False) -> None:
    """Check the open file before its first write; one with a right seal is known to be whole.

    Raises NotOurs, FileTooNew or Damaged; the file is as it was.
    """
    _check_version(path)
    if _own_parts() != expected:
        raise Damaged(
            N_(
                "“{file}” is not built as Guildbook builds it, so it was not opened. Nothing in it"
                " was changed. Open a backup, or another copy of it."
            ),
            file=path.name,
        )
    if not sealed:
        _check_contents(path)


def _check_version(path: Path) -> None:
    if database.pragma("application_id") != APPLICATION_ID or not upgrading.file_version():
        raise NotOurs(NOT_OURS, file=path.name)
    if upgrading.file_version() > upgrading.latest_version():
        raise FileTooNew(
            N_("“{file}” was written by a newer Guildbook. Update this program, then open it."),
            file=path.name,
        )


def _own_parts() -> Schema:
    """Return what the file is built of. Older triggers are left out: they are dropped before they
    can run, and only ours may be there at all."""
    found = read_schema()
    if upgrading.file_version() < upgrading.latest_version():
        found = frozenset(
            part for part in found if part[0] != "trigger" or not part[1].startswith(PREFIX)
        )
    return found


def _check_contents(path: Path) -> None:
    """Check a file that was copied while somebody wrote, or changed by another program."""
    if invariants.broken_pages():
        raise Damaged(DAMAGED, file=path.name)
    if find_contradictions():
        raise Damaged(TORN, file=path.name)


@cache
def expected_schema(records: tuple[type[Record], ...], version: int) -> Schema:
    """Return the schema of a file of this version, by making an empty one in memory.

    An older version's triggers are left out.
    """
    with database.visiting(open_connection(":memory:")):
        current = version == upgrading.latest_version()
        upgrading.migrate(records, None if current else version)
        return read_schema()


def read_schema() -> Schema:
    """Return what the file is built of, except what SQLite itself adds: the indexes of keys, and
    the statistics of a program that ran ANALYZE."""
    rows = database.execute_sql(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE NOT (type = 'index'"
        " AND sql IS NULL) AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))"
    )
    return frozenset((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


def check(records: tuple[type[Record], ...]) -> Findings:
    """Check all of the open file. On a connection of its own thread; takes a while."""
    try:
        ours = _own_parts() == expected_schema(records, upgrading.file_version())
    except (Damaged, DatabaseError):
        # The schema itself has broken pages, which are told of.
        return Findings((broken_file(),))
    found = find(ours)
    return Findings(tuple(found) if ours else (*found, Finding("schema", SCHEMA)))


def check_path(path: Path, records: tuple[type[Record], ...], passphrase: str = "") -> Findings:
    """Check all of a file that is not open, and may be none that can be opened.

    Another file may be open meanwhile. Nothing is changed, save that SQLite takes back what was
    left half written where a journal lies beside the file. Raises NotOurs, WrongPassphrase,
    FileTooNew or another UserError.
    """
    demand_file(path)
    key = passphrase if is_encrypted(path) else ""
    discard_foreign_journal(path)
    sealed = seal.is_sealed(path)
    left_behind = path.with_name(f"{path.name}-journal").exists()
    try:
        with visiting(path, key, read_only=not left_behind):
            _check_version(path)
            found = check(records).findings
    except (Damaged, DatabaseError):
        found = (broken_file(),)
    if not sealed:
        found = (*found, Finding("seal", UNSEALED, bad=False))
    return Findings(found)
