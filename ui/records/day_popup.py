"""The month that drops down from a line for a day, in our own dress: Qt's has red Sundays, black
arrows on every ground, and no room for the names of the days."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from ui.formats import locale
from ui.icons import icon
from ui.theme import colour

_ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}
_SIZE = QSize(296, 248)


class DayPopup(QCalendarWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setLocale(locale())
        self.setFixedSize(_SIZE)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        for name, picture in _ARROWS.items():
            arrow = self.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icon(picture))

    def take_colours(self) -> None:
        """Take the colours of the scheme in force: what the style sheet cannot reach."""
        names, days = QTextCharFormat(), QTextCharFormat()
        names.setForeground(colour("muted"))
        names.setBackground(colour("surface"))
        days.setForeground(colour("ink"))
        self.setHeaderTextFormat(names)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, days)
