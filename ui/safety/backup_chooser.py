"""Which backup of a file that cannot be opened is to be opened in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui import furniture
from ui.dialogs.frame import buttons_of, column_of
from ui.safety.backup_list import BackupList
from ui.wording import _

if TYPE_CHECKING:
    from models.storage.backups import Backup


class BackupChooser(QDialog):
    """Signals:

    chosen(Backup): make a file of this one and open it.
    other_wanted: look for a backup elsewhere.
    """

    chosen = Signal(object)
    other_wanted = Signal()

    def __init__(self, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_of(self, _("Open a backup"), 580)
        column.addWidget(furniture.label(_("Open a backup"), "title"))
        column.addWidget(
            furniture.paragraph(
                _(
                    "The backup is copied to a file of its own, and that is opened. Neither your"
                    " file nor the backup is touched."
                )
            )
        )
        self.list = BackupList()
        self.list.setMinimumHeight(300)
        self.list.show_backups(backups)
        self.list.doubleClicked.connect(lambda _index: self._agree())
        frame = furniture.card()
        frame.body.setContentsMargins(1, 6, 1, 6)
        frame.body.addWidget(self.list)
        column.addWidget(frame, 1)
        row, self.agree = buttons_of(self, _("Choose where to keep it…"))
        self.other = furniture.button(_("Look elsewhere…"), role="flat")
        self.other.clicked.connect(self._look_elsewhere)
        self.agree.clicked.connect(self._agree)
        foot = furniture.row(self.other, None, row)
        column.addLayout(foot)

    def _agree(self) -> None:
        backup = self.list.chosen
        if backup is not None:
            self.accept()
            self.chosen.emit(backup)

    def _look_elsewhere(self) -> None:
        self.reject()
        self.other_wanted.emit()
