"""What the organizer decided about a conflict, so that no copy asks again."""

from __future__ import annotations

from models.base import IdField, Record
from models.vocabulary import Kind

SETTLING = "conflict.settle"


class Settlement(Record):
    """One conflict, settled. Its id comes from the conflict, so two copies make one row of it;
    `record` is the row the conflict was about."""

    subject = Kind.COMMUNITY
    keys = ("record",)
    shared_id = True

    record = IdField()
