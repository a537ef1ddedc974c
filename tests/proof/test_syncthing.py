"""A real sync program between two laptops: conflict copies come home, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from models.book import close_book, create_book, open_book
from models.errors import UserError
from models.journal.folding import find_differences
from models.journal.transactions import Author
from models.members.listing import find_members
from models.merging.copies import find_copies
from models.merging.incoming import receive
from models.merging.merge import are_identical, merge
from tests.proof.syncthing import Laptop, is_installed, two_laptops, wait_for

ROOT = Path(__file__).parents[2]
MOST_ROUNDS = 12

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not is_installed(), reason="Syncthing is not installed"),
]


def test_two_laptops_with_syncthing_end_equal(tmp_path: Path) -> None:
    with two_laptops(tmp_path) as laptops:
        one, other = laptops
        files = [laptop.folder / "club.guildbook" for laptop in laptops]
        create_book(files[0], "club", author=Author("one", "Lin"))
        close_book()
        wait_for(files[1].is_file)
        wait_for(lambda: files[1].stat().st_size == files[0].stat().st_size)
        written: set[str] = set()
        for number in range(MOST_ROUNDS):
            written |= edit_at_once(files, tmp_path, number)
            settle(one, other)
            if conflict_copies(one) or conflict_copies(other):
                break
        assert conflict_copies(one) or conflict_copies(other), "no conflict copy appeared"
        for round_ in count():
            assert round_ < MOST_ROUNDS
            # One side after the other: while both write, a sync program makes copies for ever.
            for laptop, file in zip(laptops, files, strict=True):
                # Where the file is replaced while it is open nothing is written to it; what came
                # is merged in the next round.
                with suppress(UserError):
                    bring_home(laptop, file)
                close_book()
                settle(one, other)
            if not conflict_copies(one) and not conflict_copies(other) and equal(*files):
                break
        for file in files:
            open_book(file, author=Author("check"))
            names = {line.name for line in find_members().lines(0, find_members().total)}
            assert names == written
            assert find_differences() == []
            close_book()


def edit_at_once(files: list[Path], place: Path, number: int) -> set[str]:
    """Let two Guildbooks import a member each, at the same time, through the command line."""
    processes: list[subprocess.Popen[bytes]] = []
    names = set()
    for side, file in zip("ab", files, strict=True):
        source = place / f"{side}{number}.csv"
        source.write_text(f"姓名\n成员{side}{number}\n", encoding="utf-8")
        names.add(f"成员{side}{number}")
        command = [sys.executable, "main.py", "import", str(file), str(source), "--as", "members"]
        environment = {**os.environ, "XDG_CONFIG_HOME": str(place / side)}
        processes.append(subprocess.Popen(command, cwd=ROOT, env=environment))
    for process in processes:
        assert process.wait(timeout=60) == 0
    return names


def settle(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.scan()
    for _time in range(2):  # what one has just fetched the other may still ask for
        for laptop in laptops:
            wait_for(laptop.is_in_step)


def conflict_copies(laptop: Laptop) -> list[Path]:
    return sorted(laptop.folder.glob("*.sync-conflict-*.guildbook"))


def bring_home(laptop: Laptop, file: Path) -> None:
    """Merge what find_copies finds, as the window offers to, and throw the copies away."""
    open_book(file, author=Author(laptop.home.name, laptop.home.name))
    before = set(conflict_copies(laptop))
    found = find_copies()
    # The other laptop's clearing up may arrive at any moment and take a copy away.
    assert before & set(conflict_copies(laptop)) <= {copy.path for copy in found}
    for copy in found:
        assert copy.hint == "syncthing"
        if copy.path.exists():
            with receive(copy.path) as incoming:
                merge(incoming)
            copy.path.unlink(missing_ok=True)
    close_book()


def equal(one: Path, other: Path) -> bool:
    open_book(one, author=Author("check"))
    try:
        with receive(other) as incoming:
            return are_identical(incoming)
    finally:
        close_book()
