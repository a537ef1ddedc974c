"""Ctrl+K: type a few letters of anything, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.vocabulary import Kind, RuleSection
from ui import icons
from ui.session import Session
from ui.window_actions import Command, shown_keys
from ui.wording import _

if TYPE_CHECKING:
    from models.search import Hit

LIMIT = 8
_ICONS = {
    Kind.MEMBER: "user",
    Kind.EVENT: "calendar-days",
    Kind.RULE: "scroll-text",
    Kind.FEEDBACK: "message-square",
}
_GO = Qt.ItemDataRole.UserRole
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Target:
    """One line to jump to."""

    icon: str
    title: str
    note: str
    go: Callable[[], None]


class Jump(QDialog):
    """A field above a list; the arrow keys move in the list while the field keeps the keyboard."""

    def __init__(
        self, session: Session, commands: Sequence[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Jump to anything"))
        self._session = session
        self._commands = commands
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Jump to a member, event, rule, feedback or command"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFixedSize(560, 420)
        if parent is not None:
            middle = parent.geometry().center()
            self.move(middle.x() - 280, parent.geometry().top() + 90)
        self._fill("")

    def _fill(self, text: str) -> None:
        self.list.clear()
        for target in self._found(text.strip()):
            words = f"{target.title}   {target.note}" if target.note else target.title
            item = QListWidgetItem(icons.icon(target.icon or "chevron-right"), words)
            item.setSizeHint(QSize(0, 38))
            item.setData(_GO, target.go)
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem(_("Nothing is called like that."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _found(self, text: str) -> list[Target]:
        found = [
            Target(command.icon, command.title, shown_keys(command), command.run)
            for command in self._commands
            if command.run is not None and text.casefold() in command.title.casefold()
        ]
        if not text:
            return found
        from models.search import complete  # the file is open by now

        records = [
            self._target(each)
            for kind in _ICONS
            for each in complete(kind, text, LIMIT // 2 if found else LIMIT)
        ]
        return records + found

    def _target(self, hit: Hit) -> Target:
        first_line = hit.title.partition("\n")[0]
        note = _worded(hit)
        return Target(
            _ICONS[hit.kind], first_line, note, partial(self._session.go_to, hit.kind, hit.id)
        )

    def _go(self, item: QListWidgetItem) -> None:
        go = item.data(_GO)
        if go is not None:
            self.accept()
            go()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _KEYS:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.list.currentItem()) is not None:
                    self._go(item)
                return True
        return super().eventFilter(watched, event)


def _worded(hit: Hit) -> str:
    """Say what tells a hit from its namesakes; a rule's section is stored as a code."""
    sections = {str(section): section.title for section in RuleSection}
    title = sections.get(hit.subtitle) if hit.kind is Kind.RULE else None
    return _(title) if title else hit.subtitle
