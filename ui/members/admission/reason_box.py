"""A reason: one that was given before, one of the usual, or the user's own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from ui.wording import _

_LONGEST = 300
_ROOM = 20  # letters


class ReasonBox(QComboBox):
    def __init__(self, used: Sequence[str], usual: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.line = QLineEdit(maxLength=_LONGEST)
        self.line.setPlaceholderText(_("Choose one, or write your own"))
        self.setLineEdit(self.line)
        self.addItems(list(dict.fromkeys((*used, *map(_, usual)))))
        self.setEditText("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A long reason of before must not push the label beside it out of the window.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_ROOM)

    @property
    def text(self) -> str:
        """The reason that is offered, too, where it was typed in other letters: else they would be
        counted as two."""
        typed = self.currentText().strip()
        offered = (self.itemText(place) for place in range(self.count()))
        return next((each for each in offered if each.casefold() == typed.casefold()), typed)
