"""Damaged files: whatever can be read is in a new file that is whole, and what is lost is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from models import book as books
from models import clock as clocks
from models.base import database
from models.erasing import erase_member
from models.errors import Damaged, UserError, WrongPassphrase
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.folding import find_differences
from models.journal.transactions import action
from models.members.listing import find_members
from models.members.member import Member, load_member, save_member
from models.safety import check, check_path, salvage
from models.storage.salvage import Salvaged
from models.storage.seal import is_sealed
from models.vocabulary import Kind, Rsvp
from tests.conftest import FixedClock
from tests.models.journal.scripts import dump

PAGE = 4096
MEMBERS = 200


@pytest.fixture(scope="module", params=["", "it's secret"], ids=["plain", "encrypted"])
def original(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, str]:
    """The bytes of a community with some history, and its passphrase."""
    former = clocks.use(FixedClock())
    path = tmp_path_factory.mktemp("original") / "club.guildbook"
    books.create_book(path, "慢跑团", request.param)
    with action("member.import", MEMBERS):
        for number in range(MEMBERS):
            save_member(None, {"name": f"成员{number}", "tags": ["跑步"], "note": "记" * 50})
    event = save_event(None, {"title": "夜跑"})
    for number, row in enumerate(list(Member.select())):
        if number % 3 == 0:
            save_attendance(event, bytes(row.id), rsvp=Rsvp.YES)
        if number % 5 == 0:
            save_member(bytes(row.id), {"phone": f"0{number}"})
    books.close_book()
    clocks.use(former)
    return path.read_bytes(), request.param


@pytest.fixture(scope="module")
def beginning(original: tuple[bytes, str], tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many bytes every file begins with: its schema, and the first page of each table."""
    path = tmp_path_factory.mktemp("empty") / "club.guildbook"
    books.create_book(path, "慢跑团", original[1])
    books.close_book()
    return path.stat().st_size


@pytest.fixture
def wreck(original: tuple[bytes, str], tmp_path: Path) -> Path:
    path = tmp_path / "wreck.guildbook"
    path.write_bytes(original[0])
    return path


def saved(path: Path, passphrase: str) -> tuple[Salvaged, dict[Kind, tuple[int, int]]]:
    """Salvage a file into a new one, which must be whole; leave that open."""
    before = path.read_bytes()
    target = path.with_name("saved.guildbook")
    done = salvage(path, target, passphrase)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {target.name, path.name}
    assert is_sealed(target)
    assert check_path(target, passphrase).findings == ()
    books.open_book(target, passphrase)
    assert find_differences() == []
    assert check().whole
    find_members("cy").lines(0, 5)
    return done, {tally.kind: (tally.saved, tally.lost) for tally in done.tallies}


def content(path: Path, passphrase: str) -> dict[object, object]:
    books.open_book(path, passphrase)
    found = dump()
    books.close_book()
    return dict(found)


def test_of_a_whole_file_nothing_is_lost(wreck: Path, original: tuple[bytes, str]) -> None:
    passphrase = original[1]
    before = content(wreck, passphrase)
    done, tallies = saved(wreck, passphrase)
    assert dump() == before
    assert tallies[Kind.MEMBER] == (MEMBERS, 0)
    assert (done.actions, done.actions_lost) == (1 + 1 + 1 + 67 + 40, 0)
    kinds = database.execute_sql(
        "SELECT count(*) FROM _transaction WHERE kind = 'community.salvage'"
    )
    assert kinds.fetchone() == (0,)
    books.close_book()


@pytest.mark.parametrize("share", [0.4, 0.9, 0.99])
def test_of_a_truncated_file_what_is_left_is_saved(
    wreck: Path, original: tuple[bytes, str], share: float
) -> None:
    data, passphrase = original
    before = content(wreck, passphrase)
    wreck.write_bytes(data[: int(len(data) * share)])
    _done, tallies = saved(wreck, passphrase)
    members, lost = tallies[Kind.MEMBER]
    assert members + lost <= MEMBERS
    assert members > MEMBERS / 2 or share < 0.9
    _same_as_before(before)
    books.close_book()


@pytest.mark.parametrize("seed", range(4))
def test_around_zeroed_pages_the_rest_is_saved(
    wreck: Path, original: tuple[bytes, str], seed: int
) -> None:
    data, passphrase = original
    before = content(wreck, passphrase)
    chance, broken = random.Random(seed), bytearray(data)
    for page in chance.sample(range(20, len(data) // PAGE), 3):
        broken[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    wreck.write_bytes(broken)
    done, tallies = saved(wreck, passphrase)
    assert sum(tallies[Kind.MEMBER]) >= MEMBERS or tallies[Kind.MEMBER][0] == 0 or done.actions_lost
    _same_as_before(before)
    books.close_book()


def test_a_broken_page_of_the_table_costs_only_its_own_rows(
    wreck: Path, original: tuple[bytes, str]
) -> None:
    """One page after another is broken alone, until one that holds members is found."""
    data, passphrase = original
    pages = range(40, len(data) // PAGE)
    for page in random.Random(1).sample(pages, len(pages)):
        broken = bytearray(data)
        broken[page * PAGE + 100 : page * PAGE + 900] = random.Random(page).randbytes(800)
        wreck.write_bytes(broken)
        _done, tallies = saved(wreck, passphrase)
        books.close_book()
        wreck.with_name("saved.guildbook").unlink()
        if 0 < tallies[Kind.MEMBER][1] < 40:
            return
    pytest.fail("no page held members")


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bits_are_survived(
    wreck: Path, original: tuple[bytes, str], beginning: int, seed: int
) -> None:
    data, passphrase = original
    chance, broken = random.Random(seed), bytearray(data)
    for _flip in range(10):
        broken[chance.randrange(beginning, len(data))] ^= 1 << chance.randrange(8)
    wreck.write_bytes(broken)
    _done, tallies = saved(wreck, passphrase)
    assert tallies[Kind.MEMBER][0] > MEMBERS * 0.5
    books.close_book()


@pytest.mark.parametrize("seed", range(4))
def test_a_mix_of_two_generations_becomes_one_file(
    wreck: Path, original: tuple[bytes, str], seed: int
) -> None:
    old, passphrase = original
    books.open_book(wreck, passphrase)
    rows = list(Member.select())
    for row in rows[::9]:
        save_member(bytes(row.id), {"note": "neu", "region": "杭州"})
    with action("member.import", 50):
        for number in range(50):
            save_member(None, {"name": f"new{number}"})
    books.close_book()
    new = wreck.read_bytes()
    cut = random.Random(seed).randrange(20, min(len(old), len(new)) // PAGE) * PAGE
    wreck.write_bytes(old[:cut] + new[cut:] if seed % 2 else new[:cut] + old[cut:])
    _done, tallies = saved(wreck, passphrase)
    assert tallies[Kind.MEMBER][0] > MEMBERS * 0.5
    books.close_book()


def test_what_the_rows_know_better_than_the_journal_is_kept_and_written_into_it(
    book: Path,
) -> None:
    member = save_member(None, {"name": "张三", "phone": "1"})
    save_member(member, {"phone": "2"})
    save_member(member, {"phone": "3", "note": "x"})
    _quietly("UPDATE member SET phone = '4'", "UPDATE member SET note = ''")
    _done, _tallies = saved(book, "")
    assert (values := load_member(member)) is not None
    # '4' is in no record, so it is newer; '' was there before 'x', so the page is older.
    assert (values.phone, values.note) == ("4", "x")
    kinds = "SELECT x.kind, g.old, g.new FROM _change g JOIN _transaction x ON x.id = g.tx"
    newest = database.execute_sql(f"{kinds} ORDER BY g.n DESC LIMIT 1").fetchone()
    assert newest == ("community.salvage", "3", "4")


def test_an_incomplete_action_is_left_out_whole_and_its_rows_stay(book: Path) -> None:
    with action("member.import", 3):
        ids = [save_member(None, {"name": f"m{number}", "tags": ["x"]}) for number in range(3)]
    save_member(ids[0], {"phone": "1"})
    _quietly("DELETE FROM _change WHERE n = (SELECT min(n) FROM _change WHERE tbl = 2)")
    done, tallies = saved(book, "")
    assert tallies[Kind.MEMBER] == (3, 0)
    assert done.actions_lost == 1
    made = database.execute_sql(
        "SELECT DISTINCT x.kind FROM _change g JOIN _transaction x ON x.id = g.tx"
        " WHERE g.tbl = 2 AND g.col IS NULL"
    )
    assert made.fetchall() == [("community.salvage",)]
    assert load_member(ids[0]).tags == ("x",)  # type: ignore[union-attr]


def test_the_erased_stay_erased_whatever_is_lost_of_the_journal(book: Path) -> None:
    member = save_member(None, {"name": "张三", "tags": ["x"]})
    erase_member(member)
    _quietly("DELETE FROM _transaction WHERE kind = 'member.erase'", "DELETE FROM _merged")
    saved(book, "")
    assert Member.get(Member.id == member).deleted == 2
    erased = database.execute_sql("SELECT 1 FROM _change WHERE col = -1 AND row = ?", (member,))
    assert erased.fetchone()


def test_what_names_a_lost_row_lets_it_go(book: Path) -> None:
    first = save_member(None, {"name": "a"})
    second = save_member(None, {"name": "b", "introduced_by": first, "tags": ["x"]})
    event = save_event(None, {"title": "e"})
    save_attendance(event, first, rsvp=Rsvp.YES)
    save_attendance(event, second, rsvp=Rsvp.YES)
    _quietly("PRAGMA foreign_keys = OFF", "DELETE FROM member WHERE name = 'a'")
    _done, tallies = saved(book, "")
    assert tallies[Kind.MEMBER] == (1, 1)
    assert tallies[Kind.ATTENDANCE] == (1, 1)
    assert load_member(second).introduced_by is None  # type: ignore[union-attr]


def test_a_hot_journal_is_heeded(original: tuple[bytes, str], wreck: Path) -> None:
    wreck.with_name(f"{wreck.name}-journal").write_bytes(b"")
    target = wreck.with_name("saved.guildbook")
    assert salvage(wreck, target, original[1]).actions_lost == 0


def test_refusals_leave_nothing_behind(wreck: Path, original: tuple[bytes, str]) -> None:
    data, passphrase = original
    target = wreck.with_name("saved.guildbook")
    if passphrase:
        for wrong in ("", "wrong"):
            with pytest.raises(WrongPassphrase):
                salvage(wreck, target, wrong)
    wreck.write_bytes(data[:100] + bytes(len(data) - 100))
    with pytest.raises((Damaged, WrongPassphrase)):
        salvage(wreck, target, passphrase)
    assert [each.name for each in wreck.parent.iterdir()] == [wreck.name]
    target.write_bytes(b"mine")
    with pytest.raises(UserError, match="already there"):
        salvage(wreck, target, passphrase)
    assert target.read_bytes() == b"mine"


def _quietly(*statements: str) -> None:
    """Do what only damage does: change rows behind the journal's back. Closes the file."""
    database.execute_sql("UPDATE _clock SET mute = 1")
    database.execute_sql("DROP TRIGGER _journal_member_delete")
    for statement in statements:
        database.execute_sql(statement)
    database.execute_sql("UPDATE _clock SET mute = 0")
    books.close_book()


def _same_as_before(before: dict[object, object]) -> None:
    """What is in the open file was there before, with the same values."""
    extra: Callable[[object], bool] = lambda key: key not in before  # noqa: E731
    now = dump()
    assert not any(map(extra, now))
    for (table, row), values in now.items():
        if table == "member":
            assert values["name"] == before[table, row]["name"]  # type: ignore[index]


def test_a_transaction_with_a_garbled_stamp_is_left_out(book: Path) -> None:
    member = save_member(None, {"name": "张三", "phone": "1"})
    save_member(member, {"phone": "2"})
    last = "(SELECT id FROM _transaction ORDER BY id DESC LIMIT 1)"
    _quietly(f"UPDATE _transaction SET at = 1 << 62, hlc = 1 << 62 WHERE id = {last}")
    _done, _tallies = saved(book, "")
    assert (values := load_member(member)) is not None
    assert (values.name, values.phone) == ("张三", "2")
    books.close_book()
