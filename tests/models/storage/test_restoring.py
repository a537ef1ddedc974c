"""Restoring a backup: an action like any other, after which everything is as it was then."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models import book as books
from models.base import database
from models.erasing import erase_member
from models.errors import Damaged, FileTooNew, UserError, WrongPassphrase
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.folding import find_differences
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.listing import find_members
from models.members.member import Member, load_member, remove_members, save_member
from models.rules.rule import save_rule
from models.safety import restore
from models.storage.backups import Backup, Reason, backups_of, keep
from models.storage.elsewhere import visiting
from models.vocabulary import Kind, Rsvp
from tests.conftest import FixedClock
from tests.models.journal.scripts import dump
from tests.models.storage.test_backups import make_version_1


def live() -> dict[Any, Any]:
    """Return the records that are in use, without the settled conflicts."""
    return {key: row for key, row in dump().items() if row["deleted"] == 0}


def live_in(path: Path, passphrase: str = "") -> dict[Any, Any]:
    with visiting(path, passphrase):
        return live()


def change_a_lot(clock: FixedClock) -> tuple[Backup, bytes]:
    """Make a community, a backup of it, and then change every kind of thing."""
    first = save_member(None, {"name": "张三", "tags": ["跑步", "读书"], "joined": None})
    second = save_member(None, {"name": "李四", "introduced_by": first})
    event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19)})
    save_attendance(event, first, rsvp=Rsvp.YES, rating=5)
    keep(Reason.MERGE)
    clock.set(datetime(2026, 11, 1))
    save_member(first, {"name": "张三丰", "tags": ["象棋"], "phone": "0138"})
    remove_members([second])
    save_attendance(event, first, rsvp=Rsvp.NO, rating=None)
    save_rule(None, {"title": "新规则"})
    books.save_about({"name": "新名字"})
    return backups_of()[0], first


@pytest.mark.parametrize("passphrase", ["", "it's secret"])
def test_everything_is_as_it_was_and_undo_takes_that_back(
    tmp_path: Path, clock: FixedClock, passphrase: str
) -> None:
    books.create_book(tmp_path / "a.guildbook", "慢跑团", passphrase)
    backup, member = change_a_lot(clock)
    before = dump()
    restored = restore(backup)
    assert live() == live_in(backup.path, passphrase)
    assert find_differences() == []
    assert restored.kinds == {
        Kind.MEMBER, Kind.RULE, Kind.ATTENDANCE, Kind.COMMUNITY,
    }  # fmt: skip
    assert (restored.added, restored.removed) == (0, 2)
    assert restored.changed >= 5
    assert restored.before == backups_of()[0].path
    assert live_in(restored.before, passphrase) == {
        key: row for key, row in before.items() if row["deleted"] == 0
    }
    assert find_members("zs").total == 1
    step = undo_step()
    assert step is not None and step.kind == "community.restore"
    undo(step)
    assert {key: row for key, row in dump().items() if key in before} == before
    again = redo_step()
    assert again is not None
    redo(again)
    assert (values := load_member(member)) is not None and values.name == "张三"
    assert find_differences() == []
    books.close_book()


def test_what_is_missing_here_is_made_again_under_its_own_id(
    book: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """A backup of a copy that went another way holds rows this file never had."""
    books.close_book()
    other = tmp_path / "other.guildbook"
    shutil.copyfile(book, other)
    books.open_book(other)
    first = save_member(None, {"name": "张三", "tags": ["跑步"]})
    second = save_member(None, {"name": "李四", "introduced_by": first})
    save_member(first, {"introduced_by": second})
    keep(Reason.MERGE)
    backup = backups_of()[0]
    books.open_book(book)
    restored = restore(backup)
    assert restored.added == 3
    assert live() == live_in(backup.path)
    assert find_differences() == []
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    step = undo_step()
    assert step
    undo(step)
    assert {key[0] for key in live()} == {"community"}


def test_the_erased_never_come_back(book: Path, clock: FixedClock) -> None:
    member = save_member(None, {"name": "张三", "tags": ["跑步"]})
    event = save_event(None, {"title": "夜跑"})
    save_attendance(event, member, rsvp=Rsvp.YES, comment="张三 was here")
    keep(Reason.MERGE)
    backup = backups_of()[0]
    erase_member(member)
    restore(backup)
    assert load_member(member) is None or load_member(member).name == ""  # type: ignore[union-attr]
    assert Member.get(Member.id == member).deleted == 2
    assert find_differences() == []
    books.close_book()
    assert "张三".encode() not in book.read_bytes()


def test_who_is_erased_in_the_backup_only_is_not_made_by_it(
    book: Path, tmp_path: Path, clock: FixedClock
) -> None:
    books.close_book()
    other = tmp_path / "other.guildbook"
    shutil.copyfile(book, other)
    books.open_book(other)
    member = save_member(None, {"name": "张三"})
    event = save_event(None, {"title": "夜跑"})
    save_attendance(event, member, rsvp=Rsvp.YES)
    erase_member(member)
    keep(Reason.MERGE)
    backup = backups_of()[0]
    books.open_book(book)
    restore(backup)
    assert find_differences() == []
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert Member.get(Member.id == member).name == ""


def test_a_backup_under_another_passphrase_is_restored_with_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    path, aside = tmp_path / "a.guildbook", tmp_path / "aside.guildbook"
    books.create_book(path, "慢跑团", "one")
    member = save_member(None, {"name": "张三"})
    keep(Reason.MERGE)
    shutil.copyfile(backups_of()[0].path, aside)
    books.close_book()
    from models.storage.rekeying import set_passphrase

    set_passphrase(path, "one", "")
    books.open_book(path)
    save_member(member, {"name": "李四"})
    backup = Backup(aside, clock(), Reason.MERGE, 1)
    before = dump()
    for wrong in (None, "two"):
        with pytest.raises(WrongPassphrase):
            restore(backup, wrong)
        assert dump() == before
    restore(backup, "one")
    assert (values := load_member(member)) is not None and values.name == "张三"


def test_an_older_backup_is_brought_up_to_date_in_a_copy(tmp_path: Path, clock: object) -> None:
    path = tmp_path / "old.guildbook"
    make_version_1(path)
    books.open_book(path)
    (backup,) = backups_of()
    before = backup.path.read_bytes()
    (old,) = Member.select()
    save_member(bytes(old.id), {"name": "new"})
    restore(backup)
    assert Member.get().name == "old"
    assert backup.path.read_bytes() == before
    assert find_differences() == []


def test_what_is_broken_or_anothers_restores_nothing(
    book: Path, tmp_path: Path, clock: FixedClock
) -> None:
    backup, _member = change_a_lot(clock)
    before, made = dump(), len(backups_of())
    backup.path.write_bytes(backup.path.read_bytes()[:40_000])
    with pytest.raises(Damaged):
        restore(backup)
    books.create_book(tmp_path / "other.guildbook", "b")
    keep(Reason.MERGE)
    theirs = backups_of()[0]
    books.open_book(book)
    with pytest.raises(UserError, match="another community"):
        restore(theirs)
    assert dump() == before
    assert len(backups_of()) == made


def test_a_backup_of_a_newer_program_is_told_to_be_one(book: Path, clock: FixedClock) -> None:
    backup = keep(Reason.MERGE)
    assert backup
    with visiting(backup, read_only=False):
        database.execute_sql("PRAGMA user_version = 99")
    with pytest.raises(FileTooNew):
        restore(backups_of()[0])
