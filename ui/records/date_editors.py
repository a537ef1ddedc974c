"""Editors of days and moments: typed in any usual notation, or picked from a calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models import clock
from resources.i18n import N_
from ui.formats import date_text
from ui.icons import icon
from ui.records.day_popup import DayPopup
from ui.records.editors import Editor, Unreadable
from ui.records.notation import read_born, read_date, read_moment, read_time
from ui.wording import _

_NO_DATE = N_("Write a date like 2026-10-03, or leave it empty.")


class DayLine(QLineEdit):
    """A line for a day, with a calendar behind its button and behind Alt+Down.

    Signals:
        altered: the user changed the text, by typing or by picking.
    """

    altered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar: DayPopup | None = None
        action = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Pick a date (Alt+Down)"))
        action.triggered.connect(self.open_calendar)
        self.textEdited.connect(lambda _text: self.altered.emit())

    def open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = DayPopup(self)
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
        try:
            day = read_date(self.text())
        except ValueError:
            day = None
        day = day or clock.today()
        self._calendar.take_colours()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        size = self._calendar.size()
        if below.y() + size.height() > screen.bottom():
            below.setY(self.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        below.setX(min(below.x(), screen.right() - size.width()))
        self._calendar.move(below)
        self._calendar.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.setText(date_text(date(day.year(), day.month(), day.day())))
        if self._calendar is not None:
            self._calendar.hide()
        self.setFocus()
        self.altered.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        super().keyPressEvent(event)


class DateEditor(Editor):
    """A day, or unknown; `hint` says what its absence means."""

    def __init__(self, hint: str = N_("Unknown")) -> None:
        self._line = DayLine()
        super().__init__(self._line)
        self._line.setPlaceholderText(_(hint) if hint else "")
        self._line.altered.connect(self.changed)
        self._line.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        try:
            return read_date(self._line.text())
        except ValueError as error:
            raise Unreadable(_NO_DATE) from error

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText(date_text(value))

    def _tidy(self) -> None:
        """Rewrite what was typed the way dates are shown, so a misreading is seen at once."""
        try:
            self._line.setText(date_text(read_date(self._line.text())))
        except ValueError:
            return


class BornEditor(Editor):
    """A birth date: unknown, only a year, or full."""

    def __init__(self) -> None:
        self._line = DayLine()
        super().__init__(self._line)
        self._line.setPlaceholderText(_("Year or date"))
        self._line.altered.connect(self.changed)

    def value(self) -> str:
        try:
            return read_born(self._line.text())
        except ValueError as error:
            raise Unreadable(
                N_("Write a year like 1985, a date like 1985-03-01, or leave it empty.")
            ) from error

    def set_value(self, value: Any, shown: str = "") -> None:
        text = str(value or "")
        self._line.setText(date_text(date.fromisoformat(text)) if len(text) == 10 else text)


class MomentEditor(Editor):
    """A day and a time of day, or unknown."""

    def __init__(self) -> None:
        self._line = DayLine()
        super().__init__(self._line)
        self._line.setPlaceholderText(_("Unknown"))
        self._clock = QComboBox()
        self._clock.setEditable(True)
        self._clock.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._clock.setFixedWidth(92)
        self._clock.addItems(
            [f"{hour:02d}:{minute:02d}" for hour in range(7, 23) for minute in (0, 30)]
        )
        self._clock.setEditText("")
        self._clock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock.installEventFilter(self)
        self._row.addWidget(self._clock)
        self._line.altered.connect(self.changed)
        self._line.editingFinished.connect(self._tidy)
        self._clock.editTextChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> datetime | None:
        try:
            return read_moment(self._line.text(), self._clock.currentText())
        except ValueError as error:
            raise Unreadable(N_("Write a date like 2026-10-03 and a time like 19:00.")) from error

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText(date_text(value.date() if value else None))
        self._clock.blockSignals(True)
        self._clock.setEditText(value.strftime("%H:%M") if value else "")
        self._clock.blockSignals(False)

    def name_for_readers(self, name: str) -> None:
        super().name_for_readers(name)
        self._clock.setAccessibleName(_("{name}: time of day", name=name))

    def _tidy(self) -> None:
        try:
            self._line.setText(date_text(read_date(self._line.text())))
            hour = read_time(self._clock.currentText())
        except ValueError:
            return
        if hour is not None:
            self._clock.setEditText(hour.strftime("%H:%M"))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
