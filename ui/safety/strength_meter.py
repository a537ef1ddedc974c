"""A new passphrase: typed twice, with a hint while typing how hard it is to guess."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.storage.strength import Strength, strength
from ui import furniture, theme
from ui.wording import _

_STEPS = {Strength.WEAK: 1, Strength.FAIR: 2, Strength.STRONG: 3}
_TONES = {Strength.WEAK: "bad", Strength.FAIR: "warning", Strength.STRONG: "good"}


class StrengthMeter(QWidget):
    """Three steps, a word and a hint; all quiet while nothing is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._bars = _Bars()
        self.word = furniture.label("", "caption")
        self.hint = furniture.paragraph("", "caption")
        self.hint.setMinimumHeight(2 * self.hint.fontMetrics().height())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row = furniture.row(self._bars, self.word, spacing=10)
        row.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.rate("")

    def rate(self, text: str) -> None:
        """Say how hard a passphrase is to guess."""
        if not text:
            self._bars.show_steps(0, "grey")
            self.word.setText("")
            self.hint.setText(_("Four words that do not belong together are easy to keep."))
            return
        rating = strength(text)
        tone = _TONES[rating.strength]
        self._bars.show_steps(_STEPS[rating.strength], tone)
        self.word.setText(_(rating.strength.title))
        furniture.set_tone(self.word, tone)
        self.hint.setText(_(rating.hint) if rating.hint else "")


class NewPassphrase(QWidget):
    """The two fields and the meter.

    Signals:
    edited: something was typed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = _field(_("New passphrase"))
        self.second = _field(_("Once more"))
        self.meter = StrengthMeter()
        self.complaint = furniture.paragraph("", "caption")
        furniture.set_tone(self.complaint, "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.first, self.meter, self.second, self.complaint):
            column.addWidget(part)
        self.first.textChanged.connect(self.meter.rate)
        for field in (self.first, self.second):
            field.textChanged.connect(self._look)
        self.complaint.setMinimumHeight(self.complaint.fontMetrics().height() + 2)

    @property
    def text(self) -> str:
        return self.first.text()

    @property
    def is_agreed(self) -> bool:
        """Whether both fields say the same, and something."""
        return bool(self.text) and self.text == self.second.text()

    def _look(self) -> None:
        differs = bool(self.second.text()) and not self.text.startswith(self.second.text())
        self.complaint.setText(_("The two passphrases differ.") if differs else "")
        self.edited.emit()


class _Bars(QWidget):
    _GAP, _HIGH = 5, 5

    def __init__(self) -> None:
        super().__init__()
        self._steps, self._tone = 0, "grey"
        self.setFixedHeight(self._HIGH + 8)

    def show_steps(self, steps: int, tone: str) -> None:
        self._steps, self._tone = steps, tone
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 2 * self._GAP) / 3
        for step in range(3):
            lit = step < self._steps
            painter.setBrush(theme.colour(self._tone if lit else "line"))
            place = QRectF(step * (width + self._GAP), 4, width, self._HIGH)
            painter.drawRoundedRect(place, self._HIGH / 2, self._HIGH / 2)
        painter.end()


def _field(title: str) -> QLineEdit:
    made = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
    made.setPlaceholderText(title)
    made.setAccessibleName(title)
    return made
