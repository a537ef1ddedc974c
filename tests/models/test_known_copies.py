"""Where copies lie: remembered outside the file, by community."""

from __future__ import annotations

from pathlib import Path

from models import known_copies
from models.book import create_book, open_book
from models.storage.copying import copy_to


def test_the_latest_copy_comes_first_and_each_once(book: Path, tmp_path: Path) -> None:
    assert known_copies.known() == ()
    first, second = tmp_path / "一.guildbook", tmp_path / "二.guildbook"
    for path in (first, second, first):
        known_copies.remember(path)
    assert known_copies.known() == (first, second)
    known_copies.forget(first)
    assert known_copies.known() == (second,)


def test_a_relative_path_is_the_same_place(book: Path, tmp_path: Path) -> None:
    known_copies.remember(tmp_path / "a" / ".." / "copy.guildbook")
    assert known_copies.known() == (tmp_path / "copy.guildbook",)
    known_copies.forget(tmp_path / "b" / ".." / "copy.guildbook")
    assert known_copies.known() == ()


def test_the_open_file_is_no_copy_of_itself(book: Path) -> None:
    known_copies.remember(book)
    assert known_copies.known() == ()


def test_every_community_has_its_own(book: Path, tmp_path: Path) -> None:
    known_copies.remember(tmp_path / "copy.guildbook")
    create_book(tmp_path / "other.guildbook", "另一个")
    assert known_copies.known() == ()


def test_a_copy_knows_the_places_of_its_community(book: Path, tmp_path: Path) -> None:
    known_copies.remember(tmp_path / "copy.guildbook")
    copy_to(tmp_path / "stick.guildbook")
    open_book(tmp_path / "stick.guildbook")
    assert known_copies.known() == (tmp_path / "copy.guildbook",)


def test_only_so_many_are_kept(book: Path, tmp_path: Path) -> None:
    for number in range(60):
        known_copies.remember(tmp_path / f"{number}.guildbook")
    assert len(known_copies.known()) == 50
    assert known_copies.known()[0].name == "59.guildbook"


def test_a_broken_note_is_no_note(book: Path, tmp_path: Path, home: Path) -> None:
    known_copies.remember(tmp_path / "copy.guildbook")
    (note,) = home.rglob("*.json")
    assert note.stat().st_mode & 0o077 == 0
    for broken in ("{", "[1]", '{"a": 1}', ""):
        note.write_text(broken)
        assert known_copies.known() == ()
    known_copies.remember(tmp_path / "copy.guildbook")
    assert known_copies.known() == (tmp_path / "copy.guildbook",)
