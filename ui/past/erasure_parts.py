"""Parts of the dialog that erases a person: cards of sentences, the list of copies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import furniture
from ui.wording import _


def listed_card(title: str, lines: Sequence[str], icon: str) -> furniture.Card:
    """Return a card with a picture, a heading and a few sentences."""
    made = furniture.Card()
    made.setAccessibleName(title)
    made.body.addLayout(
        furniture.row(furniture.Picture(icon), furniture.label(title, "heading"), None)
    )
    for line in lines:
        words = furniture.paragraph(line)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.body.addWidget(words)
    return made


def copies_box(text: str) -> QWidget:
    """Return the list of copies as text that can be marked and copied."""
    made = QPlainTextEdit(text, readOnly=True, tabChangesFocus=True)
    made.setAccessibleName(_("Backups and copies that still hold the person"))
    made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)  # a path has no blanks to break at
    made.setFixedHeight(120)
    return made
