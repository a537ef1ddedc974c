"""The people on an event's list as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.events.attendance import AttendanceLine
from models.events.places import Places
from models.vocabulary import Came, Rsvp
from resources.i18n import N_
from ui.records.choices import title_of
from ui.records.edited_rows import EditedRows, Save
from ui.wording import _

NAME, RSVP, GUESTS, PLACE, NOTE, CAME, RATING, COMMENT = range(8)
_FIELDS = ("member_name", "rsvp", "guests", "", "note", "came", "rating", "comment")
_TITLES = (
    N_("Name"), N_("RSVP"), N_("Brings"), N_("Place or waiting"), N_("Note"), N_("Came"),
    N_("Rating"), N_("Comment"),
)  # fmt: skip
CHOICES = {RSVP: tuple(Rsvp), CAME: tuple(Came)}
WRITTEN = (NOTE, COMMENT)
# What these say decides who has a place.
_CLAIMS = ("rsvp", "guests")


class AttendanceModel(EditedRows[AttendanceLine]):
    """Holds one event's lines (hundreds, not a table of thousands); `save` writes one cell."""

    def __init__(self, save: Save[AttendanceLine]) -> None:
        super().__init__(_TITLES, _FIELDS, WRITTEN, save)
        self._places = Places(None, (), ())
        self._waiting: dict[bytes, int] = {}

    def show_people(self, people: Sequence[AttendanceLine], places: Places) -> None:
        self._places, self._waiting = places, places.numbers()
        self.show(people)
        if people:
            # Whoever stands before somebody moves them, whose own line is as it was.
            self.dataChanged.emit(self.index(0, PLACE), self.index(len(people) - 1, PLACE))

    def row_of(self, member: bytes) -> int | None:
        rows = (row for row, person in enumerate(self._lines) if person.member == member)
        return next(rows, None)

    @property
    def places(self) -> Places:
        return self._places

    def value(self, row: int, column: int) -> Any:
        if column != PLACE:
            return super().value(row, column)
        person = self._lines[row]
        return self._waiting.get(person.member, 0 if person.rsvp == Rsvp.YES else None)

    def text(self, row: int, column: int) -> str:
        value = self.value(row, column)
        if column == RSVP:
            return title_of(Rsvp, value)
        if column == CAME:
            return title_of(Came, value)
        if column == RATING:
            return "" if value is None else _("{mark} of 5", mark=value)
        if column == GUESTS:
            return f"+{value}" if value else ""
        if column == PLACE:
            if value is None:
                return ""
            return _("Waiting, {number}", number=value) if value else _("Has a place")
        return str(value)


def decides_places(field: str) -> bool:
    return field in _CLAIMS
