"""The backups of the open community: listed, put back, saved as files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.book import read_only
from models.errors import UserError, WrongPassphrase
from models.storage.backups import backups_of, folder_of_backups
from models.storage.elsewhere import path_in_use
from ui import asking, faults, furniture
from ui.dialogs.frame import column_of
from ui.dialogs.new_community import file_name
from ui.formats import moment_text
from ui.safety import jobs
from ui.safety.backup_list import BackupList, size_text, when
from ui.safety.places import show_folder
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.storage.backups import Backup
    from models.storage.restoring import Restored


class BackupsWindow(QDialog):
    """Signals:

    merge_wanted(Path): merge what a backup has into the open file, after a preview.
    """

    merge_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Backups"), 640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = furniture.page_heading(_("Backups"))
        self.note = heading.note
        self.folder = furniture.button(_("Open the folder"), icon="folder-open")
        self.folder.clicked.connect(self._show_folder)
        heading.add(self.folder)
        column.addWidget(heading)
        self.list = BackupList()
        self.list.setMinimumHeight(320)
        self.list.itemSelectionChanged.connect(self._describe)
        self.frame = furniture.card()
        self.frame.body.setContentsMargins(1, 6, 1, 6)
        self.frame.body.addWidget(self.list)
        self.empty = furniture.empty_state(
            "archive",
            _("No backup yet"),
            _("One is made every day something changes, and before every merge."),
        )
        self.empty.setMinimumHeight(240)
        column.addWidget(self.frame, 1)
        column.addWidget(self.empty, 1)
        self.preview = furniture.paragraph("")
        self.preview.setMinimumHeight(3 * self.preview.fontMetrics().height() + 6)
        column.addWidget(self.preview)
        self.save = furniture.button(_("Save as a file…"), icon="download")
        self.save.clicked.connect(self._save)
        self.merge = furniture.button(_("Merge this one…"), icon="git-merge")
        self.merge.clicked.connect(self._merge)
        self.restore = furniture.button(
            _("Go back to this one"), icon="archive-restore", role="primary"
        )
        self.restore.clicked.connect(lambda: self._restore(None))
        close = furniture.button(_("Close"))
        close.clicked.connect(self.reject)
        column.addLayout(
            furniture.row(self.save, None, close, self.merge, self.restore, spacing=10)
        )
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Show the backups there are now."""
        found = backups_of()
        self.list.show_backups(found)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.folder.setEnabled(bool(found))
        size = size_text(sum(each.size for each in found))
        self.note.setText(
            n_("{count} backup, {size}", "{count} backups, {size}", len(found), size=size)
            if found
            else ""
        )
        self._describe()

    def _describe(self) -> None:
        backup = self.list.chosen
        self.save.setEnabled(backup is not None)
        self.merge.setEnabled(backup is not None and not read_only())
        self.restore.setEnabled(backup is not None and not read_only())
        if backup is None:
            self.preview.setText("")
        elif read_only():
            self.preview.setText(_("This file is open only to be read, so it stays as it is."))
        else:
            self.preview.setText(
                _(
                    "Go back: everything becomes as it was on {time}. What was done since goes back"
                    " too, and is kept in a backup; Undo brings it back. Merge: only what is"
                    " missing here comes back, and what was done since stays.",
                    time=moment_text(backup.at),
                )
            )

    def _restore(self, key: str | None) -> None:
        backup = self.list.chosen
        if backup is not None:
            self._session.tasks.run(
                jobs.restore,
                backup,
                key,
                title=_("Going back to {time}…", time=moment_text(backup.at)),
                done=partial(self._tell, backup),
                failed=partial(self._refuse, backup, key),
                stoppable=False,
            )

    def _tell(self, backup: Backup, restored: Restored) -> None:
        session = self._session
        self.accept()
        session.announce(*restored.kinds)
        amount = restored.added + restored.changed + restored.removed
        if not amount:
            session.tell(_("Nothing was changed: everything is as it was then."))
            return
        session.tell(
            n_(
                "As on {time} again: {count} record changed.",
                "As on {time} again: {count} records changed.",
                amount,
                time=moment_text(backup.at),
            ),
            undo=True,
        )

    def _refuse(self, backup: Backup, key: str | None, error: UserError) -> None:
        if not isinstance(error, WrongPassphrase):
            faults.show(error, self)
            return
        name = _("the backup of {time}", time=when(backup))
        given = asking.ask_passphrase(self, name, again=key is not None)
        if given is not None:
            self._restore(given)

    def _merge(self) -> None:
        backup = self.list.chosen
        if backup is not None:
            self.accept()
            self.merge_wanted.emit(backup.path)

    def _save(self) -> None:
        backup = self.list.chosen
        if backup is None:
            return
        stem = path_in_use().stem
        name = file_name(_("{name} (backup {day})", name=stem, day=f"{backup.at:%Y-%m-%d}"))
        target = asking.choose_target(
            self, _("Save the backup as a file"), (asking.communities(),), name
        )
        if target is not None:
            self._session.tasks.run(
                jobs.save_backup, backup, target, title=_("One moment…"), done=self._tell_saved,
                connected=False, stoppable=False,
            )  # fmt: skip

    def _tell_saved(self, target: Path) -> None:
        self.preview.setText(_("Saved as “{name}”.", name=target.name))

    def _show_folder(self) -> None:
        show_folder(self, folder_of_backups())
