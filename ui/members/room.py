"""What the views share that stand in the place of the list: the way back, and being up to date."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models.vocabulary import Kind
from ui.furniture import button
from ui.session import Session
from ui.wording import _

WATCHED = frozenset({Kind.MEMBER, Kind.ATTENDANCE, Kind.EVENT, Kind.FEEDBACK, Kind.COMMUNITY})


class Room(QWidget):
    """Signals:

    left: the user is done and wants the members back.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        session.changed.connect(self._changed)
        session.relisted.connect(self._changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (("Esc", self._escape), ("Alt+Left", self._leave)):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(do)

    def reload(self) -> None:
        """Show the present state."""
        raise NotImplementedError

    def can_leave(self) -> bool:
        """Whether another view may be shown; asks where something written would be lost."""
        raise NotImplementedError

    def step_back(self, inside: QWidget) -> bool:
        """Leave what the keyboard is in for the view itself; False where it is there already."""
        raise NotImplementedError

    def back_button(self) -> QPushButton:
        made = button(_("Members"), icon="arrow-left", tip=_("Back to the members (Esc)"))
        made.clicked.connect(lambda: self._leave())
        return made

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if not kinds & WATCHED:
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def _escape(self) -> None:
        inside = QApplication.focusWidget()
        if inside is None or not self.step_back(inside):
            self._leave()

    def _leave(self) -> None:
        if self.can_leave():
            self.left.emit()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
