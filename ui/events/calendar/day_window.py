"""All of one day, where its cell has no room for it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QDialog, QWidget

from models.events.calendar import Span
from ui.dialogs.frame import column_of
from ui.events.calendar.agenda_view import AgendaView
from ui.events.calendar.wishes import Wishes
from ui.formats import long_day_text
from ui.furniture import button, framed, row
from ui.wording import _

_WIDTH, _HEIGHT = 560, 420


class DayWindow(QDialog):
    """Its list answers the keys of the agenda; it closes, and that is done."""

    def __init__(self, known: Span, day: date, event: bytes | None, parent: QWidget) -> None:
        super().__init__(parent.window())
        column = column_of(self, long_day_text(day), _WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        self.list = AgendaView()
        self.list.show_days(known, [day], every=True)
        self.list.select(day, event)
        column.addWidget(framed(self.list), 1)
        self.new = button(_("New event"), icon="plus", role="primary")
        self.new.clicked.connect(lambda: self.list.wishes.new_wanted.emit(day))
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        column.addLayout(row(None, close, self.new, spacing=10))
        for wish in _leading_away(self.list.wishes):
            wish.connect(self.accept)
        self.list.setFocus()


def _leading_away(wishes: Wishes) -> tuple[SignalInstance, ...]:
    return (
        wishes.opened, wishes.new_wanted, wishes.moved, wishes.removed, wishes.quiet_wanted,
        wishes.ticked, wishes.today_wanted, wishes.turned,
    )  # fmt: skip
