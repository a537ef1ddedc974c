"""The top of the calendar: which month, the way to others, and how to look at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.month import Month
from ui.events.calendar.switch import MONTH, ViewSwitch
from ui.formats import month_text
from ui.furniture import ShortLabel, button, label
from ui.wording import _

_ARROW = 34


class CalendarHeading(QWidget):
    """Signals:

    turned(int): so many months on, or back.
    today_wanted, quiet_wanted, new_wanted: these buttons were pressed.
    """

    turned = Signal(int)
    today_wanted = Signal()
    quiet_wanted = Signal()
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._widest = 0
        self.title = ShortLabel("", "title")
        self.note = label("", "muted")
        self.switch = ViewSwitch(MONTH)
        self.quiet = _made(self.quiet_wanted.emit, _("Quiet week…"), "moon", _("Quiet week… (Q)"))
        self.quiet.setAccessibleName(_("Quiet week…"))
        self.new = button(_("New event"), icon="plus", role="primary", tip=_("New (Ctrl+N)"))
        self.new.setAccessibleName(_("New event"))
        self.new.clicked.connect(lambda: self.new_wanted.emit())
        self.today = _made(self.today_wanted.emit, _("Today"), "", _("Go to today (T)"))
        across = self._across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.title)
        across.addWidget(self.note)
        across.addSpacing(4)
        for made in (
            _made(lambda: self.turned.emit(-1), "", "chevron-left", _("A month earlier (PgUp)")),
            self.today,
            _made(lambda: self.turned.emit(1), "", "chevron-right", _("A month later (PgDown)")),
        ):
            across.addWidget(made)
        across.addStretch()
        for widget in (self.switch, self.quiet, self.new):
            across.addWidget(widget)

    def show_month(self, month: Month, and_on: bool) -> None:
        """Name the month that is shown, or from which `and_on`. There is room for the name of any
        other, so that no button wanders when months are turned."""
        names = [month_text(Month(month.year, number)) for number in range(1, 13)]
        if and_on:
            names = [_("From {month}", month=name) for name in names]
        self.title.ensurePolished()
        metrics = self.title.fontMetrics()
        self._widest = max(map(metrics.horizontalAdvance, names)) + 2
        self.title.show_text(names[month.number - 1])
        self._fit()

    def _fit(self) -> None:
        """Show all there is room for; the title of any month comes first."""
        self.title.setMinimumWidth(self._widest)
        self.quiet.setText(_("Quiet week…"))
        self.new.setText(_("New event"))
        for widget in (self.note, self.today):
            widget.show()
        for give_way in (
            self.note.hide,
            lambda: self.quiet.setText(""),
            lambda: self.new.setText(""),
            self.today.hide,
            lambda: self.title.setMinimumWidth(0),
        ):
            self._across.invalidate()
            if self._across.sizeHint().width() <= self.width():
                return
            give_way()

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _made(do: Callable[[], None], text: str, icon: str, tip: str) -> QPushButton:
    made = button(text, icon=icon, role="plain" if text else "flat", tip=tip)
    made.clicked.connect(lambda _on=False: do())
    if not text:
        made.setFixedWidth(_ARROW)
    return made
