"""The window frame. It is painted before anything else is loaded: see ui/desk.py for the rest.

Every name imported here is paid for before the first painting: the Qt namespace alone takes as long
as a fifth of the whole start, so neither this module nor what it imports may use it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QMainWindow, QWidget

from resources.version import APPLICATION
from ui import theme
from ui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

_WIDTH, _HEIGHT = 1280, 800
# What the system puts around a window, which nobody knows before it is shown: its title bar.
_TITLE_BAR = 40
_TILE = 64
SIDE_WIDTH = 196
TAB_HEIGHT = 40
# Where the name and the tabs will stand.
_BARS = (
    QRect(22, 22, 110, 14),
    *(QRect(24, 58 + TAB_HEIGHT * place, 90, 16) for place in range(6)),
)


def fit(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, or as much of it as its screen has."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, tallest(window)))


def tallest(window: QWidget) -> int:
    """Return the height in pixels that a window's screen has for what is in it."""
    return window.screen().availableSize().height() - _TITLE_BAR


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
        fit(self, _WIDTH, _HEIGHT)
        geometry = preferences.geometry
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.setWindowTitle(name or APPLICATION)
        self.setCentralWidget(_Sketch(self.painted.emit))

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.geometry = self.saveGeometry()
        if self.may_close():
            event.accept()
        else:
            event.ignore()


class _Sketch(QWidget):
    """The room's walls, and bars where words will stand: fonts would cost more than the window."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted: Callable[[], None] | None = painted

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _fill(painter, self.rect(), "background")
        _fill(painter, QRect(0, 0, SIDE_WIDTH, self.height()), "surface")
        _fill(painter, QRect(SIDE_WIDTH - 1, 0, 1, self.height()), "line")
        for bar in _BARS:
            _fill(painter, bar, "sunken")
        painter.end()
        painted, self._painted = self._painted, None
        if painted is not None:
            painted()


def _fill(painter: QPainter, area: QRect, token: str) -> None:
    """Colour an area by a tile: to tell colour from brush, QPainter would load the namespace."""
    tile = QPixmap(_TILE, _TILE)
    tile.fill(theme.colour(token))
    painter.drawTiledPixmap(area, tile)
