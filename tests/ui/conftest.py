"""What the tests of the window share: preferences of their own, a session on the open file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.book import close_book
from ui import theme, wording
from ui.collecting import collect
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.references import hold_singletons
from ui.session import Session

Start = Callable[[Path | None], Desk]


@pytest.fixture(autouse=True, scope="session")
def long_life() -> None:
    """As in the program, whose signals would use up Python's True within some hundred tests."""
    hold_singletons()


@pytest.fixture(autouse=True, scope="session")
def collecting() -> Iterator[None]:
    """As in the program: no worker takes apart what belongs to the GUI thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> None:
    """Let the widgets of the test before go: the style sheet dresses all that live."""
    collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Tests read English, whatever the machine speaks, in the program's own dress."""
    theme.apply(qapp, "light")
    wording.use("en")
    yield
    wording.use("en")


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def session(book: Path, preferences: Preferences) -> Iterator[Session]:
    made = Session(preferences, book)
    yield made
    made.tasks.stop()


@pytest.fixture
def start(qtbot: QtBot, preferences: Preferences) -> Iterator[Start]:
    """Start the window as ui.start does, and wait until it has settled."""
    desks = []

    def begin(file: Path | None) -> Desk:
        window = MainWindow(preferences, file.stem if file else "")
        qtbot.addWidget(window)
        window.show()
        desk = Desk(window, preferences, file)
        desks.append(desk)
        with qtbot.waitSignal(desk.settled, timeout=10_000):
            desk.begin()
        return desk

    yield begin
    for desk in desks:
        desk.window.close()


@pytest.fixture
def desk(book: Path, start: Start, qtbot: QtBot) -> Desk:
    close_book()
    made = start(book)
    qtbot.waitUntil(lambda: not made.tasks.busy)
    return made


@pytest.fixture
def later() -> Callable[[Callable[[], None]], None]:
    """Do something inside the next modal window; a failure in there still ends the window."""

    def do(look: Callable[[], None]) -> None:
        def turn() -> None:
            if QApplication.activeModalWidget() is None:
                QTimer.singleShot(20, turn)
                return
            try:
                look()
            finally:
                if (window := QApplication.activeModalWidget()) is not None:
                    window.close()

        QTimer.singleShot(20, turn)

    return do
