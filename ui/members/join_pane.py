"""Two entries side by side: what differs, and which of the two is to stand in each field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.members.duplicates import Pair
from models.members.joining import PHOTO, Compared, Joining, Stands, preferred, preview_join
from ui import furniture
from ui.avatar import avatar
from ui.formats import joined
from ui.members.duplicates_words import (
    REASONS,
    belongings_words,
    one_line,
    shorten,
    title_of_field,
    value_of,
)
from ui.reading_area import ReadingArea
from ui.wording import _

_TITLE, _KEPT, _OTHER = range(3)
_WIDTH = 520


class JoinPane(QFrame):
    """Signals:

    join_wanted: the two are one person; `joining` and `chosen()` say how.
    different: they are two people.
    later: somebody decides another time.
    record_wanted(bytes): one of them is to be shown.
    """

    join_wanted = Signal()
    different = Signal()
    later = Signal()
    record_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "detail")
        self.setMinimumWidth(_WIDTH)
        self.joining: Joining | None = None
        self.choices: dict[str, QButtonGroup] = {}
        self.swap = furniture.button(_("Keep the other entry"), icon="arrow-right-left")
        self.join = furniture.button(_("One person: join"), icon="merge", role="primary")
        self.apart = furniture.button(_("Not the same person"), icon="split")
        self.wait = furniture.button(_("Later"), role="flat", icon="clock")
        for button, keys in ((self.join, "J"), (self.apart, "N"), (self.wait, "L")):
            button.setToolTip(_("{what} (key {key})", what=button.text(), key=keys))
        self._pair: Pair | None = None
        self._scroll = ReadingArea(_("Both entries"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        foot = furniture.row(self.join, self.apart, None, self.wait, spacing=10)
        foot.setContentsMargins(26, 12, 26, 10)
        column.addLayout(foot)
        keys_said = furniture.paragraph(
            _("Keys in the list: J join, N not the same, L later"), "caption"
        )
        keys_said.setContentsMargins(26, 0, 26, 16)
        column.addWidget(keys_said)
        self.swap.clicked.connect(self._keep_other)
        self.join.clicked.connect(self.join_wanted)
        self.apart.clicked.connect(self.different)
        self.wait.clicked.connect(self.later)

    def show_pair(self, pair: Pair | None) -> None:
        """Show a pair, with the entry kept that rather is."""
        self._pair = pair
        if pair is None:
            self._show(None)
            return
        kept = preferred(pair.first.id, pair.second.id)
        other = pair.second.id if kept == pair.first.id else pair.first.id
        self._show(preview_join(kept, other))

    def chosen(self) -> dict[str, Stands]:
        """Return what was chosen, by field."""
        return {
            name: list(Stands)[group.checkedId()]
            for name, group in self.choices.items()
            if group.checkedId() >= 0
        }

    def _keep_other(self) -> None:
        if self.joining is not None:
            self._show(preview_join(self.joining.other, self.joining.kept))
            self.swap.setFocus()

    def _show(self, joining: Joining | None) -> None:
        self.joining = joining
        self.choices = {}
        self.swap.setParent(None)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(26, 24, 26, 12)
        column.setSpacing(12)
        for button in (self.join, self.apart, self.wait):
            button.setEnabled(joining is not None)
        if joining is not None and self._pair is not None:
            column.addLayout(self._why(self._pair))
            column.addLayout(self._grid(joining))
            column.addLayout(furniture.row(self.swap, None))
            if words := belongings_words(joining):
                column.addWidget(furniture.label(_("Goes together"), "heading"))
                column.addWidget(furniture.paragraph(words, ""))
        column.addStretch()
        self._scroll.show_page(page)

    def _why(self, pair: Pair) -> QVBoxLayout:
        """Say what speaks for it, and what against."""
        lines = QVBoxLayout()
        lines.setSpacing(6)
        for title, tone, against in ((_("For"), "good", False), (_("Against"), "warning", True)):
            reasons = [each for each in pair.reasons if each.speaks_against is against]
            if reasons:
                words = joined([_(REASONS[each]) for each in reasons])
                text = furniture.paragraph(words, "")
                text.setAccessibleName(joined([title, words]))
                line = furniture.row(furniture.chip(title, tone), spacing=10)
                line.addWidget(text, 1)
                lines.addLayout(line)
        return lines

    def _grid(self, joining: Joining) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(_KEPT, 1)
        grid.setColumnStretch(_OTHER, 1)
        heads = (
            (_KEPT, _("Is kept"), "good", joining.kept),
            (_OTHER, _("Goes"), "grey", joining.other),
        )
        for place, words, tone, member in heads:
            show = furniture.button(_("Open"), icon="external-link", role="flat")
            show.setAccessibleName(joined([_("Open"), words]))
            show.clicked.connect(lambda _on=False, member=member: self.record_wanted.emit(member))
            grid.addLayout(furniture.row(furniture.chip(words, tone), None, show), 0, place)
        line = 1
        # What differs stands first: only there is something to choose.
        for field in sorted(joining.fields, key=lambda each: not each.differs):
            line = self._add_field(grid, line, field, joining)
        return grid

    def _add_field(self, grid: QGridLayout, line: int, field: Compared, joining: Joining) -> int:
        title = furniture.label(title_of_field(field.field), "caption")
        grid.addWidget(title, line, _TITLE, Qt.AlignmentFlag.AlignTop)
        values = [value_of(field, value, joining.names) for value in (field.kept, field.other)]
        if not field.differs:
            for place, text, image in (
                (_KEPT, values[0], field.kept),
                (_OTHER, values[1], field.other),
            ):
                grid.addWidget(self._said(field, text, image), line, place)
            return line + 1
        group = QButtonGroup(grid)
        self.choices[field.field] = group
        for place, text, image in (
            (_KEPT, values[0], field.kept),
            (_OTHER, values[1], field.other),
        ):
            choice = self._choice(field, text, place - 1, group, title.text())
            grid.addWidget(choice, line, place)
            if field.field == PHOTO:
                grid.addWidget(avatar("", image), line + 1, place)
        if field.field == PHOTO:
            line += 1
        if field.can_be_both:
            both = self._choice(field, _("Both"), 2, group, title.text())
            grid.addWidget(both, line + 1, _KEPT)
            line += 1
        return line + 1

    def _said(self, field: Compared, text: str, image: object) -> QWidget:
        if field.field == PHOTO and isinstance(image, bytes) and image:
            return avatar("", image)
        said = furniture.paragraph(shorten(text) or "–", "" if text else "muted")
        said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        said.setToolTip(text if shorten(text) != one_line(text) else "")
        return said

    def _choice(
        self, field: Compared, text: str, number: int, group: QButtonGroup, title: str
    ) -> QRadioButton:
        shown = text or _("This picture")
        made = QRadioButton(shorten(shown).replace("&", "&&"))
        made.setToolTip(text)
        made.setAccessibleName(joined([title, shown]))
        group.addButton(made, number)
        made.setChecked(list(Stands)[number] is field.default)
        return made

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return (self.join, self.apart, self.wait)
