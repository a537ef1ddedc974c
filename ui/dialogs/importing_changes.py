"""The cells a list would change, one in a row: what stands now and what would stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from models.exchange.modes import CellChange
from models.exchange.plan import Mode
from models.vocabulary import Kind
from resources.i18n import N_
from ui.import_words import MODES, field_title, value_text
from ui.records.plain_rows import Index, PlainRows, show_plainly
from ui.theme import colour
from ui.wording import _

WHO, FIELD, OLD, NEW, BECOMES = range(5)
TITLES = (N_("Record"), N_("Field"), N_("Now"), N_("In the list"), N_("What happens"))
# So many cells are shown of a long list.
MOST_CELLS = 2_000


class ChangesModel(PlainRows):
    def __init__(self, kind: Kind) -> None:
        super().__init__(TITLES)
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

    def count(self) -> int:
        return len(self._cells)

    def text(self, row: int, column: int) -> str:
        cell = self._cells[row]
        if column == WHO:
            return cell.title
        if column == FIELD:
            return self._titles[cell.field]
        if column == BECOMES:
            return _("Stays as it is") if cell.stays else self._becomes(cell)
        value = cell.old if column == OLD else cell.new
        return value_text(self._kind, cell.field, value)

    def _becomes(self, cell: CellChange) -> str:
        if _is_added(cell):
            return _("Is added")
        empty = not value_text(self._kind, cell.field, cell.old)
        return _("Is filled in") if empty else _("Is replaced")

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole:
            # What is not taken stands back.
            return colour("faint") if index.column() == self._gone(index.row()) else None
        return super().data(index, role)

    def _gone(self, row: int) -> int | None:
        cell = self._cells[row]
        if cell.stays:
            return NEW
        return None if _is_added(cell) else OLD


def _is_added(cell: CellChange) -> bool:
    """What there may be several of in a list comes to those there are."""
    return isinstance(cell.new, tuple)


class ChangesTable(QTableView):
    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.changes = ChangesModel(kind)
        self.changes.setParent(self)
        self.setModel(self.changes)
        self.setAccessibleName(_("Cells that change"))
        show_plainly(self, 32)
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
