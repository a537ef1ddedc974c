"""What is no file, no folder or no passphrase: a sentence that names it, and no endless wait."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.book import close_book
from models.journal import inverse
from tests.ui.commands.conftest import Command, Said
from tests.ui.commands.test_run import ROOT
from ui import commands
from ui.commands import opening
from ui.fault_words import details

LONG = "n" * 400

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")


def refused(said: Said) -> str:
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "mistake in Guildbook" not in said.err and "any more" not in said.err
    return said.err


def test_what_is_no_file_is_named_wherever_one_is_read(
    club: Path, command: Command, tmp_path: Path
) -> None:
    pipe, circle, folder = tmp_path / "pipe", tmp_path / "circle", tmp_path / "folder"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    folder.mkdir()
    for place, told in (
        (folder, "“folder” is a folder. "),
        (pipe, "“pipe” is a device or a pipe"),
        (Path("/dev/zero"), "“zero” is a device or a pipe"),
        (tmp_path / "gone", "There is no file “gone”. "),
        (tmp_path / LONG, "This name is too long. "),
        (circle, "This link leads round in a circle. "),
    ):
        for words in (
            ("list", place, "members"),
            ("merge", club, place),
            ("check", place),
            ("salvage", place, tmp_path / "out.guildbook"),
        ):
            assert refused(command(*words)).startswith(told), words
    assert not (tmp_path / "out.guildbook").exists()


def test_a_place_that_cannot_be_written_is_named(
    club: Path, command: Command, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    for words in (
        ("new", nowhere / "a.guildbook", "--name", "a"),
        ("export", club, "--as", "members", nowhere / "a.csv"),
        ("report", club, "--month", "2026-10", "--audience", "full", "--output", nowhere / "a.pdf"),
        ("backup", club, nowhere / "a.guildbook"),
    ):
        assert "There is no such folder “nowhere”. " in refused(command(*words)), words
    for words in (
        ("new", tmp_path / LONG, "--name", "a"),
        ("new", tmp_path / LONG[:250], "--name", "a"),
        ("backup", club, tmp_path / LONG),
    ):
        assert "This name is too long. " in refused(command(*words)), words


def test_a_damaged_other_file_is_named(club: Path, command: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.guildbook"
    whole = club.read_bytes()
    for pages in (1, 2, len(whole) // 4096 // 2):
        other.write_bytes(whole[: pages * 4096])
        assert "“other.guildbook” is damaged" in refused(command("merge", club, other))


def test_a_passphrase_is_text_and_never_waited_for(command: Command, tmp_path: Path) -> None:
    file, pipe, secret = (tmp_path / name for name in ("a.guildbook", "pipe", "secret"))
    os.mkfifo(pipe)
    secret.write_bytes(b"a\0b\n")
    for source, told in (
        (pipe, "There is no passphrase"),
        ("/dev/zero", "A passphrase cannot hold"),
        (secret, "A passphrase cannot hold"),
        (tmp_path, "There is a folder where a file should be"),
    ):
        assert told in refused(command("new", file, "--name", "a", "--passphrase-file", source))
    secret.write_bytes(b"\xff\xfe\n")
    assert "A passphrase cannot hold" in refused(
        command("new", file, "--name", "a", "--passphrase-file", secret)
    )
    assert not file.exists()


def test_a_passphrase_may_come_through_a_pipe(command: Command, tmp_path: Path) -> None:
    receiving, sending = os.pipe()

    def send() -> None:
        os.write(sending, "口令\n".encode())
        os.close(sending)

    later = threading.Timer(0.2, send)
    later.start()
    source = f"/dev/fd/{receiving}"
    assert (
        command("new", tmp_path / "a.guildbook", "--name", "a", "--passphrase-file", source).code
        == 0
    )
    later.join()
    os.close(receiving)


def test_bytes_that_are_no_text_are_refused_on_standard_input(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C"}
    words = ["new", str(tmp_path / "a.guildbook"), "--name", "a", "--passphrase-file", "-"]
    told = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        input=b"\xff\xfeabc\n",
        capture_output=True,
        env=environment,
        check=False,
    )
    assert told.returncode == 1
    assert b"A passphrase cannot hold" in told.stderr


def test_a_fault_that_is_its_own_cause_is_described_once() -> None:
    fault = OSError("x")
    fault.__cause__ = fault
    assert details(fault).count("OSError") == 1


def test_stopping_a_command_is_said(
    club: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_options: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_answer", stop)
    said = command("list", club, "members")
    assert (said.code, said.out, said.err) == (1, "", "Stopped. Nothing was changed.\n")


@pytest.mark.parametrize("place", ["close_book", "show"])
def test_a_stop_after_the_work_is_no_stop(
    club: Path, command: Command, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def stop(*_given: object) -> None:
        if place == "close_book":
            close_book()
        raise KeyboardInterrupt

    where = opening if place == "close_book" else commands
    monkeypatch.setattr(where, place, stop)
    said = command("undo", club)
    told = "Everything was done already; only the answer is missing.\n"
    assert (said.code, said.out, said.err) == (0, "", told)
    monkeypatch.undo()
    assert command("list", club, "events", "--json").document["total"] == 0


def test_a_stop_before_the_work_is_done_leaves_the_file_as_it_was(
    club: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inverse, "_trash_made_rows", stop)
    said = command("undo", club)
    assert (said.code, said.out, said.err) == (1, "", "Stopped. Nothing was changed.\n")
    monkeypatch.undo()
    assert command("list", club, "events", "--json").document["total"] == 2


def test_a_name_with_no_room_for_the_journals_is_too_long(
    club: Path, command: Command, tmp_path: Path
) -> None:
    other = club.rename(tmp_path / LONG[:250])
    for words in (("list", other, "members"), ("check", other)):
        assert refused(command(*words)).startswith("This name is too long. ")
