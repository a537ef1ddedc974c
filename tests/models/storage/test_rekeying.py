"""Setting, changing and removing a passphrase: all or nothing, and the backups follow."""

from __future__ import annotations

import stat
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.errors import Cancelled, Damaged, UserError, WrongPassphrase
from models.journal.folding import find_differences
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.safety import check
from models.storage import connecting, rekeying
from models.storage.backups import Reason, backups_of, keep
from models.storage.checking import APPLICATION_ID, is_encrypted
from models.storage.elsewhere import visiting
from models.storage.passphrase import salt_of
from models.storage.rekeying import set_passphrase
from models.storage.seal import is_sealed

WAYS = [("", "新 it's"), ("old", "new"), ("old", ""), ("a", "a")]


def made(path: Path, passphrase: str) -> bytes:
    books.create_book(path, "慢跑团", passphrase)
    member = save_member(None, {"name": "张三", "tags": ["跑步"]})
    save_member(None, {"name": "李四", "introduced_by": member})
    find_members("zs").lines(0, 1)
    keep(Reason.MERGE)
    books.close_book()
    return member


@pytest.mark.parametrize(("old", "new"), WAYS)
def test_the_file_opens_under_the_new_passphrase_alone(
    tmp_path: Path, clock: object, old: str, new: str
) -> None:
    path = tmp_path / "a.guildbook"
    member = made(path, old)
    salt = salt_of(path)
    done = set_passphrase(path, old, new)
    assert (done.remembered, done.backups, done.left) == (False, 1, ())
    assert is_encrypted(path) is bool(new)
    assert is_sealed(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    if old and new:
        assert salt_of(path) == salt
    if new != old and new:
        with pytest.raises(WrongPassphrase):
            books.open_book(path, old)
    books.open_book(path, new)
    assert (values := load_member(member)) is not None
    assert (values.name, values.tags) == ("张三", ("跑步",))
    assert find_members("zs").total == 1
    assert database.pragma("application_id") == APPLICATION_ID
    assert check().findings == ()
    save_member(member, {"name": "张三丰"})
    assert find_differences() == []
    (backup,) = backups_of()
    books.close_book()
    assert is_encrypted(backup.path) is bool(new)
    assert books.open_book(backup.path, new).name == "慢跑团"
    books.close_book()


def test_nothing_of_the_people_is_readable_afterwards(tmp_path: Path, clock: object) -> None:
    path = tmp_path / "a.guildbook"
    made(path, "")
    assert "张三".encode() in path.read_bytes()
    set_passphrase(path, "", "secret")
    assert "张三".encode() not in path.read_bytes()


def test_a_wrong_old_passphrase_changes_nothing_and_derives_one_key(
    tmp_path: Path, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.guildbook"
    made(path, "old")
    before = path.read_bytes()
    tried: list[Path] = []

    def counting(place: Path, *rest: str, **more: bool) -> AbstractContextManager[None]:
        tried.append(place)
        return visiting(place, *rest, **more)

    monkeypatch.setattr(rekeying, "visiting", counting)
    with pytest.raises(WrongPassphrase):
        set_passphrase(path, "wrong", "new")
    assert tried == [path]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(("old", "new"), WAYS[:3])
@pytest.mark.parametrize("step", ["present", "last_done", "seal"])
def test_whatever_fails_the_old_file_stays_under_the_old_passphrase(
    tmp_path: Path, clock: object, old: str, new: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.guildbook"
    made(path, old)
    before = path.read_bytes()

    def fail(*_arguments: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(rekeying, step, fail)
    with pytest.raises(UserError, match="disk is full"):
        set_passphrase(path, old, new)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert books.open_book(path, old).name == "慢跑团"
    books.close_book()


def test_what_does_not_read_back_does_not_take_the_place(
    tmp_path: Path, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.guildbook"
    made(path, "")
    before = path.read_bytes()
    monkeypatch.setattr(rekeying, "_export", lambda target, new: None)
    with pytest.raises(UserError, match="did not read back"):
        set_passphrase(path, "", "new")
    assert path.read_bytes() == before


def test_a_damaged_file_gets_no_passphrase(tmp_path: Path, clock: object) -> None:
    path = tmp_path / "a.guildbook"
    made(path, "")
    content = bytearray(path.read_bytes())
    for page in range(5, len(content) // 4096, 2):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises(Damaged):
        set_passphrase(path, "", "new")
    assert path.read_bytes() == content


def test_a_backup_under_another_passphrase_is_left_and_told(tmp_path: Path, clock: object) -> None:
    path = tmp_path / "a.guildbook"
    made(path, "first")
    books.open_book(path, "first")
    (backup,) = backups_of()
    books.close_book()
    rekeying._rewrite(backup.path, "first", "elsewhere")
    done = set_passphrase(path, "first", "second")
    assert (done.backups, [each.path for each in done.left]) == (0, [backup.path])
    assert books.open_book(backup.path, "elsewhere").name == "慢跑团"
    books.close_book()


@pytest.mark.parametrize("new", ["a\0b", "a\udcff"])
def test_what_is_no_text_is_no_passphrase(tmp_path: Path, clock: object, new: str) -> None:
    file = tmp_path / "a.guildbook"
    with pytest.raises(UserError, match="cannot hold"):
        books.create_book(file, "a", new)
    assert not file.exists()
    books.create_book(file, "a")
    books.close_book()
    with pytest.raises(UserError, match="cannot hold"):
        set_passphrase(file, "", new)
    books.open_book(file)
    books.close_book()


HEX = "0123456789abcdEF" * 4
RAW = [f"x'{HEX}'", f"X'{HEX}'", f"x'{HEX}{HEX[:32]}'"]


@pytest.mark.parametrize("raw", RAW)
def test_the_form_of_a_key_is_refused_as_a_passphrase(
    tmp_path: Path, clock: object, raw: str
) -> None:
    path = tmp_path / "club.guildbook"
    with pytest.raises(UserError) as refused:
        books.create_book(path, "慢跑团", raw)
    assert refused.value.message == connecting.RAW_KEY
    assert list(tmp_path.iterdir()) == []
    made(path, "old")
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        set_passphrase(path, "old", raw)
    assert refused.value.message == connecting.RAW_KEY
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", [HEX, f"x'{HEX}", f"x'{HEX[:-2]}'", f" x'{HEX}'", "x'口令'"])
def test_what_only_resembles_a_key_is_a_passphrase(
    tmp_path: Path, clock: object, text: str
) -> None:
    path = tmp_path / "club.guildbook"
    made(path, "")
    set_passphrase(path, "", text)
    with pytest.raises(WrongPassphrase):
        books.open_book(path, text + " ")
    books.open_book(path, text)
    books.close_book()


def test_stopped_among_the_backups_the_file_has_its_passphrase(
    tmp_path: Path, clock: object
) -> None:
    path = tmp_path / "club.guildbook"
    made(path, "old")
    books.open_book(path, "old")
    save_member(None, {"name": "王五"})
    keep(Reason.MERGE)
    books.close_book()

    def stop(step: int, _total: int) -> None:
        if step:
            raise Cancelled

    done = set_passphrase(path, "old", "new", stop)
    assert (done.backups, len(done.left)) == (1, 1)
    books.open_book(done.left[0].path, "old")
    books.close_book()
    books.open_book(path, "new")
    books.close_book()
