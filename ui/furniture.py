"""Small widgets every room uses. They follow the theme by themselves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui import icons

Alignment = Qt.AlignmentFlag
_INSIDE_NUMBER = 9


def label(text: str = "", role: str = "") -> QLabel:
    """Return a label for any text, never read as markup.

    Roles: title (20 px bold), heading (14 px bold), figure (28 px bold), muted,
    caption (12 px muted).
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def paragraph(text: str = "", role: str = "muted") -> QLabel:
    """Return a label that wraps its text."""
    made = label(text, role)
    made.setWordWrap(True)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour a text or chip: "accent", "good", "warning", "bad", "grey", or "" for none."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def chip(text: str, tone: str = "grey") -> QLabel:
    """Return a soft coloured chip: accent, good, warning, bad or grey."""
    made = label(text, "chip")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class _Button(QPushButton):
    """Enter presses it too, when it has the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, *, icon: str = "", role: str = "plain", shortcut: str = "", tip: str = ""
) -> QPushButton:
    """Return a push button. Roles: primary (one per page), plain, flat (no frame).

    An icon alone needs a `tip`; it becomes the accessible name. The shortcut is shown in the tip.
    """
    made = _Button(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(icons.icon(icon, "accent_ink" if role == "primary" else ""))
        # Wider than the drawing, so that it keeps its distance from the word.
        made.setIconSize(QSize(22, 16) if text else QSize(icons.SIZE, icons.SIZE))
    if not text:
        made.setAccessibleName(tip)
    if shortcut:
        keys = QKeySequence(shortcut)
        made.setShortcut(keys)
        tip = f"{tip or text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"
    made.setToolTip(tip)
    return made


def pill(text: str, group: QButtonGroup | None = None) -> QPushButton:
    """Return a checkable filter pill; those of one group exclude each other."""
    made = QPushButton(text)
    made.setProperty("role", "pill")
    made.setCheckable(True)
    made.setAutoDefault(False)
    if group is not None:
        group.addButton(made)
    return made


def number_box(least: int, most: int, value: int) -> QSpinBox:
    """Return a box for a whole number."""
    made = QSpinBox(minimum=least, maximum=most)
    inset_number(made)
    made.setValue(value)
    return made


def inset_number(box: QSpinBox | QDoubleSpinBox) -> None:
    """Keep a number off the frame: the style sheet gives the line inside no distance."""
    box.lineEdit().setTextMargins(_INSIDE_NUMBER, 0, 0, 0)


def rule_line() -> QFrame:
    """Return a hairline across the page."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Return a row of widgets; None stretches."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch()
        else:
            made.addWidget(widget)
    return made


def card(title: str = "", note: str = "") -> Card:
    """Return a framed card; add to its `body`."""
    return Card(title, note)


def framed(inner: QWidget) -> Card:
    """Return a card around one widget that reaches its edges, such as a table."""
    made = card()
    made.body.setContentsMargins(1, 1, 1, 1)
    made.body.addWidget(inner)
    return made


def page_heading(title: str) -> PageHeading:
    """Return the head of a page: title and note at the left, `add` puts buttons at the right."""
    return PageHeading(title)


def empty_state(icon: str, title: str, hint: str, actions: QHBoxLayout | None = None) -> QWidget:
    """Return what stands where nothing is yet: an icon, what is missing, what to do, buttons."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setSpacing(8)
    layout.addStretch()
    layout.addWidget(Picture(icon, 40, "faint"), 0, Alignment.AlignHCenter)
    for text, role in ((title, "heading"), (hint, "muted")):
        line = paragraph(text, role)
        line.setAlignment(Alignment.AlignCenter)
        layout.addWidget(line)
    if actions is not None:
        layout.addSpacing(4)
        middle = row(None, None)
        middle.insertLayout(1, actions)
        layout.addLayout(middle)
    layout.addStretch()
    return made


class Card(QFrame):
    """A surface with a hairline around it; `body` takes what belongs on it."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 14, 18, 16)
        self.body.setSpacing(8)
        self.note = label(note, "caption")
        if title:
            self.body.addLayout(row(label(title, "heading"), None, self.note))
            self.setAccessibleName(title)


class ShortLabel(QLabel):
    """A label that ends in an ellipsis where there is no room for all of it."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width(), 1)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    # Qt overrides

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()


class PageHeading(QWidget):
    """Title of a page, a note under or beside it, its buttons at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, "title")
        self.note = label("", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.note)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addLayout(words)
        self._row.addStretch()

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget, 0, Alignment.AlignVCenter)


class Picture(QWidget):
    """An icon that only decorates; it takes the theme's colour when it is painted."""

    def __init__(self, name: str, size: int = icons.SIZE, token: str = "muted") -> None:
        super().__init__()
        self._icon = icons.icon(name, token)
        self.setFixedSize(size, size)

    def replace(self, name: str, token: str = "muted") -> None:
        self._icon = icons.icon(name, token)
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
