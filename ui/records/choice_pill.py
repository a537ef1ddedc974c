"""A filter pill that stands for several: its menu has them with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton

from ui.formats import count_text
from ui.icons import icon
from ui.records.described import PillChoice
from ui.theme import body_font, colour
from ui.wording import _

_DOT = 10
_PADDING = 48  # beside the text: both ends of the pill, the arrow and its distance


class ChoicePill(QPushButton):
    """Shows its own title, or the chosen filter with how many that lists.

    Signals:
        picked: a filter was chosen in the menu; carries its name.
    """

    picked = Signal(str)

    def __init__(self, choice: PillChoice, counts: Callable[[], Mapping[str, int]]) -> None:
        super().__init__(_(choice.title))
        self._choice = choice
        self._titles = {each.name: each.title for each in choice.entries}
        self._counts = counts
        self._chosen = ""
        self._total: int | None = None
        self.setProperty("role", "pill")
        self.setCheckable(True)
        self.setAutoDefault(False)
        # The arrow stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(icon("chevron-down"))
        self.setIconSize(QSize(14, 14))
        self.offered = QMenu(self)
        self.offered.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self._open)
        self._say()

    def __contains__(self, name: str) -> bool:
        return name in self._titles

    def show_chosen(self, name: str) -> None:
        """Show which filter is chosen, "" for none of these."""
        self._chosen, self._total = name, None
        self.setChecked(bool(name))
        self._say()

    def show_total(self, total: int) -> None:
        """Show how many the chosen filter lists."""
        if self._chosen and total != self._total:
            self._total = total
            self._say()

    def _say(self) -> None:
        text = _(self._titles.get(self._chosen, self._choice.title))
        if self._total is not None:
            text = f"{text} {count_text(self._total)}"
        self.setText(text)
        self.setAccessibleName(f"{_(self._choice.title)}: {text}" if self._chosen else text)
        width = QFontMetrics(body_font(bold=True)).horizontalAdvance(text)
        self.setMinimumWidth(width + _PADDING)

    def _open(self) -> None:
        self._fill()
        self.offered.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        chosen = next((each for each in self.offered.actions() if each.isChecked()), None)
        self.offered.setActiveAction(chosen or self.offered.actions()[0])

    def _fill(self) -> None:
        self.offered.clear()
        counts = self._counts()
        for each in self._choice.entries:
            made = QAction(_(each.title), self.offered, checkable=True)
            made.setText(f"{_(each.title)}\t{count_text(counts.get(each.name, 0))}")
            made.setIcon(_dot(colour(each.tone)))
            made.setChecked(each.name == self._chosen)
            made.triggered.connect(lambda _on=False, name=each.name: self.picked.emit(name))
            self.offered.addAction(made)

    # Qt overrides

    def nextCheckState(self) -> None:
        """A press opens the menu; only a choice in it checks the pill."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _dot(tone: QColor) -> QIcon:
    ratio = 2
    drawn = QPixmap(16 * ratio, 16 * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse((16 - _DOT) // 2, (16 - _DOT) // 2, _DOT, _DOT)
    return QIcon(drawn)
