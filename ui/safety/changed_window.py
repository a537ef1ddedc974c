"""What came of changing the passphrase, and the offer of a sheet of paper to keep it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui import furniture
from ui.dialogs.frame import column_of
from ui.formats import enumeration, moment_text
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.storage.rekeying import Rekeyed
    from ui.safety.passphrase_window import Wish


class ChangedWindow(QDialog):
    """Signals:

    sheet_wanted: make a recovery sheet.
    """

    sheet_wanted = Signal()

    def __init__(self, rekeyed: Rekeyed, wish: Wish, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_of(self, _("Passphrase"), 460)
        title = _("The passphrase is set") if wish.new else _("The passphrase is removed")
        heading = furniture.paragraph(title, "title")
        head = furniture.row(
            furniture.Picture("lock" if wish.new else "lock-open", 32, "good"), heading, spacing=14
        )
        head.setStretch(1, 1)
        column.addLayout(head)
        card = furniture.card()
        for sentence in sentences(rekeyed, wish):
            card.body.addWidget(furniture.paragraph(sentence, ""))
        column.addWidget(card)
        close = furniture.button(_("Close"))
        close.clicked.connect(self.reject)
        self.sheet = furniture.button(_("Recovery sheet…"), icon="file-key", role="primary")
        self.sheet.clicked.connect(self._want_sheet)
        self.sheet.setVisible(bool(wish.new))
        column.addLayout(furniture.row(None, close, self.sheet, spacing=10))
        (self.sheet if wish.new else close).setFocus()

    def _want_sheet(self) -> None:
        self.accept()
        self.sheet_wanted.emit()


def sentences(rekeyed: Rekeyed, wish: Wish) -> list[str]:
    """Say what has it now, and what has not."""
    said = []
    if wish.new:
        said.append(
            _("This laptop remembers it; other computers ask for it.")
            if rekeyed.remembered
            else _("It is asked for each time the file is opened.")
        )
    if rekeyed.backups:
        said.append(
            n_("{count} backup changed too.", "{count} backups changed too.", rekeyed.backups)
        )
    if rekeyed.left:
        days = enumeration([moment_text(each.at) for each in rekeyed.left])
        said.append(_("These backups stay as they were: {days}.", days=days))
    said.append(
        _("Copies on USB sticks and other laptops keep what they had; merging still works.")
    )
    return said
