"""What can be chosen of each paper about events: blank rows, columns to write in, days."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from models import clock
from models.month import Month
from models.papers.event_order import BLANK_ROWS, OF_DAYS, EventOrder, EventPaper
from models.papers.programme import season
from models.vocabulary import Audience
from ui import furniture
from ui.formats import month_text
from ui.paper.choosing import choice_box
from ui.records.date_editors import DateEditor
from ui.wording import _

_SIGNED, _CUT, _DAYS, _POSTED, _NOTHING = range(5)
_PAGES = {
    EventPaper.SIGN_IN: _SIGNED,
    EventPaper.BADGES: _CUT,
    EventPaper.POSTER: _POSTED,
    EventPaper.PROGRAMME: _DAYS,
    EventPaper.CALENDAR: _DAYS,
}
_SEASON, _YEAR, _OTHER = "season", "year", "other"
_MONTHS = 6
_MOST_BLANK = 500
_BETWEEN = re.compile("[,，、]")


class EventPaperOptions(QStackedWidget):
    """Signals:

    changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, has_link: bool) -> None:
        super().__init__()
        self._has_link = has_link
        self.rows = furniture.number_box(0, _MOST_BLANK, BLANK_ROWS)
        self.pen = QLineEdit(maxLength=200)
        self.pen.setPlaceholderText(_("Signature, Phone"))
        self.badges = furniture.number_box(0, _MOST_BLANK, 0)
        self.waiting = QCheckBox(_("The waiting list too"))
        self.title = QLineEdit(maxLength=100)
        self.period = choice_box(_("Days"), _periods())
        self.first, self.last = DateEditor(""), DateEditor("")
        self._lay_out()
        for box in (self.rows, self.badges):
            box.valueChanged.connect(lambda _value: self.changed.emit())
        self.waiting.toggled.connect(lambda _is_on: self.changed.emit())
        for line in (self.pen, self.title):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.period.currentIndexChanged.connect(lambda _place: self._choose_period())
        for editor in (self.first, self.last):
            editor.changed.connect(self.changed)
        self._choose_period()

    def show_paper(self, paper: EventPaper) -> None:
        """Offer what this paper asks for."""
        self.setCurrentIndex(_PAGES.get(paper, _NOTHING))
        self.title.setPlaceholderText(
            _("Programme") if paper is EventPaper.PROGRAMME else _("Calendar")
        )

    def show_month(self, month: Month) -> None:
        """Choose this month, which may be none of those on offer."""
        if self.period.findData(str(month)) < 0:
            self.period.insertItem(1, month_text(month), str(month))
        self.period.setCurrentIndex(self.period.findData(str(month)))

    def order(self, paper: EventPaper, language: str, audience: Audience) -> EventOrder:
        """Return what the choices say. Raises Unreadable where a day is none."""
        if paper in OF_DAYS:
            first, last = self._days()
            title = self.title.text().strip()
            return EventOrder(paper, language, audience, title=title, first=first, last=last)
        if paper is EventPaper.BADGES:
            return EventOrder(
                paper, language, audience, self.badges.value(), waiting=self.waiting.isChecked()
            )
        if paper is not EventPaper.SIGN_IN:
            return EventOrder(paper, language, audience)
        pen = (each.strip() for each in _BETWEEN.split(self.pen.text()))
        headings = tuple(filter(None, pen))
        return EventOrder(paper, language, audience, self.rows.value(), headings)

    def _days(self) -> tuple[date | None, date | None]:
        return self.first.value(), self.last.value()

    def _choose_period(self) -> None:
        """Show the days of a period; they can be written only where none is chosen."""
        period = str(self.period.currentData())
        other = period == _OTHER
        if not other:
            first, last = _days_of(period)
            self.first.set_value(first)
            self.last.set_value(last)
        for editor in (self.first, self.last):
            editor.setEnabled(other)
        self.changed.emit()

    def _lay_out(self) -> None:
        cut = _("Print in actual size, without fitting to the page. A badge is 90 by 54 mm; those"
                " who bring others get a badge for each.")  # fmt: skip
        self.addWidget(_page(
            (_("Blank rows, at least"), self.rows), (_("Columns to write in"), self.pen),
            note=_("No phone numbers are printed: there is a column to write them in."),
        ))  # fmt: skip
        self.addWidget(
            _page((_("Blank badges, at least"), self.badges), ("", self.waiting), note=cut)
        )
        self.addWidget(_page(
            (_("Title"), self.title), (_("Days"), self.period), (_("From"), self.first),
            (_("To"), self.last),
        ))  # fmt: skip
        posted = _("The link of the event becomes a code to scan.")
        if not self._has_link:
            posted = _("This event has no link yet, so there is no code to scan.")
        self.addWidget(_page(note=posted))
        self.addWidget(QWidget())


def _periods() -> list[tuple[str, str]]:
    month = Month.of(clock.today())
    months = [month.back(-number) for number in range(_MONTHS)]
    return [
        (_SEASON, _("This month and the next two")),
        *((str(each), month_text(each)) for each in months),
        (_YEAR, _("This year")),
        (_OTHER, _("Other days")),
    ]


def _days_of(period: str) -> tuple[date, date]:
    if period == _SEASON:
        return season()
    if period == _YEAR:
        year = clock.today().year
        return date(year, 1, 1), date(year, 12, 31)
    month = Month.parse(period)
    return month.first, month.last


def _page(*rows: tuple[str, QWidget], note: str = "") -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(8)
    for words, widget in rows:
        if words:
            label = furniture.label(words, "muted")
            label.setBuddy(widget)
            column.addWidget(label)
        if isinstance(widget, DateEditor):
            widget.name_for_readers(words)
        elif words:
            widget.setAccessibleName(words)
        column.addWidget(widget)
    if note:
        column.addWidget(furniture.paragraph(note, "caption"))
    column.addStretch()
    return made
