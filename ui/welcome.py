"""The welcome page: make a community, open one, look at a sample, or drop a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import furniture
from ui.wording import _

_WIDTH = 520


class Welcome(QWidget):
    """Signals:

    create_wanted, open_wanted, sample_wanted: a button was pressed.
    recent_wanted(Path): a recent file was chosen.
    backup_wanted, salvage_wanted: something is wrong with a file, and this is to help.
    """

    create_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(object)
    backup_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, recent: Sequence[Path], refusal: str = "", damaged: bool = False) -> None:
        super().__init__()
        self.refusal = refusal
        room = QWidget()
        room.setProperty("role", "page")
        sheet = QWidget()
        sheet.setFixedWidth(_WIDTH)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 40, 0, 28)
        column.setSpacing(14)
        column.addStretch(1)
        self.backup = furniture.button(_("Open a backup…"), role="plain" if damaged else "link")
        self.salvage = furniture.button(
            _("Salvage what can be read…"), role="plain" if damaged else "link"
        )
        self.backup.clicked.connect(self.backup_wanted)
        self.salvage.clicked.connect(self.salvage_wanted)
        ways = (self.backup, self.salvage) if damaged else ()
        for part in (
            _greeting(), _refusal(refusal, ways), self._beginnings(damaged), self._recent(recent)
        ):  # fmt: skip
            if part is not None:
                column.addWidget(part)
        hint = furniture.label(_("You can also drop a community file on this window."), "caption")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(hint)
        if not damaged:
            trouble = furniture.label(_("Something is wrong with a file?"), "caption")
            column.addLayout(
                furniture.row(None, trouble, self.backup, self.salvage, None, spacing=12)
            )
        column.addStretch(2)
        middle = QHBoxLayout(room)
        middle.addStretch()
        middle.addWidget(sheet)
        middle.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _beginnings(self, damaged: bool) -> QWidget:
        card = furniture.card()
        card.body.setContentsMargins(18, 18, 18, 18)
        create = furniture.button(_("New community…"), icon="book-plus", role="primary")
        create.clicked.connect(self.create_wanted)
        choose = furniture.button(_("Open a community…"), icon="folder-open")
        # The keyboard stands on the first thing to do.
        self.setFocusProxy(self.backup if damaged else choose if self.refusal else create)
        choose.clicked.connect(self.open_wanted)
        sample = furniture.button(_("Look at a sample…"), icon="sparkles")
        sample.clicked.connect(self.sample_wanted)
        for button, explanation in (
            (create, _("Begin the book of your club, group or meetup.")),
            (choose, _("Go on with a file you already have.")),
            (sample, _("A reading club of 120 people and 14 months, to try everything on.")),
        ):
            button.setMinimumWidth(210)
            words = furniture.paragraph(explanation)
            row = furniture.row(button, spacing=16)
            row.addWidget(words, 1)
            card.body.addLayout(row)
        return card

    def _recent(self, recent: Sequence[Path]) -> QWidget | None:
        known = [path for path in recent if path.is_file()]
        if not known:
            return None
        card = furniture.card(_("Recent communities"))
        card.body.setContentsMargins(18, 14, 12, 12)
        card.body.setSpacing(2)
        for path in known:
            card.body.addWidget(self._recent_button(path))
        return card

    def _recent_button(self, path: Path) -> QPushButton:
        made = furniture.button("", role="line", tip=str(path))
        made.setAccessibleName(path.stem)
        words = QVBoxLayout(made)
        words.setContentsMargins(10, 5, 10, 5)
        words.setSpacing(0)
        words.addWidget(furniture.label(path.stem))
        folder = furniture.label("", "caption")
        folder.ensurePolished()
        folder.setText(
            folder.fontMetrics().elidedText(
                str(path.parent), Qt.TextElideMode.ElideMiddle, _WIDTH - 70
            )
        )
        words.addWidget(folder)
        made.clicked.connect(lambda: self.recent_wanted.emit(path))
        return made


def _greeting() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(4)
    title = furniture.label(_("Welcome to Guildbook"), "title")
    words = furniture.paragraph(
        _(
            "The book of your community: members, rules, events and feedback in one file on"
            " this computer. Nothing ever leaves it."
        )
    )
    column.addWidget(title)
    column.addWidget(words)
    return made


def _refusal(sentence: str, ways: Sequence[QPushButton] = ()) -> QWidget | None:
    if not sentence:
        return None
    card = furniture.card()
    words = furniture.paragraph(sentence, "")
    furniture.set_tone(words, "bad")
    row = furniture.row(furniture.Picture("circle-alert", 20, "bad"), spacing=12)
    row.addWidget(words, 1)
    card.body.addLayout(row)
    if ways:
        card.body.addSpacing(4)
        card.body.addLayout(furniture.row(None, *ways))
    card.setAccessibleName(sentence)
    return card
