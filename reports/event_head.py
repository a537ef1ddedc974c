"""The head of a paper about one event: its title in full, and the facts below."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from reports import styles
from reports.sheet import Sheet
from reports.text import Text, TextStyle

_SIDE, _PADDING, _GAP = 16.0, 14.0, 5.0
_LARGEST, _SMALLEST, _STEP = 21.0, 11.0, 2.0
_LINES = 3  # the most a title takes before it shrinks
_HIGHEST = 200.0  # of the title: the longest of all ends there
_FACTS = TextStyle(9.5, 14, styles.PAPER)


class EventHead(Flowable):  # type: ignore[misc]
    """Grows with the title, which is never cut as long as a person wrote it."""

    def __init__(self, sheet: Sheet, title: str, facts: Sequence[str]) -> None:
        super().__init__()
        self._sheet, self._title = sheet, title
        self._facts = [sheet.text(fact, _FACTS) for fact in (" · ".join(facts),) if fact]
        self.spaceAfter = 10.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        room = availWidth - 2 * _SIDE
        self.width = availWidth
        self._texts = [fitted(self._sheet, self._title, styles.PAPER, room,
                              (_LARGEST, _SMALLEST, _STEP), _LINES, _HIGHEST)]  # fmt: skip
        for fact in self._facts:
            fact.wrap(room, 0)
            self._texts += fact.split(room, _HIGHEST / 2)[:1]
        inner = sum(text.height for text in self._texts) + _GAP * (len(self._texts) - 1)
        self.height = inner + 2 * _PADDING
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(styles.ACCENT)
        self.canv.roundRect(0, 0, self.width, self.height, 6, stroke=0, fill=1)
        top = self.height - _PADDING
        for text in self._texts:
            top -= text.height
            text.drawOn(self.canv, _SIDE, top)
            top -= _GAP


def fitted(
    sheet: Sheet,
    content: str,
    colour: object,
    width: float,
    sizes: tuple[float, float, float],
    lines: int,
    highest: float,
    centred: bool = False,
) -> Text:
    """Return a bold text as large as it fits on so many lines, from the largest size down to the
    smallest; one that is too long even then ends where the room does."""
    size, smallest, step = sizes
    while True:
        style = TextStyle(
            size, size * 1.28, colour, bold=True, align="centre" if centred else "left"
        )
        text = sheet.text(content, style)
        text.wrap(width, 0)
        if text.height <= lines * style.leading + 0.1:
            return text
        if size <= smallest:
            break
        size = max(size - step, smallest)
    if text.height <= highest:
        return text
    part: Text = (text.split(width, highest) or [text])[0]
    part.wrap(width, 0)
    return part
