"""Events as the list shows them, with how many said they would come and how many came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models import clock, listing
from models.base import database, read_moment, write_moment
from models.indexing import Index
from models.listing import Listing, Table

EVENT_INDEX = Index(
    "event",
    "SELECT e.rid, e.status, e.title, e.host, e.guest, e.place, e.format, e.description, e.begins"
    " FROM event e WHERE +e.deleted = 0 AND e.rid IN",
    spoken=3,
)
_LIST = (
    "(SELECT {what} FROM attendance a JOIN member m ON m.id = a.member"
    " WHERE a.event = t.id AND a.deleted = 0 AND m.deleted = 0{which})"
)
_RSVP = _LIST.format(what="count(*)", which=" AND a.rsvp = 'yes'")
_CAME = _LIST.format(what="count(*)", which=" AND a.came = 'yes'")
_RATING = _LIST.format(what="avg(a.rating)", which="")


@dataclass(frozen=True)
class EventLine:
    """`rsvp` counts who said yes, `came` who came; `rating` is the mean, None without any."""

    id: bytes
    title: str
    format: str
    mode: str
    begins: datetime | None
    place: str
    status: str
    rsvp: int
    came: int
    rating: float | None


def find_events(
    text: str = "", pill: str = listing.ALL, order: str = "begins", descending: bool = True
) -> Listing[EventLine]:
    return listing.find(_table(), text, pill, order, descending)


def pill_counts(text: str = "") -> dict[str, int]:
    return listing.count_pills(_table(), text)


def _lines(rowids: Sequence[int]) -> dict[int, EventLine]:
    marks = ", ".join("?" * len(rowids))
    rows = database.execute_sql(
        "SELECT t.rid, t.id, t.title, t.format, t.mode, t.begins, t.place, t.status,"
        f" {_RSVP}, {_CAME}, {_RATING} FROM event t WHERE t.rid IN ({marks})",
        rowids,
    )
    return {
        rid: EventLine(
            bytes(event), title, form, mode, read_moment(begins), place, status, rsvp, came, rating
        )
        for rid, event, title, form, mode, begins, place, status, rsvp, came, rating in rows
    }


def _table() -> Table[EventLine]:
    """What is upcoming depends on the hour, so the pills are made when they are asked for."""
    now = write_moment(clock.now())
    return Table(
        EVENT_INDEX,
        pills={
            "all": "1",
            "upcoming": "t.status IN ('planned', 'announced')"
            f" AND (coalesce(t.ends, t.begins) IS NULL OR coalesce(t.ends, t.begins) >= '{now}')",
            "done": "t.status = 'done'",
            "idea": "t.status = 'idea'",
            "cancelled": "t.status = 'cancelled'",
        },
        orders={
            "begins": "t.begins",
            "title": "t.title",
            "format": "t.format",
            "mode": "t.mode",
            "place": "t.place",
            "status": "t.status",
            "rsvp": _RSVP,
            "came": _CAME,
            "rating": _RATING,
        },
        make=_lines,
        states={"done": ("done",), "idea": ("idea",), "cancelled": ("cancelled",)},
    )


COLUMNS = ("begins", "title", "format", "mode", "place", "status", "rsvp", "came", "rating")
