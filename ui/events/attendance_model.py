"""The people on an event's list as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.events.attendance import AttendanceLine
from models.events.places import Places
from models.vocabulary import Came, Rsvp
from resources.i18n import N_
from ui.records.choices import title_of
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, RSVP, GUESTS, PLACE, NOTE, CAME, RATING, COMMENT = range(8)
FIELDS = ("member_name", "rsvp", "guests", "", "note", "came", "rating", "comment")
TITLES = (
    N_("Name"), N_("RSVP"), N_("Brings"), N_("Place or waiting"), N_("Note"), N_("Came"),
    N_("Rating"), N_("Comment"),
)  # fmt: skip
CHOICES = {RSVP: tuple(Rsvp), CAME: tuple(Came)}
WRITTEN = (NOTE, COMMENT)
# What these say decides who has a place.
_CLAIMS = ("rsvp", "guests")

Save = Callable[[AttendanceLine, str, Any], bool]


class AttendanceModel(QAbstractTableModel):
    """Holds one event's lines (hundreds, not a table of thousands); `save` writes one cell."""

    def __init__(self, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._people: list[AttendanceLine] = []
        self._places = Places(None, (), ())
        self._waiting: dict[bytes, int] = {}

    def show(self, people: list[AttendanceLine], places: Places) -> None:
        """Show a list; where the same people stand on it, what is selected stays selected."""
        before = [person.id for person in self._people]
        same = before == [person.id for person in people]
        if not same:
            self.beginResetModel()
        self._people, self._places, self._waiting = people, places, places.numbers()
        if not same:
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, COMMENT))

    def person(self, row: int) -> AttendanceLine | None:
        return self._people[row] if 0 <= row < len(self._people) else None

    def row_of(self, member: bytes) -> int | None:
        rows = (row for row, person in enumerate(self._people) if person.member == member)
        return next(rows, None)

    def people(self) -> list[AttendanceLine]:
        return list(self._people)

    @property
    def places(self) -> Places:
        return self._places

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self._value(index)
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(index.column(), value)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _shown(index.column(), value) or _("empty")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        person = self.person(index.row())
        field = FIELDS[index.column()]
        if person is None or role != Qt.ItemDataRole.EditRole or not field:
            return False
        if getattr(person, field) == value:
            return True
        if not self._save(person, field, value):
            return False
        if self.person(index.row()) == person:
            self._people[index.row()] = replace(person, **{field: value})
            self.dataChanged.emit(index, index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.isValid() and index.column() in WRITTEN
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def _value(self, index: Index) -> Any:
        person = self._people[index.row()]
        if index.column() != PLACE:
            return getattr(person, FIELDS[index.column()])
        return self._waiting.get(person.member, 0 if person.rsvp == Rsvp.YES else None)


def decides_places(field: str) -> bool:
    return field in _CLAIMS


def _shown(column: int, value: Any) -> str:
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
