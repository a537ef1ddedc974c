"""The sample's plot and its texts, read from resources/sample, with weeks counted from today."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from resources import path

FIRST_WEEK = -61
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SUMMER = (7, 8)


@dataclass(frozen=True)
class Story:
    """`plot` is the same in every language; `texts` are its words. `now` is when it is told."""

    now: datetime
    plot: dict[str, Any]
    texts: dict[str, Any]

    @property
    def founded(self) -> datetime:
        return self.moment(FIRST_WEEK, "mon", "20:10")

    def moment(self, week: int, day: str = "mon", time: str = "20:40") -> datetime:
        """Return a moment of the week so many weeks from this one."""
        monday = self.now.date() - timedelta(days=self.now.weekday())
        then = monday + timedelta(weeks=week, days=_DAYS.index(day))
        return datetime.combine(then, datetime.strptime(time, "%H:%M").time())

    def days_ago(self, days: int, time: str) -> datetime:
        then = self.now.date() - timedelta(days=days)
        return datetime.combine(then, datetime.strptime(time, "%H:%M").time())


def read_story(language: str, now: datetime) -> Story:
    return Story(now, _read("story"), _read(language))


def summer(day: date) -> bool:
    """Say whether people are away."""
    return day.month in _SUMMER


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path(f"sample/{name}.json").read_text(encoding="utf-8"))
    return found
