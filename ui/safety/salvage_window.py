"""What could be saved of a damaged file, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui import furniture
from ui.dialogs.frame import column_of
from ui.formats import count_text
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.storage.salvage import Salvaged

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SalvageWindow(QDialog):
    """Signals:

    open_wanted: open the new file.
    """

    open_wanted = Signal()

    def __init__(self, salvaged: Salvaged, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_of(self, _("What could be saved"), 480)
        lost = sum(tally.lost for tally in salvaged.tallies)
        title = (
            n_("{count} record is lost", "{count} records are lost", lost)
            if lost
            else _("Every record was saved")
        )
        icon, tone = ("life-buoy", "warning") if lost else ("shield-check", "good")
        heading = furniture.paragraph(title, "title")
        head = furniture.row(furniture.Picture(icon, 36, tone), heading, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(
            furniture.paragraph(
                _(
                    "“{file}” is a new file with all that could be read. The damaged one was left"
                    " as it is: merge any other copy into the new one, and what is missing here"
                    " comes from there.",
                    file=name,
                )
            )
        )
        card = furniture.card()
        card.body.addLayout(_table(salvaged))
        column.addWidget(card)
        if salvaged.actions_lost:
            column.addWidget(
                furniture.paragraph(
                    n_(
                        "{count} action is missing in the history.",
                        "{count} actions are missing in the history.",
                        salvaged.actions_lost,
                    ),
                    "caption",
                )
            )
        close = furniture.button(_("Close"))
        close.clicked.connect(self.reject)
        self.open_new = furniture.button(_("Open the new file"), role="primary")
        self.open_new.clicked.connect(self._open)
        column.addLayout(furniture.row(None, close, self.open_new, spacing=10))
        self.open_new.setFocus()

    def _open(self) -> None:
        self.accept()
        self.open_wanted.emit()


def _table(salvaged: Salvaged) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate((_("Saved"), _("Lost")), start=1):
        grid.addWidget(furniture.label(title, "caption"), 0, column, _RIGHT)
    for line, tally in enumerate(salvaged.tallies, start=1):
        lost = furniture.label(count_text(tally.lost) if tally.lost else "–")
        furniture.set_tone(lost, "bad" if tally.lost else "grey")
        grid.addWidget(furniture.label(_(tally.kind.title)), line, 0)
        grid.addWidget(furniture.label(count_text(tally.saved)), line, 1, _RIGHT)
        grid.addWidget(lost, line, 2, _RIGHT)
    return grid
