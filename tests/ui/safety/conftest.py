"""A file that has a passphrase, and a key store that lives as long as the test."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from models.book import close_book, create_book


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


@pytest.fixture
def store(no_store: None) -> MemoryKeyring:
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A closed file whose passphrase is “right”."""
    path = tmp_path / "secret.guildbook"
    create_book(path, "Quiet Club", "right")
    close_book()
    return path
