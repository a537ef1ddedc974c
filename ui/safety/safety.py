"""The safety of the open file: backups, copies, passphrase, locking, and what to do in trouble."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from models import clock
from models.errors import UserError
from ui import asking, faults
from ui.dialogs.new_community import file_name
from ui.safety.locking import Locking
from ui.safety.reading_bar import ReadingBar
from ui.safety.rescuing import Rescuing
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.storage.findings import Findings
    from models.storage.rekeying import Rekeyed
    from ui.desk import Desk
    from ui.preferences import Preferences
    from ui.safety.jobs import Standing
    from ui.safety.passphrase_window import Wish

# Milliseconds after opening: the backup lets everything the user waits for go first.
_LATER = 1_500


class Safety(QObject):
    """Works for one window; begins with every file that is opened and ends when it is left."""

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session: Session | None = None
        self._bar: ReadingBar | None = None
        self.locking = Locking(desk, preferences)
        self.rescuing = Rescuing(desk, preferences)
        self.open_backup = self.rescuing.open_backup
        self.salvage = self.rescuing.salvage
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(lambda: desk.merging.watch.keep_base(self._tell_unkept))
        desk.opening.lock.called.connect(self.come_to_front)

    def begin(self, session: Session) -> None:
        from models.book import read_only  # the file is open by now
        from models.storage.backups import folder_of_backups

        self._session = session
        if session.path is not None:
            session.preferences.note_backups(session.path, folder_of_backups())
        self.locking.begin(session)
        if read_only() and session.path is not None:
            self._bar = ReadingBar(session.path.name)
            self._bar.copy_wanted.connect(self.save_copy)
            self._bar.again_wanted.connect(partial(self._desk.reopen, session.path))
            self._desk.shell.offers.insertWidget(0, self._bar)
        else:
            self._later.start()

    def end(self) -> None:
        self._session = None
        self._later.stop()
        self.locking.end()
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def come_to_front(self) -> None:
        """The program was started once more with the file of this window."""
        window = self._desk.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    # Copies

    def save_copy(self) -> None:
        """Write a whole copy where the user says."""
        session = self._session
        if session is None or session.path is None:
            return
        stem = f"{session.path.stem} {clock.today():%Y-%m-%d}"
        target = asking.choose_target(
            self._desk.window, _("Save a copy"), (asking.communities(),), file_name(stem)
        )
        if target is None:
            return
        from ui.safety.jobs import save_copy  # the file is open by now

        session.tasks.run(
            save_copy,
            target,
            title=_("Saving a copy…"),
            done=self._tell_copied,
            stoppable=False,
        )

    def _tell_copied(self, target: Path) -> None:
        if self._session is not None:
            self._session.tell(
                _("A whole copy is in “{file}”. It can be merged later.", file=target.name)
            )

    # Backups

    def show_backups(self, chosen: Path | None = None) -> None:
        """List the backups; `chosen` is the one to begin with."""
        from ui.safety.backups_window import BackupsWindow

        if self._session is not None:
            window = BackupsWindow(self._session, self._desk.window)
            window.list.choose(chosen)
            window.merge_wanted.connect(self._desk.merging.look)
            window.open()

    def _tell_unkept(self, error: UserError) -> None:
        if self._session is not None:
            self._session.tell(
                _("Today's backup could not be made: {reason}", reason=faults.worded(error))
            )

    # Is it whole?

    def check(self) -> None:
        from ui.safety.jobs import check_open  # the file is open by now

        if self._session is not None:
            self._session.tasks.run(
                check_open, title=_("Checking the file…"), done=self._show_findings,
                stoppable=False,
            )  # fmt: skip

    def _show_findings(self, findings: Findings) -> None:
        from ui.safety.check_window import CheckWindow

        session = self._session
        if session is None or session.path is None:
            return
        window = CheckWindow(findings, session.path.name, self._desk.window)
        window.salvage_wanted.connect(partial(self.salvage, session.path))
        window.backups_wanted.connect(self.show_backups)
        window.open()

    # The passphrase

    def show_passphrase(self) -> None:
        from models.storage.elsewhere import passphrase_in_use  # the file is open by now
        from ui.safety.jobs import standing

        if self._session is not None and self._session.path is not None:
            self._session.tasks.run(
                standing, self._session.path, passphrase_in_use(), done=self._ask_passphrase
            )

    def _ask_passphrase(self, standing: Standing) -> None:
        from models.storage.elsewhere import passphrase_in_use  # the file is open by now
        from ui.safety.passphrase_window import PassphraseWindow

        if self._session is not None:
            window = PassphraseWindow(standing, passphrase_in_use(), self._desk.window)
            window.wished.connect(self._change_passphrase)
            window.open()

    def _change_passphrase(self, wish: Wish) -> None:
        """Close the file, change it on the worker, open it again; whatever fails, it opens as it
        was."""
        from models.storage.elsewhere import passphrase_in_use  # the file is open by now

        desk, session, old = self._desk, self._session, passphrase_in_use()
        if session is None or session.path is None:
            return
        path, place = session.path, desk.shell.tabs.currentIndex()
        desk.closed.note_view()
        if not desk.leave():
            return
        change = partial(self._change, path, place, old, wish)
        desk.tasks.run(_nothing, done=lambda _nothing: change(), connected=False)

    def _change(self, path: Path, place: int, old: str, wish: Wish) -> None:
        from ui.safety.jobs import change_passphrase  # the file was open

        self._desk.opening.close()
        self._desk.tasks.run(
            change_passphrase,
            path,
            old,
            wish.new,
            wish.remember,
            title=_("Changing the passphrase. This may take a while…"),
            done=partial(self._changed, path, place, wish),
            failed=partial(self._unchanged, path, place, old),
            connected=False,
            stoppable=False,
        )

    def _changed(self, path: Path, place: int, wish: Wish, rekeyed: Rekeyed) -> None:
        from ui.safety.changed_window import ChangedWindow

        desk = self._desk
        desk.closed.come_back(path, place)
        desk.opening.open(path, wish.new)
        window = ChangedWindow(rekeyed, wish, desk.window)
        window.sheet_wanted.connect(lambda: self.show_recovery(wish.new))
        window.open()

    def _unchanged(self, path: Path, place: int, old: str, error: UserError) -> None:
        self._desk.closed.come_back(path, place)
        self._desk.opening.open(path, old)
        asking.say(
            self._desk.window,
            faults.worded(error),
            _("The file is as it was and opens as before."),
        )

    # On paper

    def show_recovery(self, passphrase: str = "") -> None:
        from ui.safety.recovery_window import RecoveryWindow

        if self._session is not None:
            RecoveryWindow(self._session, self._desk.window).open()

    def hand_over(self) -> None:
        from ui.safety.handover_window import HandoverWindow

        if self._session is not None:
            HandoverWindow(self._session, self._desk.window).open()


def _nothing(progress: object) -> None:
    """What came before it on the worker is done."""
