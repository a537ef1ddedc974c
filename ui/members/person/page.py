"""One person: who they are at the left, everything that happened with them at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.members.contact import finish_follow_up, remove_contacts
from models.members.interaction import remove_interactions
from models.members.profile import load_profile
from models.members.timeline import Happening, Timeline, timeline_of
from models.members.timeline_sources import Chapter
from models.members.violation import remove_violations
from models.vocabulary import InteractionSort, Kind
from resources.i18n import N_
from ui import asking, faults
from ui.formats import count_text
from ui.furniture import button, card, label, paragraph, pill, row
from ui.members.person.entry import (
    ContactEntry,
    Entry,
    InteractionEntry,
    ViolationEntry,
)
from ui.members.person.side import described
from ui.members.person.timeline_list import TimelineList
from ui.members.room import Room
from ui.records.detail import DetailPane
from ui.records.flow import FlowLayout
from ui.session import Session
from ui.wording import _

_SIDE = 300
_NOTES = ("contacted", "thanked", "not_reached", "follow_up", "followed_up")
_DEEDS = tuple(str(sort) for sort in InteractionSort)
_BREACHES = ("broke_rule",)
_KEYS_HINT = N_(
    "Keys: Ctrl+N note a contact, Ctrl+Enter save it, Enter follow a line, Delete remove a note."
)


class PersonPage(Room):
    """Signals:

    edit_wanted: the form of the person's record is asked for; carries their id.
    """

    edit_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._member = b""
        self._timeline = Timeline((), b"")
        self._chapter: Chapter | None = None
        self._entry: Entry | None = None  # the fields that are open
        self._name = label("", "title")
        self.side = DetailPane()
        self.side.more_button.hide()
        self.contact = ContactEntry(session)
        self.interaction = InteractionEntry(session)
        self.violation = ViolationEntry(session)
        self.entries = QStackedWidget()
        self.as_contact = button(
            _("Note a contact"), icon="phone", role="primary", tip=_("Note a contact (Ctrl+N)")
        )
        self.as_interaction = button(_("Note an interaction"), icon="sparkles")
        self.as_violation = button(_("Note a violation"), icon="octagon-alert")
        self.pills: dict[Chapter | None, QPushButton] = {}
        self.list = TimelineList()
        self._nothing = paragraph(_("Nothing has been written down about this person yet."))
        self._build()
        self._connect()

    @property
    def member(self) -> bytes:
        """Whom it shows; empty where it shows nobody."""
        return self._member

    def show_person(self, member: bytes) -> None:
        """Show another person, or the same anew."""
        if member != self._member and not self.can_leave():
            return
        self._member, self._chapter = member, None
        self.close_entry()
        self.reload()
        self.list.choose(0)
        self.list.setFocus()

    def reload(self) -> None:
        """Show the present state; who is gone takes the page along."""
        self._stale = False
        if not self._member:
            return
        values = load_profile(self._member)
        if values is None:
            self._member = b""
            self.left.emit()
            return
        self._name.setText(values.name)
        self.side.show_details(described(self._session, self, values, self.finish))
        self._timeline = timeline_of(self._member)
        self._show_lines()

    def start_contact(self) -> None:
        """Begin a new contact note."""
        if self.can_leave():
            self._show_entry(self.contact)
            self.contact.form.focus_field("needs")

    def start_interaction(self) -> None:
        if self.can_leave():
            self._show_entry(self.interaction)
            self.interaction.form.focus_field("sort")

    def start_violation(self) -> None:
        if self.can_leave():
            self._show_entry(self.violation)
            self.violation.form.focus_field("rule")

    def close_entry(self) -> None:
        """Put the fields away; what stood in them is gone."""
        for entry in self._entries:
            entry.start(self._member)
        self._show_entry(None)

    def can_leave(self) -> bool:
        """Whether another page may be shown; asks where an edit would be lost."""
        entry = self._entry
        if entry is None or not entry.is_edited():
            return True
        return asking.leave_edit(self, entry.save, self.close_entry)

    def step_back(self, inside: QWidget) -> bool:
        if not self.entries.isAncestorOf(inside):
            return False
        if self.can_leave():
            self.close_entry()
            self.list.setFocus()
        return True

    # What the user does

    def follow(self, line: Happening) -> None:
        """Go where a line leads: its event, its feedback, another person, its own note."""
        if line.kind is not Kind.MEMBER:
            self._session.go_to(line.kind, line.id)
        elif line.id != self._member:
            self.show_person(line.id)
        elif line.what in _NOTES:
            self._open(self.contact, line.row, "needs")
        elif line.what in _DEEDS:
            self._open(self.interaction, line.row, "note")
        elif line.what in _BREACHES:
            self._open(self.violation, line.row, "note")
        else:
            self.edit_wanted.emit(self._member)

    def drop(self, line: Happening) -> None:
        """Remove the note, interaction or violation of a line; Undo is offered."""
        if line.what in _NOTES:
            remove_contacts([line.row])
            told = _("The contact note is deleted.")
        elif line.what in _DEEDS:
            remove_interactions([line.row])
            told = _("The interaction is deleted.")
        elif line.what in _BREACHES:
            remove_violations([line.row])
            told = _("The violation is deleted.")
        else:
            return
        self._forget(line.row)
        self._session.announce(Kind.MEMBER)
        self._session.tell(told, undo=True)

    def drop_chosen(self) -> None:
        """Remove what the chosen line tells, unless the keyboard is in fields being filled in."""
        line = self.list.current()
        if isinstance(line, Happening) and (self._entry is None or self.list.hasFocus()):
            self.drop(line)

    def finish(self, contact: bytes) -> None:
        """Say that what was promised is done."""
        try:
            finish_follow_up(contact)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._session.announce(Kind.MEMBER)
        self._session.tell(_("The follow-up is done."), undo=True)

    # Inside

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return self.contact, self.interaction, self.violation

    def _open(self, entry: Entry, row: bytes, field: str) -> None:
        if self.can_leave():
            entry.edit(row)
            self._show_entry(entry)
            entry.form.focus_field(field)

    def _forget(self, row: bytes) -> None:
        for entry in self._entries:
            if entry.editing == row:
                self.close_entry()

    def _show_lines(self) -> None:
        if self._chapter is not None and not self._timeline.counts[self._chapter]:
            self._chapter = None
        for chapter, made in self.pills.items():
            count = self._timeline.counts[chapter] if chapter else self._timeline.total
            title = _(chapter.title) if chapter else _("All")
            made.setText(f"{title} {count_text(count)}")
            made.setVisible(chapter is None or count > 0)
            made.setChecked(chapter is self._chapter)
        chosen = (self._chapter,) if self._chapter else ()
        self.list.show_timeline(self._timeline.only(chosen))
        self._nothing.setVisible(not self._timeline.total)

    def _choose(self, chapter: Chapter | None) -> None:
        self._chapter = chapter
        self._show_lines()
        self.list.choose(0)

    def _saved(self, _made: bytes) -> None:
        self.close_entry()
        self.list.setFocus()

    # Putting it together

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addLayout(self._heading())
        across = QHBoxLayout()
        across.setSpacing(14)
        column.addLayout(across, 1)
        side = card()
        side.setFixedWidth(_SIDE)
        side.body.setContentsMargins(1, 1, 1, 1)
        side.body.addWidget(self.side)
        across.addWidget(side)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._noting())
        right.addWidget(self._chapters())
        lines = card()
        lines.body.setContentsMargins(1, 6, 1, 6)
        lines.body.addWidget(self._nothing)
        lines.body.addWidget(self.list, 1)
        right.addWidget(lines, 1)
        right.addWidget(paragraph(_(_KEYS_HINT), "caption"))
        across.addLayout(right, 1)

    def _heading(self) -> QHBoxLayout:
        return row(self.back_button(), self._name, None, spacing=14)

    def _noting(self) -> QFrame:
        frame = card()
        buttons = QWidget()
        offered = FlowLayout(buttons, 8)
        for made, entry, do in (
            (self.as_contact, self.contact, self.start_contact),
            (self.as_interaction, self.interaction, self.start_interaction),
            (self.as_violation, self.violation, self.start_violation),
        ):
            self.entries.addWidget(entry)
            made.clicked.connect(lambda _on=False, do=do: do())
            offered.addWidget(made)
        frame.body.addWidget(buttons)
        frame.body.addWidget(self.entries)
        return frame

    def _show_entry(self, entry: Entry | None) -> None:
        """Show the fields of one sort, or none; the card is as high as they need."""
        self._entry = entry
        self.entries.setVisible(entry is not None)
        if entry is not None:
            self.entries.setCurrentWidget(entry)
            self.entries.setFixedHeight(entry.sizeHint().height())

    def _chapters(self) -> QWidget:
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        group = QButtonGroup(self)
        for chapter in (None, *Chapter):
            made = pill("", group)
            made.clicked.connect(lambda _on=False, chapter=chapter: self._choose(chapter))
            self.pills[chapter] = made
            flow.addWidget(made)
        return flowing

    def _connect(self) -> None:
        self.list.followed.connect(self.follow)
        self.list.dropped.connect(self.drop)
        self.side.edit_wanted.connect(lambda: self.edit_wanted.emit(self._member))
        for entry in self._entries:
            entry.saved.connect(self._saved)
            entry.resized.connect(lambda: self._show_entry(self._entry))
