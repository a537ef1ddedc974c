"""Merging two copies of 100,000 members with 5,000 edits each, beside what others need.

Half of the edited members are the same on both sides; each side also has new members and deletes
some. Measured is the merge itself (target: under 1 s, under 2 s encrypted), and around it what
the user waits for too: receiving the copy, the preview, the backup before. The yardsticks are the
prototype of our own study and, where it is installed, `keepassxc-cli merge` of two databases of
10,000 entries with 5 % of them edited on each side, beside ours of the same size.
"""

from __future__ import annotations

import base64
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from models.base import database
from models.book import close_book, create_book, open_book
from models.journal import bulk
from models.journal.transactions import Author, action
from models.members.member import Member, remove_members
from models.merging.incoming import receive
from models.merging.merge import merge, preview
from models.search import catch_up
from models.storage import backups

TARGETS = {"": 1.0, "correct horse": 2.0}
STUDY = {"": "0.28-0.43", "correct horse": "0.80-1.02"}
_COLUMNS = ("name", "wechat_id", "region", "phone", "note")
_EDITED = ("note", "phone", "region", "wechat_id")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁"
_KDF = "100"  # milliseconds, as in the study


def make_files(folder: Path, members: int, edits: int, passphrase: str) -> tuple[Path, Path]:
    """Make a file, copy it, and let both laptops go on."""
    chance = random.Random(members)
    mine, theirs = folder / "mine.guildbook", folder / "theirs.guildbook"
    create_book(mine, "十万人", passphrase, Author("one", "Lin"))
    rows = [
        (row, _name(chance), f"wx_{number}", "上海", f"138{number:08d}", "")
        for number, row in enumerate(bulk.new_ids(members))
    ]
    with action("member.import", members):
        bulk.insert(Member, _COLUMNS, rows)
    catch_up()
    close_book()
    shutil.copyfile(mine, theirs)
    ids = [row[0] for row in rows]
    common = chance.sample(ids, edits // 2)
    for path, who in ((mine, "Lin"), (theirs, "Mei")):
        open_book(path, passphrase, Author(who, who))
        _edit(chance, common + chance.sample(ids, edits - len(common)), who)
        remove_members(chance.sample(ids, edits // 25))
        with action("member.import", edits // 5):
            new = [(row, _name(chance), "", "", "", who) for row in bulk.new_ids(edits // 5)]
            bulk.insert(Member, _COLUMNS, new)
        catch_up()
        close_book()
    return mine, theirs


def _edit(chance: random.Random, ids: list[bytes], who: str) -> None:
    """Change one cell each in an action of its own. Nobody measures this: it need not be safe."""
    database.pragma("synchronous", 0)
    for row in ids:
        with action("member.edit"):
            values: dict[str, Any] = {chance.choice(_EDITED): f"{who} {chance.random()}"}
            Member.update(**values).where(Member.id == row).execute()
    database.pragma("synchronous", 2)


def _name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chr(chance.randrange(0x4E00, 0x9000))


def timed(job: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = job()
    return time.perf_counter() - start, result


def measure(members: int, edits: int, passphrase: str = "") -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        mine, theirs = make_files(Path(name), members, edits, passphrase)
        open_book(mine, passphrase, Author("one", "Lin"))
        receiving, incoming = timed(lambda: receive(theirs))
        with incoming:
            looking, foretold = timed(lambda: preview(incoming))
            begun: list[float] = []
            start = time.perf_counter()
            merged = merge(incoming, lambda _step, _total: begun.append(time.perf_counter()))
            end = time.perf_counter()
            again, _same = timed(lambda: preview(incoming))
        shutil.rmtree(backups.folder_of_backups())
        close_book()
    if merged != foretold or not merged.conflicts:
        raise SystemExit("the preview was wrong")
    print(f"    {merged.transactions} actions came, {len(merged.conflicts)} conflicts")
    return {
        "merge": end - begun[0],
        "backup": begun[0] - start,
        "preview": looking,
        "receive": receiving,
        "again": again,
    }


def tell(title: str, parts: dict[str, float], note: str) -> None:
    rest = ", ".join(f"{name} {spent:.2f}" for name, spent in parts.items() if name != "merge")
    print(f"  {title}: merge {parts['merge']:.2f} s ({note})")
    print(f"    beside it: {rest} s")


def time_keepassxc(entries: int, edited: int) -> float | None:
    """Return how long keepassxc-cli merges two copies; None where it is not installed."""
    program = shutil.which("keepassxc-cli")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ids = [uuid.uuid4() for _entry in range(entries)]
        for number in range(2):
            source, target = folder / f"{number}.xml", folder / f"{number}.kdbx"
            ElementTree.ElementTree(_keepass(ids, edited, number)).write(source)
            command = [program, "import", "-q", "-p", "-t", _KDF, str(source), str(target)]
            subprocess.run(command, input="a\na\n", text=True, check=True, capture_output=True)
        command = [program, "merge", "-q", "-s", str(folder / "0.kdbx"), str(folder / "1.kdbx")]
        spent, _done = timed(
            lambda: subprocess.run(command, input="a\n", text=True, check=True, capture_output=True)
        )
        return spent


def _keepass(ids: list[uuid.UUID], edited: int, number: int) -> ElementTree.Element:
    """Return a database of entries as KeePass exports it; the two differ in what was edited."""
    book = ElementTree.Element("KeePassFile")
    ElementTree.SubElement(ElementTree.SubElement(book, "Meta"), "Generator").text = "Guildbook"
    group = ElementTree.SubElement(ElementTree.SubElement(book, "Root"), "Group")
    root = uuid.UUID(int=1)
    ElementTree.SubElement(group, "UUID").text = base64.b64encode(root.bytes).decode()
    ElementTree.SubElement(group, "Name").text = "Root"
    for place, entry_id in enumerate(ids):
        is_edited = number * edited // 2 <= place < number * edited // 2 + edited
        entry = ElementTree.SubElement(group, "Entry")
        ElementTree.SubElement(entry, "UUID").text = base64.b64encode(entry_id.bytes).decode()
        times = ElementTree.SubElement(entry, "Times")
        at = datetime(2026, 10, 31, 9, number if is_edited else 0, 30 if is_edited else 0)
        for mark in ("CreationTime", "LastModificationTime", "LastAccessTime", "LocationChanged"):
            moment = at if mark == "LastModificationTime" else datetime(2026, 10, 1)
            ElementTree.SubElement(times, mark).text = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        for key, value in (("Title", f"entry {place}"), ("Notes", f"{number} " * is_edited)):
            text = ElementTree.SubElement(entry, "String")
            ElementTree.SubElement(text, "Key").text = key
            ElementTree.SubElement(text, "Value").text = value
    return book


def main() -> int:
    """Return 1 where a target was missed."""
    missed = 0
    for passphrase, target in TARGETS.items():
        parts = measure(100_000, 5_000, passphrase)
        kind = "encrypted" if passphrase else "plain"
        note = f"target {target:.0f}; the study's prototype {STUDY[passphrase]}"
        tell(f"100,000 members, 5,000 edits each, {kind}", parts, note)
        missed |= parts["merge"] > target
    parts = measure(10_000, 500, "correct horse")
    tell("10,000 members, 500 edits each, encrypted", parts, "the study's prototype, plain: 0.05")
    spent = time_keepassxc(10_000, 500)
    known = "not installed; 2.80 s in the study" if spent is None else f"{spent:.2f} s"
    whole = sum(parts[name] for name in ("receive", "backup", "merge"))
    print(f"    ours in all {whole:.2f} s; keepassxc-cli merge of 10,000 entries: {known}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
