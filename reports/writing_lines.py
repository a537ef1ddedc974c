"""What a sheet for use by hand is made of: lines to write on, a passphrase, numbered steps."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from reports import styles
from reports.fonts import BOLD, REGULAR
from reports.sheet import Sheet
from reports.text import Text, TextStyle, text_width

_LARGE = TextStyle(16, 24, styles.INK, bold=True, align="centre")


class WritingLines(Flowable):  # type: ignore[misc]
    """Lines to write on, each with what belongs there in small letters below it."""

    _STEP = 40.0

    def __init__(self, sheet: Sheet, captions: Sequence[str]) -> None:
        super().__init__()
        self._captions = [sheet.clean(caption) for caption in captions]
        self.spaceAfter = 6.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = availWidth, self._STEP * len(self._captions) + 4
        return self.width, self.height

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        canvas.setLineWidth(0.8)
        for caption in self._captions:
            y -= self._STEP
            canvas.setStrokeColor(styles.STRONG_LINE)
            canvas.line(0, y + 12, self.width, y + 12)
            canvas.setFillColor(styles.MUTED)
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(0, y + 2, caption)


class Passphrase(Flowable):  # type: ignore[misc]
    """A passphrase in large letters, on a ground of its own."""

    _PADDING = 12.0

    def __init__(self, sheet: Sheet, passphrase: str) -> None:
        super().__init__()
        self._text = Text(sheet.clean(passphrase), _LARGE)
        self.spaceAfter = 6.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        _width, height = self._text.wrap(availWidth - 2 * self._PADDING, availHeight)
        self.width, self.height = availWidth, height + 2 * self._PADDING
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(styles.SOFT)
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=1)
        self._text.drawOn(canvas, self._PADDING, self._PADDING)


class Steps(Flowable):  # type: ignore[misc]
    """Sentences one below the other, each with its number in a circle; never split."""

    _INDENT, _GAP, _CIRCLE = 24.0, 7.0, 7.5

    def __init__(self, sheet: Sheet, steps: Sequence[str]) -> None:
        super().__init__()
        self._texts = [sheet.text(step, styles.BODY) for step in steps]
        self.spaceAfter = 4.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        room = availWidth - self._INDENT
        self._heights = [text.wrap(room, availHeight)[1] for text in self._texts]
        self.width = availWidth
        self.height = sum(self._heights) + self._GAP * (len(self._texts) - 1)
        return self.width, self.height

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        for number, (text, height) in enumerate(zip(self._texts, self._heights, strict=True), 1):
            middle = y - styles.BODY.leading / 2
            canvas.setFillColor(styles.ACCENT)
            canvas.circle(self._CIRCLE, middle, self._CIRCLE, stroke=0, fill=1)
            canvas.setFillColor(styles.PAPER)
            canvas.setFont(BOLD, 8)
            width = text_width(str(number), 8, True)
            canvas.drawString(self._CIRCLE - width / 2, middle - 2.9, str(number))
            y -= height
            text.drawOn(canvas, self._INDENT, y)
            y -= self._GAP
