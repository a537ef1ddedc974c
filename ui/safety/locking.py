"""Locking: by Ctrl+L, and by itself once nobody has touched the window for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.safety.closed import Locked
from ui.session import Session

if TYPE_CHECKING:
    from models.progress import Progress
    from ui.desk import Desk
    from ui.preferences import Preferences

MINUTE = 60_000  # milliseconds
# How soon it is tried again where an edit, a window or a job was under way.
_AGAIN = 15_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Locking(QObject):
    """Watches the window of the screen, not its widgets: those hear of every painting too."""

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._desk = desk
        self._preferences = preferences
        self._session: Session | None = None
        self._span = 0  # milliseconds
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._lock_idle)

    def begin(self, session: Session) -> None:
        self._session = session
        handle = self._desk.window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)
        self.settle()

    def end(self) -> None:
        self._session = None
        self._idle.stop()

    def settle(self) -> None:
        """Begin to wait anew, for as long as the preferences say now."""
        self._idle.stop()
        if self._session is None:
            return
        self._span = self._preferences.lock_minutes(self._is_protected()) * MINUTE
        if self._span:
            self._idle.start(self._span)

    def lock(self) -> None:
        """Close the file and show that it is locked; an edit under way is asked about first."""
        desk, session = self._desk, self._session
        if session is None or session.path is None:
            return
        from models.book import about  # the file is open by now

        locked = Locked(
            session.path, about().name, desk.shell.tabs.currentIndex(), self._is_protected()
        )
        desk.closed.note_view()
        if desk.leave():
            # Behind whatever still runs on the worker, which has a connection of its own.
            desk.tasks.run(_nothing, done=lambda _nothing: self._close(locked), connected=False)

    def _close(self, locked: Locked) -> None:
        self._desk.opening.close()
        self._desk.closed.lock(locked)

    def _lock_idle(self) -> None:
        if self._is_engaged():
            self._idle.start(_AGAIN)
        else:
            self.lock()

    def _is_engaged(self) -> bool:
        """Whether something is under way that locking would disturb."""
        from ui.records.record_page import RecordPage  # a page of records was built by now

        in_front = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if in_front is not None or self._desk.tasks.busy or self._desk.pages is None:
            return True
        return any(page.pane.is_editing for page in self._desk.pages.findChildren(RecordPage))

    def _is_protected(self) -> bool:
        from models.storage.elsewhere import passphrase_in_use  # the file is open by now

        return bool(passphrase_in_use())

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._idle.isActive():
            self._idle.start(self._span)
        return False


def _nothing(progress: Progress) -> None:
    """What came before it on the worker is done."""
