"""The editors of plain values: text, choice, number, money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from models.vocabulary import Choice
from resources.i18n import N_
from ui.formats import count_text, duration_text
from ui.records.completion import frame_popup
from ui.records.notation import read_minutes, read_money, read_number
from ui.wording import _


class Unreadable(ValueError):
    """What stands in an editor is no value of its kind; `message` says what would be."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Editor(QWidget):
    """One value on a form.

    Signals:
        changed: the user changed what stands in it.
    """

    changed = Signal()

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.setFocusProxy(field)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(field, 1)

    def value(self) -> Any:
        """Return the typed value; raise Unreadable where there is none."""
        raise NotImplementedError

    def set_value(self, value: Any, shown: str = "") -> None:
        """Show a value; `shown` is the title of a record given by its id."""
        raise NotImplementedError

    def set_invalid(self, invalid: bool) -> None:
        self.field.setProperty("invalid", invalid)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def name_for_readers(self, name: str) -> None:
        self.field.setAccessibleName(name)


class OwnUndoFirst(QObject):
    """Lets Ctrl+Z be the window's where nothing typed in the field is left to take back."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text = watched.document() if isinstance(watched, QPlainTextEdit) else watched
            has_own = isinstance(text, QTextDocument | QLineEdit) and text.isUndoAvailable()
            if event.matches(QKeySequence.StandardKey.Undo) and not has_own:
                event.ignore()
                return True
        return False


class TextEditor(Editor):
    def __init__(self, hint: str = "", limit: int = 300) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText(_(hint) if hint else "")
        self._line.setMaxLength(limit)
        self._line.installEventFilter(OwnUndoFirst(self))
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        return self._line.text().strip()

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText(str(value or ""))
        self._line.setCursorPosition(0)


class LongTextEditor(Editor):
    """Several lines. Tab leaves it: a form is walked by Tab, and nobody indents a note."""

    def __init__(self, lines: int = 4) -> None:
        self._text = QPlainTextEdit()
        super().__init__(self._text)
        self._text.setTabChangesFocus(True)
        self._text.installEventFilter(OwnUndoFirst(self))
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * lines + 18)
        self._text.textChanged.connect(self.changed)

    def value(self) -> str:
        return self._text.toPlainText().strip()

    def set_value(self, value: Any, shown: str = "") -> None:
        self._text.blockSignals(True)
        self._text.setPlainText(str(value or ""))
        self._text.blockSignals(False)


class QuietWheel(QObject):
    """Keeps the wheel scrolling the form: no choice changes because the pointer passed it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget):
            event.ignore()
            return True
        return False


class ChoiceEditor(Editor):
    """One of a closed set."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._box = QComboBox()
        super().__init__(self._box)
        self._kind = tuple(choices)
        for choice in self._kind:
            self._box.addItem(_(choice.title), choice)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.installEventFilter(QuietWheel(self))
        self._box.activated.connect(lambda _index: self.changed.emit())

    def value(self) -> Choice:
        return self._kind[max(self._box.currentIndex(), 0)]

    def set_value(self, value: Any, shown: str = "") -> None:
        values = [str(choice) for choice in self._kind]
        self._box.setCurrentIndex(values.index(str(value)) if str(value) in values else 0)


class OpenChoiceEditor(Editor):
    """One of the usual words, or the user's own.

    `usual` gives (stored value, shown text) pairs, asked for each time the form is filled, so that
    a word used once is offered afterwards.
    """

    def __init__(self, usual: Callable[[], Sequence[tuple[str, str]]]) -> None:
        self._box = QComboBox()
        super().__init__(self._box)
        self._usual = usual
        self._shown: dict[str, str] = {}
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.installEventFilter(QuietWheel(self))
        completer = QCompleter(self._box.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        frame_popup(completer)
        self._box.setCompleter(completer)
        self._box.editTextChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        text = self._box.currentText().strip()
        return next((stored for stored, shown in self._shown.items() if shown == text), text)

    def set_value(self, value: Any, shown: str = "") -> None:
        self._shown = dict(self._usual())
        self._box.blockSignals(True)
        self._box.clear()
        self._box.addItems(list(self._shown.values()))
        self._box.setEditText(self._shown.get(str(value or ""), str(value or "")))
        line = self._box.lineEdit()
        if line is not None:
            line.home(False)  # a long value is read from its beginning
        self._box.blockSignals(False)

    def name_for_readers(self, name: str) -> None:
        super().name_for_readers(name)
        line = self._box.lineEdit()
        if line is not None:
            line.setAccessibleName(name)


class NumberEditor(Editor):
    """A whole number, or nothing."""

    def __init__(self, least: int = 0, most: int = 10_000_000, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText(_(hint) if hint else "")
        self._least, self._most = least, most
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> int | None:
        try:
            number = read_number(self._line.text())
        except ValueError as error:
            raise Unreadable(N_("Write a whole number, or leave it empty.")) from error
        if number is not None and not self._least <= number <= self._most:
            raise Unreadable(self._bounds())
        return number

    def _bounds(self) -> str:
        least, most = count_text(self._least), count_text(self._most)
        return _("Write a whole number from {least} to {most}.", least=least, most=most)

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText("" if value is None else str(value))


class MoneyEditor(Editor):
    """An amount of money with at most two decimals, or nothing."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Decimal | None:
        try:
            amount = read_money(self._line.text())
        except ValueError as error:
            raise Unreadable(N_("Write an amount like 86.50, or leave it empty.")) from error
        if amount is not None and not 0 <= amount < 10**10:
            raise Unreadable(N_("This number is out of range."))
        return amount

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText("" if value is None else f"{value:f}".removesuffix(".00"))


class DurationEditor(Editor):
    """How long something takes, in minutes, or nothing; written in hours or minutes."""

    def __init__(self, hint: str = N_("2, 1:30, 45 min")) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText(_(hint))
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> int | None:
        try:
            return read_minutes(self._line.text())
        except ValueError as error:
            raise Unreadable(N_("Write how long it took, like 2, 1:30 or 45 min.")) from error

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText("" if value is None else duration_text(int(value)))

    def is_empty(self) -> bool:
        return not self._line.text().strip()
