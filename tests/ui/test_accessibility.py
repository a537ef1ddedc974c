"""What a screen reader and a keyboard find, on every page and in every window of the shell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.events.event import save_event
from models.members.member import save_member
from ui import furniture
from ui.dialogs.about import About
from ui.dialogs.new_community import NewCommunity
from ui.dialogs.settings import Settings
from ui.jump import Jump
from ui.pages import Pages
from ui.preferences import Preferences
from ui.rooms import ROOMS
from ui.session import Session
from ui.shell import Shell
from ui.welcome import Welcome
from ui.window_actions import Command, Group, WindowActions

_GROUP = Group("Program", (Command("Quit", run=lambda: None),))
_SMALLEST = (804, 640)  # what a window of 1000 by 640 leaves for a page


def reachable(root: QWidget) -> Iterator[QWidget]:
    """Yield what the keyboard can stand on, without the inner parts of Qt's own controls."""
    for widget in [root, *root.findChildren(QWidget)]:
        keyboard = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        if keyboard and widget.isVisible() and widget.isEnabled() and not inner:
            if type(widget) is not QScrollArea:
                yield widget


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in reachable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not (name or widget.accessibleName()):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def cut(root: QWidget) -> list[str]:
    """Return the words that do not fit where they stand."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and not isinstance(widget, furniture.ShortLabel):
            if widget.text() and not widget.wordWrap():
                if widget.width() < widget.minimumSizeHint().width() - 1:
                    found.append(widget.text())
        elif isinstance(widget, QAbstractButton) and widget.text():
            if widget.width() < widget.minimumSizeHint().width() - 1:
                found.append(widget.text())
    return found


@pytest.fixture
def pages(session: Session, qtbot: QtBot) -> Pages:
    save_member(None, {"name": "Ann", "joined": date(2026, 9, 1), "status": "applicant"})
    save_event(None, {"title": "A run along the river", "begins": datetime(2026, 11, 2, 10)})
    made = Pages(session)
    qtbot.addWidget(made)
    made.resize(*_SMALLEST)
    made.show()
    return made


@pytest.mark.parametrize("place", range(len(ROOMS)), ids=[room.name for room in ROOMS])
def test_every_control_of_a_page_has_a_name_and_room_for_its_words(
    place: int, pages: Pages, session: Session, qtbot: QtBot
) -> None:
    page = pages.visit(place)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    qtbot.wait(50)
    assert nameless(page) == []
    assert cut(page) == []


@pytest.mark.parametrize("window", ["welcome", "new", "settings", "about", "jump", "shell"])
def test_every_control_of_a_window_has_a_name(
    window: str, session: Session, preferences: Preferences, qtbot: QtBot
) -> None:
    made: QWidget
    if window == "welcome":
        made = Welcome([session.path] if session.path else [], "It is damaged.")
    elif window == "new":
        made = NewCommunity(asks_name=True)
    elif window == "settings":
        made = Settings(preferences, session, lambda: None)
    elif window == "about":
        made = About(())
    elif window == "jump":
        made = Jump(session, [])
    else:
        owner = QWidget()
        qtbot.addWidget(owner)
        made = Shell(WindowActions(owner, (_GROUP,)), lambda: [])
    qtbot.addWidget(made)
    made.show()
    assert list(reachable(made))
    assert nameless(made) == []
    assert cut(made) == []
