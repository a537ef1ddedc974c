"""What a check of the file found, in words that can be copied, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from ui import furniture
from ui.dialogs.frame import column_of
from ui.wording import _

if TYPE_CHECKING:
    from models.storage.findings import Findings


class CheckWindow(QDialog):
    """Signals:

    salvage_wanted: save what can be read into a new file.
    backups_wanted: show the backups.
    """

    salvage_wanted = Signal()
    backups_wanted = Signal()

    def __init__(self, findings: Findings, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_of(self, _("Check of the file"), 620)
        whole = findings.whole
        title = _("The file is whole") if whole else _("The file is not whole")
        hint = (
            _(
                "Every page of “{file}” can be read, every record agrees with the journal, and"
                " nothing is missing.",
                file=name,
            )
            if whole
            else _(
                "Something is wrong in “{file}”. What you see may be incomplete; nothing was"
                " changed.",
                file=name,
            )
        )
        icon, tone = ("shield-check", "good") if whole else ("shield-alert", "bad")
        heading = furniture.paragraph(title, "title")
        head = furniture.row(furniture.Picture(icon, 36, tone), heading, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(furniture.paragraph(hint))
        self.lines = [_(each.message, **each.fields) for each in findings.findings]
        self._text = "\n".join([title, hint, *self.lines])
        if self.lines:
            card = furniture.card()
            for line in self.lines:
                words = furniture.paragraph(line, "")
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                card.body.addWidget(words)
            column.addWidget(card)
        self.copy = furniture.button(_("Copy the text"), icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        self.salvage = furniture.button(_("Salvage what can be read…"), role="primary")
        self.salvage.clicked.connect(lambda: self._go(self.salvage_wanted))
        self.backups = furniture.button(_("Backups…"))
        self.backups.clicked.connect(lambda: self._go(self.backups_wanted))
        close = furniture.button(_("Close"), role="primary" if whole else "plain")
        close.clicked.connect(self.reject)
        self.salvage.setVisible(not whole)
        self.backups.setVisible(not whole)
        column.addLayout(
            furniture.row(self.copy, None, close, self.backups, self.salvage, spacing=10)
        )
        (close if whole else self.salvage).setFocus()

    def _go(self, way: SignalInstance) -> None:
        self.accept()
        way.emit()
