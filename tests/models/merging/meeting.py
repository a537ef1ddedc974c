"""What must hold when all copies have met, in whatever order they did."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from models import book, clock
from models.base import GONE, LIVE, database
from models.erasing import tidy
from models.journal import erasure
from models.journal.folding import find_differences
from models.journal.transactions import Author, begin_session
from models.members.member import save_member
from models.merging.conflicts import open_conflicts
from models.merging.incoming import Incoming
from models.merging.merge import Relation, are_identical, merge, preview
from models.records import RECORDS
from models.storage import opening
from tests.models.journal import scripts
from tests.models.journal.scripts import same
from tests.models.merging.replicas import World

_LAST = "写在最后"
_TABLES = tuple(record._meta.table_name for record in RECORDS)
_TRANSACTION = "id, hlc, at, session, kind, amount, undoes, size"


def meet(everyone: World) -> None:
    """Merge copies of all copies in three orders, and hold the results against each other."""
    for replica in everyone.replicas:
        if replica.is_first:
            everyone.reopen(replica)
        replica.close()
    paths = [replica.path for replica in everyone.replicas]
    forwards = _fold(everyone.folder / "forwards", paths)
    backwards = _fold(everyone.folder / "backwards", paths[::-1])
    pairwise = _fold_in_pairs(everyone.folder / "pairwise", paths)
    with opened(forwards):
        expected = content()
    for other in (backwards, pairwise):
        with opened(other):
            found = content()
        for part in expected:
            assert found[part] == expected[part], f"{part} differ from order to order"
    with opened(forwards):
        for other in (backwards, pairwise):
            with sealed_off(other) as incoming:
                assert preview(incoming).relation is Relation.SAME
                assert merge(incoming).transactions == 0
                assert are_identical(incoming)
        assert content() == expected, "merging again changes nothing"
        assert find_differences() == []
        assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        _check_nothing_is_lost(everyone)
        _check_erased_is_blank(everyone)
    _check_the_informed_win(forwards, backwards)


def _fold(folder: Path, paths: Sequence[Path]) -> Path:
    first, *others = _copies(folder, paths)
    with opened(first):
        for other in others:
            take_in(other)
    return first


def _fold_in_pairs(folder: Path, paths: Sequence[Path]) -> Path:
    waiting = _copies(folder, paths)
    while len(waiting) > 1:
        for first, second in zip(waiting[::2], waiting[1::2], strict=False):
            with opened(first):
                take_in(second)
        waiting = waiting[::2]
    return waiting[0]


def _copies(folder: Path, paths: Sequence[Path]) -> list[Path]:
    folder.mkdir()
    copies = [folder / path.name for path in paths]
    for path, copy in zip(paths, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    return copies


def take_in(path: Path) -> None:
    with sealed_off(path) as incoming:
        merge(incoming)
    assert find_differences() == []


@contextmanager
def sealed_off(path: Path) -> Iterator[Incoming]:
    """Take a whole, closed file of the latest version as it is: receive() is tested elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        yield Incoming(path, path.name, "", False, folder)


@contextmanager
def opened(path: Path) -> Iterator[None]:
    opening.connect(path, "")
    begin_session(Author("meeting", "Lin"))
    tidy()
    try:
        yield
    finally:
        book.close_book()


def content() -> dict[str, Any]:
    """Return everything that all copies share, in an order that does not come from the file."""
    found: dict[str, Any] = {
        table: _rows(record) for table, record in zip(_TABLES, RECORDS, strict=True)
    }
    found["transactions"] = database.execute_sql(
        f"SELECT {_TRANSACTION} FROM _transaction ORDER BY id"
    ).fetchall()
    found["records"] = database.execute_sql(
        "SELECT x.hlc, x.id, g.tbl, g.row, g.col, g.old, g.new FROM _change g"
        " JOIN _transaction x ON x.id = g.tx ORDER BY x.hlc, x.id, g.n"
    ).fetchall()
    found["sessions"] = database.execute_sql(
        "SELECT * FROM _session WHERE id IN (SELECT session FROM _transaction) ORDER BY id"
    ).fetchall()
    found["conflicts"] = open_conflicts()
    # 1 and 1.0 and True are equal in Python.
    return {part: repr(rows) for part, rows in found.items()}


def _rows(record: Any) -> list[tuple[Any, ...]]:
    hidden = ("rid", *record.local)
    columns = ", ".join(
        f'"{field.column_name}"' for field in record._meta.sorted_fields if field.name not in hidden
    )
    query = f'SELECT {columns} FROM "{record._meta.table_name}" ORDER BY id'
    return list(database.execute_sql(query).fetchall())


def _check_nothing_is_lost(everyone: World) -> None:
    """Every value anybody wrote is in its row or in the journal, unless the row was erased."""
    gone = _gone()
    now = scripts.dump()
    numbers = _columns()
    seen = set()
    for table, row, column, value in everyone.written:
        key = (table, row, column, type(value), value)
        if row in gone or value is None or key in seen:
            continue
        seen.add(key)
        if same(now[table, row][column], value) or _says_nothing(table, column, value):
            continue
        records = database.execute_sql(
            "SELECT old, new FROM _change WHERE row = ? AND col = ?", (row, numbers[table, column])
        ).fetchall()
        assert any(same(cell, value) for cells in records for cell in cells), (table, column, value)


def _check_erased_is_blank(everyone: World) -> None:
    """Reckoned from what was done, not from the journal: whose row it is, whom it ever named."""
    erased = everyone.erased
    assert erased <= _gone(), "who was erased anywhere is erased everywhere"
    about = {row for _table, row, column, value in everyone.written if value in erased}
    for (table, row), cells in scripts.dump().items():
        if row in erased:
            filled = {name for name, value in cells.items() if value not in ("", None)}
            assert filled == {"id", "deleted", "gender", "status"}
            assert cells["deleted"] == GONE
        elif row in about and table == "member_tag":
            assert (cells["tag"], cells["deleted"]) == ("", GONE)
        elif row in about and table == "attendance":
            assert cells["comment"] == ""
        elif row in about and table == "feedback":
            assert cells["text"] == cells["answer"] == ""
    for row in erased:
        records = database.execute_sql(
            "SELECT count(*) FROM _change WHERE row = ? AND (col > 0 OR col = -2)", (row,)
        )
        assert records.fetchone() == (0,)


def _check_the_informed_win(slow: Path, other: Path) -> None:
    """An edit by somebody who had seen everything wins, even if their laptop says 1970."""
    with opened(slow):
        live = [
            row
            for (table, row), cells in scripts.dump().items()
            if table == "member" and cells["deleted"] == LIVE
        ]
        if not live:
            return
        former = clock.use(lambda: datetime(1970, 1, 2))
        save_member(live[0], {"name": _LAST})
        clock.use(former)
        before = {each.id for each in open_conflicts()}
    with opened(other):
        take_in(slow)
        assert scripts.dump()["member", live[0]]["name"] == _LAST
        assert {each.id for each in open_conflicts()} <= before


def _gone() -> set[bytes]:
    return {row for rows in erasure.erased_rows(RECORDS).values() for row in rows}


def _columns() -> dict[tuple[str, str], int]:
    rows = database.execute_sql(
        "SELECT t.name, c.name, c.no FROM _column c JOIN _table t ON t.no = c.tbl"
    ).fetchall()
    return {(table, column): number for table, column, number in rows}


@cache
def _defaults(table: str) -> dict[str, Any]:
    rows = database.execute_sql(
        "SELECT name, dflt_value FROM pragma_table_info(?) WHERE dflt_value IS NOT NULL", (table,)
    ).fetchall()
    return {name: database.execute_sql(f"SELECT {default}").fetchone()[0] for name, default in rows}


def _says_nothing(table: str, column: str, value: Any) -> bool:
    """Say whether a row that two copies can make holds what every new row does."""
    shared = {record._meta.table_name for record in RECORDS if record.shared_id}
    return table in shared and same(_defaults(table).get(column), value)
