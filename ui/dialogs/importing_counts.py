"""How many rows of a list would be new, changed, left out: one word for each in a row."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.exchange.plan import Counts
from ui.furniture import chip, set_tone
from ui.wording import n_

_COUNTED: dict[str, Any] = {
    "added": lambda count: n_("{count} new", "{count} new", count),
    "updated": lambda count: n_("{count} changed", "{count} changed", count),
    "unchanged": lambda count: n_("{count} unchanged", "{count} unchanged", count),
    "doubtful": lambda count: n_("{count} to decide", "{count} to decide", count),
    "skipped": lambda count: n_("{count} left out", "{count} left out", count),
}
_TONES = {
    "added": "good",
    "updated": "accent",
    "unchanged": "grey",
    "doubtful": "warning",
    "skipped": "grey",
}


class CountChips(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._chips = {name: chip("", tone) for name, tone in _TONES.items()}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        for made in self._chips.values():
            across.addWidget(made)

    def show_counts(self, counts: Counts | None) -> None:
        """Say them; what is none is grey."""
        for name, made in self._chips.items():
            number = getattr(counts, name) if counts else 0
            made.setText(_COUNTED[name](number))
            set_tone(made, _TONES[name] if number else "grey")

    def texts(self) -> list[str]:
        return [made.text() for made in self._chips.values()]
