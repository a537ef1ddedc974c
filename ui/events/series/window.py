"""“Repeat…”: how an event comes again, with the dates that makes, each of which can be left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from models.errors import Invalid, UserError
from models.events.changing_rule import change_rule, left_out_of
from models.events.event import FIELDS, EventValues, load_event
from models.events.following import place_of, remaining_rule
from models.events.quiet_week import monday_of, quiet_weeks
from models.events.recurring import Repetition, read_rule
from models.events.repeating import Dates, dates_of, plan_series
from models.progress import Progress
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs.frame import buttons_of, column_of
from ui.events.series.editors import RepetitionEditor
from ui.events.series.words import moment_line, repetition_text
from ui.formats import joined
from ui.furniture import card, label, paragraph, set_tone
from ui.session import Session
from ui.wording import _, n_

_WIDTH, _LIST_HEIGHT, _ROW = 540, 230, 28
_MOMENT = Qt.ItemDataRole.UserRole


def repeat_event(session: Session, event: bytes, parent: QWidget) -> None:
    """Ask how an event is to come again, and plan it."""
    values = load_event(event)
    if values is not None and values.begins is None:
        asking.say(
            parent.window(), _("Write down first when this event begins, then let it repeat.")
        )
    elif values is not None:
        RepeatWindow(session, values, parent).open()


class RepeatWindow(QDialog):
    def __init__(self, session: Session, event: EventValues, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._session, self._event = session, event
        self._begins: datetime = event.begins or datetime.min
        self._place = place_of(event.id)
        self._dates: Dates | None = None
        self._out = left_out_of(event.id)
        self._quiet: set[date] = set()
        self._seen: set[date] = set()
        column = column_of(self, _("Repeat"), _WIDTH)
        column.addWidget(label(_("How often does “{title}” come?", title=event.title), "title"))
        self.editor = RepetitionEditor(self._begins, self._known())
        self.editor.changed.connect(self._show_dates)
        column.addWidget(self.editor)
        self.words = label("", "heading")
        self.note = paragraph("", "caption")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Dates"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.itemChanged.connect(lambda _item: self._count())
        column.addWidget(self.words)
        frame = card()
        frame.body.addWidget(self.list)
        column.addWidget(frame, 1)
        column.addWidget(self.note)
        buttons, self.agree = buttons_of(self, _("Repeat"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(buttons)
        self._show_dates()

    def left_out(self) -> list[datetime]:
        """Return the dates whose tick was taken away."""
        return [item.data(_MOMENT) for item in self._items()
                if item.checkState() is Qt.CheckState.Unchecked]  # fmt: skip

    # Inside

    def _known(self) -> Repetition | None:
        if self._place is None:
            return None
        series, occurs = self._place.series, self._place.occurs
        return read_rule(remaining_rule(series, occurs), series.begins)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _show_dates(self) -> None:
        """List the dates, keeping away those that were left out before."""
        self._out |= {each.date() for each in self.left_out()}
        self._out -= {item.data(_MOMENT).date() for item in self._items()
                      if item.checkState() is Qt.CheckState.Checked}  # fmt: skip
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        self._dates = None
        try:
            repetition = self.editor.value()
            self._dates = dates_of(self._begins, repetition)
        except Invalid as error:
            self._refuse(_(next(iter(error.errors.values()))))
        except UserError as error:
            self._refuse(faults.worded(error))
        else:
            self._leave_quiet_weeks(self._dates.dates)
            for each in self._dates.dates:
                self._add(each)
            self.list.setCurrentRow(min(row, self.list.count() - 1))  # so that focus is seen
            self.words.setText(repetition_text(repetition, self._begins))
            set_tone(self.words, "")
        self.list.blockSignals(False)
        self._count()

    def _leave_quiet_weeks(self, dates: Sequence[datetime]) -> None:
        """Take away the ticks in quiet weeks, the first time such a date is shown."""
        days = {each.date() for each in dates}
        weeks = {each.monday for each in quiet_weeks(min(days), max(days))}
        self._quiet = {day for day in days if monday_of(day) in weeks}
        self._out |= self._quiet - self._seen
        self._seen |= days

    def _refuse(self, reason: str) -> None:
        self.words.setText(reason)
        set_tone(self.words, "bad")

    def _add(self, moment: datetime) -> None:
        quiet = _("quiet week") if moment.date() in self._quiet else ""
        item = QListWidgetItem(joined([moment_line(moment), quiet]))
        item.setSizeHint(QSize(0, _ROW))
        item.setData(_MOMENT, moment)
        itself = moment == self._begins
        out = moment.date() in self._out and not itself
        item.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
        if itself:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setToolTip(_("This event itself"))
        self.list.addItem(item)

    def _count(self) -> None:
        count = self.list.count() - len(self.left_out())
        self.agree.setEnabled(self._dates is not None and count > 0)
        self.agree.setText(n_("Plan {count} event", "Plan {count} events", count))
        self.note.setText(self._said())
        self.note.setVisible(bool(self.note.text()))

    def _said(self) -> str:
        """Return what the list does not show."""
        if self._dates is None:
            return ""
        if self._begins not in self._dates.dates:
            return _("This event is on none of these dates and stays by itself.")
        if self._place is not None:
            return _(
                "Events that follow move to the nearest of these dates, with whoever signed up;"
                " those without one go to the trash."
            )
        if self._dates.endless:
            return _("It goes on without an end: the year ahead is planned now, more when you ask.")
        return ""

    def _agree(self) -> None:
        self.agree.setEnabled(False)
        repetition, out = self.editor.value(), self.left_out()
        event = self._event if self._place is None else None
        self._session.tasks.run(
            _plan, self._event.id, event, repetition, out,
            title=_("Planning the dates…"), done=self._done, failed=self._refused,
            stoppable=False,
        )  # fmt: skip

    def _refused(self, error: UserError) -> None:
        self.agree.setEnabled(True)
        first = next(iter(error.errors.values())) if isinstance(error, Invalid) else ""
        asking.say(self, _(first) if first else faults.worded(error))

    def _done(self, _result: object) -> None:
        count = self.list.count() - len(self.left_out())
        self.accept()
        self._session.announce(Kind.EVENT)
        self._session.tell(
            n_("{count} event is in the series.", "{count} events are in the series.", count),
            undo=True,
        )


def _plan(
    event: bytes,
    alone: EventValues | None,
    repetition: Repetition,
    out: list[datetime],
    progress: Progress,
) -> None:
    """Make the series of an event that stood `alone`, or give its series another rule."""
    if alone is None:
        change_rule(event, repetition, out)
    else:
        values = {name: getattr(alone, name) for name in FIELDS}
        plan_series(values, repetition, out, event)
