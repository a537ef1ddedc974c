"""The events and series that are in the book, by what calendars call them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.base import database, read_moment
from models.events.recurring import is_endless
from models.exchange.calendars import naming
from models.exchange.calendars.expanding import Occurrence

FIELDS = ("title", "begins", "ends", "place", "description", "link", "status")


class Book:
    """Read once; those in the trash are in it too."""

    def __init__(self) -> None:
        names = ("id", "uid", "series", "occurs", "deleted", *FIELDS)
        rows = database.execute_sql(f"SELECT {', '.join(names)} FROM event ORDER BY rid")
        self.events: dict[bytes, dict[str, Any]] = {}
        self.by_uid: dict[str, bytes] = {}
        self._of_series: dict[bytes, dict[datetime, bytes]] = {}
        for row in rows:
            values = dict(zip(names, row, strict=True))
            for name in ("begins", "ends", "occurs"):
                values[name] = read_moment(values[name])
            event = bytes(values["id"])
            self.events[event] = values
            if values["uid"]:
                self.by_uid.setdefault(values["uid"], event)
            if values["series"] and values["occurs"]:
                dates = self._of_series.setdefault(bytes(values["series"]), {})
                dates[values["occurs"]] = event
        self.series = {
            bytes(known): {"title": title, "rule": rule, "begins": read_moment(begins), "uid": uid,
                           "deleted": deleted}
            for known, title, rule, begins, uid, deleted in database.execute_sql(
                "SELECT id, title, rule, begins, uid, deleted FROM series"
            )
        }  # fmt: skip
        self.with_people = {
            bytes(event)
            for (event,) in database.execute_sql(
                "SELECT DISTINCT event FROM attendance WHERE deleted = 0"
            )
        }

    def event_called(self, uid: str) -> bytes | None:
        ours = naming.id_in(uid)
        return ours if ours in self.events else self.by_uid.get(uid)

    def series_called(self, uid: str) -> bytes | None:
        ours = naming.id_in(uid)
        if ours in self.series:
            return ours
        return next((known for known, each in self.series.items() if each["uid"] == uid), None)

    def is_beyond(self, series: bytes, one: Occurrence, rule: str) -> bool:
        """Say whether a date lies behind the last that was made of a known series without an end:
        such a series is carried on when somebody asks for it."""
        if series not in self.series or not is_endless(rule) or one.entry.occurs is not None:
            return False
        known = self._of_series.get(series)
        return bool(known) and one.occurs is not None and one.occurs > max(known or ())

    def event_on(self, series: bytes | None, occurs: datetime) -> bytes | None:
        """Return the event a series has for a date of its rule, in the trash or not."""
        return self._of_series.get(series or b"", {}).get(occurs)

    def of_series(self, series: bytes) -> Iterator[tuple[bytes, dict[str, Any]]]:
        for event in self._of_series.get(series, {}).values():
            yield event, self.events[event]
