"""The search field, the filter pills with their counts, the button for columns."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.formats import count_text
from ui.furniture import button, pill
from ui.icons import icon
from ui.records.choice_pill import ChoicePill
from ui.records.described import ALL
from ui.records.editors import OwnUndoFirst
from ui.records.flow import FlowLayout
from ui.theme import body_font
from ui.wording import _

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LEAST = 200
# Beside the text of the search field: the magnifier, the clear button, the frame.
_ICONS = 72
_PILL_PADDING = 27


class SearchLine(QLineEdit):
    """Takes back by Ctrl+Z only what was typed since the keyboard came here. Signals:

    left_downwards: Down or Enter was pressed: on to the rows.
    """

    left_downwards = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(_("Search"))
        self.setAccessibleDescription(hint)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.installEventFilter(OwnUndoFirst(self))
        self.setFixedWidth(max(_LEAST, self.fontMetrics().horizontalAdvance(hint) + _ICONS))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_E and event.modifiers() == _CONTROL:
                # Linux would take Ctrl+E for the end of the line; here it exports what was found.
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.setText("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isUndoAvailable():
            # Whatever is done elsewhere comes after what was typed here: Ctrl+Z is the window's.
            with QSignalBlocker(self):
                self.setText(self.text())


class FilterBar(QWidget):
    """Signals:

    searched: the text changed.
    pill_chosen: another pill was pressed; carries its name.
    """

    searched = Signal()
    pill_chosen = Signal(str)

    def __init__(
        self, hint: str, pills: tuple[tuple[str, str], ...], rare: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.pill = ALL
        self.search = SearchLine(hint)
        tip = _("Columns and order")
        self.columns_button = button("", icon="sliders-horizontal", role="flat", tip=tip)
        self._titles = dict(pills)
        self._rare = rare
        self._pills = {name: pill(_(title)) for name, title in pills}
        self.choice: ChoicePill | None = None
        flowing = QWidget()
        self._flow = flow = FlowLayout(flowing, 8)
        flow.addWidget(self.search)
        self._group = group = QButtonGroup(self)
        for name, made in self._pills.items():
            group.addButton(made)
            flow.addWidget(made)
            made.setChecked(name == ALL)
            made.clicked.connect(lambda _checked=False, name=name: self._press(name))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(flowing, 1)
        across.addWidget(self.columns_button, 0, Qt.AlignmentFlag.AlignTop)
        self._silent = False
        self.search.textChanged.connect(self._typed)

    def offer_choice(self, choice: ChoicePill) -> None:
        """Put a pill that stands for several behind the others."""
        self.choice = choice
        self._flow.addWidget(choice)
        choice.picked.connect(self._pick)

    @property
    def text(self) -> str:
        return self.search.text().strip()

    @property
    def is_filtering(self) -> bool:
        return bool(self.text) or self.pill != ALL

    def choose(self, name: str) -> None:
        """Choose a pill without saying so."""
        chosen = name if self.choice is not None and name in self.choice else ""
        self.pill = chosen or (name if name in self._pills else ALL)
        # Pills that exclude each other cannot all be unchecked otherwise.
        self._group.setExclusive(not chosen)
        for each, made in self._pills.items():
            made.setChecked(each == self.pill)
        if self.choice is not None:
            self.choice.show_chosen(chosen)

    def clear(self) -> None:
        """Search and filter for everything again, without saying so."""
        self._silent = True
        self.search.setText("")  # with its signals: the button in it that clears it hides by them
        self._silent = False
        self.choose(ALL)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, made in self._pills.items():
            text = f"{_(self._titles[name])} {count_text(counts.get(name, 0))}"
            made.setText(text)
            _mute(made, not counts.get(name, 0))
            made.setVisible(name not in self._rare or bool(counts.get(name)) or name == self.pill)
            # As wide as when it is chosen and its text bold, so that nothing jumps or is cut.
            bold = QFontMetrics(body_font(bold=True)).horizontalAdvance(text)
            made.setMinimumWidth(bold + _PILL_PADDING)

    def show_total(self, total: int) -> None:
        """Show how many the chosen filter lists, where it has no pill of its own."""
        if self.choice is not None:
            self.choice.show_total(total)

    def _typed(self, _text: str) -> None:
        if not self._silent:
            self.searched.emit()

    def _press(self, name: str) -> None:
        self.choose(name)
        self.pill_chosen.emit(name)

    def _pick(self, name: str) -> None:
        # Chosen a second time it lets go.
        self._press(ALL if name == self.pill else name)


def _mute(made: QPushButton, empty: bool) -> None:
    if made.property("empty") != empty:
        made.setProperty("empty", empty)
        made.style().unpolish(made)
        made.style().polish(made)
