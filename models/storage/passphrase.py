"""The passphrase in the system's key store, named by the file's salt. The only user of keyring.

The salt is the first thing in an encrypted file, the same in all its copies, and says nothing. No
key store, a locked one or a broken one is no failure: then the passphrase is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

from models.base import database
from models.errors import UserError
from models.storage.checking import is_encrypted
from resources.version import APPLICATION

SALT = 16
# A store may ask the user for a password of its own; one that hangs must not hang the program.
_PATIENCE = 60.0

_PARTS = "keyring.backends"

Answer = TypeVar("Answer")


def remembered(path: Path) -> str | None:
    """Return the passphrase the key store has for a file, which may be an old one; else None."""
    return remembered_by_salt(salt_of(path))


def remembered_by_salt(name: str) -> str | None:
    """Return the passphrase of the file that has, or had, this salt."""
    if not name or not has_store():
        return None
    return _asked(lambda: _keyring().get_password(APPLICATION, name), None) or None


def remember(path: Path, passphrase: str) -> bool:
    """Put a file's passphrase into the key store; say whether it is there now."""
    name = salt_of(path)
    if not name or not passphrase or not has_store():
        return False

    def put() -> bool:
        _keyring().set_password(APPLICATION, name, passphrase)
        return bool(_keyring().get_password(APPLICATION, name) == passphrase)

    return _asked(put, False)


def forget(path: Path) -> None:
    """Take a file's passphrase out of the key store, if it is there."""
    forget_salt(salt_of(path))


def forget_salt(name: str) -> None:
    """Take out the passphrase of the file that has, or had, this salt."""
    if name and has_store():
        _asked(lambda: _keyring().delete_password(APPLICATION, name), None)


def has_store() -> bool:
    """Say whether this system has a key store that keeps secrets, not just a file of them."""
    return _asked(lambda: bool(_keyring().get_keyring().priority >= 1), False)


def knows_stores() -> bool:
    """Say whether the parts that talk to key stores are there: a bundle could lack them."""
    return _asked(lambda: len({part.load() for part in entry_points(group=_PARTS)}) > 1, False)


def salt_of(path: Path) -> str:
    """Return the salt of an encrypted file in hex; "" for any other. The file may be open."""
    if database.holds(path):
        return database.salt
    try:
        if not is_encrypted(path):
            return ""
        with path.open("rb") as file:
            return file.read(SALT).hex()
    except (UserError, OSError):
        return ""


def _keyring() -> Any:
    import keyring  # slow: it looks through every installed package for key stores

    return keyring


def _asked(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return the key store's answer; `otherwise` where it fails or keeps us waiting."""
    answers: list[Answer] = []

    def ask() -> None:
        # Key stores are plugins of other people's: what they raise is not known beforehand.
        with suppress(Exception):
            answers.append(question())

    thread = threading.Thread(target=ask, name="key store", daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return answers[0] if answers else otherwise
