"""Ctrl+K: type a few letters of anything, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.vocabulary import Kind
from ui import icons
from ui.command_names import is_called
from ui.page_commands import offered
from ui.records.told_apart import told_apart
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
_PLAIN, _PAST = "chevron-right", "git-commit-vertical"
_PERSON = "person"  # the members tab shows the member it stands on as a page
_TIMELINES = 3
_GO = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _TOP = 560, 420, 90
_STAY = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Target:
    """One line to jump to."""

    icon: QIcon
    title: str
    note: str
    go: Callable[[], None]


class Jump(QWidget):
    """A field above a list; the arrow keys move in the list while the field keeps the keyboard.

    It lies over the window instead of being one: where no window manager gives the keyboard back,
    a window that closes leaves it nowhere.
    """

    def __init__(
        self,
        session: Session,
        commands: Sequence[Command],
        window: QWidget | None = None,
        page: QWidget | None = None,
    ) -> None:
        super().__init__(window)
        self.setAccessibleName(_("Jump to anything"))
        self._session = session
        self._commands = _targets(commands, page)
        self._before = window.focusWidget() if window is not None else None
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
        self._sheet = QFrame(self)
        self._sheet.setProperty("role", "sheet")
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._sheet.resize(_WIDTH, _HEIGHT)
        if window is not None:
            window.installEventFilter(self)
            self._cover(window)
        self._fill("")

    def open(self) -> None:
        self.show()
        self.raise_()
        self.field.setFocus()
        from models.search import prepare  # the file is open by now

        self._session.tasks.run(prepare, connected=False)

    def leave(self) -> None:
        """Go away; the keyboard is where it was before."""
        self.field.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        # Let go of at once, on this thread: what is left to Python's collector may end on another.
        self.list.clear()
        self._commands.clear()
        self._before = None
        self.deleteLater()

    def _cover(self, window: QWidget) -> None:
        self.setGeometry(window.rect())
        self._sheet.move((self.width() - _WIDTH) // 2, _TOP)

    def _fill(self, text: str) -> None:
        self.list.clear()
        for target in self._found(text.strip()):
            words = f"{target.title}   {target.note}" if target.note else target.title
            item = QListWidgetItem(target.icon, words)
            item.setSizeHint(QSize(0, 38))
            item.setData(_GO, target.go)
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem(_("Nothing is called like that."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _found(self, text: str) -> list[Target]:
        """Return records called like that, then commands, then records that only mention it."""
        if not text:
            return self._commands
        found = [each for each in self._commands if is_called(each.title, text)]
        found.sort(key=lambda each: _distance(text.casefold(), each.title.casefold()))
        from models.search import complete  # the file is open by now

        limit = LIMIT // 2 if found else LIMIT
        hits = [hit for kind in _ICONS for hit in complete(kind, text, limit)]
        called = [self._target(hit) for hit in hits if hit.called]
        called += [self._timeline(hit) for hit in hits if hit.called and hit.kind is Kind.MEMBER][
            :_TIMELINES
        ]
        return called + found + [self._target(hit) for hit in hits if not hit.called]

    def _timeline(self, hit: Hit) -> Target:
        title = _("Timeline of {name}", name=hit.title)
        return Target(icons.icon(_PAST), title, hit.subtitle, partial(self._show_past, hit.id))

    def _show_past(self, member: bytes) -> None:
        self._session.go_to(Kind.MEMBER, member)
        self._session.go_to(Kind.MEMBER, pill=_PERSON)

    def _target(self, hit: Hit) -> Target:
        first_line = hit.title.partition("\n")[0]
        note = told_apart(hit.kind, hit.subtitle)
        picture = icons.icon(_ICONS[hit.kind])
        return Target(picture, first_line, note, partial(self._session.go_to, hit.kind, hit.id))

    def _go(self, item: QListWidgetItem) -> None:
        go = item.data(_GO)
        if go is not None:
            self.leave()
            go()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
                self._cover(watched)
        elif event.type() == QEvent.Type.ShortcutOverride:
            # While it is open, no shortcut reaches the window behind it.
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._answer(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    def _answer(self, event: QKeyEvent) -> bool:
        """Do what a key of the list says; False for a key of the field."""
        if event.key() in _KEYS:
            self.list.event(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (item := self.list.currentItem()) is not None:
                self._go(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            return event.key() in _STAY
        return True


def _targets(commands: Sequence[Command], page: QWidget | None) -> list[Target]:
    """Return what the page offers, then what can be done from anywhere."""
    plain = icons.icon(_PLAIN)
    own = [
        Target(plain if each.icon.isNull() else each.icon, each.title, each.keys, each.run)
        for each in (offered(page) if page is not None else ())
    ]
    known = {each.title for each in own}
    return own + [
        Target(icons.icon(each.icon or _PLAIN), each.title, shown_keys(each), each.run)
        for each in commands
        if each.run is not None and each.title not in known
    ]


def _distance(typed: str, title: str) -> int:
    """Return how far a command's title is from what was typed: begun by it, holding it, or only
    another word for it."""
    return 0 if title.startswith(typed) else 1 if typed in title else 2
