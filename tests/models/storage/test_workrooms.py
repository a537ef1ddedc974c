"""Private folders go with the process that made them, even where it was killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from models.storage.workrooms import private_folder

_KILLED = """
import os, signal
from pathlib import Path
from models.storage.workrooms import private_folder
room = private_folder()
Path(room.name, "copy").write_text("secret")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_folder_is_private_and_leaves_nothing() -> None:
    room = private_folder()
    folder = Path(room.name)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    room.cleanup()
    assert list(folder.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_what_a_killed_process_left_is_removed_but_not_what_is_in_use(home: Path) -> None:
    with private_folder() as kept:
        done = subprocess.run([sys.executable, "-c", _KILLED], env=os.environ, check=False)
        assert done.returncode == -signal.SIGKILL
        assert list(home.rglob("copy"))
        with private_folder():
            assert list(home.rglob("copy")) == []
            assert Path(kept).is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_opening_a_file_in_the_window_removes_what_a_killed_process_left(
    book: Path, home: Path
) -> None:
    from models.journal.transactions import Author
    from models.progress import unheard
    from ui.opening import _open

    subprocess.run([sys.executable, "-c", _KILLED], env=os.environ, check=False)
    assert list(home.rglob("copy"))
    _open(Author(), book, "", False, unheard)
    assert list(home.rglob("copy")) == []
