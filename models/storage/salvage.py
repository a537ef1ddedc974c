"""What can be saved of a damaged file, in a new one that is whole and agrees with its journal.

The journal is taken over by whole transactions: one that is not complete, or is about a row that is
lost, is left out, so that merging any other copy brings all of it. Values follow the journal where
it knows them. What the rows know better, and rows of which the journal no longer tells who made
them, are written into it as one action of now.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from models.base import Record, database
from models.errors import Damaged
from models.journal import erasure
from models.journal.folding import HIGHEST_STAMP, find_differences
from models.journal.tables import Journaled, read_tables
from models.journal.transactions import action
from models.progress import Progress, unheard
from models.storage import mending, upgrading
from models.storage.checking import APPLICATION_ID, is_plain
from models.storage.copying import check_free
from models.storage.elsewhere import visiting
from models.storage.failures import demand_file
from models.storage.leftovers import discard_foreign_journal
from models.storage.replacing import replacing
from models.storage.seal import seal
from models.storage.wreck import Row, Wreck
from models.vocabulary import Kind
from resources.i18n import N_

SALVAGING = "community.salvage"
_AT_ONCE = 5_000
# Which of the journal's own tables are taken over as they are, and which by way of these.
_TAKEN = ("_session", "_merge", "_merged")
_STAGED = {"_transaction": "_read_transaction", "_change": "_read_change"}


@dataclass(frozen=True)
class Rescued:
    """How many records of a kind are in the new file, those in the trash included, and how many
    there must have been besides."""

    kind: Kind
    saved: int
    lost: int


@dataclass(frozen=True)
class Salvaged:
    """What came of it. `actions` of the journal are in the new file, `actions_lost` are not."""

    tallies: tuple[Rescued, ...]
    actions: int
    actions_lost: int


def salvage(
    path: Path,
    target: Path,
    records: Sequence[type[Record]],
    passphrase: str = "",
    progress: Progress = unheard,
) -> Salvaged:
    """Save what can be read of a closed file into a new one, under the same passphrase.

    The damaged file is not touched. Raises WrongPassphrase, Damaged where nothing can be read, or
    another UserError; then there is no new file. Cancelled may be raised from `progress`.
    """
    demand_file(path)
    check_free(target)
    key = "" if is_plain(path) else passphrase
    with replacing(target) as beside, TemporaryDirectory(prefix=".", dir=target.parent) as folder:
        wreck = _copied(path, Path(folder))
        with closing(Wreck(wreck, key)) as source, visiting(beside, key, read_only=False):
            tables = ("_transaction", *(record._meta.table_name for record in records))
            if not any(map(source.columns, tables)):
                raise Damaged(
                    N_("Nothing in “{file}” can be read any more. Open a backup."), file=path.name
                )
            database.execute_sql("PRAGMA foreign_keys = OFF")
            database.pragma("application_id", APPLICATION_ID)
            upgrading.migrate(records)
            salvaged = _fill(source, records, progress)
            if find_differences() or database.execute_sql("PRAGMA foreign_key_check").fetchall():
                raise Damaged(
                    N_("“{file}” is too damaged to be put together again. Open a backup."),
                    file=path.name,
                )
        seal(beside)
    return salvaged


def _copied(path: Path, folder: Path) -> Path:
    """Copy a file and the journal beside it, which SQLite takes back what was half written with."""
    discard_foreign_journal(path)
    copy = folder / path.name
    shutil.copyfile(path, copy)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        shutil.copyfile(journal, copy.with_name(f"{copy.name}-journal"))
    return copy


def _fill(source: Wreck, records: Sequence[type[Record]], progress: Progress) -> Salvaged:
    tables = read_tables(records)
    steps = len(tables) + 3
    with database.atomic("IMMEDIATE"), mending.staging():
        database.execute_sql("UPDATE _clock SET mute = 1")
        progress(0, steps)
        _take_file(source)
        for name in _TAKEN:
            _take(source, name, name)
        for step, (name, staged) in enumerate(_STAGED.items(), 1):
            progress(step, steps)
            _take(source, name, staged)
        known: dict[str, set[bytes]] = {}
        for step, table in enumerate(tables, 3):
            progress(step, steps)
            _take(source, table.name, table.name, leaving=("rid",))
            known[table.name] = source.ids(table.name) if table.name in source.tables else set()
        mending.drop_strangers(tables)
        mending.keep_whole_transactions(tables)
        mending.follow_journal(tables)
        database.execute_sql("UPDATE _clock SET mute = 0")
        with action(SALVAGING) as written:
            written.amount = mending.write_what_rows_know(tables) or 1
        erasure.scrub(records)
        return _told(tables, known)


def _take_file(source: Wreck) -> None:
    """Take over which community this is, and the journal's clock."""
    for name, column in (("_file", "dataset"), ("_clock", "hlc")):
        if column in source.columns(name):
            for (value,) in source.rows(name, (column,)):
                if name == "_clock" and not _is_stamp(value):
                    continue
                database.execute_sql(f"UPDATE {name} SET {column} = ?", (value,))


def _is_stamp(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= HIGHEST_STAMP


def _take(source: Wreck, name: str, into: str, leaving: Sequence[str] = ()) -> None:
    """Read what can be read of a table; what cannot be a row of it is left out."""
    here = [row[0] for row in database.execute_sql(f'SELECT name FROM pragma_table_info("{into}")')]
    columns = [each for each in source.columns(name) if each in here and each not in leaving]
    if not columns:
        return
    named = ", ".join(f'"{each}"' for each in columns)
    marks = ", ".join("?" * len(columns))
    for rows in _portions(source.rows(name, columns)):
        database.connection().executemany(
            f'INSERT OR IGNORE INTO "{into}" ({named}) VALUES ({marks})', rows
        )


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _told(tables: Sequence[Journaled], known: dict[str, set[bytes]]) -> Salvaged:
    tallies = []
    for table in tables:
        if table.name in set(Kind):
            here = {
                bytes(row)
                for (row,) in database.execute_sql(f'SELECT id FROM "{table.name}"').fetchall()
            }
            once = known[table.name] | mending.made_rows(table)
            tallies.append(Rescued(Kind(table.name), len(here), len(once - here)))
    kept = _count("_transaction WHERE id IN (SELECT id FROM temp._read_transaction)")
    return Salvaged(tuple(tallies), kept, _count("temp._read_transaction") - kept)


def _count(what: str) -> int:
    return int(database.execute_sql(f"SELECT count(*) FROM {what}").fetchone()[0])
