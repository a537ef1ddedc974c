"""Power cuts, copies taken in the middle of the work, and disks that fill up.

GUILDBOOK_MOMENTS says how many moments are tried of the first two; 500 unless it says otherwise.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.book import close_book, create_book, open_book
from models.errors import UserError
from models.feedback.feedback import save_feedback
from models.journal.folding import find_differences
from models.journal.transactions import Author, action
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.merging.incoming import receive
from models.merging.merge import merge
from tests.proof.writing import whole_actions, write, write_as

MOMENTS = int(os.environ.get("GUILDBOOK_MOMENTS", "500"))
AUTHOR = Author("laptop", "Lin")
PAGE = 4096
NOBODY = 65534

pytestmark = [pytest.mark.proof, pytest.mark.timeout(0)]


@contextmanager
def busy(path: Path, pause: float, passphrase: str = "") -> Iterator[tuple[Any, Any]]:
    """Let another process write to a file; the process, and the pipe of what it confirmed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.writing"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=write, args=(path, theirs, pause, passphrase), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()


def confirmed(pipe: Any) -> int:
    """Return the last number the writer confirmed; -1 where it confirmed none."""
    last = -1
    while pipe.poll():
        try:
            last = pipe.recv()
        except EOFError:
            break
    return last


def test_a_killed_program_keeps_every_confirmed_action_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "club.guildbook"
    create_book(path, "club", author=AUTHOR)
    close_book()
    moments = random.Random(1)
    before = 0
    for _moment in range(MOMENTS):
        with busy(path, 0) as (process, pipe):
            pipe.poll(20)
            time.sleep(moments.uniform(0, 0.02))
            process.kill()  # SIGKILL: nothing can be put in order any more
            process.join()
            last = confirmed(pipe)
        open_book(path, author=AUTHOR)
        numbers = whole_actions()
        assert numbers == list(range(len(numbers)))
        # The one that was being confirmed may be there; more may not.
        assert len(numbers) in (last + 1, last + 2)
        assert len(numbers) > before
        assert find_differences() == []
        before = len(numbers)
        close_book()
        if before > 400:  # a short file keeps the moments spread over all of a commit
            path.unlink()
            create_book(path, "club", author=AUTHOR)
            close_book()
            before = 0


@pytest.mark.parametrize("passphrase", ["", "正确的口令"])
def test_a_copy_of_a_busy_file_is_whole_or_refused(tmp_path: Path, passphrase: str) -> None:
    path, copy = tmp_path / "club.guildbook", tmp_path / "copy.guildbook"
    create_book(path, "club", passphrase, author=AUTHOR)
    close_book()
    moments = random.Random(2)
    refused = whole = 0
    with busy(path, 0.02, passphrase) as (_process, pipe):
        assert pipe.poll(20)
        last = -1
        for _moment in range(MOMENTS // 2):
            last = max(last, confirmed(pipe))
            time.sleep(moments.uniform(0, 0.01))
            copy_in_portions(path, copy, moments.choice((0.0, 0.0005)))
            try:
                open_book(copy, passphrase, author=AUTHOR)
            except UserError:
                refused += 1
            else:
                numbers = whole_actions()
                assert numbers == list(range(len(numbers)))
                assert len(numbers) >= last + 1
                assert find_differences() == []
                assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
                whole += 1
                close_book()
            remove(copy)
    assert whole
    print(f"{whole} copies were whole, {refused} were refused")


def copy_in_portions(path: Path, copy: Path, pause: float) -> None:
    """Copy as a sync program does, while the file is being written."""
    with path.open("rb") as source, copy.open("wb") as target:
        while block := source.read(16 * PAGE):
            target.write(block)
            time.sleep(pause)


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def add(_book: Path, _other: Path) -> None:
    with action("member.import"):
        for number in range(40):
            save_member(None, {"name": f"new {number}", "note": "y" * 300, "tags": ["a"]})


def take_back(_book: Path, _other: Path) -> None:
    step = undo_step(whole_file=True)
    assert step is not None
    undo(step)


def take_in(_book: Path, other: Path) -> None:
    with receive(other) as incoming:
        merge(incoming)


def give_passphrase(book: Path, _other: Path) -> None:
    from models.storage.rekeying import set_passphrase

    close_book()
    set_passphrase(book, "", "口令 with spaces")
    open_book(book, "口令 with spaces", AUTHOR)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-o", "size=2m"]
    if subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", folder]).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    close_book()
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A file with something in it, and another laptop's copy with more."""
    path, other = tmp_path / "a.guildbook", tmp_path / "b.guildbook"
    create_book(path, "club", author=AUTHOR)
    add(path, other)
    close_book()
    shutil.copyfile(path, other)
    open_book(other, author=Author("other", "Mei"))
    add(other, path)
    save_feedback(None, {"date": date(2026, 10, 1), "text": "z" * 3000})
    close_book()
    return path, other


@pytest.mark.parametrize("change", [add, take_back, take_in, give_passphrase])
def test_a_disk_that_fills_up_at_any_write_loses_nothing(
    disk: Path, files: tuple[Path, Path], change: Callable[[Path, Path], None]
) -> None:
    path, ballast = disk / "a.guildbook", disk / "ballast"
    refused = 0
    for free in range(10_000):
        remove(path)
        ballast.unlink(missing_ok=True)
        shutil.copyfile(files[0], path)
        open_book(path, author=AUTHOR)
        before = content()
        room = os.statvfs(disk)
        ballast.write_bytes(bytes(max(0, room.f_bavail - free) * room.f_frsize))
        try:
            change(path, files[1])
        except UserError as error:
            refused += 1
            failed = str(error)
            assert "full" in failed or "written" in failed
        else:
            failed = ""
        close_book()
        ballast.unlink()
        secret = not failed and change is give_passphrase
        open_book(path, "口令 with spaces" if secret else "", AUTHOR)
        same = content() == before
        assert same == bool(failed or secret)
        assert find_differences() == []
        close_book()
        beside = {entry.name for entry in disk.iterdir()}
        assert beside == {path.name}
        if not failed and free > 8:
            break
    print(f"{change.__name__}: refused at {refused} of {free + 1} fillings")
    assert refused > 3


def content() -> list[tuple[Any, ...]]:
    rows = database.execute_sql("SELECT id, name, deleted FROM member ORDER BY id").fetchall()
    return [tuple(map(str, row)) for row in rows]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs another user")
def test_a_folder_that_turns_read_only_says_so_and_the_file_stays_whole(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "a.guildbook"
        create_book(path, "club", author=AUTHOR)
        add(path, path)
        before = content()
        close_book()
        for place in (folder, path):
            os.chown(place, NOBODY, NOBODY)
        context = multiprocessing.get_context("forkserver")
        ours, theirs = context.Pipe()
        process = context.Process(target=write_as, args=(NOBODY, path, theirs), daemon=True)
        process.start()
        assert ours.recv() == ""
        folder.chmod(0o555)
        path.chmod(0o444)
        ours.send("again")
        assert "cannot be" in ours.recv()
        process.join()
        folder.chmod(0o755)
        path.chmod(0o644)
        open_book(path, author=AUTHOR)
        assert len(content()) == len(before) + 1
        assert find_differences() == []
        close_book()
