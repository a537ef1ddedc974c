"""Who came and what they said, and behind them the slips, as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from models.feedback.opinions import Opinion
from resources.i18n import N_
from ui.records.plain_rows import ROOT, Index
from ui.wording import _

NAME, RATING, COMMENT, FEEDBACK = range(4)
FIELDS = ("", "rating", "comment", "")
TITLES = (N_("Name"), N_("Rating"), N_("Comment"), N_("Feedback"))

Save = Callable[[Opinion, str, Any], bool]


class OpinionsModel(QAbstractTableModel):
    """Holds one event's opinions; `save` writes one cell."""

    def __init__(self, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._opinions: list[Opinion] = []

    def show(self, opinions: Sequence[Opinion]) -> None:
        """Show others; where they are the same people, what is selected stays selected."""
        same = [each.id for each in self._opinions] == [each.id for each in opinions]
        if not same:
            self.beginResetModel()
        self._opinions = list(opinions)
        if not same:
            self.endResetModel()
        elif opinions:
            self.dataChanged.emit(self.index(0, 0), self.index(len(opinions) - 1, FEEDBACK))

    def opinion(self, row: int) -> Opinion | None:
        return self._opinions[row] if 0 <= row < len(self._opinions) else None

    def opinions(self) -> list[Opinion]:
        return list(self._opinions)

    def row_of(self, opinion_id: bytes) -> int | None:
        rows = (row for row, each in enumerate(self._opinions) if each.id == opinion_id)
        return next(rows, None)

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._opinions)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        opinion = self._opinions[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return {RATING: opinion.rating, COMMENT: opinion.comment}.get(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index.row(), index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shown(index.row(), index.column()) or _("empty")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        opinion, field = self.opinion(index.row()), FIELDS[index.column()]
        if opinion is None or role != Qt.ItemDataRole.EditRole or not field:
            return False
        value = value.strip() if isinstance(value, str) else value
        if getattr(opinion, field) == value:
            return True
        if not self._save(opinion, field, value):
            return False
        if self.opinion(index.row()) == opinion:
            self._opinions[index.row()] = replace(opinion, **{field: value})
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

    def _shown(self, row: int, column: int) -> str:
        opinion = self._opinions[row]
        if column == NAME:
            return opinion.name if opinion.member else _("Slip {number}", number=self._slip(row))
        if column == RATING:
            return "" if opinion.rating is None else _("{mark} of 5", mark=opinion.rating)
        if column == COMMENT:
            return opinion.comment
        return _("Raised") if opinion.feedback else ""

    def _slip(self, row: int) -> int:
        return row - sum(each.member is not None for each in self._opinions) + 1
