"""The lists of the overview: what is next, and what needs attention. Every line leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.metrics.attendance import EventFacts
from models.metrics.attention import Attention
from ui import furniture
from ui.formats import count_text, joined, time_text, weekday_text
from ui.merging.wording import conflicts_headline
from ui.overview.attention import worded
from ui.wording import _


class LinkLine(QPushButton):
    """A line that is a button as a whole: picture, two lines of words, something at the end."""

    def __init__(
        self,
        picture: QWidget,
        title: str,
        note: str,
        end: QWidget,
        follow: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("role", "line")
        self.setAutoDefault(False)
        self.setAccessibleName(joined([title, note]))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        for text, role in ((title, ""), (note, "caption")):
            if text:
                words.addWidget(furniture.ShortLabel(text, role))
        words.addStretch()
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(end)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(follow)


class Lines(furniture.Card):
    """A card with a list that is replaced as a whole."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        head = furniture.row(furniture.label(title, "heading"), None, self.note)
        head.setContentsMargins(6, 0, 6, 0)
        self.body.addLayout(head)
        self.setAccessibleName(title)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.body.addLayout(self._list)
        self.body.addStretch()
        self.body.setContentsMargins(12, 14, 12, 12)

    def show_lines(self, lines: list[QWidget], note: str) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines or [furniture.paragraph(self._nothing)]:
            self._list.addWidget(line)
        self._list.setContentsMargins(0 if lines else 6, 0, 6, 0)
        self.note.setText(note)


def event_line(event: EventFacts, follow: Callable[[], None]) -> QWidget:
    note = joined([event.place, time_text(event.begins)])
    return LinkLine(_day_tile(event), event.title, note, _seats(event), follow)


def attention_line(matter: Attention, follow: Callable[[], None]) -> QWidget:
    line = worded(matter)
    picture = furniture.Picture(line.icon, 20, "bad" if matter.pressing else "warning")
    return LinkLine(picture, line.title, line.note, furniture.label(_("View"), "link"), follow)


def conflicts_line(conflicts: int, twins: int, follow: Callable[[], None]) -> QWidget:
    picture = furniture.Picture("arrow-right-left", 20, "warning")
    title = conflicts_headline(conflicts, twins)
    note = _("Two copies wrote the same thing differently.") if conflicts else ""
    return LinkLine(picture, title, note, furniture.label(_("View"), "link"), follow)


def _seats(event: EventFacts) -> QLabel:
    if event.capacity and event.claimed >= event.capacity:
        return furniture.chip(_("Fully booked"), "warning")
    if event.capacity:
        seats = f"{count_text(event.claimed)}/{count_text(event.capacity)}"
        return furniture.chip(_("RSVP {seats}", seats=seats))
    return furniture.chip(_("RSVP {seats}", seats=count_text(event.rsvp)) if event.rsvp else "–")


def _day_tile(event: EventFacts) -> QWidget:
    tile = QFrame()
    tile.setProperty("role", "day")
    tile.setFixedSize(44, 44)
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 3, 0, 4)
    column.setSpacing(0)
    for text, role in ((str(event.begins.day), "day"), (weekday_text(event.begins), "weekday")):
        line = furniture.label(text, role)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(line)
    return tile
