"""What the program is, and every shortcut it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QWidget

from resources.version import VERSION
from ui import furniture
from ui.dialogs.frame import column_of
from ui.window_actions import Group, shown_keys
from ui.wording import _


class About(QDialog):
    """Lists the groups of commands that have keys."""

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_of(self, _("Shortcuts and about Guildbook"), 480)
        head = furniture.page_heading(_("Guildbook"))
        head.note.setText(_("Version {version} · MIT licence", version=VERSION))
        head.add(furniture.Picture("book-heart", 36, "accent"))
        column.addWidget(head)
        column.addWidget(
            furniture.paragraph(
                _(
                    "The book of your community: members, rules, events and feedback in one file"
                    " on this computer. Nothing ever leaves it."
                )
            )
        )
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAccessibleName(_("Shortcuts"))
        scroll.setWidget(_list_of(groups))
        scroll.setMinimumHeight(320)
        column.addWidget(scroll, 1)
        row = QDialogButtonBox()
        close = furniture.button(_("Close"), role="primary")
        close.setDefault(True)
        row.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        row.rejected.connect(self.reject)
        column.addWidget(row)
        close.setFocus()


def _list_of(groups: Sequence[Group]) -> QWidget:
    made = QWidget()
    made.setProperty("role", "page")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(0, 1)
    line = 0
    for group in groups:
        heading = furniture.label(group.title, "heading")
        heading.setContentsMargins(0, 8 if line else 0, 0, 0)
        grid.addWidget(heading, line, 0, 1, 2)
        line += 1
        for command in group.commands:
            if command.keys:
                keys = furniture.label(shown_keys(command), "muted")
                grid.addWidget(furniture.label(command.title), line, 0)
                grid.addWidget(keys, line, 1, Qt.AlignmentFlag.AlignRight)
                line += 1
    return made
