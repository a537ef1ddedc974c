"""A line that offers records while one types: names, full pinyin, initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import colour

Match = tuple[Any, str, str]
Complete = Callable[[str], Sequence[Match]]
_ID = Qt.ItemDataRole.UserRole
_SUBTITLE = Qt.ItemDataRole.UserRole + 1
_ROW = 34
_LEAST = 240  # pixels: room for a name and what tells it from another, below a short line too
_AROUND = 60  # pixels beside and between the texts of a row, and the scroll bar


class _MatchDelegate(QStyledItemDelegate):
    """The title, and behind it in a quieter colour what tells two of the same name apart."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        subtitle = index.data(_SUBTITLE)
        if not subtitle:
            return
        start = option.fontMetrics.horizontalAdvance(index.data()) + 26
        room = option.rect.adjusted(start, 0, -10, 0)
        painter.save()
        painter.setPen(colour("muted"))
        text = option.fontMetrics.elidedText(subtitle, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _ROW)


def frame_popup(completer: QCompleter) -> None:
    """Let what is offered stand apart from what is behind it."""
    if (popup := completer.popup()) is not None:
        popup.setProperty("role", "popup")


class CompletionLine(QLineEdit):
    """Offers at most a handful of records; Enter takes the first unless another is chosen.

    Signals:
        picked: a record was chosen; carries its id and title.
        refused: Enter was pressed and nothing matches; carries the text.
    """

    picked = Signal(object, str)
    refused = Signal(str)

    def __init__(self, complete: Complete, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._complete = complete
        self.settled = ""  # what is chosen already: Enter is for the window then
        self._matches = QStandardItemModel(self)
        self._popup = QListView()
        self._popup.setUniformItemSizes(True)
        self._popup.setMinimumWidth(_LEAST)
        completer = QCompleter(self._matches, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setPopup(self._popup)  # which gives it a delegate of its own
        self._popup.setItemDelegate(_MatchDelegate(self._popup))
        frame_popup(completer)
        self.setCompleter(completer)
        # By the popup's own signal: the completer's would carry the text alone.
        self._popup.clicked.connect(self._pick_index)
        self.textEdited.connect(self.offer)

    def offer(self, text: str) -> None:
        """Look up what the text may mean and show it."""
        self._matches.clear()
        for record, title, subtitle in self._complete(text.strip()) if text.strip() else ():
            item = QStandardItem(title)
            item.setData(record, _ID)
            item.setData(subtitle, _SUBTITLE)
            item.setData(f"{title}, {subtitle}", Qt.ItemDataRole.AccessibleTextRole)
            self._matches.appendRow(item)
        self._widen()

    def _widen(self) -> None:
        """Let the titles and what tells them apart be read whole, as far as the screen goes."""
        measure = self._popup.fontMetrics().horizontalAdvance
        items = [self._matches.item(row) for row in range(self._matches.rowCount())]
        needed = (measure(item.text()) + measure(item.data(_SUBTITLE) or "") for item in items)
        room = self.screen().availableGeometry().right() - self.mapToGlobal(QPoint()).x()
        self._popup.setMinimumWidth(max(min(max(needed, default=0) + _AROUND, room), _LEAST))

    def _pick_index(self, index: QModelIndex) -> None:
        self._pick(index.data(_ID), index.data())

    def _pick(self, record: Any, title: str) -> None:
        self._popup.hide()
        self.picked.emit(record, title)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        by_window = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if by_window or self.text().strip() == self.settled:
            event.ignore()
            return
        chosen = self._popup.currentIndex() if self._popup.isVisible() else QModelIndex()
        if not chosen.isValid():
            chosen = self._matches.index(0, 0)
        if chosen.isValid():
            self._pick(chosen.data(_ID), chosen.data())
        else:
            self.refused.emit(self.text().strip())
