"""One name, asked for until it can stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.errors import Invalid
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.furniture import paragraph
from ui.wording import _


class NameDialog(QDialog):
    """Hands the name to `save`, which raises Invalid with what is wrong about it."""

    def __init__(
        self, parent: QWidget, title: str, agree: str, save: Callable[[str], None], name: str = "",
        note: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._save = save
        column = column_of(self, title, 400)
        if note:
            column.addWidget(paragraph(note))
        self.name = QLineEdit(name)
        self.name.selectAll()
        self._fields = Fields()
        self._fields.add("name", _("Called"), self.name)
        column.addLayout(self._fields)
        row, agreed = buttons_of(self, agree)
        agreed.clicked.connect(self._agree)
        column.addWidget(row)
        self.name.setFocus()

    def _agree(self) -> None:
        try:
            self._save(self.name.text())
        except Invalid as error:
            self._fields.mark({"name": _(next(iter(error.errors.values())))})
            return
        self.accept()
