"""A calendar month: a value, not two dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from resources.i18n import N_

# Years in which a community can have met, with room for the months around them.
_YEARS = range(1800, 2200)
_NOTATION = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-10"."""
        found = _NOTATION.fullmatch(text.strip())
        if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) not in _YEARS:
            raise UserError(N_("“{text}” is no month. Write it like 2026-10."), text=text)
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> Month:
        return self.back(1)

    @property
    def next(self) -> Month:
        return self.back(-1)

    def back(self, months: int) -> Month:
        """Return the month so many months earlier."""
        year, number = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
