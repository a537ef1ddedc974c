"""A page that is read and scrolled, and what Tab comes to on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class ReadingArea(QScrollArea):
    """Tab stops here only where there is more than fits, then at what stands on the page."""

    def __init__(self, name: str) -> None:
        super().__init__(widgetResizable=True)
        self.setProperty("role", "reading")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._stop_where_it_scrolls)

    def show_page(self, page: QWidget) -> None:
        """Show another page. What is new would come last for Tab: it gets its place in the row."""
        self.setWidget(page)
        stops = page.findChildren(QWidget)
        self.lead_to(each for each in stops if each.focusPolicy() & Qt.FocusPolicy.TabFocus)

    def lead_to(self, stops: Iterable[QWidget]) -> None:
        """Let Tab come to these next, whether it stops here or not."""
        policy = self.focusPolicy()
        # Qt gives no place in the row to a widget that Tab does not come to.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for before, each in pairwise([self, *stops]):
            QWidget.setTabOrder(before, each)
        self.setFocusPolicy(policy)

    def _stop_where_it_scrolls(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
