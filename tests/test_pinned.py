"""What the pinned packages do to us, and what we do about it."""

from __future__ import annotations

import os
import subprocess
import sys

_PAINTING = """
import sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from ui.icons import icon
from ui.references import hold_singletons

hold_singletons()
application = QApplication([])
canvas = QPixmap(20, 20)
painter = QPainter(canvas)
drawing = icon("users")
for _turn in range(20_000):
    drawing.paint(painter, QRect(0, 0, 18, 18))
painter.end()
"""


_EMITTING = """
from ui.references import hold_singletons
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal()


hold_singletons()
bell = Bell()
for _turn in range(20_000):
    bell.rung.emit()
"""


def test_emitting_all_day_does_not_use_true_up() -> None:
    run = subprocess.run([sys.executable, "-c", _EMITTING], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]


def test_painting_all_day_does_not_use_none_up() -> None:
    """PySide6 6.12.0 loses a reference to None at each virtual call (PYSIDE-3474)."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    painted = subprocess.run(
        [sys.executable, "-c", _PAINTING], capture_output=True, text=True, env=environment
    )
    assert painted.returncode == 0, painted.stderr[-2000:]
