"""Making the open file's records equal to those of a backup, by edits like any others.

So it can be undone, it is in every record's history, and it travels when files are merged. Nothing
that was erased comes back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peewee import DatabaseError

from models.base import GONE, LIVE, TRASHED, Record, database
from models.errors import Damaged, UserError
from models.journal import erasure
from models.journal.tables import ERASED, Journaled, differs, read_tables
from models.journal.transactions import action
from models.storage import checking, upgrading
from models.storage.backups import Backup, Reason, keep, key_for
from models.storage.dataset import dataset_of_open_file
from models.storage.elsewhere import visiting
from models.storage.seal import is_sealed
from models.storage.workrooms import private_folder
from models.vocabulary import Kind
from resources.i18n import N_

RESTORING = "community.restore"


@dataclass(frozen=True)
class Restored:
    """What restoring did: so many records came back or were made, changed, and went to the trash.
    `before` is the backup of what was there."""

    kinds: frozenset[Kind]
    added: int
    changed: int
    removed: int
    before: Path | None


def restore(
    backup: Backup,
    records: tuple[type[Record], ...],
    staying: tuple[type[Record], ...] = (),
    passphrase: str | None = None,
) -> Restored:
    """Make the records those of a backup, as one action; keep what is there as a backup first.

    `records` are all there are; those in `staying` are left as they are. `passphrase` is the
    backup's; None where it is the open file's. Raises WrongPassphrase, Damaged, FileTooNew or
    another UserError; then nothing was changed. Not inside an action.
    """
    key = key_for(backup.path) if passphrase is None else passphrase
    key = key if checking.is_encrypted(backup.path) else ""
    with _up_to_date(backup.path, key, records) as path:
        before = keep(Reason.RESTORE, besides=backup.path)
        place = f"{path.absolute().as_uri()}?mode=ro"
        database.execute_sql("ATTACH ? AS past KEY ?", (place, key))
        try:
            with action(RESTORING) as done:
                counted = _equalize(records, staying)
                erasure.scrub(records)
                done.amount = sum(sum(counts) for counts in counted.values())
        finally:
            database.execute_sql("DETACH past")
    added, changed, removed = (
        sum(counts[place] for counts in counted.values()) for place in range(3)
    )
    kinds = frozenset(
        record.subject for record in records if any(counted.get(record._meta.table_name, ()))
    )
    return Restored(kinds, added, changed, removed, before)


@contextmanager
def _up_to_date(path: Path, key: str, records: tuple[type[Record], ...]) -> Iterator[Path]:
    """Give a backup that is whole and of this program's version: itself, or a copy that is."""
    sealed = is_sealed(path)
    try:
        with visiting(path, key):
            version, latest = upgrading.file_version(), upgrading.latest_version()
            known = version if 0 < version < latest else latest
            checking.check_file(path, checking.expected_schema(records, known), sealed)
            dataset = dataset_of_open_file()
    except DatabaseError as error:
        raise Damaged(checking.DAMAGED, file=path.name) from error
    if dataset != dataset_of_open_file():
        raise UserError(N_("This is a backup of another community. Choose one of this community."))
    if version == latest:
        yield path
        return
    with private_folder() as folder:
        copy = Path(folder) / "backup"
        shutil.copyfile(path, copy)
        with visiting(copy, key, read_only=False):
            upgrading.migrate(records)
        yield copy


def _equalize(
    records: Sequence[type[Record]], staying: Sequence[type[Record]] = ()
) -> dict[str, tuple[int, int, int]]:
    """Make every table but those of `staying` like the one of the attached file `past`, inside an
    action; return by table how many rows were added, changed and removed."""
    tables = read_tables([record for record in records if record not in staying])
    erased = erasure.erased_rows(records)
    database.execute_sql("DROP TABLE IF EXISTS temp._gone_here")
    database.execute_sql("CREATE TEMP TABLE _gone_here (row BLOB PRIMARY KEY)")
    try:
        database.connection().executemany(
            "INSERT OR IGNORE INTO temp._gone_here (row) VALUES (?)",
            [(row,) for rows in erased.values() for row in rows],
        )
        database.execute_sql("PRAGMA defer_foreign_keys = ON")
        return {table.name: _equalize_table(table) for table in tables}
    finally:
        database.execute_sql("DROP TABLE temp._gone_here")


def _equalize_table(table: Journaled) -> tuple[int, int, int]:
    local = {row[0] for row in _columns(table.name)} - {"rid", "id", *table.columns}
    columns = [*table.changing, *sorted(local)]
    standing = "id NOT IN (SELECT row FROM temp._gone_here)"
    different = " OR ".join(differs(f't."{name}"', f'p."{name}"') for name in table.changing)
    changed = _run(
        f'UPDATE main."{table.name}" AS t SET '
        + ", ".join(f'"{name}" = p."{name}"' for name in columns)
        + f' FROM past."{table.name}" p WHERE p.id = t.id AND p.deleted <> {GONE}'
        f" AND t.deleted <> {GONE} AND t.{standing} AND ({different})"
    )
    removed = _run(
        f'UPDATE main."{table.name}" AS t SET deleted = {TRASHED} WHERE t.deleted = {LIVE}'
        f' AND t.{standing} AND t.id NOT IN (SELECT id FROM past."{table.name}")'
    )
    missing = f'p.{standing} AND p.id NOT IN (SELECT id FROM main."{table.name}")'
    gone = database.execute_sql(
        f'SELECT p.id FROM past."{table.name}" p WHERE p.deleted = {GONE} AND {missing}'
    ).fetchall()
    every = ", ".join(f'"{name}"' for name in ("id", *table.columns, *sorted(local)))
    added = _run(
        f'INSERT INTO main."{table.name}" ({every}) SELECT {every} FROM past."{table.name}" p'
        f" WHERE {missing} ORDER BY p.rid"
    )
    # Others may belong to them; they come as blank as they are there, and erased.
    database.connection().executemany(
        f"INSERT INTO _change (tx, tbl, row, col) SELECT tx, {table.number}, ?, {ERASED}"
        " FROM _clock",
        gone,
    )
    return added, changed, removed


def _columns(table: str) -> list[tuple[str]]:
    found: list[tuple[str]] = database.execute_sql(
        "SELECT name FROM pragma_table_info(?)", (table,)
    ).fetchall()
    return found


def _run(statement: str) -> int:
    return int(database.execute_sql(statement).rowcount)
