"""While an event is planned: lines that say whether the community is asked too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import clock
from models.errors import Invalid
from models.events.holidays import Hint, hint_of
from models.events.venue import VenueValues, venue_called
from models.metrics.fatigue import Advice, Fatigue, Part, fatigue_on
from models.progress import Progress, unheard
from models.vocabulary import EventFormat
from ui.events.guard_words import advice_text, day_text, parts_text, venue_text, warning_text
from ui.furniture import button, paragraph, set_tone
from ui.records.choices import title_of
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

_PAUSE = 300  # milliseconds without a key before the worker is asked


@dataclass(frozen=True)
class Found:
    """What is known of the day and the place somebody has in mind."""

    fatigue: Fatigue
    hint: Hint
    venue: VenueValues | None


def look_ahead(
    begins: datetime, format: str, place: str, event: bytes | None, progress: Progress = unheard
) -> Found:
    return Found(
        fatigue_on(begins, format, event),
        hint_of(begins.date()),
        venue_called(place) if place else None,
    )


class GuardLines(QWidget):
    """Stands in the event form, below the title; quiet as long as nothing is typed."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._asked = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.hide()
        page.form.edited.connect(self._pause.start)
        page.form.put_below_first(self)

    def lines(self) -> list[str]:
        """Return what is shown, from top to bottom."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if widget is not None]  # type: ignore[attr-defined]

    def _ask(self) -> None:
        self._asked += 1
        try:
            values = self._page.form.values()
        except Invalid:
            return
        begins = values.get("begins")
        if not self._page.pane.is_editing or begins is None or begins.date() < clock.today():
            self._show(self._asked, values, None)
            return
        self._session.tasks.run(
            look_ahead,
            begins,
            values["format"],
            values["place"],
            self._page.record,
            done=partial(self._show, self._asked, values),
        )

    def _show(self, number: int, values: dict[str, Any], found: Found | None) -> None:
        """Show what was found, unless more was typed since."""
        if number != self._asked:
            return
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for line in self._worded(values, found) if found else ():
            self._column.addWidget(line)
        self.setVisible(self._column.count() > 0)

    def _worded(self, values: dict[str, Any], found: Found) -> Iterator[QWidget]:
        fatigue = found.fatigue
        yield paragraph(parts_text(fatigue), "caption")
        if said := day_text(found.hint):
            yield _toned(said)
        for part in fatigue.warnings:
            yield _toned(warning_text(Part(part), fatigue))
        if fatigue.advice is not None:
            other = title_of(EventFormat, fatigue.other)
            yield _toned(advice_text(Advice(fatigue.advice), other), "accent")
        venue = found.venue
        if venue is not None and venue.capacity is not None and values["capacity"] is None:
            yield paragraph(venue_text(venue), "caption")
            take = button(_("Take this as the capacity"), role="link")
            take.clicked.connect(partial(self._take_capacity, venue.capacity))
            yield take

    def _take_capacity(self, capacity: int) -> None:
        self._page.form.editor("capacity").set_value(capacity)
        self._page.form.focus_field("capacity")
        self._pause.start()


def _toned(text: str, tone: str = "warning") -> QWidget:
    line = paragraph(text, "caption")
    set_tone(line, tone)
    return line
