"""Above an event's plan: what, when, where, and how far it has come, each step one press away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from models.events.event import EventValues
from models.vocabulary import EventStatus
from ui.formats import day_text, joined, time_text, weekday_text
from ui.furniture import ShortLabel, button, paragraph, pill, row
from ui.records.flow import FlowLayout
from ui.theme import body_font
from ui.wording import _

_PADDING = 28  # pixels a pill has beside its word


class PlanHead(QWidget):
    """Signals:

    left: back to the events.
    status_wanted(object): the event is to have this status.
    template_wanted: what the next one of its kind can begin with is to be kept.
    """

    left = Signal()
    status_wanted = Signal(object)
    template_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = paragraph("", "title")
        self.when = ShortLabel("", "muted")
        self.back = button(_("Events"), icon="arrow-left", tip=_("Back to the events (Esc)"))
        self.keep = button(_("Save as a template…"), icon="copy-plus", role="flat")
        self.steps: dict[EventStatus, QPushButton] = {}
        self.back.clicked.connect(lambda: self.left.emit())
        self.keep.clicked.connect(lambda: self.template_wanted.emit())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.when)
        across = row(self.back, spacing=14)
        across.addLayout(words, 1)
        across.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(across)
        column.addWidget(self._status())

    def show_event(self, event: EventValues) -> None:
        self.title.setText(event.title)
        self.when.show_text(joined([_moment(event), event.place]) or _("No day yet"))
        for status, step in self.steps.items():
            step.setChecked(status == event.status)

    def _status(self) -> QWidget:
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        group = QButtonGroup(self)
        metrics = QFontMetrics(body_font(bold=True))  # as the pressed one is written
        for status in EventStatus:
            made = pill(_(status.title), group)
            made.setMinimumWidth(metrics.horizontalAdvance(_(status.title)) + _PADDING)
            made.setAccessibleName(_("Status: {status}", status=_(status.title)))
            made.clicked.connect(lambda _on=False, status=status: self.status_wanted.emit(status))
            self.steps[status] = made
            flow.addWidget(made)
        return flowing


def _moment(event: EventValues) -> str:
    if event.begins is None:
        return ""
    day = _("{weekday}, {day}", weekday=weekday_text(event.begins), day=day_text(event.begins))
    if event.ends is not None and event.ends.date() == event.begins.date():
        return f"{day} {time_text(event.begins)}–{time_text(event.ends)}"
    return f"{day} {time_text(event.begins)}"
