"""Whom to thank, by name, and what for; and how fast points fade."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models import clock
from models.errors import Invalid, UserError
from models.members.points import LEAST_DECAY, read_decay, save_decay
from models.members.thanks import Thankworthy, thank, thank_list
from models.progress import Progress
from models.vocabulary import Kind
from ui import asking, faults, furniture, undoing
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.formats import date_text, enumeration, number_text
from ui.main_window import fit
from ui.notice import Notice
from ui.past.line_list import LineList, Shown
from ui.records.date_editors import DateEditor
from ui.records.editors import Unreadable
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

_WIDTH, _HEIGHT = 640, 560
_REASONS = 4


class Thankful:
    """What the list shows."""

    def __init__(self, people: tuple[Thankworthy, ...]) -> None:
        self._people = people
        self.total = len(people)

    def lines(self, start: int, stop: int) -> tuple[Thankworthy, ...]:
        return self._people[start:stop]


class ThanksWindow(QDialog):
    """No ranking: people stand by name, and what they did stands beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        title = _("Thank-you list")
        column = column_of(self, title, _WIDTH)
        fit(self, _WIDTH, _HEIGHT)
        self.heading = furniture.page_heading(title)
        self.list = LineList(_worded, _("Whom to thank, by name"), several=True)
        self.thanked = furniture.button(_("Thanked…"), icon="heart-handshake", role="primary")
        self.show_button = furniture.button(_("Show this person"), icon="user")
        self.decay = furniture.number_box(round(LEAST_DECAY * 100), 100, 100)
        self.decay.setSuffix(" %")
        self.decay.setAccessibleName(_("What is left of a point after a month"))
        self.notice = Notice()
        self._room = QStackedWidget()
        self._lay_out(column)
        self._connect()
        self.reload()

    def reload(self) -> None:
        self.decay.blockSignals(True)
        self.decay.setValue(round(read_decay() * 100))
        self.decay.blockSignals(False)
        self._stop()
        self._task = self._session.tasks.run(_gathered, done=self._show)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _show(self, people: tuple[Thankworthy, ...]) -> None:
        row = max(self.list.currentIndex().row(), 0)
        self.list.rows.show(Thankful(people))
        self._room.setCurrentIndex(0 if people else 1)
        self.heading.note.setText(
            n_("{count} person to thank", "{count} people to thank", len(people))
        )
        if people:
            self.list.choose(row)
            self.list.setFocus()
        self._show_buttons()

    def _lay_out(self, column: QVBoxLayout) -> None:
        frame = furniture.card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.list)
        self._room.addWidget(frame)
        hint = _("Whoever is given points is listed here until somebody has thanked them.")
        nobody = _("Nobody is waiting to be thanked")
        self._room.addWidget(furniture.empty_state("heart-handshake", nobody, hint))
        close = furniture.button(_("Close"))
        close.clicked.connect(self.close)
        words = furniture.label(_("Left of a point after each month"), "muted")
        words.setBuddy(self.decay)
        column.addWidget(self.heading)
        column.addWidget(self._room, 1)
        column.addLayout(furniture.row(words, self.decay, None))
        column.addWidget(self.notice)
        column.addLayout(furniture.row(self.show_button, None, close, self.thanked))

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_buttons)
        self.list.opened.connect(self._thank)
        self.thanked.clicked.connect(self._thank)
        self.show_button.clicked.connect(self._show_person)
        self.decay.editingFinished.connect(self._keep_decay)
        self.notice.undo_wanted.connect(partial(undoing.undo, self._session))
        self._session.changed.connect(self._changed)
        self.finished.connect(self._stop)
        self._session.told.connect(self.notice.tell)
        undoing.answer_keys(self._session, self)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.MEMBER, Kind.COMMUNITY}:
            self.reload()

    def _show_buttons(self) -> None:
        count = len(self.list.chosen())
        self.thanked.setEnabled(count > 0)
        self.show_button.setEnabled(count == 1)

    def _keep_decay(self) -> None:
        share = self.decay.value() / 100
        if share != read_decay():
            save_decay(share)
            self._session.announce(Kind.COMMUNITY, Kind.MEMBER)

    def _show_person(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) == 1:
            self.close()
            self._session.go_to(Kind.MEMBER, chosen[0].id)

    def _thank(self) -> None:
        chosen = [one.id for one in self.list.chosen()]
        if chosen:
            ThankForm(self._session, chosen, self).open()


class ThankForm(QDialog):
    """When they were thanked, and how."""

    def __init__(self, session: Session, members: list[bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._members = session, members
        title = n_("{count} person was thanked", "{count} people were thanked", len(members))
        column = column_of(self, title, 420)
        column.addWidget(furniture.label(title, "title"))
        self.day = DateEditor()
        self.day.set_value(clock.today())
        self.day.name_for_readers(_("Date"))
        self.note = QLineEdit(maxLength=300)
        self.note.setPlaceholderText(_("for example: a card, a call, in front of everybody"))
        self.fields = Fields()
        self.fields.add("day", _("Date"), self.day)
        self.fields.add("note", _("How"), self.note)
        column.addLayout(self.fields)
        row, agree = buttons_of(self, _("Note it down"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)

    def _agree(self) -> None:
        who = self._session.preferences.organizer
        try:
            count = thank(self._members, self.note.text(), who, self._day())
        except Unreadable as error:
            self.fields.mark({"day": _(error.message)})
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
        except UserError as error:
            asking.say(self, faults.worded(error))
        else:
            self.accept()
            self._session.announce(Kind.MEMBER)
            told = n_("Noted: {count} person was thanked.", "Noted: {count} people were thanked.",
                      count)  # fmt: skip
            self._session.tell(told, undo=True)

    def _day(self) -> date | None:
        day: date | None = self.day.value()
        return day


def _gathered(progress: Progress) -> tuple[Thankworthy, ...]:
    progress(0, 1)
    return thank_list()


def _worded(one: Thankworthy) -> Shown:
    reasons = list(dict.fromkeys(reason.text for reason in one.reasons))
    more = len(reasons) - _REASONS
    said = enumeration(reasons[:_REASONS])
    if more > 0:
        said = n_("{reasons} and {count} more", "{reasons} and {count} more", more, reasons=said)
    thanked = _("thanked on {day}", day=date_text(one.thanked)) if one.thanked else ""
    return Shown(
        icon="heart-handshake",
        tone="good",
        title=one.name,
        caption=said,
        end=thanked,
        chip=_("{points} active", points=number_text(one.active)),
    )
