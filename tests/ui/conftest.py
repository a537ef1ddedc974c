"""What the tests of the window share: preferences of their own, a session on the open file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.book import close_book
from ui import faults, theme, wording
from ui.collecting import collect
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.references import hold_singletons
from ui.session import Session

Start = Callable[[Path | None], Desk]
PATIENCE = 60_000  # milliseconds


class PatientBot(QtBot):
    """Waits for as long as it takes where others are at work too: half as long as a test has. What
    came true is waited for no longer, so patience costs nothing."""

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


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


@pytest.fixture(autouse=True)
def no_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of the fault window have a fixture of this name that lets it open."""
    fail_at_a_fault(monkeypatch)


def fail_at_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug fails the test instead of opening a window nobody closes."""

    def fail(text: str, _parent: object) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(faults, "FaultWindow", fail)


@pytest.fixture
def preferences(tmp_path_factory: pytest.TempPathFactory) -> Preferences:
    """Not beside the file: a window watches the folder of its file."""
    return Preferences(tmp_path_factory.mktemp("settings") / "preferences.ini")


@pytest.fixture
def session(book: Path, preferences: Preferences) -> Iterator[Session]:
    made = Session(preferences, book)
    yield made
    made.tasks.stop()
    # The file is closed next: nothing that is still on screen may ask it any more.
    for widget in QApplication.topLevelWidgets():
        for timer in widget.findChildren(QTimer):
            timer.stop()


@pytest.fixture
def start(qtbot: QtBot, preferences: Preferences) -> Iterator[Start]:
    """Open files in windows; they are closed when the test is over."""
    desks = []

    def begin(file: Path | None) -> Desk:
        desks.append(open_desk(file, preferences, qtbot))
        return desks[-1]

    yield begin
    for desk in desks:
        desk.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def desk(book: Path, start: Start) -> Desk:
    close_book()
    return start(book)


def open_desk(file: Path | None, preferences: Preferences, qtbot: QtBot) -> Desk:
    """Start a window as ui.start does, and wait until nothing is under way."""
    window = MainWindow(preferences, file.stem if file else "")
    qtbot.addWidget(window)
    window.show()
    made = Desk(window, preferences, file)
    with qtbot.waitSignal(made.settled):
        made.begin()
    settle(made, qtbot)
    return made


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Wait until the worker has nothing to do."""
    qtbot.waitUntil(lambda: not desk.tasks.busy)


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
