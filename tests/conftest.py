"""Fixtures every test shares: a real file, a fixed clock, a home of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from models import clock as clock_module
from models.book import close_book, create_book
from models.journal.transactions import Author


class FixedClock:
    """Time stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 10, 31, 9, 0)

    def set(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings and backups of tests out of the user's own folders."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def no_store() -> Iterator[None]:
    """Nobody's own key store is touched by a test, and none that another test made is left."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def clock() -> Iterator[FixedClock]:
    fixed = FixedClock()
    clock_module.use(fixed)
    yield fixed
    clock_module.use(datetime.now)


@pytest.fixture
def book(tmp_path: Path, clock: FixedClock) -> Iterator[Path]:
    """An open, empty community file."""
    path = tmp_path / "club.guildbook"
    create_book(path, "江边慢跑团", author=Author("laptop-1", "Lin"))
    yield path
    close_book()
