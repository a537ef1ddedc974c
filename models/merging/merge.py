"""Two files become one: what would happen, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from models import clock
from models.base import Record, database
from models.erasing import purge, sweep
from models.errors import Damaged
from models.journal.transactions import current_session, random_number
from models.merging import twins, union
from models.merging.conflicts import Conflict, open_conflicts
from models.merging.incoming import THEIRS, Incoming
from models.merging.summary import FieldCount, Tally, count_erased, summarize
from models.merging.twins import Twins
from models.progress import Progress, unheard
from models.records import RECORDS
from models.storage import backups
from models.titles import Named
from models.vocabulary import Kind
from resources.i18n import N_

_DAY = 24 * 60 * 60 * 1000


class Relation(StrEnum):
    """How the other file stands to this one. OLDER: it has nothing new. NEWER: it has everything
    of this one, and more. BOTH: each has something the other has not."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    BOTH = "both"


@dataclass(frozen=True)
class Merged:
    """What a merge would do, or did.

    `transactions` is how many actions came, `removed` who and what was deleted there (the first
    of them), `erased` how many people were erased there for good, `conflicts` and `twins` those
    this merge brought; of very many pairs of twins only the first are named, and there are
    `more_twins`. `ahead`: the other laptop's clock is more than a day ahead of this one's.
    """

    relation: Relation
    transactions: int = 0
    tallies: tuple[Tally, ...] = ()
    fields: tuple[FieldCount, ...] = ()
    removed: tuple[Named, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    twins: tuple[Twins, ...] = ()
    erased: int = 0
    ahead: bool = False
    more_twins: int = 0

    @property
    def kinds(self) -> frozenset[Kind]:
        """Return the kinds of record that change."""
        return frozenset(tally.kind for tally in self.tallies)


def preview(incoming: Incoming, progress: Progress = unheard) -> Merged:
    """Say what merging would do. The open file stays as it is. Raises Cancelled."""
    with incoming.attached():
        return _merge(progress, keep=False)[0]


def merge(incoming: Incoming, progress: Progress = unheard) -> Merged:
    """Take in what the other file has, in one transaction, after a backup; say what was done.

    Raises UserError where the file cannot be written, and Cancelled; then it is as it was.
    """
    with incoming.attached():
        found = union.difference()
        union.forget()
    if found.theirs:
        backups.keep(backups.Reason.MERGE)
    with incoming.attached():
        merged, scrubbed = _merge(progress, keep=True)
    if scrubbed:
        purge()
    return merged


def are_identical(incoming: Incoming) -> bool:
    """Say whether the two files hold the same actions and the same records."""
    with incoming.attached():
        try:
            found = union.difference()
        finally:
            union.forget()
        return not found.theirs and not found.mine and not any(map(_rows_differ, RECORDS))


def _rows_differ(record: type[Record]) -> bool:
    table = record._meta.table_name
    hidden = ("rid", *record.local)
    columns = ", ".join(
        f'"{field.column_name}"' for field in record._meta.sorted_fields if field.name not in hidden
    )
    here, there = (f'SELECT {columns} FROM {schema}."{table}"' for schema in ("main", THEIRS))
    query = f"SELECT 1 FROM ({here} EXCEPT {there}) UNION ALL SELECT 1 FROM ({there} EXCEPT {here})"
    return database.execute_sql(f"{query} LIMIT 1").fetchone() is not None


def _merge(progress: Progress, keep: bool) -> tuple[Merged, int]:
    """Return what came of it, and how many rows were scrubbed because they are erased."""
    progress(0, 5)
    try:
        # Compared under the lock: another program may be merging the same copy just now.
        with _transaction(keep):
            found = union.difference()
            if not found.theirs:
                return Merged(Relation.OLDER if found.mine else Relation.SAME), 0
            return _take_in(found, progress)
    finally:
        union.forget()
        twins.forget()


def _take_in(found: union.Difference, progress: Progress) -> tuple[Merged, int]:
    known = {each.id for each in open_conflicts()}
    twins.remember()
    progress(1, 5)
    union.gather(RECORDS)
    progress(2, 5)
    tallies, fields, removed = summarize()
    erased = count_erased()
    union.apply(RECORDS)
    scrubbed = sweep()
    progress(3, 5)
    _log(found.theirs)
    conflicts = tuple(each for each in open_conflicts() if each.id not in known)
    pairs = twins.brought()
    progress(4, 5)
    if union.broken_references():
        raise Damaged(N_("This copy is not whole, so nothing was merged. Copy the file once more."))
    merged = Merged(
        Relation.BOTH if found.mine else Relation.NEWER,
        found.theirs,
        tallies,
        fields,
        removed,
        conflicts,
        pairs.first,
        erased,
        _is_ahead(),
        pairs.more,
    )
    return merged, scrubbed


@contextmanager
def _transaction(keep: bool) -> Iterator[None]:
    """Write the block whole or not at all; what is not to be kept is taken back at its end."""
    with database.atomic("IMMEDIATE") as transaction:
        yield
        if not keep:
            transaction.rollback()


def _log(amount: int) -> None:
    """Note in this file, for undo and for duplicates, what came together."""
    author, session = current_session()
    number = random_number()
    database.execute_sql(
        "INSERT INTO _merge (id, hlc, at, session, device, name, amount)"
        " SELECT ?, hlc, ?, ?, ?, ?, ? FROM _clock",
        (number, clock.instant(), session, author.device, author.name, amount),
    )
    database.execute_sql("INSERT INTO _merged (tx, merge) SELECT tx, ? FROM temp._new", (number,))


def _is_ahead() -> bool:
    (milliseconds,) = database.execute_sql("SELECT hlc >> 16 FROM _clock").fetchone()
    return int(milliseconds) > clock.instant() + _DAY
