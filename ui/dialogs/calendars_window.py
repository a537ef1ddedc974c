"""What would become of a calendar's events, before anything is written; then taking them in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QTableView,
    QWidget,
)

from models.exchange.calendars.applying import apply_calendar
from models.exchange.calendars.planning import CalendarPlan, Row, State
from models.exchange.plan import ImportResult, Skipped
from models.vocabulary import Kind
from resources.i18n import N_
from ui.calendar_words import STATES, what_words
from ui.dialogs.frame import buttons_of, column_of
from ui.formats import moment_text
from ui.furniture import card, chip, label, paragraph, row
from ui.session import Session
from ui.wording import _, n_

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_TITLES = (N_("What happens"), N_("Begins"), N_("Event"), N_("Details"))
_ORDER = (State.GONE, State.CHANGED, State.NEW, State.UNCHANGED)
_WIDTH, _HEIGHT, _ROW = 860, 560, 32
_WIDTHS = (120, 150, 220)
_TITLE, _WIDEST_TITLE = 2, 400  # the column of the titles
_MOST = 2_000
_CHECKED = Qt.CheckState.Checked
_COUNTED: dict[State, Any] = {
    State.NEW: lambda count: n_("{count} new", "{count} new", count),
    State.CHANGED: lambda count: n_("{count} changed", "{count} changed", count),
    State.GONE: lambda count: n_("{count} to the trash", "{count} to the trash", count),
    State.UNCHANGED: lambda count: n_("{count} unchanged", "{count} unchanged", count),
}
_TONES = {State.NEW: "good", State.CHANGED: "accent", State.GONE: "warning"}


class _Lines(QAbstractTableModel):
    """The events of a plan, those to look at first; what is left out leads them. Each that would
    change anything has a tick, which can be taken away.

    Signals:
        ticked: a tick was set or taken away.
    """

    ticked = Signal()

    def __init__(self, plan: CalendarPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = {row.event for row in plan.rows if _is_choice(row)}
        shown = [each for each in plan.rows if not each.hidden]
        shown.sort(key=lambda each: (_ORDER.index(each.state), each.begins))
        both: list[Row | Skipped] = [*plan.left_out, *shown]
        self._lines = both[:_MOST]

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and _is_choice(line):
            ticked = isinstance(line, Row) and line.event in self.wanted
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = _left_out(line) if isinstance(line, Skipped) else _shown(line)
        return words[index.column()]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and _is_choice(self._lines[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self._lines[index.row()] if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or not isinstance(line, Row):
            return False
        self.tick([line.event], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def event_of(self, row: int) -> bytes | None:
        """Return the event of a row that can be ticked."""
        line = self._lines[row]
        return line.event if isinstance(line, Row) and _is_choice(line) else None

    def tick(self, events: Iterable[bytes], on: bool) -> None:
        """Set the ticks of events, or take them away."""
        self.wanted = self.wanted | {*events} if on else self.wanted - {*events}
        last = self.index(max(len(self._lines) - 1, 0), 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_TITLES[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _is_choice(line: Row | Skipped) -> bool:
    return isinstance(line, Row) and line.state is not State.UNCHANGED and not line.hidden


def _shown(line: Row) -> tuple[str, str, str, str]:
    return _(STATES[line.state]), moment_text(line.begins), line.title, what_words(line)


def _left_out(line: Skipped) -> tuple[str, str, str, str]:
    place = _("Line {line}", line=line.line)
    return _("Not taken in"), "", place, _(line.reason, **line.fields)


class _Table(QTableView):
    """Signals:

    space_pressed: the ticks of the selected rows are to change.
    """

    space_pressed = Signal()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
        else:
            super().keyPressEvent(event)


class CalendarWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget, plan: CalendarPlan) -> None:
        super().__init__(parent.window())
        self._session, self._plan = session, plan
        column = column_of(self, _("Import a calendar"), _WIDTH)
        column.addWidget(label(plan.name, "title"))
        column.addWidget(paragraph(_(
            "Events that came from this calendar before are brought up to date, not doubled. Times"
            " are shown as the clock of this computer tells them."
        )))  # fmt: skip
        self.lines = _Table()
        self.lines.space_pressed.connect(self._tick_selected)
        self._model = _Lines(plan, self.lines)
        self._all = frozenset(self._model.wanted)
        self._model.ticked.connect(self._count)
        self.lines.setModel(self._model)
        self._furnish(self.lines)
        frame = card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.lines)
        self.every = QCheckBox(_("All of them"))
        self.every.setTristate(True)
        self.every.clicked.connect(self._tick_all)
        column.addLayout(row(self.every, None))
        column.addWidget(frame, 1)
        chips = [chip(_COUNTED[state](plan.count(state)), _tone(plan, state)) for state in _COUNTED]
        left = len(plan.left_out)
        chips.append(chip(n_("{count} left out", "{count} left out", left), "grey"))
        buttons, self.agree = buttons_of(self, _("Import"))
        self.agree.clicked.connect(self.apply)
        column.addLayout(row(*chips, None, buttons))
        self.resize(_WIDTH, _HEIGHT)
        self._count()

    def apply(self) -> None:
        """Write what the plan says; the window closes when it is done."""
        self.agree.setEnabled(False)
        self._session.tasks.run(
            apply_calendar,
            self._plan.taking(self._model.wanted),
            title=_("Importing…"),
            done=self._applied,
        )

    def _applied(self, result: ImportResult) -> None:
        self.accept()
        self._session.announce(Kind.EVENT, Kind.COMMUNITY)
        amount = result.added + result.updated
        said = n_("{count} event imported.", "{count} events imported.", amount)
        if result.skipped:
            said = n_(
                "{done} {count} row was left out.", "{done} {count} rows were left out.",
                len(result.skipped), done=said,
            )  # fmt: skip
        self._session.tell(said, undo=True)

    def _count(self) -> None:
        amount, plan = len(self._model.wanted), self._plan
        text = n_("Import {count} event", "Import {count} events", amount)
        self.agree.setText(text if amount else _("Import"))
        self.agree.setEnabled(amount > 0)
        none, some, every = Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, _CHECKED
        self.every.setCheckState(every if amount == plan.amount else some if amount else none)
        self.every.setEnabled(plan.amount > 0)

    def _tick_selected(self) -> None:
        """Set the ticks of the selected rows, or where all are set take them away."""
        rows = (index.row() for index in self.lines.selectionModel().selectedRows())
        chosen = {event for event in map(self._model.event_of, rows) if event is not None}
        self._model.tick(chosen, not chosen <= self._model.wanted)

    def _tick_all(self) -> None:
        """Set all ticks, or where all are set take them away."""
        on = len(self._model.wanted) < len(self._all)
        self._model.tick(self._all, on)

    def _furnish(self, table: QTableView) -> None:
        table.setAccessibleName(_("Events of the calendar"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(_WIDTHS):
            table.setColumnWidth(place, width)
        titles = min(table.sizeHintForColumn(_TITLE), _WIDEST_TITLE)
        table.setColumnWidth(_TITLE, max(titles, _WIDTHS[_TITLE]))


def _tone(plan: CalendarPlan, state: State) -> str:
    return _TONES.get(state, "grey") if plan.count(state) else "grey"
