"""The cells a list would change, one in a row: what stands now and what would stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView

from models.exchange.modes import CellChange
from models.exchange.plan import Mode
from models.vocabulary import Kind
from resources.i18n import N_
from ui.import_words import MODES, field_title, value_text
from ui.theme import colour
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WHO, FIELD, OLD, NEW, BECOMES = range(5)
TITLES = (N_("Record"), N_("Field"), N_("Now"), N_("In the list"), N_("What happens"))
# So many cells are shown of a long list.
MOST_CELLS = 2_000


class ChangesModel(QAbstractTableModel):
    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._cells: tuple[CellChange, ...] = ()
        self._titles: dict[str, str] = {}

    def show(self, cells: tuple[CellChange, ...]) -> None:
        self.beginResetModel()
        self._cells = cells
        self._titles = {
            name: field_title(self._kind, name) for name in {cell.field for cell in cells}
        }
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            # What is not taken stands back.
            gone = index.column() == (NEW if cell.stays else OLD)
            return colour("faint") if gone else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(cell, index.column())

    def _text(self, cell: CellChange, column: int) -> str:
        if column == WHO:
            return cell.title
        if column == FIELD:
            return self._titles[cell.field]
        if column == BECOMES:
            return _("Stays as it is") if cell.stays else self._becomes(cell)
        value = cell.old if column == OLD else cell.new
        return value_text(self._kind, cell.field, value)

    def _becomes(self, cell: CellChange) -> str:
        if cell.field == "tags":
            return _("Is added")
        empty = not value_text(self._kind, cell.field, cell.old)
        return _("Is filled in") if empty else _("Is replaced")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class ChangesTable(QTableView):
    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.changes = ChangesModel(kind)
        self.changes.setParent(self)
        self.setModel(self.changes)
        self.setAccessibleName(_("Cells that change"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(32)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


class ModeChoice(QComboBox):
    """Signals:

    changed: another mode was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What becomes of records that are there already"))
        for mode, title in MODES.items():
            self.addItem(_(title), mode.value)
        self.setToolTip(self.accessibleName())
        self.activated.connect(lambda _place: self.changed.emit())

    def mode(self) -> Mode:
        return Mode(self.currentData())
