"""Every action of the window: one list of words, keys and icons for menu, shortcuts and jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons

Run = Callable[[], None]


@dataclass(frozen=True)
class Command:
    """`keys` are portable shortcuts, the first one is shown. `needs_file`: only with an open file.

    Without `run` the keys belong to the page that has the keyboard; they are only listed here.
    """

    title: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    run: Run | None = None
    needs_file: bool = False
    in_menu: bool = True


@dataclass(frozen=True)
class Group:
    """Commands that stand together in the menu; with an icon, in a menu of their own there."""

    title: str
    commands: tuple[Command, ...]
    icon: str = ""


class WindowActions:
    """The commands as QActions of one window."""

    def __init__(self, window: QWidget, groups: tuple[Group, ...]) -> None:
        self.groups = groups
        self._actions = {
            command: _action(window, command)
            for group in groups
            for command in group.commands
            if command.run is not None
        }
        window.addActions(list(self._actions.values()))

    def allow(self, file_is_open: bool) -> None:
        for command, action in self._actions.items():
            action.setEnabled(file_is_open or not command.needs_file)

    def possible(self) -> list[Command]:
        """Return the commands that can be run now, in the order of the menu."""
        return [command for command, action in self._actions.items() if action.isEnabled()]

    def forget(self, window: QWidget) -> None:
        """Take the actions off the window, before others take their place."""
        for action in self._actions.values():
            window.removeAction(action)
            action.deleteLater()
        self._actions.clear()

    def fill(self, menu: QMenu) -> None:
        for group in self.groups:
            place = menu
            if group.icon:
                place = menu.addMenu(icons.icon(group.icon), group.title)
            elif not menu.isEmpty():
                menu.addSeparator()
            place.addActions(
                [self._actions[each] for each in group.commands if each.run and each.in_menu]
            )


def shown_keys(command: Command) -> str:
    """Return the shortcut as this system writes it; "" where there is none."""
    if not command.keys:
        return ""
    return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def _action(window: QWidget, command: Command) -> QAction:
    made = QAction(command.title, window)
    made.setShortcuts([QKeySequence(keys) for keys in command.keys])
    if command.icon:
        made.setIcon(icons.icon(command.icon))
    run = command.run
    if run is not None:
        made.triggered.connect(lambda _checked: run())
    return made
