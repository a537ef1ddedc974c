"""The window frame. It is painted before anything else is loaded: see ui/desk.py for the rest.

Every name imported here is paid for before the first painting: the Qt namespace alone takes as long
as a fifth of the whole start, so neither this module nor what it imports may use it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui import theme
from ui.preferences import Preferences
from ui.rooms import ROOMS
from ui.wording import _

SIDE_WIDTH = 196
TAB_HEIGHT = 40
_FIRST_TAB = 48  # where the tabs begin, in pixels from the top


def _yes() -> bool:
    return True


class MainWindow(QMainWindow):
    """Shows a sketch of itself until the desk puts the real thing in its place.

    Signals:
    painted: the first painting is done.
    """

    painted = Signal()

    def __init__(self, preferences: Preferences, name: str = "") -> None:
        super().__init__()
        self._preferences = preferences
        # Asked before the window closes; the desk answers for its pages.
        self.may_close: Callable[[], bool] = _yes
        self.setMinimumSize(880, 560)
        self.resize(1280, 800)
        geometry = preferences.geometry
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.setWindowTitle(name or _("Guildbook"))
        self.setCentralWidget(_Sketch(name, self.painted.emit))

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.geometry = self.saveGeometry()
        if self.may_close():
            event.accept()
        else:
            event.ignore()


class _Sketch(QWidget):
    """The side bar as it will look, drawn by hand: widgets would cost more than the window."""

    def __init__(self, name: str, painted: Callable[[], None]) -> None:
        super().__init__()
        self._name = name
        self._painted: Callable[[], None] | None = painted

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.fillRect(QRect(0, 0, SIDE_WIDTH, self.height()), theme.colour("surface"))
        painter.fillRect(QRect(SIDE_WIDTH - 1, 0, 1, self.height()), theme.colour("line"))
        font = QFont(self.font())
        font.setPixelSize(14)
        font.setBold(True)
        self._write(painter, 22, 34, self._name or _("Guildbook"), font, theme.colour("ink"))
        if self._name:
            self._write_tabs(painter)
        painter.end()
        painted, self._painted = self._painted, None
        if painted is not None:
            painted()

    def _write_tabs(self, painter: QPainter) -> None:
        first = QRect(12, _FIRST_TAB + 1, SIDE_WIDTH - 24, TAB_HEIGHT - 2)
        painter.fillRect(first, theme.colour("accent_soft"))
        for place, room in enumerate(ROOMS):
            line = _FIRST_TAB + TAB_HEIGHT * place + 26
            colour = theme.colour("ink" if place else "accent")
            self._write(painter, 55, line, _(room.title), self.font(), colour)

    def _write(
        self, painter: QPainter, left: int, line: int, text: str, font: QFont, colour: QColor
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(left, line, text)
