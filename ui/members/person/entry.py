"""Noting a contact or an interaction: a few fields, saved without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import clock
from models.errors import Invalid, UserError
from models.members.contact import (
    CHANNELS,
    ContactValues,
    channels_in_use,
    load_contact,
    note_contact,
    organizers_in_use,
    save_contact,
)
from models.members.interaction import (
    InteractionValues,
    add_interactions,
    load_interaction,
    save_interaction,
)
from models.members.violation import (
    ViolationValues,
    load_violation,
    note_violation,
    save_violation,
)
from models.vocabulary import InteractionSort, Kind, Measure
from resources.i18n import N_
from ui import asking, faults
from ui.furniture import button, row
from ui.records.date_editors import DateEditor
from ui.records.editors import (
    ChoiceEditor,
    LongTextEditor,
    NumberEditor,
    OpenChoiceEditor,
)
from ui.records.form import Field, Form, Group
from ui.records.rating_editor import RatingEditor
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.wording import _

_SAVING = ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")
_LINES, _LEAST_WIDTH = 2, 72
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Entry(QWidget):
    """Fields about one member, new or of a row that is there already.

    Signals:

    saved: it was written down; carries its id.
    resized: its fields need another height.
    """

    saved = Signal(object)
    resized = Signal()

    def __init__(self, session: Session, form: Form, fitted: bool = True) -> None:
        """`fitted`: it is as high as its fields, else they scroll in the room there is."""
        super().__init__()
        self._fitted = fitted
        self._session = session
        self.form = form
        self.member = b""
        self.editing: bytes | None = None
        self.save_button = button(_("Save"), role="primary", tip=_("Save (Ctrl+Enter)"))
        self.save_button.clicked.connect(lambda: self.save())
        self.buttons = row(self.save_button, None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(form)
        column.addLayout(self.buttons)
        for keys in _SAVING:
            saving = QShortcut(QKeySequence(keys), self)
            saving.setContext(_INSIDE)
            saving.activated.connect(lambda: self.save())
        form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if fitted:
            form.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields = form.widget() or QWidget()
        if (layout := self._fields.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._fields.installEventFilter(self)

    def start(self, member: bytes) -> None:
        """Begin a new one about a member."""
        self.member, self.editing = member, None
        self.form.fill(None)
        self._fit()

    def edit(self, row: bytes) -> None:
        """Show one that was written down, to change it; nothing happens where it is gone."""
        raise NotImplementedError

    def is_edited(self) -> bool:
        return self.form.is_edited()

    def save(self) -> bool:
        """Write down what the fields hold; False where it is refused."""
        return self._saved(self._store)

    def _store(self, values: dict[str, Any]) -> bytes:
        raise NotImplementedError

    def _fill(
        self, row: bytes, values: ContactValues | InteractionValues | ViolationValues | None
    ) -> None:
        if values is not None:
            self.member, self.editing = values.member, row
            self.form.fill(values)
            self._fit()

    def _saved(self, store: Callable[[dict[str, Any]], bytes]) -> bool:
        if not self.member:
            return False
        try:
            made = store(self.form.values())
        except Invalid as error:
            self.form.mark(error.errors)
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self.start(self.member)
        self._session.announce(Kind.MEMBER)
        self.saved.emit(made)
        return True

    def _fit(self) -> None:
        """Be as high as the fields are: what stands below gets the rest."""
        if self._fitted:
            self.form.setFixedHeight(self._fields.sizeHint().height())
            self.resized.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)


class ContactEntry(Entry):
    """Who spoke to a member, how, and what came of it; `narrow` has the fields below each other."""

    def __init__(self, session: Session, narrow: bool = False) -> None:
        form = Form((Group("", _contact_rows(narrow)),), self._blank)
        super().__init__(session, form, fitted=not narrow)
        self._last_channel = ""
        self.no_answer = button(
            _("Not reached"), tip=_("Note that nobody answered (Ctrl+Shift+Enter)")
        )
        self.no_answer.clicked.connect(lambda: self.save_unreached())
        self.buttons.insertWidget(1, self.no_answer)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(_INSIDE)
            shortcut.activated.connect(lambda: self.save_unreached())

    def edit(self, row: bytes) -> None:
        self._fill(row, load_contact(row))

    def save_unreached(self) -> bool:
        """Write down that they were tried and did not answer: that is no contact."""
        return self._saved(lambda values: self._store({**values, "reached": False}))

    def _store(self, values: dict[str, Any]) -> bytes:
        if self.editing is None:
            made = note_contact(self.member, values)
            reached = values.get("reached", True)
            told = _("The contact is noted.") if reached else _("Noted that nobody answered.")
        else:
            save_contact(self.editing, values)
            made, told = self.editing, _("The contact note is changed.")
        self._last_channel = values["channel"]
        self._session.tell(told, undo=True)
        return made

    def _blank(self) -> ContactValues:
        preferences = self._session.preferences
        return ContactValues(
            id=b"", member=self.member, day=clock.today(), channel=self._last_channel,
            who=preferences.organizer or preferences.signature, needs="", mood=None, note="",
            follow_up=None, done=None, reached=True,
        )  # fmt: skip


class InteractionEntry(Entry):
    """What a member did for others."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Form((Group("", INTERACTION),), self._blank))

    def edit(self, row: bytes) -> None:
        self._fill(row, load_interaction(row))

    def _store(self, values: dict[str, Any]) -> bytes:
        if self.editing is None:
            made = add_interactions([self.member], values)[0]
            told = _("The interaction is noted.")
        else:
            save_interaction(self.editing, values)
            made, told = self.editing, _("The interaction is changed.")
        self._session.tell(told, undo=True)
        return made

    def _blank(self) -> InteractionValues:
        return InteractionValues(
            id=b"", member=self.member, day=clock.today(), sort=InteractionSort.HELPED, amount=1,
            note="",
        )  # fmt: skip


class ViolationEntry(Entry):
    """Which rule a member broke, and what followed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Form((Group("", _VIOLATION),), self._blank))

    def edit(self, row: bytes) -> None:
        self._fill(row, load_violation(row))

    def _store(self, values: dict[str, Any]) -> bytes:
        if self.editing is None:
            made = note_violation(self.member, values)
            told = _("The violation is noted.")
        else:
            save_violation(self.editing, values)
            made, told = self.editing, _("The violation is changed.")
        self._session.tell(told, undo=True)
        return made

    def _blank(self) -> ViolationValues:
        return ViolationValues(
            id=b"", member=self.member, rule=None, rule_title="", day=clock.today(),
            measure=Measure.REMINDER, note="",
        )  # fmt: skip


def _contact_rows(narrow: bool) -> tuple[tuple[Field, ...], ...]:
    channel = Field("channel", N_("Channel"), lambda: _open_choice(channels_offered))
    who = Field("who", N_("Who spoke to them"), lambda: _open_choice(_organizers))
    day = Field("day", N_("Date"), DateEditor)
    needs = Field("needs", N_("What they need"), _note_editor)
    note = Field("note", N_("Note"), _note_editor)
    mood = Field("mood", N_("Mood"), RatingEditor)
    follow_up = Field("follow_up", N_("Follow up on"), partial(DateEditor, hint=""))
    if narrow:
        return ((needs,), (note,), (mood,), (follow_up,), (channel, day), (who,))
    return ((channel, mood, follow_up), (needs, note), (who, day))


def _open_choice(usual: Callable[[], Sequence[tuple[str, str]]]) -> OpenChoiceEditor:
    """Return an editor that gives way where there is little room, however long its words are."""
    made = OpenChoiceEditor(usual)
    made.field.setMinimumWidth(_LEAST_WIDTH)
    return made


def _note_editor() -> LongTextEditor:
    """Return an editor of two lines that stays as high: what is below must not be pushed away."""
    made = LongTextEditor(_LINES)
    made.field.setFixedHeight(made.field.minimumHeight())
    return made


INTERACTION = (
    (
        Field("sort", N_("What they did"), lambda: ChoiceEditor(InteractionSort)),
        Field("amount", N_("How many times"), lambda: NumberEditor(1)),
        Field("day", N_("Date"), DateEditor),
    ),
    (Field("note", N_("Note"), _note_editor),),
)
_VIOLATION = (
    (
        Field(
            "rule",
            N_("Rule"),
            lambda: RecordChooser(Kind.RULE, N_("Type the title of a rule")),
            title_from="rule_title",
        ),
    ),
    (
        Field("measure", N_("What followed"), lambda: ChoiceEditor(Measure)),
        Field("day", N_("Date"), DateEditor),
    ),
    (Field("note", N_("What happened"), _note_editor),),
)


def channels_offered() -> list[tuple[str, str]]:
    """Return the channels to choose from, each with the word it is shown by."""
    own = [(word, word) for word in channels_in_use() if word not in CHANNELS]
    return [(word, _(word)) for word in CHANNELS] + own


def _organizers() -> list[tuple[str, str]]:
    return [(name, name) for name in organizers_in_use()]
