"""Backups: made when they should be, read back, kept for about a year, found again."""

from __future__ import annotations

import re
import shutil
import stat
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.erasing import erase_member
from models.errors import Damaged, UserError
from models.members.member import load_member, remove_members, save_member
from models.storage import backups, checking, elsewhere, upgrading
from models.storage.backups import (
    Backup,
    Reason,
    backups_for,
    backups_of,
    folder_of_backups,
    holding,
    keep,
    keep_opened,
    save_as,
    superseded,
)
from models.storage.rekeying import set_passphrase
from models.storage.seal import is_sealed
from tests.conftest import FixedClock


@pytest.mark.parametrize("passphrase", ["", "it's secret"])
def test_a_backup_is_whole_private_and_named_by_date_and_reason_alone(
    tmp_path: Path, home: Path, clock: FixedClock, passphrase: str
) -> None:
    books.create_book(tmp_path / "秘密 club.guildbook", "慢跑团", passphrase)
    member = save_member(None, {"name": "张三"})
    path = keep(Reason.MERGE)
    assert path is not None and path.is_relative_to(home)
    assert path.name == "2026-10-31 090000 merge.guildbook"
    assert re.fullmatch(r"[0-9a-f]{32}", path.parent.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert is_sealed(path)
    (backup,) = backups_of()
    assert backup == Backup(path, clock(), Reason.MERGE, path.stat().st_size)
    books.close_book()
    assert backups_for(tmp_path / "秘密 club.guildbook", passphrase) == (backup,)
    assert books.open_book(path, passphrase).name == "慢跑团"
    assert load_member(member)
    books.close_book()


def test_two_backups_in_one_second_both_stay(book: Path) -> None:
    assert len({keep(Reason.MERGE), keep(Reason.MERGE)}) == len(backups_of()) == 2


def test_another_communitys_backups_are_not_listed(book: Path, tmp_path: Path) -> None:
    keep(Reason.MERGE)
    (folder_of_backups() / "notes.txt").write_text("x")
    (folder_of_backups() / "2026-99-99 000000 merge.guildbook").write_text("x")
    assert len(backups_of()) == 1
    books.create_book(tmp_path / "other.guildbook", "b")
    assert backups_of() == ()


def test_a_daily_backup_is_made_once_a_day_and_only_of_what_is_new(
    book: Path, clock: FixedClock
) -> None:
    assert keep(Reason.DAILY)
    save_member(None, {"name": "a"})
    clock.set(datetime(2026, 10, 31, 23, 0))
    assert keep(Reason.DAILY) is None
    clock.set(datetime(2026, 11, 1, 8, 0))
    assert keep(Reason.DAILY)
    clock.set(datetime(2026, 11, 2, 8, 0))
    assert keep(Reason.DAILY) is None
    save_member(None, {"name": "b"})
    assert keep(Reason.DAILY)


def test_what_is_opened_leaves_a_backup_unless_the_newest_has_it_all(
    book: Path, clock: FixedClock
) -> None:
    first = keep_opened()
    assert backups_of()[0].reason is Reason.DAILY
    assert keep_opened() == first
    save_member(None, {"name": "a"})
    clock.set(datetime(2026, 10, 31, 10, 0))
    second = keep_opened()
    assert second != first
    assert backups_of()[0].reason is Reason.OPENING
    clock.set(datetime(2026, 11, 1, 8, 0))
    assert keep_opened() == second
    second.write_bytes(second.read_bytes()[:-100])
    assert keep_opened() != second


def test_the_last_five_openings_stay_beside_the_days() -> None:
    openings = [
        Backup(Path(f"o{hour}"), datetime(2026, 10, 31, hour), Reason.OPENING, 1)
        for hour in range(8, 16)
    ]
    every = [*days(1, 2), *openings]
    assert superseded(every) == [openings[2], openings[1], openings[0]]


def test_many_backups_are_asked_with_one_derivation(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.create_book(tmp_path / "a.guildbook", "a", "river stone")
    member = save_member(None, {"name": "张三"})
    for day in range(1, 6):
        clock.set(datetime(2026, 11, day))
        keep(Reason.MERGE)
    derived: list[bytes] = []
    derive = elsewhere.derived_key

    def count(word: str, salt: bytes) -> bytes:
        derived.append(salt)
        return derive(word, salt)

    monkeypatch.setattr(elsewhere, "derived_key", count)
    assert len(holding(member).backups) == 5
    assert len(derived) == 1
    books.close_book()


def test_a_backup_from_a_clock_that_ran_ahead_stops_no_other(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2035, 1, 1))
    keep(Reason.DAILY)
    clock.set(datetime(2026, 11, 1))
    save_member(None, {"name": "b"})
    assert keep(Reason.DAILY)


def test_a_backup_that_does_not_read_back_is_no_backup(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(target: Path) -> None:
        whole = target.with_suffix(".whole")
        backups_copy(whole)
        target.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        whole.unlink()

    backups_copy = backups.copy_to
    monkeypatch.setattr(backups, "copy_to", write_half)
    with pytest.raises(UserError, match="did not read back"):
        keep(Reason.MERGE)
    assert backups_of() == ()


def test_who_writes_while_a_backup_is_made_does_not_spoil_it(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to = backups.copy_to

    def copy_and_write(target: Path) -> None:
        copy_to(target)
        save_member(None, {"name": "meanwhile"})

    monkeypatch.setattr(backups, "copy_to", copy_and_write)
    assert keep(Reason.MERGE) == backups_of()[0].path


def days(*numbers: int, reason: Reason = Reason.DAILY) -> list[Backup]:
    last = datetime(2026, 10, 31, 9, 0)
    made = [last - timedelta(days=number) for number in numbers]
    return [Backup(Path(f"{at} {reason}"), at, reason, 1) for at in made]


def test_what_is_kept_reaches_back_a_year_in_widening_steps() -> None:
    every_day = days(*range(800))
    gone = superseded(every_day)
    kept = [each for each in every_day if each not in gone]
    ages = [(every_day[0].at - each.at).days for each in kept]
    assert ages[:12] == list(range(12))
    assert len(kept) == 12 + 10 + 9
    assert all(0 < later - sooner <= 7 for sooner, later in pairwise(ages[11:22]))
    assert all(later - sooner <= 31 for sooner, later in pairwise(ages[21:]))
    assert 320 < ages[-1] < 400
    assert superseded(kept) == []


def test_living_day_by_day_leaves_the_same_steps() -> None:
    kept: list[Backup] = []
    for each in reversed(days(*range(500))):
        kept.append(each)
        kept = [every for every in kept if every not in superseded(kept)]
        assert len(kept) <= 31
    assert len(kept) > 20


def test_of_a_day_the_newest_stays_and_the_last_five_precautions_always() -> None:
    morning, evening = (
        days(3)[0],
        Backup(Path("x"), days(3)[0].at.replace(hour=20), Reason.DAILY, 1),
    )
    assert superseded([morning, evening]) == [morning]
    cautious = [
        Backup(Path(f"m{minute}"), datetime(2026, 10, 1, 9, minute), Reason.MERGE, 1)
        for minute in range(8)
    ]
    assert superseded(cautious + days(*range(30))) != []
    gone = superseded(cautious + days(*range(30)))
    assert {each.path.name for each in gone if each.reason is Reason.MERGE} == {"m0", "m1", "m2"}


def test_making_one_lets_the_superseded_go(book: Path, clock: FixedClock) -> None:
    for minute in range(8):
        clock.set(datetime(2026, 10, 30, 9, minute))
        keep(Reason.MERGE)
    clock.set(datetime(2026, 10, 31))
    keep(Reason.MERGE)
    assert len(backups_of()) == 5
    assert backups_of()[0].at == datetime(2026, 10, 31)


def test_a_backup_is_saved_elsewhere_whole_or_not_at_all(book: Path, tmp_path: Path) -> None:
    keep(Reason.MERGE)
    (backup,) = backups_of()
    target = tmp_path / "copy.guildbook"
    save_as(backup, target)
    assert target.read_bytes() == backup.path.read_bytes()
    with pytest.raises(UserError, match="already there"):
        save_as(backup, target)
    save_as(backup, target, replace=True)
    with pytest.raises(UserError, match="already there"):
        save_as(backup, book, replace=True)
    backup.path.write_bytes(backup.path.read_bytes()[:-5000])
    with pytest.raises(Damaged):
        save_as(backup, tmp_path / "other.guildbook")
    assert not (tmp_path / "other.guildbook").exists()


@pytest.mark.parametrize("passphrase", ["", "secret"])
def test_who_is_still_in_which_backup_is_known(
    tmp_path: Path, clock: FixedClock, passphrase: str
) -> None:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "a", passphrase)
    keep(Reason.MERGE)
    member = save_member(None, {"name": "张三"})
    clock.set(datetime(2026, 11, 1))
    keep(Reason.MERGE)
    remove_members([member])
    clock.set(datetime(2026, 11, 2))
    keep(Reason.MERGE)
    erase_member(member)
    clock.set(datetime(2026, 11, 3))
    keep(Reason.MERGE)
    held = holding(member)
    assert [each.at.day for each in held.backups] == [2, 1]
    assert held.unread == ()
    broken = backups_of()[2]
    broken.path.write_bytes(broken.path.read_bytes()[:9000])
    assert [each.path for each in holding(member).unread] == [broken.path]
    books.close_book()


def test_backups_under_another_passphrase_cannot_be_read(tmp_path: Path, clock: object) -> None:
    path, aside = tmp_path / "a.guildbook", tmp_path / "aside"
    books.create_book(path, "a", "one")
    member = save_member(None, {"name": "张三"})
    keep(Reason.MERGE)
    (backup,) = backups_of()
    books.close_book()
    shutil.copyfile(backup.path, aside)
    set_passphrase(path, "one", "two")
    shutil.copyfile(aside, backup.path)
    books.open_book(path, "two")
    assert [each.path for each in holding(member).unread] == [backup.path]
    assert holding(member).backups == ()
    books.close_book()


def test_a_version_1_file_is_kept_before_it_is_migrated(tmp_path: Path, clock: object) -> None:
    path = tmp_path / "old.guildbook"
    make_version_1(path)
    opened = books.open_book(path)
    assert opened.copy == backups_of()[0].path
    assert backups_of()[0].reason is Reason.MIGRATION
    assert upgrading.file_version() == upgrading.latest_version() > 1
    books.close_book()
    with checking.visiting(opened.copy):
        assert upgrading.file_version() == 1


def make_version_1(path: Path) -> None:
    """Make a file as the first program made it."""
    path.touch()
    with checking.visiting(path, read_only=False):
        database.pragma("application_id", checking.APPLICATION_ID)
        upgrading.migrate(books.RECORDS, 1)
        database.execute_sql("INSERT INTO _transaction (id, hlc, at, size) VALUES (1, 0, 0, 1)")
        database.execute_sql("INSERT INTO member (id, name) VALUES (randomblob(16), 'old')")
        database.execute_sql("INSERT INTO _change (tx, tbl, row) SELECT 1, 2, id FROM member")


def test_a_folder_that_cannot_be_used_is_told_and_not_a_bug(book: Path, clock: FixedClock) -> None:
    folder = folder_of_backups()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    folder.write_text("in the way")
    with pytest.raises(UserError, match="its folder") as refused:
        keep(Reason.MERGE)
    assert refused.value.fields == {"folder": folder}
