"""One conflict, both sides beside each other; or two people who may be one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.members.member import load_member
from models.merging.conflicts import Conflict, Sort
from models.merging.twins import Twins
from models.titles import Named
from models.vocabulary import Kind, MemberStatus
from ui import furniture
from ui.formats import date_text, joined
from ui.merging.dispute_words import SideWords, explanation_of, sides_of, title_of
from ui.merging.jobs import Disputes
from ui.preferences import Preferences
from ui.reading_area import ReadingArea
from ui.records.choices import title_of as title_of_code
from ui.wording import _

# So many letters are read as text, not as a headline.
_LONG = 60
_WIDTH = 430  # pixels at least


class DisputePane(QFrame):
    """Signals:

    chosen(bool): the side that does not stand is to stand (True), or the other.
    different: the two are different people.
    joined_as(bytes): they are one person, whose entry is to be this.
    record_wanted(Kind, bytes): one of the records is to be shown.
    """

    chosen = Signal(bool)
    different = Signal()
    joined_as = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.setProperty("role", "detail")
        self.setMinimumWidth(_WIDTH)
        self.buttons: list[QPushButton] = []
        self._sides = ReadingArea(_("Both sides"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sides)

    def show_item(self, item: Conflict | Twins | None, disputes: Disputes) -> None:
        """Show what was chosen in the list."""
        self.buttons = []
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(26, 26, 26, 22)
        column.setSpacing(12)
        if item is not None:
            column.addWidget(furniture.paragraph(title_of(item), "title"))
            column.addWidget(furniture.paragraph(explanation_of(item)))
            column.addSpacing(4)
            if isinstance(item, Twins):
                self._add_twins(column, item)
            else:
                self._add_conflict(column, item, disputes)
        column.addStretch()
        self._sides.show_page(page)
        bar = self._sides.verticalScrollBar().sizeHint().width()
        # Never less again: the list beside it would change its width from line to line.
        self.setMinimumWidth(max(self.minimumWidth(), page.minimumSizeHint().width() + bar))

    def _add_conflict(self, column: QVBoxLayout, conflict: Conflict, disputes: Disputes) -> None:
        sides = sides_of(conflict, disputes, self._preferences)
        chips = ((_("Stands now"), "good"), (_("Was set aside"), "grey"))
        cards = [
            self._side(words, *chip, use_loser)
            for words, chip, use_loser in zip(sides, chips, (False, True), strict=True)
        ]
        column.addLayout(_beside(cards))
        if conflict.sort is Sort.VALUE and conflict.kind is not Kind.COMMUNITY:
            show = furniture.button(_("Show the record"), icon="external-link", role="flat")
            place = disputes.places.get(conflict.record, (conflict.kind, conflict.shown))
            show.clicked.connect(partial(self.record_wanted.emit, *place))
            column.addLayout(furniture.row(show, None))

    def _side(self, words: SideWords, chip: str, tone: str, use_loser: bool) -> QWidget:
        card = furniture.card()
        card.setAccessibleName(joined([chip, words.value, words.who, words.at]))
        card.body.addLayout(furniture.row(furniture.chip(chip, tone), None))
        value = furniture.paragraph(words.value, "heading" if len(words.value) < _LONG else "")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(value)
        card.body.addStretch()
        card.body.addWidget(furniture.paragraph(words.who, "caption"))
        card.body.addWidget(furniture.label(words.at, "caption"))
        button = furniture.button(words.choose)
        button.setAccessibleName(joined([words.choose, words.value]))
        button.clicked.connect(lambda: self.chosen.emit(use_loser))
        self.buttons.append(button)
        card.body.addSpacing(4)
        card.body.addWidget(button)
        return card

    def _add_twins(self, column: QVBoxLayout, twins: Twins) -> None:
        column.addLayout(_beside([self._person(each) for each in (twins.first, twins.second)]))
        different = furniture.button(_("Two different people"), role="primary")
        different.clicked.connect(self.different)
        self.buttons.append(different)
        column.addLayout(furniture.row(different, None))

    def _person(self, named: Named) -> QWidget:
        card = furniture.card()
        card.setAccessibleName(named.title)
        card.body.addWidget(furniture.paragraph(named.title, "heading"))
        for text in _facts(named.id):
            card.body.addWidget(furniture.paragraph(text, ""))
        card.body.addStretch()
        show = furniture.button(_("Open"), icon="external-link")
        show.setAccessibleName(joined([_("Open"), named.title]))
        show.clicked.connect(partial(self.record_wanted.emit, Kind.MEMBER, named.id))
        self.buttons.append(show)
        keep = furniture.button(_("One person: keep this entry"))
        keep.setAccessibleName(joined([_("One person: keep this entry"), named.title]))
        keep.clicked.connect(partial(self.joined_as.emit, named.id))
        self.buttons.append(keep)
        card.body.addSpacing(4)
        card.body.addWidget(keep)
        card.body.addWidget(show)
        return card


def _facts(member: bytes) -> Sequence[str]:
    """Say what tells one member from another."""
    values = load_member(member)
    if values is None:
        return ()
    facts = (
        (_("Status"), title_of_code(MemberStatus, str(values.status))),
        (_("Phone"), values.phone),
        (_("WeChat ID"), values.wechat_id),
        (_("Group nickname"), values.group_name),
        (_("Region"), values.region),
        (_("Joined"), date_text(values.joined)),
        (_("Tags"), joined(values.tags)),
        (_("Note"), values.note),
    )
    return [_("{field}: {value}", field=field, value=value) for field, value in facts if value]


def _beside(cards: Sequence[QWidget]) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(12)
    for card in cards:
        across.addWidget(card, 1)
    return across
