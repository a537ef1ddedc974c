"""Takes apart what is no longer used on the GUI thread alone.

Python looks for rings of dead objects on whichever thread has just made one object too many. On the
worker it would take apart Qt objects there, while the GUI thread paints, and the program would end.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000  # milliseconds


class Collecting(QObject):
    """Collects instead of Python, as often as Python would have, as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_EVERY)
        timer.timeout.connect(collect)
        timer.start()
        self.destroyed.connect(gc.enable)


def collect() -> None:
    """Collect the oldest generation that is full; called on the GUI thread."""
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            return
