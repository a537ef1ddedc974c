"""Plain-SQL triggers that write the journal, so that any SQLite program's edits are in it.

No function of ours may be called in them: another program has none, and trusted_schema=OFF.
Values pass through a plus sign: without it SQLite before 3.41 gives all cells of a UNION the
affinity of the first, and a telephone number is journaled without its leading zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from models.base import database
from models.journal.tables import DELETED_MARK, Journaled, differs

PREFIX = "_journal_"
_LARGEST = 2**63 - 1
# unixepoch('subsec') is NULL before SQLite 3.42, and people's other tools are older.
_NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
_HEARD = "(SELECT mute FROM _clock) = 0"
_CURRENT = "coalesce(tx, outside_tx)"

# Opens a transaction for an edit made outside any action of ours: by another program, one
# transaction a statement. A BEFORE trigger, because the order among AFTER triggers is undefined.
_OPEN = f"""
    UPDATE _clock SET hlc = max(hlc + 1, {_NOW} << 16), outside_tx = random() & {_LARGEST},
        outside_at = {_NOW} WHERE tx IS NULL AND outside_at IS NOT {_NOW};
    INSERT INTO _transaction (id, hlc, at) SELECT outside_tx, hlc, outside_at FROM _clock
        WHERE tx IS NULL AND NOT EXISTS (SELECT 1 FROM _transaction WHERE id = outside_tx);"""


def rebuild(tables: Sequence[Journaled]) -> None:
    """Drop the journal's triggers and make them anew: migrations that rebuild a table lose them."""
    drop()
    for table in tables:
        for statement in trigger_statements(table, tables):
            database.execute_sql(statement)


def drop() -> None:
    names = database.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, ?) = ?",
        (len(PREFIX), PREFIX),
    ).fetchall()
    for (name,) in names:
        database.execute_sql(f'DROP TRIGGER "{name}"')


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Take triggers away while the block runs, inside a transaction: where it fails, taking that
    back brings them back. One that is not there is none."""
    found = [
        trigger
        for name in names
        for trigger in database.execute_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (name,)
        ).fetchall()
    ]
    for name, _sql in found:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in found:
        database.execute_sql(sql)


def trigger_statements(table: Journaled, tables: Sequence[Journaled]) -> list[str]:
    return [
        _before_update(table),
        _before_insert(table),
        _after_insert(table),
        _after_update(table, tables),
        *(_immutable(table, column) for column in ("rid", *table.immutable)),
        _before_taking_a_rowid(table),
        _before_delete(table),
    ]


def _trigger(table: Journaled, purpose: str, when: str, body: str) -> str:
    name = f"{PREFIX}{table.name}_{purpose}"
    return f'CREATE TRIGGER "{name}" {when} BEGIN {body} END'


def _before_update(table: Journaled) -> str:
    condition = "WHEN (SELECT tx IS NULL AND mute = 0 FROM _clock)"
    return _trigger(table, "open", f"BEFORE {_update_of(table)} {condition}", _OPEN)


def _update_of(table: Journaled) -> str:
    """Name the journaled columns: a change of the local ones is no action and costs nothing."""
    columns = ", ".join(f'"{name}"' for name in table.changing)
    return f'UPDATE OF {columns} ON "{table.name}"'


def _before_insert(table: Journaled) -> str:
    """Open a transaction where there is none, and keep what INSERT OR REPLACE will destroy."""
    exists = f'EXISTS (SELECT 1 FROM "{table.name}" WHERE id = NEW.id)'
    condition = f"WHEN (SELECT mute = 0 AND (tx IS NULL OR {exists}) FROM _clock)"
    cells = " UNION ALL ".join(
        f'SELECT {no} AS col, +"{name}" AS value FROM "{table.name}" WHERE id = NEW.id'
        for name, no in table.changing.items()
    )
    body = f"""{_OPEN}
    INSERT INTO _change (tx, tbl, row, col, old, new)
        SELECT {_CURRENT}, {table.number}, NEW.id, cell.col, cell.value, cell.value
        FROM _clock, ({cells}) cell WHERE cell.value IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM _change WHERE row = NEW.id AND col = cell.col);"""
    return _trigger(table, "replace", f'BEFORE INSERT ON "{table.name}" {condition}', body)


def _after_insert(table: Journaled) -> str:
    """Record the new row, and its values where two copies can make the same row.

    One trigger, so that the row's record always stands before its values.
    """
    # Asked first, and of most rows the only thing that is: the others have no values to record.
    made = (
        "(SELECT 1)"
        if table.shared_id
        else "(SELECT 1 FROM _change WHERE row = NEW.id AND col > 0 LIMIT 1)"
    )
    cells = " UNION ALL ".join(
        f'SELECT {no} AS col, +NEW."{name}" AS value, +{unsaid(table, name)} AS unsaid'
        for name, no in table.changing.items()
    )
    body = f"""INSERT INTO _change (tx, tbl, row)
        SELECT {_CURRENT}, {table.number}, NEW.id FROM _clock;
    INSERT INTO _change (tx, tbl, row, col, new)
        SELECT {_CURRENT}, {table.number}, NEW.id, cell.col, cell.value
        FROM {made} CROSS JOIN _clock CROSS JOIN ({cells}) cell WHERE cell.value IS NOT cell.unsaid
        OR EXISTS (SELECT 1 FROM _change WHERE row = NEW.id AND col = cell.col);"""
    return _trigger(table, "insert", f'AFTER INSERT ON "{table.name}" WHEN {_HEARD}', body)


def unsaid(table: Journaled, column: str) -> str:
    """Return, as SQL, the value that says nothing when a shared row is made with it. That a row is
    not deleted says something: who makes it anew on one copy overrules who deleted it on another.
    """
    return "NULL" if column == "deleted" else table.defaults[column]


def _after_update(table: Journaled, tables: Sequence[Journaled]) -> str:
    cells = " UNION ALL ".join(
        f'SELECT {no} AS col, +OLD."{name}" AS old, +NEW."{name}" AS new'
        for name, no in table.changing.items()
    )
    owned = " + ".join(
        f'(SELECT count(*) FROM "{other.name}" o CROSS JOIN _change g ON g.row = o.id'
        f' WHERE o."{column}" = NEW.id AND (g.col IS NULL OR g.col > 0))'
        for other in tables
        for column, name in other.belongs.items()
        if name == table.name
    )
    body = f"""INSERT INTO _change (tx, tbl, row, col, old, new)
        SELECT {_CURRENT}, {table.number}, NEW.id, {DELETED_MARK}, {owned or "NULL"},
            (SELECT count(*) FROM _change WHERE row = NEW.id AND col > 0)
        FROM _clock WHERE NEW.deleted = 1 AND OLD.deleted = 0;
    INSERT INTO _change (tx, tbl, row, col, old, new)
        SELECT {_CURRENT}, {table.number}, NEW.id, cell.col, cell.old, cell.new
        FROM _clock, ({cells}) cell WHERE {differs("cell.old", "cell.new")};"""
    return _trigger(table, "update", f"AFTER {_update_of(table)} WHEN {_HEARD}", body)


def _immutable(table: Journaled, column: str) -> str:
    return _trigger(
        table,
        f"keep_{column}",
        f'BEFORE UPDATE OF "{column}" ON "{table.name}" WHEN OLD."{column}" IS NOT NEW."{column}"',
        f"SELECT RAISE(ABORT, '{table.name}.{column} never changes');",
    )


def _before_taking_a_rowid(table: Journaled) -> str:
    """Refuse an INSERT OR REPLACE that would destroy another row for its rowid."""
    taken = f'EXISTS (SELECT 1 FROM "{table.name}" WHERE rid = NEW.rid AND id IS NOT NEW.id)'
    return _trigger(
        table,
        "keep_row",
        f'BEFORE INSERT ON "{table.name}" WHEN {taken}',
        f"SELECT RAISE(ABORT, '{table.name}.rid belongs to another row');",
    )


def _before_delete(table: Journaled) -> str:
    body = f"""UPDATE "{table.name}" SET deleted = 1 WHERE id = OLD.id AND deleted = 0;
    SELECT RAISE(IGNORE);"""
    return _trigger(table, "delete", f'BEFORE DELETE ON "{table.name}"', body)
