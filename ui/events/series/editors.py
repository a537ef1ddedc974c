"""How often, on which days, until when: the part of a window that asks for a repetition."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from models.errors import Invalid
from models.events.recurring import LAST, Frequency, Repetition
from resources.i18n import N_
from ui.dialogs.frame import Fields
from ui.events.series.words import PLACES, short_weekday, weekday_name
from ui.furniture import number_box, pill, row
from ui.records.date_editors import DateEditor
from ui.records.editors import Unreadable
from ui.wording import _, n_

UNTIL, COUNT, NEVER = range(3)
_ENDS = (N_("On a day"), N_("After so many times"), N_("Without an end"))
_UNITS: dict[Frequency, Callable[[int], str]] = {
    Frequency.DAILY: lambda count: n_("day", "days", count),
    Frequency.WEEKLY: lambda count: n_("week", "weeks", count),
    Frequency.MONTHLY: lambda count: n_("month", "months", count),
    Frequency.YEARLY: lambda count: n_("year", "years", count),
}
_SEASON = timedelta(weeks=13)
_MOST_TIMES = 400
_MOST_APART = 99


class RepetitionEditor(QWidget):
    """Signals:

    changed: the user changed something.
    """

    changed = Signal()

    def __init__(self, begins: datetime, known: Repetition | None) -> None:
        super().__init__()
        self._begins = begins
        self.frequency, self.apart = QComboBox(), number_box(1, _MOST_APART, 1)
        self.weekdays = [_weekday(each) for each in range(7)]
        self.in_month = QComboBox()
        self.ends, self.until = QComboBox(), DateEditor("")
        self.times = number_box(1, _MOST_TIMES, 10)
        self._fields = Fields()
        self._days = QWidget()
        self._build()
        self._show(known or self._usual())
        self._connect()
        self._show_sensible()

    def value(self) -> Repetition:
        """Return what is asked for. Raises Invalid."""
        frequency = Frequency(self.frequency.currentData())
        weekdays: tuple[int, ...] = ()
        place = day = None
        if frequency is Frequency.WEEKLY:
            weekdays = tuple(
                number for number, each in enumerate(self.weekdays) if each.isChecked()
            )
            if not weekdays:
                raise Invalid({"weekdays": N_("Choose at least one day of the week.")})
        elif frequency is Frequency.MONTHLY:
            place, day = self.in_month.currentData()
            weekdays = (self._begins.weekday(),) if place else ()
        ends = self.ends.currentIndex()
        return Repetition(
            frequency,
            self.apart.value(),
            weekdays,
            place,
            day,
            self._last_day() if ends == UNTIL else None,
            self.times.value() if ends == COUNT else None,
        )

    # Inside

    def _last_day(self) -> date:
        try:
            day = self.until.value()
        except Unreadable as error:
            raise Invalid({"until": error.message}) from error
        if day is None:
            raise Invalid({"until": N_("Write the last day, or choose another end.")})
        return day

    def _usual(self) -> Repetition:
        until = self._begins.date() + _SEASON
        return Repetition(Frequency.WEEKLY, weekdays=(self._begins.weekday(),), until=until)

    def _build(self) -> None:
        for each in Frequency:
            self.frequency.addItem(_(each.title), each.value)
        self._fill_months()
        for text in _ENDS:
            self.ends.addItem(_(text))
        often, end = QWidget(), QWidget()
        often.setLayout(row(self.frequency, self.apart, None))
        self._days.setLayout(row(*self.weekdays, None, spacing=6))
        end.setLayout(row(self.ends, self.until, self.times, None))
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.add("often", _("How often"), often)
        self._fields.add("weekdays", _("On"), self._days)
        self._fields.add("in_month", _("On"), self.in_month)
        self._fields.add("ends", _("Ends"), end)
        self.setLayout(self._fields)
        for widget, name in (
            (self.frequency, _("How often")),
            (self.apart, _("How far apart")),
            (self.ends, _("Ends")),
            (self.until, _("Last day")),
            (self.times, _("How many times")),
        ):
            widget.setAccessibleName(name)

    def _fill_months(self) -> None:
        day = self._begins.date()
        weekday = weekday_name(day.weekday())
        for place in (1, 2, 3, 4, LAST):
            text = _("the {place} {day} of the month", place=_(PLACES[place]), day=weekday)
            self.in_month.addItem(text, (place, None))
        self.in_month.addItem(_("day {day} of the month", day=day.day), (None, day.day))
        self.in_month.addItem(_("the last day of the month"), (None, LAST))

    def _show(self, repetition: Repetition) -> None:
        self.frequency.setCurrentIndex(list(Frequency).index(repetition.frequency))
        self.apart.setValue(repetition.interval)
        for number, each in enumerate(self.weekdays):
            chosen = repetition.weekdays or (self._begins.weekday(),)
            each.setChecked(number in chosen)
        self._choose_in_month(repetition)
        self.until.set_value(repetition.until or self._begins.date() + _SEASON)
        self.times.setValue(repetition.count or 10)
        ends = UNTIL if repetition.until else COUNT if repetition.count else NEVER
        self.ends.setCurrentIndex(ends)

    def _choose_in_month(self, repetition: Repetition) -> None:
        day = self._begins.date()
        last = monthrange(day.year, day.month)[1]
        wanted = (repetition.place, repetition.day)
        if wanted == (None, None):
            # The last one where it is the last: a fourth Friday is seldom meant.
            wanted = (LAST if day.day + 7 > last else (day.day - 1) // 7 + 1, None)
        found = [self.in_month.itemData(at) for at in range(self.in_month.count())]
        self.in_month.setCurrentIndex(next(
            (at for at, each in enumerate(found) if tuple(each) == wanted), 0
        ))  # fmt: skip

    def _connect(self) -> None:
        for box in (self.frequency, self.in_month, self.ends):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.currentIndexChanged.connect(lambda _index: self._edited())
        for number in (self.apart, self.times):
            number.valueChanged.connect(lambda _value: self._edited())
        for each in self.weekdays:
            each.toggled.connect(lambda _on: self._edited())
        self.until.changed.connect(self._edited)

    def _edited(self) -> None:
        self._show_sensible()
        self.changed.emit()

    def _show_sensible(self) -> None:
        frequency = Frequency(self.frequency.currentData())
        self.apart.setPrefix(_("every") + " ")
        self.apart.setSuffix(" " + _UNITS[frequency](self.apart.value()))
        self._fields.show_row("weekdays", frequency is Frequency.WEEKLY)
        self._fields.show_row("in_month", frequency is Frequency.MONTHLY)
        self.until.setVisible(self.ends.currentIndex() == UNTIL)
        self.times.setVisible(self.ends.currentIndex() == COUNT)


def _weekday(number: int) -> QPushButton:
    made = pill(short_weekday(number))
    made.setAccessibleName(weekday_name(number))
    return made
