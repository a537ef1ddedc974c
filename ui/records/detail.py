"""The read-only pane: who or what a record is, its facts, its sections, Edit and More."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.avatar import avatar
from ui.furniture import button, chip, label, paragraph, rule_line, set_tone
from ui.tab_order import order_tabs
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
class Lead:
    """The name of another record, what it is to this one, and the way there."""

    title: str
    caption: str
    go: Callable[[], None]


@dataclass(frozen=True)
class Tick:
    """A line that can be ticked off; `do` is told whether it was."""

    title: str
    caption: str
    done: bool
    do: Callable[[bool], None]


@dataclass(frozen=True)
class Section:
    """A heading with a text, or with lines of a title and a caption each; `leads` are lines that
    can be pressed, `ticks` lines that can be ticked off."""

    title: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    leads: tuple[Lead, ...] = ()
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class Details:
    """Everything the pane shows of one record, already worded. `picture` is a small JPEG."""

    name: str
    caption: str = ""
    initial: str = ""
    chip: tuple[str, str] | None = None
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = field(default=())
    picture: bytes = b""


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
        """Show a record. The same one shown anew stays where it was read, and what was pressed
        in it keeps the keyboard; where that is gone, Edit gets it."""
        is_same = self.accessibleName() == details.name
        place = self._scroll.verticalScrollBar().value() if is_same else 0
        held = self._held() if is_same else ""
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
        order_tabs(self, self.edit_button)
        if place:
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(place))
        again = (each for each in page.findChildren(QAbstractButton) if _name(each) == held)
        if held:
            next(again, self.edit_button).setFocus()

    def _held(self) -> str:
        """Return the name of what in the page has the keyboard."""
        focus, page = self.window().focusWidget(), self._scroll.widget()
        inside = page is not None and focus is not None and page.isAncestorOf(focus)
        return _name(focus) if inside and isinstance(focus, QAbstractButton) else ""


def _name(made: QAbstractButton) -> str:
    return made.accessibleName() or made.text()


def _heading(details: Details) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(10)
    if details.initial:
        shown = avatar(details.initial, details.picture)
        if details.picture:
            shown.setAccessibleName(_("Photo of {name}", name=details.name))
        across.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
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
    for lead in section.leads:
        column.addWidget(_lead_button(lead))
    for tick in section.ticks:
        column.addWidget(_tick_line(tick))
    for step in section.steps:
        column.addWidget(_step_button(step))


def _lead_button(lead: Lead) -> QWidget:
    """Return a line with a way to another record; the caption stands beside the name."""
    made = button(lead.title.replace("&", "&&"), icon="chevron-right", role="flat")
    made.setToolTip(_("Show {name}", name=lead.title))
    made.setAccessibleName(f"{lead.title}, {lead.caption}" if lead.caption else lead.title)
    made.clicked.connect(lambda: lead.go())
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    across.addWidget(paragraph(lead.caption, "caption"), 1)
    return line


def _tick_line(tick: Tick) -> QWidget:
    """Return a box with its words beside it, which a box alone would not break into lines."""
    box = QCheckBox()
    box.setAccessibleName(tick.title)
    box.setAccessibleDescription(tick.caption)
    box.setChecked(tick.done)
    box.clicked.connect(lambda done: tick.do(done))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(paragraph(tick.title, "muted" if tick.done else ""))
    if tick.caption:
        words.addWidget(paragraph(tick.caption, "caption"))
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(words, 1)
    return line


def _step_button(step: Step) -> QWidget:
    made = button(step.text, icon=step.icon, role="primary" if step.primary else "plain")
    made.clicked.connect(lambda: step.do())
    return made


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
