"""What went well and what to change; and who made it possible."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from models.events.event import EventValues, load_event, save_event
from models.vocabulary import Kind
from ui import asking, faults, furniture
from ui.events.after.contributions_card import ContributionsCard
from ui.records.editors import LongTextEditor
from ui.session import Session
from ui.wording import _

_LINES = 2  # the least a text shows of itself


class NoteEditor(LongTextEditor):
    """Signals:

    left: the keyboard went elsewhere.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__(_LINES)
        self._text.installEventFilter(self)

    def take_keyboard(self) -> None:
        self._text.setFocus()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.left.emit()
        return super().eventFilter(watched, event)


class NotesPane(QWidget):
    """Each text is saved when its field is left: an action of its own."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event: EventValues | None = None
        self.texts = {"went_well": NoteEditor(), "to_change": NoteEditor()}
        self.contributions = ContributionsCard(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        across = furniture.row(spacing=14)
        titles = {"went_well": _("What went well"), "to_change": _("What to change")}
        for name, editor in self.texts.items():
            frame = furniture.card(titles[name])
            editor.name_for_readers(titles[name])
            frame.body.addWidget(editor)
            across.addWidget(frame, 1)
            editor.left.connect(partial(self._save, name))
        column.addLayout(across, 2)
        column.addWidget(self.contributions, 3)

    def show_event(self, event: EventValues) -> None:
        """Show an event; what is being typed is not overwritten by news of the same one."""
        known = self._event if self._event is not None and self._event.id == event.id else None
        for name, editor in self.texts.items():
            stored = getattr(event, name)
            typed = known is not None and editor.value() != getattr(known, name)
            if not typed and editor.value() != stored:
                editor.set_value(stored)
        self._event = event
        self.contributions.show_event(event)

    def begin(self) -> None:
        self.texts["went_well"].take_keyboard()

    def save(self) -> bool:
        """Save what was typed; False where it cannot be."""
        return all([self._save(name) for name in self.texts])

    def _save(self, name: str) -> bool:
        if self._event is None:
            return True
        typed = self.texts[name].value()
        if typed == getattr(self._event, name):
            return True
        if load_event(self._event.id) is None:
            return True  # it lies in the trash: nothing is left to write to
        try:
            save_event(self._event.id, {name: typed})
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._event = load_event(self._event.id)
        self._session.announce(Kind.EVENT)
        return True
