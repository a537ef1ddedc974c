"""Taking attendance of one event: add by typing, answer by keys, the counts always in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.errors import UserError
from models.events.attendance import (
    AttendanceLine,
    add_attendees,
    add_new_attendee,
    attendance_of,
    erased_of,
    remove_attendance,
    save_attendance,
    settle_rest,
)
from models.events.came_of import came_of
from models.events.event import EventValues, load_event
from models.events.places import assign
from models.vocabulary import Came, Kind, Rsvp
from resources.i18n import N_
from ui import asking, faults
from ui.events.attendance_head import AttendanceHead
from ui.events.attendance_model import CAME, PLACE, RSVP, AttendanceModel, decides_places
from ui.events.attendance_table import AttendanceTable
from ui.events.attendance_words import is_over
from ui.events.came_of_window import CameOfWindow
from ui.events.door.window import open_door
from ui.events.signup.window import paste_sign_ups
from ui.formats import joined, moment_text
from ui.furniture import button, framed, label, paragraph, pill, row
from ui.records.completion import CompletionLine
from ui.records.exporting import export_records
from ui.records.flow import FlowLayout
from ui.records.record_chooser import completing
from ui.session import Session
from ui.wording import _, n_

_KEYS_HINT = N_(
    "Keys: y yes, n no, m maybe, 0 no record, Space next, 1-5 rating, + and - guests,"
    " Enter comment, Delete remove."
)


class AttendanceView(QWidget):
    """Signals:

    left: the user is done and wants the events back.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event = b""
        self._values: EventValues | None = None
        self._silent = False
        self.people = AttendanceModel(self._save)
        self.table = AttendanceTable(self.people)
        self.line = CompletionLine(completing(Kind.MEMBER))
        self._title = paragraph("", "title")
        self._note = label("", "muted")
        self.head = AttendanceHead(session)
        self._unknown = paragraph("", "muted")
        self._make_member = button("", icon="user-plus")
        self._as_came = pill(_("Came"))
        self._as_coming = pill(_("Said yes"))
        self._build()
        self._connect()

    def show_event(self, event: bytes) -> None:
        values = load_event(event)
        if values is None:
            self.left.emit()
            return
        self._event = event
        self.head.begin(values)
        (self._as_came if is_over(values) else self._as_coming).setChecked(True)
        self.table.answers = CAME if is_over(values) else RSVP
        self._forget_unknown()
        self.reload()
        self.line.clear()
        self.line.setFocus()

    def reload(self) -> None:
        values = load_event(self._event)
        if values is None:
            return
        self._values = values
        self._title.setText(values.title)
        self._note.setText(joined([moment_text(values.begins), values.place]))
        self.table.setColumnHidden(PLACE, values.capacity is None)
        current = self.people.line(self.table.currentIndex().row())
        self._show_list()
        if current is not None and (place := self.people.row_of(current.member)) is not None:
            self.table.select_person(place)

    # What the tab asks of every view

    def focus_search(self) -> None:
        self.line.setFocus()

    def start_new(self) -> bool:
        return False

    def edit_selected(self) -> None:
        self.table.answer_key(Qt.Key.Key_F2)

    def remove_selected(self) -> None:
        self.table.answer_key(Qt.Key.Key_Delete)

    def can_leave(self) -> bool:
        return True

    # What the user does

    def add(self, member: bytes) -> None:
        """Put somebody on the list, or note their answer when they are on it already."""
        answer = self._answer()
        try:
            add_attendees(self._event, [member], **answer)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._added(member)

    def add_new_member(self) -> None:
        """Make a member of a name nobody has, and put them on the list: one action."""
        name = self.line.text().strip()
        if not name:
            return
        try:
            member = add_new_attendee(self._event, name, **self._answer())
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._added(member, Kind.MEMBER, Kind.ATTENDANCE)

    def remove(self) -> None:
        """Take the selected people off the list; Undo is offered."""
        chosen = [self.people.line(place) for place in self.table.selected_rows()]
        ids = [person.id for person in chosen if person is not None]
        if not ids:
            return
        place = self.table.currentIndex().row()
        remove_attendance(ids)
        self._announce()
        self.reload()
        if self.people.rowCount():
            self.table.select_person(min(place, self.people.rowCount() - 1))
        self._session.tell(
            n_(
                "{count} person taken off the list.",
                "{count} people taken off the list.",
                len(ids),
            ),
            undo=True,
        )

    def settle_rest(self, came: Came) -> None:
        """Give everyone without a record the same one, as one action."""
        settled = settle_rest(self._event, came)
        if not settled:
            return
        self._announce()
        self.reload()
        self._session.tell(
            n_("{count} person marked.", "{count} people marked.", settled), undo=True
        )

    def export(self) -> None:
        ids = [person.id for person in self.people.lines()]
        export_records(self._session, self, Kind.ATTENDANCE, ids, self._title.text())

    def show_came_of(self) -> None:
        """Say who came of those who said yes, maybe, no or nothing."""
        groups = came_of(self.people.lines(), self.people.places)
        CameOfWindow(self._session, self._title.text(), groups, erased_of(self._event), self).open()

    # Inside

    def _show_list(self) -> None:
        """Show who is on the list now, and what follows from it."""
        if self._values is not None:
            people = attendance_of(self._event)
            self.people.show_people(people, assign(people, self._values.capacity))
            self.head.foretell(is_over(self._values))
            self._say_counts()

    def _added(self, member: bytes, *kinds: Kind) -> None:
        """Show somebody who was put on the list, ready for the next one."""
        self._announce(*kinds)
        self.reload()
        place = self.people.row_of(member)
        if place is not None:
            self.table.select_person(place)
        self._forget_unknown()
        self.line.clear()
        self.line.setFocus()

    def _save(self, person: AttendanceLine, field: str, value: Any) -> bool:
        try:
            save_attendance(self._event, person.member, **{field: value})
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._announce()
        if decides_places(field):
            self._show_list()
        return True

    def _announce(self, *kinds: Kind) -> None:
        self._silent = True
        self._session.announce(*(kinds or (Kind.ATTENDANCE,)))
        self._silent = False

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if self._silent or not self.isVisible():
            return
        if kinds & {Kind.ATTENDANCE, Kind.EVENT, Kind.MEMBER}:
            self.reload()

    def _answer(self) -> dict[str, str]:
        if self._as_came.isChecked():
            return {"came": str(Came.YES)}
        return {"rsvp": str(Rsvp.YES)}

    def _say_counts(self) -> None:
        self.head.show_list(self.people.lines(), self.people.places)

    def _offer_new(self, name: str) -> None:
        self._unknown.setText(_("Nobody is called “{name}”.", name=name))
        self._make_member.setText(_("Add as a new member"))
        self._unknown.show()
        self._make_member.show()

    def _forget_unknown(self) -> None:
        self._unknown.hide()
        self._make_member.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addLayout(self._heading())
        column.addWidget(self.head)
        column.addWidget(self._adding())
        column.addLayout(row(self._unknown, self._make_member, None))
        column.addWidget(framed(self.table), 1)
        column.addWidget(paragraph(_(_KEYS_HINT), "caption"))
        self._forget_unknown()

    def _heading(self) -> QHBoxLayout:
        back = button(_("Events"), icon="arrow-left", tip=_("Back to the events (Esc)"))
        back.clicked.connect(lambda: self.left.emit())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        door = button(_("Check in…"), icon="door-open")
        door.clicked.connect(lambda: open_door(self._session, self._event, self))
        across = row(back, spacing=14)
        across.addLayout(words, 1)
        across.addWidget(_flat(_("Who came of whom…"), "users", self.show_came_of))
        across.addWidget(_flat("", "download", self.export, _("Export this list…")))
        across.addWidget(door)
        return across

    def _adding(self) -> QWidget:
        self.line.setPlaceholderText(_("Name, pinyin or initials"))
        self.line.setAccessibleName(_("Add people"))
        self.line.setFixedWidth(270)
        group = QButtonGroup(self)
        group.addButton(self._as_coming)
        group.addButton(self._as_came)
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        for widget in (
            self.line, label(_("Add as"), "muted"), self._as_coming, self._as_came,
            self._rest_button(Came.YES, _("The rest came"), "check-check"),
            self._rest_button(Came.NO, _("The rest did not come"), "user-x"),
            _flat(_("Paste sign-ups…"), "clipboard-paste",
                  lambda: paste_sign_ups(self._session, self._event, self)),
            _flat(_("Remove"), "user-minus", self.remove),
        ):  # fmt: skip
            flow.addWidget(widget)
        return flowing

    def _rest_button(self, came: Came, text: str, icon: str) -> QPushButton:
        tip = _("Everyone who has no record yet")
        return _flat(text, icon, lambda: self.settle_rest(came), tip)

    def _connect(self) -> None:
        self.line.picked.connect(lambda member, _title: self.add(member))
        self.line.refused.connect(self._offer_new)
        self.line.textEdited.connect(lambda _text: self._forget_unknown())
        self._make_member.clicked.connect(self.add_new_member)
        self.table.remove_wanted.connect(self.remove)
        self.people.dataChanged.connect(lambda *_where: self._say_counts())
        self._session.changed.connect(self._changed)
        self._session.relisted.connect(self._changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        leave = QShortcut(QKeySequence("Esc"), self, context=inside)
        leave.activated.connect(self.left)


def _flat(text: str, icon: str, do: Callable[[], None], tip: str = "") -> QPushButton:
    made = button(text, icon=icon, role="flat", tip=tip)
    made.clicked.connect(do)
    return made
