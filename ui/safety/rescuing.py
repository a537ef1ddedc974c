"""The ways out when a file is damaged: an earlier backup, or what can still be read of it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.errors import UserError, WrongPassphrase
from ui import asking, faults
from ui.dialogs.new_community import file_name
from ui.wording import _

if TYPE_CHECKING:
    from models.storage.backups import Backup
    from models.storage.salvage import Salvaged
    from ui.desk import Desk
    from ui.preferences import Preferences


class Rescuing(QObject):
    """Works with files that are not open, or are left for it."""

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._desk = desk
        self._preferences = preferences

    # An earlier backup

    def open_backup(self, path: Path | None = None) -> None:
        """Offer the backups of a file, or of the open one, to be opened as a file of their own."""
        session = self._desk.session
        if path is None and session is not None and session.path is not None:
            from models.storage.backups import backups_of  # the file is open by now

            self._offer(session.path, backups_of())
        elif path is None:
            self._choose_backup(None)
        else:
            self._list(path, "")

    def _list(self, path: Path, key: str) -> None:
        from ui.safety.jobs import backups_of  # not before the first window is painted

        self._desk.tasks.run(
            backups_of, path, key, done=partial(self._offer, path), connected=False
        )

    def _offer(self, path: Path, found: tuple[Backup, ...]) -> None:
        from ui.safety.backup_chooser import BackupChooser

        if not found:
            self._choose_backup(path)
            return
        window = BackupChooser(found, self._desk.window)
        window.chosen.connect(lambda backup: self._put(backup, path))
        window.other_wanted.connect(partial(self._choose_backup, path))
        window.open()

    def _choose_backup(self, path: Path | None) -> None:
        """The file tells nothing of its backups: the user looks for one, where they were."""
        from models.storage.backups import Backup, Reason
        from ui.safety.places import backups_folder

        known = self._preferences.backups_of(path) if path is not None else None
        folder = known or backups_folder()
        chosen = asking.choose_file(
            self._desk.window,
            _("Choose a backup"),
            (asking.communities(),),
            folder if folder.is_dir() else None,
        )
        if chosen is not None:
            state = chosen.stat()
            at = datetime.fromtimestamp(state.st_mtime)
            self._put(Backup(chosen, at, Reason.DAILY, state.st_size), path)

    def _put(self, backup: Backup, beside: Path | None) -> None:
        """Make a file of a backup where the user wants it, and open that: the backup stays."""
        stem = beside.stem if beside is not None else _("Community")
        name = file_name(_("{name} (backup {day})", name=stem, day=f"{backup.at:%Y-%m-%d}"))
        target = asking.choose_target(
            self._desk.window,
            _("Where to keep the file made of the backup"),
            (asking.communities(),),
            name if beside is None else beside.with_name(name),
        )
        if target is None:
            return
        from ui.safety.jobs import save_backup  # not before the first window is painted

        self._desk.tasks.run(
            save_backup, backup, target, done=self._desk.open_file, connected=False
        )

    # What can still be read

    def salvage(self, path: Path | None = None) -> None:
        """Save what can be saved of a damaged file into a new one, and say what was."""
        if path is None:
            path = asking.choose_file(
                self._desk.window, _("Choose the damaged file"), (asking.communities(),)
            )
        if path is None:
            return
        target = asking.choose_target(
            self._desk.window,
            _("Where to keep what can be read"),
            (asking.communities(),),
            path.with_name(file_name(_("{name} (saved)", name=path.stem))),
        )
        session = self._desk.session
        if target is None:
            return
        if session is not None and session.path == path:
            from models.storage.elsewhere import passphrase_in_use  # the file is open by now

            key = passphrase_in_use()
            self._leave_then(partial(self._salvage, path, target, key))
        else:
            self._salvage(path, target, "")

    def _leave_then(self, then: partial[None]) -> None:
        desk = self._desk
        if desk.leave():
            desk.tasks.run(_nothing, done=lambda _nothing: self._close(then), connected=False)

    def _close(self, then: partial[None]) -> None:
        self._desk.opening.close()
        self._desk.closed.welcome()
        then()

    def _salvage(self, path: Path, target: Path, key: str) -> None:
        from ui.safety.jobs import save_what_can_be  # not before the first window is painted

        self._desk.tasks.run(
            save_what_can_be,
            path,
            target,
            key,
            title=_("Reading what can be read of “{file}”…", file=path.name),
            done=partial(self._tell, target, key),
            failed=partial(self._refuse, path, target, key),
            connected=False,
        )

    def _tell(self, target: Path, key: str, salvaged: Salvaged) -> None:
        from ui.safety.salvage_window import SalvageWindow

        window = SalvageWindow(salvaged, target.name, self._desk.window)
        window.open_wanted.connect(lambda: self._open(target, key))
        window.open()

    def _open(self, target: Path, key: str) -> None:
        if self._desk.leave():
            self._desk.opening.open(target, key or None)

    def _refuse(self, path: Path, target: Path, key: str, error: UserError) -> None:
        if not isinstance(error, WrongPassphrase):
            faults.show(error, self._desk.window)
            return
        given = asking.ask_passphrase(self._desk.window, path.name, again=bool(key))
        if given is not None:
            self._salvage(path, target, given)


def _nothing(progress: object) -> None:
    """What came before it on the worker is done."""
