"""Copies beside the open file are known by what they hold."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from models.merging.copies import find_copies
from models.storage.rekeying import set_passphrase
from tests.models.merging.conftest import Laptops


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("club.sync-conflict-20261031-090000-ABCDEFG.guildbook", "syncthing"),
        ("club (conflicted copy 2026-10-31 090000).guildbook", "nextcloud"),
        ("club (conflicted copy Lin 2026-10-31 090000).guildbook", "nextcloud"),
        ("club_conflict-20261031-090000.guildbook", "nextcloud"),
        ("club (Lin's conflicted copy 2026-10-31).guildbook", "dropbox"),
        ("club (Lin 的冲突副本 2026-10-31).guildbook", "dropbox"),
        ("club-DESKTOP-4F2A.guildbook", "onedrive"),
        ("club (1).guildbook", "numbered"),
        ("club 2.guildbook", "numbered"),
        ("backup of the club.guildbook", ""),
    ],
)
def test_who_made_a_copy_is_guessed_from_its_name(laptops: Laptops, name: str, hint: str) -> None:
    target = laptops.path("lin").with_name(name)
    shutil.copyfile(laptops.path("mei"), target)
    with laptops.at("lin"):
        (copy,) = find_copies()
        assert (copy.path, copy.hint) == (target, hint)


def test_the_oldest_stands_first(laptops: Laptops) -> None:
    folder = laptops.path("lin").parent
    for number, name in enumerate(("b", "c", "a")):
        shutil.copyfile(laptops.path("mei"), folder / f"{name}.guildbook")
        os.utime(folder / f"{name}.guildbook", (number, number))
    with laptops.at("lin"):
        assert [copy.path.stem for copy in find_copies()] == ["b", "c", "a"]


def test_other_communities_and_other_files_are_left_out(laptops: Laptops) -> None:
    folder = laptops.path("lin").parent
    with laptops.new("other"):
        pass
    shutil.copyfile(laptops.path("other"), folder / "club (1).guildbook")
    shutil.copyfile(laptops.path("mei"), folder / "club (2).txt")
    shutil.copyfile(laptops.path("mei"), folder / ".hidden.guildbook")
    (folder / "club (3).guildbook").write_text("no community")
    (folder / "club (4).guildbook").write_bytes(b"")
    (folder / "club (5).guildbook").mkdir()
    (folder / "club (6).guildbook").symlink_to(laptops.path("lin"))
    (folder / "club (7).guildbook").symlink_to(folder / "nowhere")
    torn = bytearray(laptops.path("mei").read_bytes())
    torn[4096:] = os.urandom(len(torn) - 4096)
    (folder / "club (8).guildbook").write_bytes(torn)
    with laptops.at("lin"):
        assert find_copies() == ()


def test_an_encrypted_copy_is_known_by_its_salt(laptops: Laptops) -> None:
    mine = laptops.path("lin")
    set_passphrase(mine, "", "secret")
    shutil.copyfile(mine, mine.with_name("club (1).guildbook"))
    with laptops.new("other", "secret"):
        pass
    shutil.copyfile(laptops.path("other"), mine.with_name("club (2).guildbook"))
    with laptops.at("lin", "secret"):
        assert [copy.path.name for copy in find_copies()] == ["club (1).guildbook"]


def test_a_plain_copy_beside_an_encrypted_file_is_one_too(laptops: Laptops) -> None:
    set_passphrase(laptops.path("lin"), "", "secret")
    shutil.copyfile(laptops.path("mei"), laptops.path("lin").with_name("old.guildbook"))
    with laptops.at("lin", "secret"):
        assert [copy.path.name for copy in find_copies()] == ["old.guildbook"]


def test_the_open_file_is_not_read(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing it would drop SQLite's locks."""
    shutil.copyfile(laptops.path("mei"), laptops.path("lin").with_name("copy.guildbook"))
    read = []
    original = Path.open

    def noting(self: Path, *arguments: object, **options: object) -> object:
        read.append(self)
        return original(self, *arguments, **options)  # type: ignore[arg-type]

    with laptops.at("lin"):
        monkeypatch.setattr(Path, "open", noting)
        assert len(find_copies()) == 1
        assert read
        assert laptops.path("lin") not in read
