"""Lucide icons, recoloured with the theme at the moment they are painted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

SIZE = 18


def icon(name: str, token: str = "") -> QIcon:
    """Return a Lucide icon; without a colour token it follows the state of its control."""
    return QIcon(_Engine(name, token))


@cache
def source(name: str) -> str:
    """Return the SVG of a Lucide icon; the name may be one of its older names."""
    # Read with plain SQL: importing the package brings in urllib and takes 100 ms.
    import sqlite3
    from contextlib import closing
    from importlib.util import find_spec

    package = find_spec("lucide")
    if package is None or not package.submodule_search_locations:
        raise LookupError("the lucide package is missing")
    store = Path(package.submodule_search_locations[0], "data", "lucide-icons.db")
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        found = connection.execute(
            "SELECT svg FROM icons WHERE name = ? OR name ="
            " (SELECT name FROM icon_aliases WHERE alias = ?)",
            (name, name),
        ).fetchone()
    if found is None:
        raise LookupError(f"Lucide has no icon {name}")
    return str(found[0]).replace('stroke-width="2"', 'stroke-width="1.75"')


@cache
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    svg = source(name).replace("currentColor", colour)
    side = min(width, height)
    square = QRectF((width - side) / 2, (height - side) / 2, side, side)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, square)
    painter.end()
    return pixmap


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        size = (rect.size().toSizeF() * ratio).toSize()
        pixmap = QPixmap(self.pixmap(size, mode, state))
        pixmap.setDevicePixelRatio(ratio)
        painter.drawPixmap(QPoint(rect.x(), rect.y()), pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = theme.colour_name(self._token_for(mode, state))
        return _drawn(self._name, colour, size.width(), size.height())

    def _token_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "faint"
        if self._token:
            return self._token
        chosen = mode == QIcon.Mode.Selected or state == QIcon.State.On
        return "accent" if chosen else "muted"
