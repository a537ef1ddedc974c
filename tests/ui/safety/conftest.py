"""A window on a real file, and a key store that lives as long as the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from pytestqt.qtbot import QtBot

from models.book import close_book, create_book
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences

Start = Callable[[Path | None], Desk]


class MemoryKeyring(KeyringBackend):
    """A key store as keyring knows them, in memory."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def no_store() -> Iterator[None]:
    """Nobody's own key store is touched by a test."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def store(no_store: None) -> MemoryKeyring:
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


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
        settle(desk, qtbot)
        return desk

    yield begin
    for desk in desks:
        desk.window.close()


@pytest.fixture
def desk(book: Path, start: Start) -> Desk:
    close_book()
    return start(book)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A closed file whose passphrase is “right”."""
    path = tmp_path / "secret.guildbook"
    create_book(path, "Quiet Club", "right")
    close_book()
    return path


def settle(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
