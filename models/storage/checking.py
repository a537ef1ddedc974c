"""Is this file ours, whole, and made as we make it? Asked before anything in it can run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from models.base import Record, database
from models.errors import Damaged, FileTooNew, NotOurs
from models.journal.triggers import PREFIX
from models.storage import upgrading
from models.storage.failures import sentence_for
from resources.i18n import N_

APPLICATION_ID = 0x47424F4B
_PLAIN = b"SQLite format 3\x00"
_PAGE = 4096
_SEAL = 64
_APPLICATION_ID_AT = 68
# A page of noise holds nearly all 256; no text holds so many.
_DIFFERENT_BYTES = 200

NOT_OURS = N_("“{file}” is no Guildbook file. Choose a file whose name ends in .guildbook.")
DAMAGED = N_("“{file}” is damaged and was left as it is. Open a backup, or another copy of it.")

Schema = frozenset[tuple[str, str, str]]


def is_encrypted(path: Path) -> bool:
    """Look at the first bytes: True where a passphrase is needed.

    Only for a file that is not open: closing it would drop SQLite's locks. Raises NotOurs for
    what can be neither kind of file, and UserError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_PAGE)
        size = path.stat().st_size
    except OSError as error:
        raise sentence_for(error) or error from error
    if head.startswith(_PLAIN):
        mark = head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4]
        if int.from_bytes(mark, "big") != APPLICATION_ID:
            raise NotOurs(NOT_OURS, file=path.name)
        return False
    # An encrypted file has no mark: it looks like noise, in whole pages, perhaps with a seal.
    noise = len(set(head)) >= _DIFFERENT_BYTES and head[:4] not in (b"PK\x03\x04", b"%PDF")
    if size < _PAGE or size % _PAGE not in (0, _SEAL) or not noise:
        raise NotOurs(NOT_OURS, file=path.name)
    return True


def check_file(path: Path, expected: Schema) -> None:
    """Check the open file before its first write.

    Raises NotOurs, FileTooNew or Damaged; the file is as it was.
    """
    if database.pragma("application_id") != APPLICATION_ID or not upgrading.file_version():
        raise NotOurs(NOT_OURS, file=path.name)
    if upgrading.file_version() > upgrading.latest_version():
        raise FileTooNew(
            N_("“{file}” was written by a newer Guildbook. Update this program, then open it."),
            file=path.name,
        )
    found = read_schema()
    if upgrading.file_version() < upgrading.latest_version():
        # Older triggers are dropped before they can run; only ours may be there at all.
        found = frozenset(
            part for part in found if part[0] != "trigger" or not part[1].startswith(PREFIX)
        )
    if found != expected:
        raise Damaged(
            N_(
                "“{file}” is not built as Guildbook builds it, so it was not opened. Nothing in it"
                " was changed. Open a backup, or another copy of it."
            ),
            file=path.name,
        )
    if database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged(DAMAGED, file=path.name)


@cache
def expected_schema(records: tuple[type[Record], ...], version: int) -> Schema:
    """Return the schema of a file of this version, by making an empty one in memory.

    The database must be closed. An older version's triggers are left out.
    """
    database.init(":memory:", pragmas=[], passphrase="")
    with database.connection_context():
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
