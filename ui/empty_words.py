"""What a list says while nothing stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel


class EmptyWords(QLabel):
    """Stands in the middle of a view that has no rows. The view's own model has to be set."""

    def __init__(self, view: QAbstractItemView, text: str) -> None:
        super().__init__(text, view.viewport())
        self._view = view
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(24)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.viewport().installEventFilter(self)
        model = view.model()
        for news in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            news.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        empty = not self._view.model().rowCount()
        self.setGeometry(self._view.viewport().rect())
        self.setVisible(empty)
        # Who hears the window instead of seeing it is told the same.
        self._view.setAccessibleDescription(self.text() if empty else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.setGeometry(self._view.viewport().rect())
        return False
