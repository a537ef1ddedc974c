"""Pairing rows with records that have no identity of their own: events and feedback.

Each record is given to one row at most. Rows that say exactly what a record says choose first, so
that importing a file again finds every row where it went.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models.exchange.plan import Add, Unchanged, Update, Verdict

# line, values, the records it may repeat, whether the user chose the record
Wanted = tuple[int, dict[str, Any], list[bytes], bool]

# Columns that are filled in where a list leaves them out.
_COMPLETED = ("status", "mode", "format", "kind")


def pair(
    rows: list[Wanted],
    records: Mapping[bytes, Mapping[str, Any]],
    add: Callable[[int, dict[str, Any]], Add],
) -> dict[int, Verdict]:
    """Return a verdict for each line."""
    taken: set[bytes] = set()
    verdicts: dict[int, Verdict] = {}
    for closeness in (_equal, agreeing, _any):
        for line, values, known, chosen in rows:
            if line in verdicts:
                continue
            for record in known:
                if (chosen or record not in taken) and closeness(values, records[record]):
                    taken.add(record)
                    verdicts[line] = _update(line, record, values, records[record])
                    break
    for line, values, _known, _chosen in rows:
        if line not in verdicts:
            verdicts[line] = add(line, values)
    return verdicts


def _equal(values: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Say whether row and record are the same, also in what both leave empty."""
    return agreeing(values, record) and all(
        name in values or name in _COMPLETED or value in ("", None)
        for name, value in record.items()
    )


def agreeing(values: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    return all(record[name] == value for name, value in values.items())


def _any(_values: Mapping[str, Any], _record: Mapping[str, Any]) -> bool:
    return True


def _update(
    line: int, record: bytes, values: Mapping[str, Any], stored: Mapping[str, Any]
) -> Update | Unchanged:
    changes = {name: value for name, value in values.items() if stored[name] != value}
    return Update(line, record, changes) if changes else Unchanged(line, record)
