"""A file is put in place whole, or the old one stays and the user hears why."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.errors import Cancelled, UserError
from models.storage.failures import sentence_for
from models.storage.replacing import replacing


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, 64 KiB large."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def write(target: Path, content: bytes = b"new") -> None:
    with replacing(target) as beside:
        beside.write_bytes(content)


def refusal(target: Path, content: bytes = b"new") -> str:
    with pytest.raises(UserError) as caught:
        write(target, content)
    return caught.value.message


def said_of(number: int) -> str:
    sentence = sentence_for(OSError(number, ""))
    assert sentence is not None
    return sentence.message


def test_a_file_takes_the_place_of_another_and_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "张三.csv"
    target.write_bytes(b"old")
    with replacing(target) as beside:
        assert beside.parent == tmp_path
        assert "张三" not in beside.name
        beside.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_who_stops_halfway_finds_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    with pytest.raises(Cancelled), replacing(target) as beside:
        beside.write_bytes(b"half")
        raise Cancelled
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk(disk: Path) -> None:
    target = disk / "a.csv"
    target.write_bytes(b"old")
    assert refusal(target, b"x" * 200_000) == said_of(errno.ENOSPC)
    assert target.read_bytes() == b"old"
    assert list(disk.iterdir()) == [target]


def test_a_disk_that_cannot_be_written(disk: Path) -> None:
    target = disk / "a.csv"
    target.write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert refusal(target) == said_of(errno.EROFS)
    assert target.read_bytes() == b"old"


def test_a_disk_that_cannot_be_written_any_more(disk: Path) -> None:
    """What was begun cannot even be removed, and the sentence is still the right one."""
    with pytest.raises(UserError) as caught, replacing(disk / "a.csv") as beside:
        beside.write_bytes(b"new")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert caught.value.message == said_of(errno.EROFS)
    assert not (disk / "a.csv").exists()


def test_a_folder_that_vanishes(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    assert "no such folder" in refusal(folder / "a.csv")
    folder.mkdir()
    with pytest.raises(UserError) as caught, replacing(folder / "a.csv") as beside:
        beside.write_bytes(b"new")
        shutil.rmtree(folder)
    assert "no such folder" in caught.value.message


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.mkdir()
    with pytest.raises(UserError) as caught:
        write(target)
    assert caught.value.fields == {"name": "a.csv"}
    assert list(tmp_path.iterdir()) == [target]
    assert list(target.iterdir()) == []


def test_what_a_killed_process_left_half_written_goes_in_time(book: Path) -> None:
    half, journal, young, own = (
        book.with_name(name)
        for name in (
            ".0123456789abcdef.part",
            ".0123456789abcdef.part-journal",
            ".00000000000000ff.part",
            ".notes.part",
        )
    )
    for place in (half, journal, young, own):
        place.write_bytes(b"half")
    for place in (half, journal, own):
        os.utime(place, (0, 0))
    write(book.with_name("a.csv"))
    assert [place.exists() for place in (half, journal, young, own)] == [False, False, True, True]
    close_book()
    os.utime(young, (0, 0))
    open_book(book)
    assert [place.exists() for place in (young, own)] == [False, True]
