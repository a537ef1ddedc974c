"""Was it worth it: one event beside what is usual for its format, and beside another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from models.book import about
from models.events.event import EventValues, load_event
from models.metrics.worth import Comparison, compare
from models.metrics.worth_ledger import AROUND, Worth
from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import N_
from ui import furniture
from ui.events.after import words
from ui.formats import enumeration
from ui.records.editors import Unreadable
from ui.records.plain_rows import PlainRows, show_plainly
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

_WIDTH = 200
_NARROWEST = 150
_ROW = 36


@dataclass(frozen=True)
class Beside:
    """What is shown: an event, what is usual, and another event where one is chosen."""

    comparison: Comparison | None
    other_title: str


class WorthRows(PlainRows):
    """A figure in each row, an event in each column."""

    def __init__(self) -> None:
        super().__init__((N_("Figure"), "", "", ""), numbers=(1, 2, 3))
        self._columns: list[tuple[str, list[str]]] = []
        self._figures: list[str] = []

    def show(self, figures: Sequence[str], columns: Sequence[tuple[str, list[str]]]) -> None:
        self.beginResetModel()
        self._figures, self._columns = list(figures), list(columns)
        self.endResetModel()

    def count(self) -> int:
        return len(self._figures)

    def text(self, row: int, column: int) -> str:
        return self._figures[row] if column == 0 else self._columns[column - 1][1][row]

    # Qt overrides

    def columnCount(self, parent: object = None) -> int:
        return 1 + len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 < section <= len(self._columns):
            return self._columns[section - 1][0]
        return super().headerData(section, orientation, role)


class WorthPane(QWidget):
    """Reads the figures on the worker whenever they may have changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event: EventValues | None = None
        self._task: Task | None = None
        self._names: tuple[str, ...] = ()
        self.rows = WorthRows()
        self.table = QTableView()
        self.other = RecordChooser(Kind.EVENT, N_("Type the title of an event"))
        self.show_names = furniture.button(_("Show who that is"), icon="users", role="flat")
        self.names = furniture.paragraph("", "")
        self._rooms = QStackedWidget()
        self._build()
        self.other.changed.connect(self._gather)
        self.show_names.clicked.connect(self._reveal)

    def show_event(self, event: EventValues) -> None:
        if self._event is None or self._event.id != event.id:
            self.other.set_value(None)
            self.names.hide()
        self._event = event
        self._gather()

    def begin(self) -> None:
        self.table.setFocus()

    # Inside

    def _gather(self) -> None:
        if self._event is None:
            return
        try:
            other = self.other.value()
        except Unreadable:
            return
        if self._task is not None:
            self._task.cancel()
        self._task = self._session.tasks.run(_gathered, self._event.id, other, done=self._show)

    def _show(self, found: Beside) -> None:
        if self._event is None:
            return
        told = found.comparison
        self._rooms.setCurrentIndex(1 if told is None else 0)
        if told is None:
            return
        currency = about().currency
        columns = [(self._event.title, _figures(told.worth, currency))]
        usual = told.usual
        usually = [words.NOTHING] * len(_TITLES) if usual is None else _figures(usual, currency)
        count = usual.recorded or usual.events if usual else 0
        head = n_("Mean of {count} like it", "Mean of {count} like it", count)
        columns.append((head, usually))
        if told.other is not None:
            columns.append((found.other_title, _figures(told.other, currency)))
        self.rows.show([_title(each) for each in _TITLES], columns)
        self._share_width()
        self._names = told.only_here
        self.show_names.setVisible(bool(told.only_here) and self.names.isHidden())
        if not self.names.isHidden():
            self._reveal()

    def _share_width(self) -> None:
        """Let the events share what the figures leave; where that is too narrow, one scrolls."""
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(_NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, _WIDTH)

    def _reveal(self) -> None:
        self.names.setText(_("Reached by nothing else: {names}", names=enumeration(self._names)))
        self.names.setVisible(bool(self._names))
        self.show_names.hide()

    def _build(self) -> None:
        self.rows.setParent(self.table)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(_("Was it worth it"))
        show_plainly(self.table, _ROW)
        self.other.name_for_readers(_("Compare with another event"))
        self.other.setFixedWidth(260)
        about_it = _(
            "Like it are the events of the same format in the year before. Reached by nothing"
            " else: who came here, and for {days} days before and after came to no other event,"
            " wrote nothing and was not spoken to.",
            days=AROUND,
        )
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        title = furniture.label(_("Compare with another event"), "muted")
        inside.addLayout(furniture.row(title, self.other, None, self.show_names))
        inside.addWidget(furniture.framed(self.table), 1)
        self.names.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.names.hide()
        inside.addWidget(self.names)
        inside.addWidget(furniture.paragraph(about_it, "caption"))
        self._rooms.addWidget(shown)
        hint = _("When it is over, this page says what it brought for what it took.")
        self._rooms.addWidget(
            furniture.empty_state("scale", _("This event has not begun yet"), hint)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms)


_TITLES = (
    N_("Came of those who said yes"), N_("Came in all"), N_("For the first time"), "",
    N_("Rating"), N_("Cost per head"), N_("Reached by nothing else"),
)  # fmt: skip


def _title(message: str) -> str:
    return _(message) if message else words.back_title()


def _figures(worth: Worth, currency: str) -> list[str]:
    return [
        words.turnout_text(worth),
        words.came_text(worth),
        words.each_text(worth.first_timers, worth) if worth.came else words.NOTHING,
        words.back_text(worth),
        words.rating_text(worth),
        words.per_head_text(worth, currency),
        words.only_text(worth),
    ]


def _gathered(event: bytes, other: bytes | None, progress: Progress) -> Beside:
    progress(0, 1)
    beside = load_event(other) if other else None
    return Beside(compare(event, other), beside.title if beside else "")
