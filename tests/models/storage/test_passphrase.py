"""The key store: a real Secret Service where there is one, and every way of having none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models import book as books
from models.storage import passphrase
from models.storage.passphrase import forget, has_store, remember, remembered, salt_of

ROOT = Path(__file__).parents[3]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")

# Runs in a session of its own, with a key store of its own that knows nothing yet.
SESSION = """
set -e
printf 'test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec "$@"
"""
STORY = """
import sys
from pathlib import Path
from models import book as books
from models.members.member import save_member
from models.storage.passphrase import forget, has_store, remember, remembered, salt_of
from models.storage.rekeying import set_passphrase

path, copy = Path(sys.argv[1]) / "a.guildbook", Path(sys.argv[1]) / "copy.guildbook"
assert has_store()
books.create_book(path, "a", "秘密 one")
assert remembered(path) is None
assert remember(path, "秘密 one")                # while it is open
books.close_book()
assert remembered(path) == "秘密 one"
copy.write_bytes(path.read_bytes())
assert remembered(copy) == "秘密 one"            # a copy is known by its salt
done = set_passphrase(path, "秘密 one", "two")
assert done.remembered and remembered(path) == "two"
books.open_book(path, remembered(path))
books.close_book()
salt = salt_of(path)
assert not set_passphrase(path, "two", "").remembered
assert remembered(path) is None
from models.storage.passphrase import remembered_by_salt
assert remembered_by_salt(salt) is None          # nothing of the old one stays
set_passphrase(path, "", "three")
assert remembered(path) is None                  # never remembered unasked
assert remember(path, "three")
forget(path)
forget(path)
assert remembered(path) is None
print("went well")
"""
COMMANDS = """
import sys
from pathlib import Path
from models.storage.passphrase import remember
from ui.commands import run

path, secret = Path(sys.argv[1]) / "a.guildbook", Path(sys.argv[1]) / "secret.txt"
secret.write_text("one\\n")
assert run(["new", str(path), "--name", "a", "--passphrase-file", str(secret)]) == 0
assert run(["list", str(path), "members"]) == 1
assert remember(path, "one")
assert run(["list", str(path), "members"]) == 0
assert run(["check", str(path)]) == 0
assert remember(path, "an old one")
assert run(["list", str(path), "members"]) == 1
print("went well")
"""
LOCKED = """
import sys
from pathlib import Path
from models import book as books
from models.storage.passphrase import remember, remembered
import models.storage.passphrase
models.storage.passphrase._PATIENCE = 5
path = Path(sys.argv[1]) / "a.guildbook"
books.create_book(path, "a", "one")
assert remember(path, "one")
books.close_book()
import secretstorage
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
assert remembered(path) is None
print("went well")
"""


def in_a_session(story: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a story beside a real Secret Service, in a home of its own."""
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    home = folder / "home"
    home.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "DBUS"))}
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", sys.executable, "-c", story, folder],
        env={**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.mark.parametrize("story", [STORY, COMMANDS, LOCKED], ids=["file", "commands", "locked"])
def test_a_real_secret_service_keeps_it_by_the_files_salt(story: str, tmp_path: Path) -> None:
    done = in_a_session(story, tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("went well\n")


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "a", "one")
    books.close_book()
    return path


@pytest.fixture
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keyring find another key store than this system's."""
    import keyring.core

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", request.param)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


NONE = ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "no.such.Backend"]


@pytest.mark.parametrize("store", NONE, indirect=True)
def test_without_a_key_store_nothing_is_remembered_and_nothing_fails(
    store: None, encrypted: Path
) -> None:
    assert not has_store()
    assert not remember(encrypted, "one")
    assert remembered(encrypted) is None
    forget(encrypted)


BROKEN = """
from keyring.backend import KeyringBackend
class Broken(KeyringBackend):
    priority = 5
    def get_password(self, service, name): raise ZeroDivisionError
    def set_password(self, service, name, secret): raise ConnectionResetError
    def delete_password(self, service, name): raise KeyError
class Hanging(Broken):
    def get_password(self, service, name):
        import time
        time.sleep(30)
"""


@pytest.mark.parametrize("store", ["broken_store.Broken", "broken_store.Hanging"], indirect=True)
def test_a_key_store_that_breaks_or_hangs_is_no_failure(
    encrypted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: None
) -> None:
    (tmp_path / "broken_store.py").write_text(BROKEN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(passphrase, "_PATIENCE", 0.5)
    began = time.monotonic()
    assert has_store()
    assert not remember(encrypted, "one")
    assert remembered(encrypted) is None
    forget(encrypted)
    assert time.monotonic() - began < 10


def test_the_salt_is_that_of_the_file_open_or_not_and_of_its_copies(encrypted: Path) -> None:
    salt = salt_of(encrypted)
    assert salt == encrypted.read_bytes()[:16].hex()
    books.open_book(encrypted, "one")
    assert salt_of(encrypted) == salt
    books.close_book()


def test_what_has_no_passphrase_has_no_salt(book: Path, tmp_path: Path) -> None:
    assert salt_of(book) == ""
    assert remembered(book) is None
    books.close_book()
    assert salt_of(book) == ""
    assert salt_of(tmp_path / "nowhere") == ""
    assert remembered(tmp_path) is None


def test_nothing_keeps_the_passphrase_when_the_file_is_closed(encrypted: Path) -> None:
    from models.base import database

    books.open_book(encrypted, "one")
    assert database.passphrase == "one"
    books.close_book()
    assert database.passphrase == ""


def test_a_plain_file_costs_no_key_store(book: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from models.storage.passphrase import remembered;"
        "remembered(Path(sys.argv[1])); sys.exit('keyring' in sys.modules)"
    )
    books.close_book()
    done = subprocess.run([sys.executable, "-c", program, str(book)], cwd=ROOT, check=False)
    assert done.returncode == 0
