"""Tags as chips with a line behind them to type the next one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from ui.icons import icon
from ui.records.completion import frame_popup
from ui.records.editors import Editor
from ui.records.flow import FlowLayout
from ui.tab_order import order_tabs
from ui.wording import _

_SEPARATORS = re.compile(r"[,，、;；\n]+")
TAG_LIMIT = 60


class _TagLine(QLineEdit):
    """Takes a tag at Enter, comma or leaving; Backspace in the empty line takes one back."""

    def __init__(self, editor: TagsEditor) -> None:
        super().__init__()
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.text().strip():
            self._editor.take_typed()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self._editor.remove_last()
        else:
            super().keyPressEvent(event)


class TagsEditor(Editor):
    """A set of words; `known` gives the words already in use, for completion."""

    def __init__(self, known: Callable[[], Sequence[str]]) -> None:
        self._line = _TagLine(self)
        super().__init__(self._line)
        self._known = known
        self._tags: list[str] = []
        self._chips: list[QPushButton] = []
        self._row.removeWidget(self._line)
        self._box = QWidget()
        self._flow = FlowLayout(self._box)
        self._flow.addWidget(self._line)
        self._line.setMinimumWidth(120)
        self._line.setMaxLength(TAG_LIMIT)
        self._line.setPlaceholderText(_("Add, then Enter"))
        self._row.addWidget(self._box, 1)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _text: self.take_typed())
        frame_popup(completer)
        self._line.setCompleter(completer)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self.take_typed)

    def value(self) -> tuple[str, ...]:
        typed = [tag for tag in _split(self._line.text()) if tag not in self._tags]
        return tuple(self._tags + typed)

    def set_value(self, value: Any, shown: str = "") -> None:
        self._words.setStringList(list(self._known()))
        self._line.clear()
        self._show(list(value or ()))

    def take_typed(self) -> None:
        added = [tag for tag in _split(self._line.text()) if tag not in self._tags]
        self._line.clear()
        if added:
            self._show(self._tags + added)
            self.changed.emit()

    def remove_last(self) -> None:
        if self._tags:
            self._remove(self._tags[-1])

    def _typed(self, text: str) -> None:
        self.changed.emit()
        if _SEPARATORS.search(text):
            self.take_typed()

    def _remove(self, tag: str) -> None:
        self._show([kept for kept in self._tags if kept != tag])
        self._line.setFocus()
        self.changed.emit()

    def _show(self, tags: list[str]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._tags = tags
        self._chips = [self._chip(tag) for tag in tags]
        for place, chip in enumerate(self._chips):
            self._flow.insert(place, chip)
        order_tabs(self._box, self._line)
        self._box.updateGeometry()

    def _chip(self, tag: str) -> QPushButton:
        chip = QPushButton(tag.replace("&", "&&"), self._box)
        chip.setProperty("role", "pill")
        chip.setIcon(icon("x"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(_("Remove tag {tag}", tag=tag))
        chip.setToolTip(_("Remove tag {tag}", tag=tag))
        chip.clicked.connect(lambda: self._remove(tag))
        chip.show()
        return chip


def _split(text: str) -> list[str]:
    words = (word.strip() for word in _SEPARATORS.split(text))
    return list(dict.fromkeys(word for word in words if word))
