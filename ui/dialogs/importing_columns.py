"""The first rows of a list, and over each column what it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget
from PySide6.QtWidgets import QTableWidgetItem as Item

from models.exchange.fields import fields_of
from models.exchange.headings import Headings
from models.exchange.table import Table
from models.vocabulary import Kind
from ui.tab_order import order_tabs
from ui.wording import _, catalogue

SAMPLE_ROWS = 4
# A list of people has a few dozen columns; a combo for each of hundreds would freeze the window.
MOST_COLUMNS = 60
_WIDTH = 140
_AROUND = 64  # the frame and the arrow of a choice, and the room between two
_LONGEST = 60


class ColumnsTable(QTableWidget):
    """Signals:

    mapped: the user changed what a column becomes.
    """

    mapped = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._fields = [
            ("", _("Leave out")),
            *((field.name, field.heading(catalogue())) for field in fields_of(kind)),
        ]
        self._combos: dict[int, QComboBox] = {}
        self.setAccessibleName(_("Columns of the list and what they become"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)  # else Tab goes through every cell below the choices
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_columns(self, table: Table, headings: Headings) -> None:
        shown = headings.columns[:MOST_COLUMNS]
        below = [cells for line, cells in table.rows if line > headings.line][:SAMPLE_ROWS]
        self.clear()
        self._combos = {}
        self.setColumnCount(len(shown))
        self.setRowCount(len(below) + 1)
        self.setHorizontalHeaderLabels(
            [column.heading or _("Column {number}", number=column.index + 1) for column in shown]
        )
        for place, column in enumerate(shown):
            combo = self._combo(column.index, column.field, column.heading)
            self.setCellWidget(0, place, combo)
            self._widen(place, combo)
            combo.currentIndexChanged.connect(partial(self._widen, place, combo))
            for row, cells in enumerate(below, start=1):
                self.setItem(row, place, Item(_cell(cells, column.index)))
        self.setRowHeight(0, 44)
        for row in range(1, len(below) + 1):
            self.setRowHeight(row, 30)
        order_tabs(self.window())  # the choices are newer than what stands around them

    def mapping(self) -> dict[int, str]:
        """Return the field each column becomes; columns left out are not in it."""
        chosen = {index: combo.currentData() for index, combo in self._combos.items()}
        return {index: field for index, field in chosen.items() if field}

    def _combo(self, index: int, field: str, heading: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(_("What “{heading}” becomes", heading=heading))
        for name, title in self._fields:
            combo.addItem(title, name)
        combo.setCurrentIndex(max(combo.findData(field), 0))
        combo.activated.connect(lambda _place: self._chosen(index))
        self._combos[index] = combo
        return combo

    def _chosen(self, index: int) -> None:
        """A field is filled by one column: another that had it is left out."""
        field = self._combos[index].currentData()
        for other, combo in self._combos.items():
            if other != index and field and combo.currentData() == field:
                combo.setCurrentIndex(0)
        self.mapped.emit()

    def _widen(self, place: int, combo: QComboBox, _chosen: int = 0) -> None:
        """Let a column hold what it becomes in full."""
        text = combo.fontMetrics().horizontalAdvance(combo.currentText())
        self.setColumnWidth(place, max(_WIDTH, text + _AROUND))

    # Qt overrides

    def sizeHint(self) -> QSize:
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        return QSize(super().sizeHint().width(), rows + 54)


def _cell(cells: Sequence[str], index: int) -> str:
    text = " ".join(cells[index].split()) if index < len(cells) else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
