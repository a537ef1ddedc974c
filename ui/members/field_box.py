"""The choice of a field: opened, stepped through, or found by typing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QListView

from models.members.filter_fields import FilterField
from models.pinyin import HAN, spellings
from ui.members.filter_words import also_called, title_of_field
from ui.records.completion import frame_popup
from ui.wording import _

WIDTH = 170
_WIDER = 110  # pixels: titles are read whole where one chooses among them
_FOUND_BY = Qt.ItemDataRole.UserRole + 1
_BETWEEN_WORDS = re.compile(r",\s*|、")


class FieldBox(QComboBox):
    """The fields under their headings. What is typed finds them by any part of the title, in
    Chinese by its pinyin or initials too; what finds none is taken back."""

    def __init__(self, fields: Mapping[str, FilterField]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setMaxVisibleItems(16)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # The style would show all of it at once, from the top to the bottom of the screen.
        self.setStyleSheet("QComboBox { combobox-popup: 0; }")
        self._fill(fields)
        self._finder = _Finder(self)
        self._offered = QListView()
        self._offered.setMinimumWidth(WIDTH + _WIDER)
        self._offered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._finder.setPopup(self._offered)
        frame_popup(self._finder)
        self.setCompleter(self._finder)
        self.setAccessibleName(_("Field"))
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(_("Field"))
        self.currentIndexChanged.connect(lambda _index: self._show_chosen())

    def _fill(self, fields: Mapping[str, FilterField]) -> None:
        model, heading = self.model(), ""
        for name, field in fields.items():
            if field.heading != heading:
                heading = field.heading
                self.addItem(_(heading), None)
                if isinstance(model, QStandardItemModel):
                    model.item(self.count() - 1).setEnabled(False)
            title = title_of_field(field)
            self.addItem(title, name)
            found_by = " ".join(map(_written, (title, *_BETWEEN_WORDS.split(also_called(field)))))
            self.setItemData(self.count() - 1, f"{found_by} {also_called(field)}", _FOUND_BY)

    def _show_chosen(self) -> None:
        self.setEditText(self.itemText(self.currentIndex()))
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        if line is not None and self.hasFocus():
            line.selectAll()  # what is typed next takes its place

    def _take_found(self) -> bool:
        """Choose what is found by the text that was typed; False where nothing was typed."""
        typed = self.currentText().strip()
        if typed == self.itemText(self.currentIndex()):
            return False
        chosen = self._offered.currentIndex()
        if not chosen.isValid():
            chosen = self._finder.completionModel().index(0, 0)
        self._offered.hide()
        is_found = bool(typed) and chosen.isValid()
        found = self.findData(chosen.data(Qt.ItemDataRole.UserRole)) if is_found else -1
        if found >= 0:
            self.setCurrentIndex(found)
            self.activated.emit(found)
        self._show_chosen()
        return True

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            event.setAccepted(plain and self._take_found())
        elif event.key() == Qt.Key.Key_Escape and not self._is_as_chosen():
            self._offered.hide()
            self._show_chosen()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._take_found()
        elif event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show_chosen()
        super().focusOutEvent(event)

    def _is_as_chosen(self) -> bool:
        return self.currentText() == self.itemText(self.currentIndex())


class _Finder(QCompleter):
    """Looks in what a field can be found by, and writes its title."""

    def __init__(self, box: FieldBox) -> None:
        super().__init__(box.model(), box)
        self.setCompletionRole(_FOUND_BY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data() or "")


def _written(title: str) -> str:
    """Return everything a title may be typed as."""
    if not HAN.search(title):
        return title
    return " ".join((title, *sorted(spellings(title, surname=False))))
