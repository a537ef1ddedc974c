"""The window of a list: heading, filters, lines, what they unfold to, buttons, what was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.vocabulary import Kind
from ui import furniture, undoing
from ui.main_window import fit
from ui.notice import Notice
from ui.past.line_list import LineList, Shown
from ui.reading_area import ReadingArea
from ui.records.filter_bar import FilterBar
from ui.session import Session

_UNBOUND = 10_000  # pixels: the pane's own width does not hold it back


@dataclass(frozen=True)
class Described:
    """What one such window has of its own. `lines` names the list for those who do not see it;
    without a `search` hint there are no filters; sizes are in pixels."""

    title: str
    lines: str
    least: tuple[int, int]
    size: tuple[int, int]
    search: str = ""
    pills: tuple[tuple[str, str], ...] = ()
    several: bool = False


class LineWindow(QDialog):
    """Signals:

    stale: records changed, so what is listed may not hold any more.
    """

    stale = Signal()

    def __init__(
        self,
        session: Session,
        described: Described,
        word: Callable[[Any], Shown],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(described.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*described.least)
        fit(self, *described.size)
        self.heading = furniture.page_heading(described.title)
        self.filters = FilterBar(described.search, described.pills)
        self.filters.columns_button.hide()
        self.filters.setVisible(bool(described.search))
        self.list = LineList(word, described.lines, several=described.several)
        self.notice = Notice()
        self._room = QStackedWidget()
        self._connect(session, with_filters=bool(described.search))

    def lay_out(
        self,
        *nothing: QWidget,
        foot: Sequence[QWidget | None] = (),
        pane: QWidget | None = None,
    ) -> None:
        """Put the parts in their places. `nothing` stands where there are no lines, as `show_room`
        says; a `pane` unfolds a line at the right; the `foot` comes last for Tab too."""
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        for each in (frame, *nothing):
            self._room.addWidget(each)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(self._column(foot), 1)
        if pane is not None:
            across.addWidget(pane, 1 if pane.maximumWidth() >= _UNBOUND else 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.notice)
        read = pane.findChild(ReadingArea) if pane is not None else None
        if isinstance(read, ReadingArea):
            read.lead_to(filter(None, foot))

    def show_room(self, place: int = 0) -> None:
        """Show the lines (0), or what stands where there are none (1, 2, …)."""
        self._room.setCurrentIndex(place)

    def _column(self, foot: Sequence[QWidget | None]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(28, 22, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.heading)
        column.addWidget(self.filters)
        column.addWidget(self._room, 1)
        if foot:
            column.addLayout(furniture.row(*foot, spacing=10))
        return column

    def _connect(self, session: Session, with_filters: bool) -> None:
        # Bound methods go with the window; a lambda would outlive it.
        session.changed.connect(self._grow_stale)
        session.told.connect(self.notice.tell)
        self.notice.undo_wanted.connect(partial(undoing.undo, session))
        undoing.answer_keys(session, self)
        if with_filters:
            self.filters.search.left_downwards.connect(self.list.setFocus)
            self.list.typed.connect(self._begin_search)
            keys = QShortcut(QKeySequence("Ctrl+F"), self)
            keys.activated.connect(self.filters.search.setFocus)

    def _begin_search(self, letter: str) -> None:
        self.filters.search.setFocus()
        self.filters.search.setText(letter)

    def _grow_stale(self, _kinds: frozenset[Kind]) -> None:
        self.stale.emit()
