"""What merging a file would do, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.vocabulary import Kind
from ui import furniture
from ui.dialogs.frame import column_of
from ui.main_window import tallest
from ui.merging import wording
from ui.merging.counting import counted
from ui.merging.values import values_with
from ui.records.flow import FlowLayout
from ui.wording import _, n_

if TYPE_CHECKING:
    from ui.merging.jobs import Looked

_ICONS = {
    Kind.COMMUNITY: "house",
    Kind.MEMBER: "users",
    Kind.RULE: "scroll-text",
    Kind.EVENT: "calendar-days",
    Kind.ATTENDANCE: "user-check",
    Kind.FEEDBACK: "message-square",
}
_SHOWN = 6
_WIDTH = 600
_LOWEST = 220  # pixels of what would happen that are seen at least


class PreviewWindow(QDialog):
    """Accepted where the user wants to merge. `to_trash` is wanted where a copy beside the open
    file brings nothing."""

    def __init__(self, looked: Looked, beside: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked = looked
        self.trash_wanted = False
        column = column_of(self, _("Merge a copy"), _WIDTH)
        column.addLayout(self._heading())
        for text in wording.warnings(looked.merged):
            column.addLayout(_warning(text))
        if sections := self._sections():
            column.addWidget(_scrolled(sections), 1)
        column.addLayout(self._foot(beside))
        self.first.setFocus()
        if sections:
            self.resize(_WIDTH, min(column.heightForWidth(_WIDTH), tallest(self)))

    def _heading(self) -> QHBoxLayout:
        title, hint = wording.relation_words(self._looked.merged, self._looked.identical)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(furniture.ShortLabel(self._looked.path.name, "caption"))
        words.addWidget(furniture.paragraph(title, "title"))
        words.addWidget(furniture.paragraph(hint))
        icon = "copy-check" if self._looked.brings_nothing else "git-merge"
        across = furniture.row(furniture.Picture(icon, 36, "accent"), spacing=16)
        across.setAlignment(Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        return across

    def _sections(self) -> list[QWidget]:
        merged = self._looked.merged
        made: list[QWidget] = []
        if merged.tallies:
            made.append(self._tallies())
        if fields := wording.field_words(merged):
            made.append(_list(_("Fields that get another value"), _("records in brackets"), fields))
        if removed := wording.removed_words(merged):
            made.append(_said(_("Deleted there"), [removed]))
        value = values_with(self._looked.names)
        lines = [wording.conflict_words(each, value) for each in merged.conflicts]
        lines += [wording.twin_words(each) for each in merged.twins]
        if lines:
            hint = _("They are listed after merging; you choose what stands.")
            made.append(_said(_("To look at afterwards"), _first(lines, merged.more_twins), hint))
        return made

    def _tallies(self) -> QWidget:
        card = furniture.card(_("What comes in"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, tally in enumerate(self._looked.merged.tallies):
            chips = FlowLayout()
            for part in counted(tally):
                chips.addWidget(furniture.chip(part.text, part.tone))
            picture = furniture.Picture(_ICONS[tally.kind], 20)
            grid.addWidget(picture, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(chips, line, 1)
        card.body.addLayout(grid)
        return card

    def _foot(self, beside: bool) -> QHBoxLayout:
        if not self._looked.brings_nothing:
            cancel = furniture.button(_("Cancel"))
            cancel.clicked.connect(self.reject)
            self.first = furniture.button(_("Merge"), icon="git-merge", role="primary")
            self.first.clicked.connect(self.accept)
            note = furniture.paragraph(_("A backup is made first."), "caption")
            foot = furniture.row(note, cancel, self.first, spacing=10)
            foot.setStretch(0, 1)
        else:
            self.first = furniture.button(_("Close"), role="primary")
            self.first.clicked.connect(self.reject)
            self.trash = furniture.button(
                _("Move the copy to the computer's trash"), icon="trash-2"
            )
            self.trash.clicked.connect(self._trash)
            self.trash.setVisible(beside)
            foot = furniture.row(self.trash, None, self.first, spacing=10)
        self.first.setDefault(True)
        return foot

    def _trash(self) -> None:
        self.trash_wanted = True
        self.reject()


def _warning(text: str) -> QHBoxLayout:
    words = furniture.paragraph(text, "")
    furniture.set_tone(words, "warning")
    made = furniture.row(furniture.Picture("triangle-alert", 20, "warning"), words, spacing=12)
    made.setStretch(1, 1)
    return made


def _list(title: str, note: str, lines: Sequence[tuple[Kind, str]]) -> QWidget:
    card = furniture.card(title, note)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, (kind, text) in enumerate(lines):
        name = furniture.label(_(kind.title), "muted")
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(furniture.paragraph(text, ""), line, 1)
    card.body.addLayout(grid)
    return card


def _said(title: str, lines: Sequence[str], hint: str = "") -> QWidget:
    card = furniture.card(title)
    for text in lines:
        card.body.addWidget(furniture.paragraph(text, ""))
    if hint:
        card.body.addWidget(furniture.paragraph(hint, "caption"))
    return card


def _first(lines: list[str], besides: int) -> list[str]:
    more = max(0, len(lines) - _SHOWN) + besides
    if not more:
        return lines
    return [*lines[:_SHOWN], n_("and {count} more", "and {count} more", more)]


class _Scrolled(QScrollArea):
    """Asks for all of its page; Qt's own asks for a part of it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._page = page
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), _LOWEST))

    def sizeHint(self) -> QSize:
        page = self._page
        height = page.heightForWidth(_WIDTH - 60) if page.hasHeightForWidth() else -1
        wanted = height if height > 0 else page.sizeHint().height()
        return QSize(super().sizeHint().width(), wanted + 6)


def _scrolled(sections: Sequence[QWidget]) -> QScrollArea:
    page = QWidget()
    page.setProperty("role", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(12)
    for section in sections:
        column.addWidget(section)
    column.addStretch()
    scroll = _Scrolled(page)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setAccessibleName(_("What would happen"))
    return scroll
