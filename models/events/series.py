"""Series: events that come again by one rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.base import MomentField, Record, WordsField, database, live
from models.vocabulary import Kind


class Series(Record):
    """What repeats: `rule` is the value of an RFC 5545 RRULE, counted from `begins`.

    Each occurrence is an event of its own, made ahead; where it was moved or changed the event
    says so. `uid` is what another calendar calls the series, "" where it was planned here.
    """

    subject = Kind.COMMUNITY
    called = "title"

    title = WordsField()
    rule = WordsField()
    begins = MomentField(null=True)
    uid = WordsField()


@dataclass(frozen=True)
class SeriesValues:
    id: bytes
    title: str
    rule: str
    begins: datetime
    uid: str


def load_series(series_id: bytes | None) -> SeriesValues | None:
    """Return a series that is in use and has a beginning."""
    row = series_id and live(Series).where(Series.id == series_id).first()
    if not row or row.begins is None:
        return None
    return SeriesValues(bytes(row.id), row.title, row.rule, row.begins, row.uid)


def write_row(model: type[Record], record_id: bytes, values: Mapping[str, Any]) -> None:
    """Make a row under an id that another copy may make too, or change it.

    Made bare and filled afterwards: so every value stands in the journal, and where two copies
    make the same row it is merged cell by cell.
    """
    # Plain SQL: a calendar brings thousands of rows, and a query costs more to word than to run.
    table = model._meta.table_name
    if not database.execute_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (record_id,)).fetchone():
        # Whose it is never changes, and its table asks for that at once.
        born = {"id": record_id} | {name: values[name] for name in values if name == model.owner}
        names, marks = ", ".join(born), ", ".join("?" * len(born))
        database.execute_sql(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(born.values())
        )
    if values:
        fields = [model._meta.fields[name] for name in values]
        cells = ", ".join(f'"{field.column_name}" = ?' for field in fields)
        written = [field.db_value(values[field.name]) for field in fields]
        database.execute_sql(f'UPDATE "{table}" SET {cells} WHERE id = ?', (*written, record_id))
