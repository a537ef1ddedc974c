"""One file opened twice: in real processes where there are to be two."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from models.book import close_book, read_only
from models.errors import UserError
from models.members.member import save_member
from tests.ui.conftest import Start, settle
from ui import asking, pages
from ui.desk import Desk
from ui.members.rooms import MembersRooms
from ui.safety import file_lock
from ui.safety.file_lock import FileLock, call_path, lock_path
from ui.welcome import Welcome

_HOME = Path(__file__).parents[3]
# Opens a file, says so, and says again whenever its window is called to the front.
_FIRST = """
import sys
from pathlib import Path
from ui import start
from ui.desk import Desk
from ui.safety.safety import Safety

before, news = Safety.come_to_front, lambda text: print(text, flush=True)
Safety.come_to_front = lambda self: (before(self), news("called"))
Safety.begin = (lambda begin: lambda self, session: (begin(self, session), news("open")))(
    Safety.begin
)
sys.exit(start.open_window(Path(sys.argv[1])))
"""


def run(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_HOME)}
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=_HOME, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.fixture
def first(book: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the file open in its window."""
    close_book()
    process = run("-c", _FIRST, str(book))
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_start_brings_the_first_window_to_the_front(
    first: subprocess.Popen[str], book: Path
) -> None:
    second = run("main.py", str(book))
    _said, errors = second.communicate(timeout=30)
    assert (second.returncode, errors) == (0, "")
    assert first.stdout is not None
    assert first.stdout.readline() == "called\n"
    assert not call_path(book).exists()


def test_a_file_opened_elsewhere_is_not_opened_in_a_window_that_runs_already(
    first: subprocess.Popen[str], book: Path, start: Start, qtbot: QtBot
) -> None:
    desk = start(None)
    with qtbot.waitSignal(desk.opening.refused) as refused:
        desk.open_file(book)
    assert refused.args == [book, None]
    assert isinstance(desk.shell.room.currentWidget(), Welcome)
    assert first.stdout is not None
    assert first.stdout.readline() == "called\n"


def test_the_lock_of_a_program_that_was_killed_is_taken_over(
    first: subprocess.Popen[str], book: Path, start: Start
) -> None:
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert lock_path(book).exists()
    desk = start(book)
    assert desk.session is not None
    assert not read_only()


def test_the_lock_is_hidden_its_owners_alone_and_gone_at_the_end(desk: Desk, book: Path) -> None:
    lock = lock_path(book)
    assert lock.name.startswith(".")
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    desk.window.close()
    assert not [each.name for each in book.parent.iterdir() if each.name.startswith(".")]


def test_a_folder_that_cannot_be_written_needs_no_lock(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_asked, **_named: False)
    assert FileLock().take(book) is None
    assert not lock_path(book).exists()


def lock_of_another_machine(book: Path) -> None:
    lock_path(book).write_text("4242\npython3.11\nthinkpad\n0123456789abcdef\nboot\n")


@pytest.mark.parametrize(("answer", "to_read"), [(0, True), (1, False)])
def test_a_file_open_on_another_machine_is_asked_about(
    answer: int, to_read: bool, book: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_book()
    lock_of_another_machine(book)
    asked: list[str] = []

    def choose(_parent: object, question: str, _answers: object) -> int:
        asked.append(question)
        return answer

    monkeypatch.setattr(asking, "choose", choose)
    desk = start(book)
    assert len(asked) == 1
    assert "club.guildbook" in asked[0]
    assert "“thinkpad”" in asked[0]
    assert read_only() is to_read
    # Who read it leaves the lock; who opened it anyway is not asked again, nor is anybody else.
    assert lock_path(book).read_text().startswith("4242") is to_read
    desk.window.close()
    assert lock_path(book).exists() is to_read
    start(book)
    assert len(asked) == (2 if to_read else 1)


def test_thinking_better_of_it_leaves_it_closed(
    book: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_book()
    lock_of_another_machine(book)
    monkeypatch.setattr(asking, "choose", lambda *_asked: None)
    assert isinstance(start(book).shell.room.currentWidget(), Welcome)


def test_what_is_open_to_be_read_says_so_and_refuses_every_change(
    book: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_book()
    lock_of_another_machine(book)
    before = book.read_bytes()
    monkeypatch.setattr(asking, "choose", lambda *_asked: 0)
    desk = start(book)
    bar = desk.safety._bar
    assert bar is not None
    assert bar.isVisible()
    with pytest.raises(UserError, match="cannot be written"):
        save_member(None, {"name": "Ann"})
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_detail: said.append(text))
    monkeypatch.setattr(asking, "choose", lambda *_asked: 1)
    desk.show_page(pages.MEMBERS)
    settle(desk, qtbot)
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    page.start_new()
    page.form.editor("name").set_value("Ann")
    page.save()
    assert said[-1].startswith("This file cannot be written.")
    page.cancel()
    monkeypatch.setattr(asking, "choose", lambda *_asked: 0)
    lock_path(book).unlink()
    with qtbot.waitSignal(desk.settled):
        bar.again.click()
    settle(desk, qtbot)
    assert not read_only()
    assert desk.safety._bar is None
    assert book.read_bytes() == before


def test_a_window_that_does_not_answer_is_asked_about(
    book: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_book()
    silent = run("-c", _SILENT, str(lock_path(book)))
    assert silent.stdout is not None
    assert silent.stdout.readline() == "locked\n"
    monkeypatch.setattr(file_lock, "PATIENCE", 0.2)
    asked: list[str] = []

    def choose(_parent: object, question: str, _answers: object) -> int:
        asked.append(question)
        return 1

    monkeypatch.setattr(asking, "choose", choose)
    desk = start(book)
    silent.kill()
    silent.communicate()
    assert desk.session is not None
    assert "does not answer" in asked[0]
    assert not call_path(book).exists()


_SILENT = """
import sys, time
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
print("locked" if lock.tryLock(0) else "no", flush=True)
time.sleep(60)
"""


def test_the_first_start_waits_for_nobody(book: Path) -> None:
    close_book()
    begun = time.monotonic()
    assert not file_lock.call_to_front(book)
    assert time.monotonic() - begun < 0.5
