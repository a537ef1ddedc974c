"""The rows somebody must decide about, and those that stay outside, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QTableView

from models.exchange.plan import NEW, SKIP, Doubtful, ImportPlan, Skipped
from resources.i18n import N_
from ui.formats import joined
from ui.records.plain_rows import PlainRows, share_width, show_plainly
from ui.wording import _

LINE, REASON, DECISION = range(3)
TITLES = (N_("Line"), N_("Reason"), N_("What happens"))
_WIDTHS = {LINE: 64, DECISION: 250}


class DoubtsModel(PlainRows):
    """Keeps every row that was ever doubtful: a decision can be looked at and changed."""

    def __init__(self) -> None:
        super().__init__(TITLES)
        self._doubts: dict[int, Doubtful] = {}
        self._rows: list[Doubtful | Skipped] = []
        self._choices: Mapping[int, bytes | str] = {}

    def show(self, plan: ImportPlan, choices: Mapping[int, bytes | str]) -> None:
        self.beginResetModel()
        self._choices = choices
        self._doubts |= {row.line: row for row in plan.doubtful}
        outside = {row.line: row for row in plan.rows if isinstance(row, Skipped)}
        known = {line: row for line, row in self._doubts.items() if line in choices}
        rows: dict[int, Doubtful | Skipped] = {
            **outside, **known, **{row.line: row for row in plan.doubtful}
        }  # fmt: skip
        # What needs a decision stands first; then what was decided and what stays outside.
        self._rows = sorted(rows.values(), key=lambda row: (isinstance(row, Skipped), row.line))
        self.endResetModel()

    def doubt(self, row: int) -> Doubtful | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Doubtful) else None

    def waiting(self) -> list[Doubtful]:
        """Return the rows nobody has decided about."""
        return [
            row for row in self._rows if isinstance(row, Doubtful) and row.line not in self._choices
        ]

    def count(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        each = self._rows[row]
        if column == LINE:
            return str(each.line)
        if column == REASON:
            return _(each.reason, **each.fields)
        return self._decision(each)

    def _decision(self, row: Doubtful | Skipped) -> str:
        if isinstance(row, Skipped):
            return _("Stays outside")
        choice = self._choices.get(row.line)
        if choice is None:
            return _("Left out until you decide…")
        return decision_text(row, choice)


class DoubtsTable(QTableView):
    """Enter, Space or a click opens the possible decisions of a row, for all selected rows.

    Signals:
        decided: carries {line: choice}.
    """

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.doubts = DoubtsModel()
        self.doubts.setParent(self)
        self.setModel(self.doubts)
        self.setMinimumHeight(120)
        self.setAccessibleName(_("Rows to decide about"))
        show_plainly(self, 34)
        share_width(self, _WIDTHS, REASON)

    def show_plan(self, plan: ImportPlan, choices: Mapping[int, bytes | str]) -> None:
        row, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self.doubts.show(plan, choices)
        self.verticalScrollBar().setValue(scrolled)
        if 0 <= row < self.doubts.rowCount():
            self.selectRow(row)

    def offer_decisions(self, row: int) -> None:
        """Open the menu of one row; NEW and SKIP go to every selected row."""
        doubt = self.doubts.doubt(row)
        if doubt is None:
            return
        menu = QMenu(self)
        for choice in possible_choices(doubt):
            action = menu.addAction(decision_text(doubt, choice))
            action.triggered.connect(lambda _on=False, choice=choice: self._decide(doubt, choice))
        below = self.visualRect(self.doubts.index(row, DECISION)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))

    def decide_rest(self, choice: str) -> None:
        """Decide alike about every row that waits; NEW only where there is nobody it may be."""
        waiting = [
            doubt for doubt in self.doubts.waiting() if choice == SKIP or not doubt.candidates
        ]
        if waiting:
            self.decided.emit({doubt.line: choice for doubt in waiting})

    def _decide(self, doubt: Doubtful, choice: bytes | str) -> None:
        lines = {doubt.line}
        if isinstance(choice, str):
            rows = (index.row() for index in self.selectionModel().selectedRows())
            chosen = (self.doubts.doubt(row) for row in rows)
            lines |= {other.line for other in chosen if other is not None}
        self.decided.emit({line: choice for line in lines})

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.offer_decisions(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == DECISION and not event.modifiers():
            self.offer_decisions(index.row())


def possible_choices(doubt: Doubtful) -> list[bytes | str]:
    return [*(candidate.id for candidate in doubt.candidates), NEW, SKIP]


def decision_text(doubt: Doubtful, choice: bytes | str) -> str:
    if choice == NEW:
        return _("Take it in as new") if not doubt.candidates else _("Somebody else: new")
    if choice == SKIP:
        return _("Leave it out")
    found = next((one for one in doubt.candidates if one.id == choice), None)
    return _("It is {who}", who=joined([found.title, found.detail])) if found else ""
