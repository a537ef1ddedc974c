"""The people on an event's list as a table that is edited in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.events.attendance import AttendanceLine
from models.vocabulary import Came, Rsvp
from resources.i18n import N_
from ui.records.choices import title_of
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, RSVP, CAME, RATING, COMMENT = range(5)
FIELDS = ("member_name", "rsvp", "came", "rating", "comment")
TITLES = (N_("Name"), N_("RSVP"), N_("Came"), N_("Rating"), N_("Comment"))
CHOICES = {RSVP: tuple(Rsvp), CAME: tuple(Came)}

Save = Callable[[AttendanceLine, str, Any], bool]


class AttendanceModel(QAbstractTableModel):
    """Holds one event's lines (hundreds, not a table of thousands); `save` writes one cell."""

    def __init__(self, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._people: list[AttendanceLine] = []

    def show(self, people: list[AttendanceLine]) -> None:
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def person(self, row: int) -> AttendanceLine | None:
        return self._people[row] if 0 <= row < len(self._people) else None

    def row_of(self, member: bytes) -> int | None:
        places = (row for row, person in enumerate(self._people) if person.member == member)
        return next(places, None)

    def people(self) -> list[AttendanceLine]:
        return list(self._people)

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """Return how many gave each RSVP, and how many have each record of coming."""
        return (
            Counter(person.rsvp for person in self._people),
            Counter(person.came for person in self._people),
        )

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = getattr(self._people[index.row()], FIELDS[index.column()])
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(index.column(), value)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _shown(index.column(), value) or _("empty")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        person = self.person(index.row())
        if person is None or role != Qt.ItemDataRole.EditRole:
            return False
        field = FIELDS[index.column()]
        if getattr(person, field) == value:
            return True
        if not self._save(person, field, value):
            return False
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
        editable = index.isValid() and index.column() == COMMENT
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags


def _shown(column: int, value: Any) -> str:
    if column == RSVP:
        return title_of(Rsvp, value)
    if column == CAME:
        return title_of(Came, value)
    if column == RATING:
        return "" if value is None else _("{mark} of 5", mark=value)
    return str(value)
