"""A passphrase change that is killed at any moment: the file has the one passphrase or the other.

GUILDBOOK_KILLS says how many moments are tried of each way; 20 unless it says otherwise.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from models.base import live
from models.book import close_book, create_book, open_book
from models.errors import WrongPassphrase
from models.members.member import Member, save_member
from models.safety import check_path
from models.storage.backups import Reason, backups_of, keep
from models.storage.checking import is_encrypted
from models.storage.elsewhere import visiting
from tests.proof.writing import change_passphrase

KILLS = int(os.environ.get("GUILDBOOK_KILLS", "20"))
WAYS = [("", "新的 口令"), ("old one", "new one"), ("old one", "")]
NAME = "欧阳不忘"
HALF = re.compile(r"\.[0-9a-f]{16}\.part(-journal)?")

pytestmark = [pytest.mark.proof, pytest.mark.timeout(0)]


@pytest.mark.parametrize(("old", "new"), WAYS)
def test_a_killed_change_leaves_the_one_passphrase_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    original, work = tmp_path / "original", tmp_path / "work"
    path, data = work / "desk" / "club.guildbook", work / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    path.parent.mkdir(parents=True)
    found_community(path, old)
    work.rename(original)
    lasts = change(original, work, old, new, after=None)
    assert passphrase_of(path, (old, new)) == new
    moments, found = random.Random(3), {old: 0, new: 0}
    for _moment in range(KILLS):
        change(original, work, old, new, moments.uniform(0, lasts * 1.05))
        halves = half_written(work)
        if old and new:
            assert not any(NAME.encode() in half.read_bytes() for half in halves)
        now = passphrase_of(path, (old, new))
        found[now] += 1
        assert check_path(path, now).whole
        for half in halves:
            os.utime(half, (0, 0))
        open_book(path, now)
        assert live(Member).count() == 300
        backups = [each.path for each in backups_of()]
        keep(Reason.MERGE)
        close_book()
        assert len(backups) == 2
        assert {passphrase_of(each, (old, new)) for each in backups} <= {old, new}
        assert half_written(work) == []
        assert list(path.parent.iterdir()) == [path]
    print(f"killed {KILLS} times within {lasts:.2f} s: {found[old]} old, {found[new]} new")
    assert found[old] and found[new]


def found_community(path: Path, passphrase: str) -> None:
    create_book(path, "club", passphrase)
    for number in range(300):
        save_member(None, {"name": f"{NAME}{number}", "note": "y" * 500})
    for _backup in range(2):
        keep(Reason.MERGE)
    close_book()


def change(original: Path, work: Path, old: str, new: str, after: float | None) -> float:
    """Begin with the original again, and let another process change the passphrase, which is killed
    after so many seconds, or never; return how long it was at it."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(original, work)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.writing"])
    ours, theirs = context.Pipe(duplex=False)
    words = (work / "desk" / "club.guildbook", work / "data", old, new, theirs)
    process: Any = context.Process(target=change_passphrase, args=words, daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == "begins"
    began = time.monotonic()
    if after is None:
        assert ours.recv() == "done"
    else:
        time.sleep(after)
        process.kill()  # SIGKILL: nothing can be put in order any more
    process.join()
    return time.monotonic() - began


def half_written(work: Path) -> list[Path]:
    return [place for place in work.rglob("*") if HALF.fullmatch(place.name)]


def passphrase_of(path: Path, choices: tuple[str, str]) -> str:
    """Return the one that opens a file. Raises AssertionError where not exactly one does."""
    if not is_encrypted(path):
        return ""
    fitting = []
    for passphrase in filter(None, choices):
        try:
            with visiting(path, passphrase):
                fitting.append(passphrase)
        except WrongPassphrase:
            continue
    assert len(fitting) == 1
    return fitting[0]
