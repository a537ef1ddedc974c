"""What the organizer decided about a conflict or about two people, so that no copy asks again."""

from __future__ import annotations

from models.base import IdField, Record, database, link_id
from models.vocabulary import Kind

SETTLING = "conflict.settle"


class Settlement(Record):
    """One question, settled. Its id comes from what was asked, so two copies make one row of it;
    `record` is the row the question was about."""

    subject = Kind.COMMUNITY
    keys = ("record",)
    shared_id = True

    record = IdField()


def pair_id(first: bytes, second: bytes) -> bytes:
    """Return the id of the question whether two entries are one person: the same on every copy,
    whichever of the two is called the first there."""
    low, high = sorted((bytes(first), bytes(second)))
    return link_id("settlement", low, high, "twins")


def settled_ids() -> frozenset[bytes]:
    """Return what nobody is asked about any more."""
    rows = database.execute_sql("SELECT id FROM settlement WHERE deleted = 0")
    return frozenset(bytes(row) for (row,) in rows)


def mark_settled(settlement: bytes, record: bytes) -> None:
    """Write down that a question about a record is settled. Must be called inside an action."""
    if Settlement.update(deleted=0).where(Settlement.id == settlement).execute() == 0:
        Settlement.create(id=settlement, record=record)


def mark_different(first: bytes, second: bytes) -> None:
    """Write down that two entries need no more asking: they are two people, or became one."""
    mark_settled(pair_id(first, second), min(first, second))
