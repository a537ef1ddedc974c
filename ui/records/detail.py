"""The read-only pane: who or what a record is, its facts, its sections, Edit and More."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.furniture import button, chip, label, paragraph, rule_line, set_tone
from ui.wording import _


@dataclass(frozen=True)
class Fact:
    """A label and its value; long values stand under their label."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True)
class Step:
    """A button inside the pane: the next thing this record asks for."""

    text: str
    do: Callable[[], None]
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True)
class Section:
    """A heading with a text, or with lines of a title and a caption each."""

    title: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Details:
    """Everything the pane shows of one record, already worded."""

    name: str
    caption: str = ""
    initial: str = ""
    chip: tuple[str, str] | None = None
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = field(default=())


class DetailPane(QWidget):
    """Signals:

    edit_wanted: the Edit button was pressed.
    """

    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.menu = QMenu(self)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit_button = button(_("Edit"), tip=_("Edit (F2)"))
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit())
        self.more_button = button(_("More"))
        self.more_button.setMenu(self.menu)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(22, 8, 22, 20)
        buttons.setSpacing(10)
        buttons.addWidget(self.edit_button, 1)
        buttons.addWidget(self.more_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)

    def focus_next_step(self) -> None:
        """Put the keyboard on what the record asks for, else on Edit."""
        page = self._scroll.widget()
        steps = page.findChildren(QPushButton) if page is not None else []
        (steps[0] if steps else self.edit_button).setFocus()

    def show_details(self, details: Details) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(22, 24, 22, 12)
        column.setSpacing(10)
        column.addLayout(_heading(details))
        column.addSpacing(4)
        for step in details.steps:
            column.addWidget(_step_button(step))
        for fact in details.facts:
            column.addWidget(_fact_line(fact))
        for section in details.sections:
            _add_section(column, section)
        column.addStretch()
        self._scroll.setWidget(page)
        self.setAccessibleName(details.name)


def _heading(details: Details) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(10)
    if details.initial:
        avatar = label(details.initial, "avatar")
        avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(_selectable(paragraph(details.name, "heading")))
    if details.caption:
        words.addWidget(paragraph(details.caption, "caption"))
    across.addLayout(words, 1)
    if details.chip:
        across.addWidget(chip(*details.chip), 0, Qt.AlignmentFlag.AlignTop)
    return across


def _fact_line(fact: Fact) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(14)
    name = label(fact.label, "muted")
    name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    value = _selectable(paragraph(fact.value, ""))
    value.setAlignment(Qt.AlignmentFlag.AlignRight)
    if fact.tone:
        set_tone(value, fact.tone)
    across.addWidget(value, 1)
    return line


def _add_section(column: QVBoxLayout, section: Section) -> None:
    column.addSpacing(4)
    column.addWidget(rule_line())
    column.addSpacing(4)
    column.addWidget(label(section.title, "heading"))
    if section.text:
        column.addWidget(_selectable(paragraph(section.text, "")))
    for title, caption in section.lines:
        pair = QVBoxLayout()
        pair.setSpacing(2)
        pair.addWidget(_selectable(paragraph(title, "")))
        if caption:
            pair.addWidget(paragraph(caption, "caption"))
        column.addLayout(pair)
    for step in section.steps:
        column.addWidget(_step_button(step))


def _step_button(step: Step) -> QWidget:
    made = button(step.text, icon=step.icon, role="primary" if step.primary else "plain")
    made.clicked.connect(lambda: step.do())
    return made


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
