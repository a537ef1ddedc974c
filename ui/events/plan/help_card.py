"""Who helped with an event and how long: hours that cost no money and are worth some."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.errors import Invalid, UserError
from models.events.event import EventValues
from models.events.helping import Help, change_help, helpers_of, note_help
from models.members.interaction import remove_interactions
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults
from ui.events.plan.fields import FieldRow
from ui.formats import duration_text, joined
from ui.furniture import Card, button
from ui.records.editors import DurationEditor, TextEditor
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.wording import _, n_

_HELD = Qt.ItemDataRole.UserRole
_ROW = 32


class _HelpList(QListWidget):
    """Signals:

    edit_wanted(object), remove_wanted(object): Enter or F2, and Delete, on somebody's hours.
    """

    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Hours volunteered"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.edit_wanted.emit(item.data(_HELD)))

    def current(self) -> Help | None:
        item = self.currentItem()
        held: Help | None = item.data(_HELD) if item is not None else None
        return held

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held, key = self.current(), event.key()
        if held is not None and key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(held)
        elif held is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(held)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)


class HelpCard(Card):
    def __init__(self, session: Session) -> None:
        super().__init__(_("Hours volunteered"), " ")
        self._session = session
        self._event = b""
        self._editing: Help | None = None
        self.who = RecordChooser(Kind.MEMBER, N_("Who helped"))
        self.long = DurationEditor()
        self.what = TextEditor(N_("With what"))
        self.fields = FieldRow((
            ("member", _("Who helped"), self.who, 130),
            ("minutes", _("How long"), self.long, 118),
            ("note", _("With what"), self.what, 0),
        ))  # fmt: skip
        self.add = button("", icon="plus", tip=_("Add the hours (Enter)"))
        self.fields.row.addWidget(self.add)
        self.list = _HelpList()
        self.body.addWidget(self.fields)
        self.body.addWidget(self.list)
        self.fields.entered.connect(self._enter)
        self.add.clicked.connect(self.save)
        self.list.edit_wanted.connect(self.edit)
        self.list.remove_wanted.connect(self.remove)

    def show_event(self, event: EventValues) -> None:
        if event.id != self._event:
            self.start_line()
        self._event = event.id
        helpers = helpers_of(event.id)
        row = self.list.currentRow()
        self.list.clear()
        for each in helpers:
            self.list.addItem(_item(each))
        if row >= 0:
            self.list.setCurrentRow(min(row, len(helpers) - 1))
        self.list.setFixedHeight(len(helpers) * _ROW + 4)
        self.list.setVisible(bool(helpers))
        total = sum(each.minutes for each in helpers)
        people = len({each.member or each.id for each in helpers})
        said = n_("{count} person", "{count} people", people)
        self.note.setText(joined([duration_text(total), said]) if helpers else "")
        if self._editing is not None and self._editing.id not in {each.id for each in helpers}:
            self.start_line()

    def start_line(self) -> None:
        self._editing = None
        self.who.setEnabled(True)
        self.fields.fill({})
        self.add.setText("")

    def edit(self, held: Help) -> None:
        """Put somebody's hours into the fields to correct them."""
        if not self.can_leave():
            return
        self._editing = held
        values = {"member": held.member, "minutes": held.minutes, "note": held.note}
        self.fields.fill(values, {"member": held.name})
        self.who.setEnabled(False)
        self.add.setText(_("Save"))
        self.long.field.setFocus()

    def is_begun(self) -> bool:
        held = self._editing
        if held is None:
            return not self.fields.is_empty()
        try:
            values = self.fields.values()
        except Invalid:
            return True
        return (values["minutes"], values["note"]) != (held.minutes, held.note)

    def can_leave(self) -> bool:
        """Ask what becomes of hours that are half written."""
        return not self.is_begun() or asking.leave_edit(self, self.save, self.start_line)

    def save(self) -> bool:
        """Store what the fields hold; False where it is refused."""
        held = self._editing
        try:
            values = self.fields.values()
            if held is not None:
                change_help(held.id, values["minutes"], values["note"])
            elif values["member"] is None:
                raise Invalid({"member": N_("Write who helped.")})
            else:
                note_help(self._event, values["member"], values["minutes"], values["note"])
        except Invalid as error:
            self.fields.mark(error.errors)
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self.start_line()
        self._announce()
        (self.who.field if held is None else self.list).setFocus()
        return True

    def remove(self, held: Help) -> None:
        """Delete somebody's hours; Undo is offered."""
        remove_interactions([held.id])
        self._announce()
        self._session.tell(_("The hours are deleted."), undo=True)

    def _enter(self) -> None:
        """Go on to how long it took where only the name is there, else store it."""
        if self.who.field.hasFocus() and self.long.is_empty():
            self.long.field.setFocus()
        else:
            self.save()

    def _announce(self) -> None:
        self._session.announce(Kind.MEMBER)


def _item(held: Help) -> QListWidgetItem:
    name = held.name or _("somebody who was erased")
    item = QListWidgetItem(joined([name, duration_text(held.minutes), held.note]))
    item.setData(_HELD, held)
    item.setSizeHint(QSize(0, _ROW))
    return item
