"""What the page on show offers as buttons and menus, for Ctrl+K to list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

# A filter or a line of somebody's is no command, though it is pressed like one.
_NO_COMMANDS = ("pill", "line")


@dataclass(frozen=True)
class Offer:
    """One command of a page; `keys` as this system writes them, "" where it has none."""

    title: str
    keys: str
    icon: QIcon
    run: Callable[[], None]


def offered(page: QWidget) -> list[Offer]:
    """Return what can be pressed on a page now, in reading order, each title once."""
    offers: dict[str, Offer] = {}
    for button in sorted(filter(_is_command, page.findChildren(QPushButton)), key=_place):
        if button.isVisibleTo(page):
            for offer in _of_button(button):
                offers.setdefault(offer.title, offer)
    return list(offers.values())


def _is_command(button: QPushButton) -> bool:
    return button.isEnabled() and button.property("role") not in _NO_COMMANDS


def _place(button: QPushButton) -> tuple[int, int]:
    where = button.mapTo(button.window(), QPoint())
    return where.y(), where.x()


def _of_button(button: QPushButton) -> Iterator[Offer]:
    menu = button.menu()
    title = button.accessibleName() or button.text()
    if menu is not None:
        if title.endswith("…"):  # what it asks next may be looked for by its own name
            yield Offer(title, "", button.icon(), button.showMenu)
        yield from _of_menu(menu)
    elif title:
        # The icon of a primary button is drawn for its coloured ground.
        icon = QIcon() if button.property("role") == "primary" else button.icon()
        yield Offer(title, _written(button.shortcut()), icon, button.click)


def _of_menu(menu: QMenu) -> Iterator[Offer]:
    menu.aboutToShow.emit()  # what applies now is often found out as late as that
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _of_menu(inner)
        elif action.isEnabled() and action.isVisible() and action.text():
            yield _of_action(action)


def _of_action(action: QAction) -> Offer:
    # A tip of its own says what it is about, where its words need the menu around them.
    has_tip = action.toolTip() != action.iconText()
    title = action.toolTip() if has_tip else action.text()
    return Offer(title, _written(action.shortcut()), action.icon(), action.trigger)


def _written(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
