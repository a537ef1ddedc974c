"""Whole copies: private from the first byte, and nothing that was there is lost for them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from peewee import OperationalError

from models import book as books
from models.base import database
from models.errors import UserError
from models.members.member import load_member, save_member
from models.storage.copying import copy_to


@pytest.mark.parametrize("passphrase", ["", "it's secret"])
def test_a_copy_is_never_readable_by_others(
    tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    books.create_book(tmp_path / "a.guildbook", "慢跑团", passphrase)
    modes = set()

    def watch() -> int:
        modes.update(stat.S_IMODE(entry.stat().st_mode) for entry in folder.iterdir())
        return 0

    former = os.umask(0)
    try:
        database.connection().set_progress_handler(watch, 1)
        copy_to(folder / "b.guildbook")
        database.connection().set_progress_handler(None, 0)
        watch()
    finally:
        os.umask(former)
    assert modes == {0o600}
    assert books.open_book(folder / "b.guildbook", passphrase).name == "慢跑团"
    books.close_book()


def test_what_is_there_is_replaced_only_when_asked(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.guildbook"
    target.write_bytes(b"old")
    with pytest.raises(UserError, match="already there"):
        copy_to(target)
    assert target.read_bytes() == b"old"
    copy_to(target, replace=True)
    assert books.open_book(target).name == "江边慢跑团"


def test_a_copy_that_fails_leaves_what_was_there(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.guildbook"
    target.write_bytes(b"old")
    database.connection().set_progress_handler(lambda: 1, 50)
    with pytest.raises(OperationalError, match="interrupted"):
        copy_to(target, replace=True)
    database.connection().set_progress_handler(None, 0)
    assert target.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [target.name, book.name]


def test_the_open_file_is_not_replaced_by_its_copy(book: Path) -> None:
    with pytest.raises(UserError, match="already there"):
        copy_to(book, replace=True)
    member = save_member(None, {"name": "张三"})
    books.close_book()
    books.open_book(book)
    assert load_member(member)
