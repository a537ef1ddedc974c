"""Events as the list shows them, with how many said they would come and how many came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models import clock, listing
from models.base import database, read_moment, write_moment
from models.events.ratings import MARKS, MEAN, figure_of
from models.indexing import Index
from models.listing import Listing
from models.listing_query import ALL, Table
from models.vocabulary import EventFormat, EventMode, EventStatus

EVENT_INDEX = Index(
    "event",
    "SELECT e.rid, e.status, e.title, e.host, e.guest, e.place, e.format, e.description, e.begins,"
    " e.format, e.mode"
    " FROM event e WHERE +e.deleted = 0 AND e.rid IN",
    spoken=3,
    choices=(EventStatus, EventFormat, EventMode),
)
_LISTED = (
    "FROM attendance a WHERE a.deleted = 0"
    " AND a.member NOT IN (SELECT id FROM member WHERE deleted = 1)"
)
_FIGURES = {
    "rsvp": "count(iif(a.rsvp = 'yes', 1, NULL))",
    "came": "count(iif(a.came = 'yes', 1, NULL))",
}


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
    text: str = "", pill: str = ALL, order: str = "begins", descending: bool = True
) -> Listing[EventLine]:
    return listing.find(_table(), text, pill, order, descending)


def pill_counts(text: str = "") -> dict[str, int]:
    return listing.count_pills(_table(), text)


def _lines(rowids: Sequence[int]) -> dict[int, EventLine]:
    marks = ", ".join("?" * len(rowids))
    figures = {
        event: counted
        for event, *counted in database.execute_sql(
            f"SELECT a.event, {', '.join(_FIGURES.values())} {_LISTED}"
            f" AND a.event IN (SELECT id FROM event WHERE rid IN ({marks})) GROUP BY a.event",
            rowids,
        )
    }
    rows = database.execute_sql(
        f"SELECT rid, id, title, format, mode, begins, place, status, {MEAN} FROM event e"
        f" WHERE rid IN ({marks})",
        rowids,
    )
    return {
        rid: EventLine(
            bytes(event),
            title,
            form,
            mode,
            read_moment(begins),
            place,
            status,
            rsvp=figures.get(event, (0, 0))[0],
            came=figures.get(event, (0, 0))[1],
            rating=rating,
        )
        for rid, event, title, form, mode, begins, place, status, rating in rows
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
            **{
                name: f"(SELECT {figure} {_LISTED} AND a.event = t.id)"
                for name, figure in _FIGURES.items()
            },
            "rating": figure_of("avg(rating)", "t.id"),
        },
        make=_lines,
        sums={
            name: (
                f"LEFT JOIN (SELECT a.event AS owner, {figure} AS n {_LISTED} GROUP BY a.event) s"
                " ON s.owner = t.id",
                "coalesce(s.n, 0)",
            )
            for name, figure in _FIGURES.items()
        }
        | {
            "rating": (
                f"LEFT JOIN (SELECT r.event AS owner, avg(r.rating) AS n FROM ({MARKS}) r"
                " GROUP BY r.event) s ON s.owner = t.id",
                "s.n",
            )
        },
        states={"done": ("done",), "idea": ("idea",), "cancelled": ("cancelled",)},
    )


COLUMNS = ("begins", "title", "format", "mode", "place", "status", "rsvp", "came", "rating")
