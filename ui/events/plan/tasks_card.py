"""What is to be done for an event: one line to add, one list to tick."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from models.errors import Invalid, UserError
from models.events.event import EventValues
from models.events.task import (
    TaskLine,
    left_behind,
    move_due_dates,
    remove_tasks,
    reorder_tasks,
    save_task,
    tasks_of,
    tick_tasks,
)
from models.events.task_line import Typed, read_task
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults
from ui.events.plan.fields import FieldRow
from ui.events.plan.owners import owner_called
from ui.events.plan.task_list import TaskList
from ui.events.plan.words import along_text, preview_text, tasks_note
from ui.furniture import Card, button, paragraph
from ui.records.date_editors import DateEditor
from ui.records.editors import TextEditor, Unreadable
from ui.records.notation import read_date
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.wording import _, n_

_WHO, _DUE = 118, 122
_UNKNOWN = N_("Choose one from the list, or leave it empty.")
_KEYS_HINT = N_(
    "Keys: Space done, F2 change, Delete remove, Alt and the arrows put in order. One line is"
    " enough: “Book the room Friday @Mei”."
)


class TasksCard(Card):
    def __init__(self, session: Session) -> None:
        super().__init__(_("Tasks"), " ")
        self._session = session
        self._event: EventValues | None = None
        self._editing: TaskLine | None = None
        self.line = TextEditor(N_("What is to be done"))
        self.who = RecordChooser(Kind.MEMBER, N_("Who"))
        self.due = DateEditor(N_("Until when"))
        self.fields = FieldRow((
            ("title", _("What is to be done"), self.line, 0),
            ("member", _("Who takes care of it"), self.who, _WHO),
            ("due", _("Until when"), self.due, _DUE),
        ))  # fmt: skip
        self.add = button("", icon="plus", tip=_("Add the task (Enter)"))
        self.fields.row.addWidget(self.add)
        self.list = TaskList()
        self.along = button("", icon="calendar-sync", role="flat")
        self.hint = paragraph(_(_KEYS_HINT), "caption")
        self.body.addWidget(self.fields)
        self.body.addSpacing(2)
        self.body.addWidget(self.list)
        self.body.addWidget(self.along, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.hint)
        self._connect()

    def show_event(self, event: EventValues) -> None:
        """Show the tasks of an event as they are; what is being written stays."""
        if self._event is None or self._event.id != event.id:
            self.start_line()
        self._event = event
        tasks = tasks_of(event.id)
        self.list.show_tasks(tasks)
        self.note.setText(tasks_note(tasks))
        behind = left_behind(event.id)
        self.along.setVisible(bool(behind))
        self.along.setText(along_text(behind))
        if self._editing is not None and self._editing.id not in {task.id for task in tasks}:
            self.start_line()

    def start_line(self) -> None:
        """Empty the fields for a new task."""
        self._editing = None
        self.fields.fill({})
        self.add.setText("")

    def edit(self, task: TaskLine) -> None:
        """Put a task into the fields to change it."""
        if self.can_leave():
            self._editing = task
            values = {"title": task.title, "member": task.member, "due": task.due}
            self.fields.fill(values, {"member": task.who})
            self.add.setText(_("Save"))
            self.line.field.setFocus()

    def is_begun(self) -> bool:
        """Whether something stands in the fields that is not stored."""
        task = self._editing
        if task is None:
            return not self.fields.is_empty()
        try:
            values = self.fields.values()
        except Invalid:
            return True
        return values != {"title": task.title, "member": task.member, "due": task.due}

    def can_leave(self) -> bool:
        """Ask what becomes of a task that is half written."""
        return not self.is_begun() or asking.leave_edit(self, self.save, self.start_line)

    def save(self) -> bool:
        """Store what the fields hold; False where it is refused."""
        if self._event is None:
            return False
        try:
            values = self._read(self.fields.values())
            known = self._editing.id if self._editing is not None else None
            saved = save_task(known, self._event.id, values)
        except Invalid as error:
            self.fields.mark(error.errors)
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        edited = self._editing is not None
        self.start_line()
        self._announce()
        self.list.choose(saved)
        (self.list if edited else self.line.field).setFocus()
        return True

    def tick(self, task: TaskLine, done: bool) -> None:
        tick_tasks([task.id], done)
        self._announce()

    def remove(self, task: TaskLine) -> None:
        """Delete a task; Undo is offered."""
        remove_tasks([task.id])
        self._announce()
        self._session.tell(_("“{title}” is deleted.", title=task.title), undo=True)

    def put(self, task: TaskLine, step: int) -> None:
        """Put a task before the one above it, or behind the one below."""
        ids = [each.id for each in self.list.tasks()]
        place = ids.index(task.id)
        if 0 <= place + step < len(ids):
            ids[place], ids[place + step] = ids[place + step], ids[place]
            reorder_tasks(ids)
            self._announce()

    def move_along(self) -> None:
        """Let the due dates follow the event, which was moved since; Undo is offered."""
        behind = left_behind(self._event.id) if self._event is not None else {}
        if behind:
            move_due_dates(behind)
            self._announce()
            said = n_("{count} due date moved.", "{count} due dates moved.", len(behind))
            self._session.tell(said, undo=True)

    # Inside

    def _read(self, values: dict[str, Any]) -> dict[str, Any]:
        """Take day and owner out of the line where their own fields are empty."""
        if self._editing is not None:
            return values
        typed = self._typed(values["due"])
        member = values["member"]
        if typed.who and member is None:
            owner = owner_called(typed.who)
            if owner is None:
                self._ask_who(typed, values["due"])
                raise Invalid({"member": _UNKNOWN})
            member = owner[0]
        return {"title": typed.title, "member": member, "due": values["due"] or typed.due}

    def _ask_who(self, typed: Typed, due: date | None) -> None:
        """Put what was read into its fields, and offer whom the name may mean."""
        self.line.set_value(typed.title)
        self.due.set_value(due or typed.due)
        self.who.offer(typed.who)

    def _typed(self, due: date | None) -> Typed:
        """Read the line; a day that has its own field is not looked for."""
        begins = self._event.begins if self._event is not None else None
        read_day = read_date if due is None else None
        return read_task(self.line.value(), begins.date() if begins else None, read_day)

    def _preview(self) -> None:
        """Say what will be read out of the line, before Enter."""
        if self._editing is not None:
            return
        try:
            typed = self._typed(self.due.value())
        except Unreadable:
            return
        owner = owner_called(typed.who) if typed.who else None
        who = owner[1] if owner else f"@{typed.who}?" if typed.who else ""
        self.fields.say(preview_text(typed.due, who))

    def _announce(self) -> None:
        self._session.announce(Kind.EVENT)

    def _connect(self) -> None:
        self.fields.entered.connect(self.save)
        self.fields.altered.connect(self._preview)
        self.add.clicked.connect(self.save)
        self.along.clicked.connect(self.move_along)
        self.list.tick_wanted.connect(self.tick)
        self.list.edit_wanted.connect(self.edit)
        self.list.remove_wanted.connect(self.remove)
        self.list.move_wanted.connect(self.put)
