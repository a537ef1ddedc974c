"""Was it worth it, format by format; and the hours of the week in which most people come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models import clock
from models.book import about
from models.metrics.worth import FormatWorth, Season, Slot, best_slot, season_of
from models.metrics.worth_ledger import AROUND
from models.progress import Progress
from models.vocabulary import EventFormat, Kind
from reports.fonts import register
from reports.heat_chart import heat_chart
from resources.i18n import N_
from ui import furniture
from ui.dialogs.frame import column_of
from ui.drawing import ChartView, Make
from ui.events.after import words
from ui.formats import count_text, locale, number_text
from ui.main_window import fit
from ui.records.choices import title_of
from ui.records.plain_rows import PlainRows, share_width, show_plainly
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

_WIDTH, _HEIGHT = 1000, 720
_PERIODS: tuple[tuple[str, int | None], ...] = (
    (N_("The last three months"), 91), (N_("The last half year"), 182),
    (N_("The last twelve months"), 365), (N_("From the beginning"), None),
)  # fmt: skip
_USUAL = 2
_TITLES = (
    N_("Format"), N_("Events"), N_("Came to one"), N_("Turnout"), N_("First time"),
    N_("Came again"), N_("Rating"), N_("Cost per head"), N_("Only here"),
)  # fmt: skip
_WIDTHS = {1: 62, 2: 92, 3: 156, 4: 82, 5: 140, 6: 96, 7: 104, 8: 84}
_ROW = 34


class FormatRows(PlainRows):
    """A format in each row; the figures of a row belong to all its events together."""

    def __init__(self) -> None:
        super().__init__(_TITLES, numbers=range(1, len(_TITLES)))
        self._rows: list[list[str]] = []

    def show(self, formats: Sequence[FormatWorth]) -> None:
        self.beginResetModel()
        currency = about().currency
        self._rows = [_row(each, currency) for each in formats]
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]


class WorthWindow(QDialog):
    """Reads the figures on the worker; another stretch of time reads them anew."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        column = column_of(self, _("Was it worth it"), 640)
        fit(self, _WIDTH, _HEIGHT)
        self.heading = furniture.page_heading(_("Was it worth it"))
        self.period = QComboBox()
        self.rows = FormatRows()
        self.table = QTableView()
        self.chart = ChartView()
        self.best = furniture.paragraph("", "")
        self._rooms = QStackedWidget()
        self._lay_out(column)
        self.period.currentIndexChanged.connect(self.reload)
        session.changed.connect(self._changed)
        self.finished.connect(self._stop)
        self.reload()

    def reload(self) -> None:
        self._stop()
        days = self.period.currentData()
        last = clock.today()
        first = date.min if days is None else last - timedelta(days=days)
        self._task = self._session.tasks.run(_gathered, first, last, done=self._show)

    def _show(self, season: Season) -> None:
        count = len(season.events)
        self.heading.note.setText(n_("{count} event", "{count} events", count))
        self._rooms.setCurrentIndex(0 if count else 1)
        self.rows.show(season.formats)
        self.table.setFixedHeight(min(self.rows.rowCount(), 8) * _ROW + 38)
        self.best.setText(words.best_sentence(best_slot(season.slots)))
        self.chart.show_chart(*heat_map(season.slots))
        self.chart.setVisible(bool(season.slots))

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.EVENT, Kind.ATTENDANCE, Kind.MEMBER, Kind.FEEDBACK}:
            self.reload()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _lay_out(self, column: QVBoxLayout) -> None:
        for title, days in _PERIODS:
            self.period.addItem(_(title), days)
        self.period.setCurrentIndex(_USUAL)
        self.period.setAccessibleName(_("Which events"))
        self.heading.add(self.period)
        self.rows.setParent(self.table)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(_("Formats side by side"))
        show_plainly(self.table, _ROW)
        share_width(self.table, _WIDTHS, 0)
        frame = furniture.framed(self.table)
        explained = _(
            "Turnout: who came of those who said yes. Only here: who was reached by nothing else"
            " for {days} days before and after.",
            days=AROUND,
        )
        hours = furniture.card(_("When people come"), _("people at one event"))
        hours.body.addWidget(self.best)
        hours.body.addWidget(self.chart, 1)
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        inside.addWidget(frame)
        inside.addWidget(furniture.paragraph(explained, "caption"))
        inside.addWidget(hours, 1)
        self._rooms.addWidget(shown)
        self._rooms.addWidget(
            furniture.empty_state(
                "scale", _("No event in this time"),
                _("What events brought is told here once they are over."),
            )
        )  # fmt: skip
        close = furniture.button(_("Close"), role="primary")
        close.clicked.connect(self.close)
        column.addWidget(self.heading)
        column.addWidget(self._rooms, 1)
        column.addLayout(furniture.row(None, close))


def heat_map(slots: Sequence[Slot]) -> tuple[Make, str]:
    """Return how to draw the hours of the week, and them in words."""
    hours = range(min((slot.hour for slot in slots), default=0),
                  max((slot.hour for slot in slots), default=0) + 1)  # fmt: skip
    days = [locale().dayName(day, locale().FormatType.ShortFormat) for day in range(1, 8)]
    columns = [f"{hour}:00" for hour in hours]
    values = {(slot.weekday, slot.hour - hours.start): slot.came for slot in slots}
    told = [
        n_(
            "{slot}: {came} people at {count} event",
            "{slot}: {came} people at {count} events",
            slot.events,
            slot=words.slot_text(slot),
            came=number_text(slot.came),
        )
        for slot in slots
    ]
    return partial(_draw, days, columns, values), "; ".join(told)


def _draw(
    days: list[str],
    columns: list[str],
    values: dict[tuple[int, int], float],
    width: float,
    height: float,
) -> Any:
    return heat_chart(width, height, days, columns, values, lambda value: count_text(round(value)))


def _row(each: FormatWorth, currency: str) -> list[str]:
    worth = each.worth
    return [
        title_of(EventFormat, each.format) or _("No format"),
        count_text(worth.events),
        words.each_text(worth.came, worth),
        words.turnout_text(worth),
        count_text(worth.first_timers),
        words.share_text(worth.returned, worth.settled),
        words.short_rating(worth),
        words.per_head_text(worth, currency),
        count_text(worth.only_here),
    ]


def _gathered(first: date, last: date, progress: Progress) -> Season:
    progress(0, 1)
    register()  # here, because the fonts of the chart take a moment
    return season_of(first, last)
