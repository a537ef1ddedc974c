"""Whom a change concerns, of the members that long lists remember: whoever may now stand elsewhere
in an order, under another pill or be met by another filter."""

from __future__ import annotations

from models.following import Sources, Watched
from models.indexing import Index
from models.members import participation, standing

_OF_MEMBER = "SELECT m.rid FROM {table} a CROSS JOIN member m ON m.id = a.member WHERE a.id"
# What else filters and orders ask for than the texts of the index, figures and classes.
_ASKED_FOR: Sources = (
    *(
        (table, _OF_MEMBER.format(table=table))
        for table in ("points", "photo", "consent", "guardian")
    ),
    # A guardian who goes into the trash, or comes back from it.
    (
        "member",
        "SELECT m.rid FROM guardian k CROSS JOIN member m ON m.id = k.member WHERE k.guardian",
    ),
)
# No list of members shows these. Whatever is not named anywhere here may concern everybody, as a
# setting does, a field of the organizer's own, or a table that comes one day.
_BESIDE = frozenset(
    {
        "barred", "budget_line", "cadence", "community", "criterion", "evaluation", "finding",
        "guest", "quiet_week", "rule", "saved_list", "series", "settlement", "task",
        "template", "venue", "violation", "welcome_step",
    }
)  # fmt: skip


def watched(index: Index) -> Watched:
    """Return what concerns the members of an index."""
    own: Sources = (("member", "SELECT rid FROM member WHERE id"),)
    derived = (*index.dependents, *participation.SOURCES, *standing.SOURCES)
    everything = (*own, *derived, *_ASKED_FOR)
    return Watched(
        tuple(source for source in dict.fromkeys(everything) if source[0] != "custom_field"),
        _BESIDE,
    )
