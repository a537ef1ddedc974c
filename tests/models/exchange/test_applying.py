"""One action, whole or not at all, and the same journal as any other edit."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from models.base import database, live
from models.book import close_book, create_book, open_book
from models.errors import Cancelled
from models.events.event import save_event
from models.exchange.applying import apply_import, write_rejected
from models.exchange.plan import ImportPlan
from models.exchange.planning import plan_import
from models.exchange.reading import read_table, read_text
from models.journal import bulk
from models.journal.undo import undo, undo_step
from models.members.member import Member, MemberTag, load_member, save_member
from models.vocabulary import Kind
from resources.i18n import translation

pytestmark = pytest.mark.usefixtures("book")


def members(count: int, tags: str = "读书、徒步") -> ImportPlan:
    lines = [f"人{number}\t1380000{number:04d}\t{tags}" for number in range(count)]
    return plan_import(read_text("\n".join(["姓名\t手机\t兴趣", *lines])), Kind.MEMBER)


def journal(table: str) -> Counter[frozenset[tuple[object, ...]]]:
    """What the journal says of each row of a table, whatever their ids and order."""
    said: dict[bytes, set[tuple[object, ...]]] = defaultdict(set)
    for row, *record in database.execute_sql(
        "SELECT c.row, c.col, c.old, c.new FROM _change c JOIN _table t ON t.no = c.tbl"
        " WHERE t.name = ?",
        (table,),
    ):
        said[bytes(row)].add(tuple(record))
    return Counter(map(frozenset, said.values()))


def test_an_import_is_one_step_that_one_undo_takes_back() -> None:
    save_member(None, {"name": "旧人"})
    before = database.execute_sql("SELECT count(*) FROM _transaction").fetchone()[0]
    result = apply_import(members(30))
    after = database.execute_sql(
        "SELECT kind, amount, size FROM _transaction ORDER BY hlc"
    ).fetchall()
    assert result.added == 30
    assert len(after) == before + 1
    kind, amount, size = after[-1]
    assert (kind, amount) == ("member.import", 30)
    assert size == 30 + 60 * 2
    step = undo_step()
    assert step is not None
    undo(step)
    assert [member.name for member in live(Member)] == ["旧人"]
    assert live(MemberTag).count() == 0


def test_a_large_import_is_journaled_like_a_small_one(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many rows are written without the triggers, and nobody can tell afterwards."""
    said, schemas = [], []
    for many in (10_000, 1):
        close_book()
        book.unlink()
        create_book(book, "club")
        schemas.append(schema())
        monkeypatch.setattr(bulk, "MANY", many)
        event = save_event(None, {"title": "晨跑"})
        apply_import(members(3))
        table = read_text("姓名\t报名\t到场\t评分\t留言\n人0\t是\t到\t4\t好\n人1\t\t\t\t")
        apply_import(plan_import(table, Kind.ATTENDANCE, event=event))
        said.append([journal(name) for name in ("member", "member_tag", "attendance")])
        schemas.append(schema())
    assert said[0] == said[1]
    assert all(said[0])
    assert schemas == [schemas[0]] * 4
    close_book()
    open_book(book)
    assert live(Member).count() == 3


def schema() -> set[tuple[object, ...]]:
    return set(database.execute_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def test_a_cancellation_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    before = schema()

    def stop(step: int, _total: int) -> None:
        if step:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply_import(members(5), stop)
    assert database.execute_sql("SELECT mute, tx FROM _clock").fetchone() == (0, None)
    assert live(Member).count() == 0
    assert database.execute_sql("SELECT count(*) FROM _transaction").fetchone()[0] == 1
    apply_import(members(5))
    assert live(Member).count() == 5
    assert schema() == before


def test_progress_is_told_to_the_end() -> None:
    steps: list[tuple[int, int]] = []
    apply_import(members(12_000, ""), lambda step, total: steps.append((step, total)))
    assert steps[0] == (0, 12_000)
    assert steps[-1] == (12_000, 12_000)
    assert len(steps) > 2


def test_nothing_to_do_leaves_no_trace() -> None:
    apply_import(members(5))
    before = database.execute_sql("SELECT count(*), max(hlc) FROM _transaction").fetchone()
    result = apply_import(members(5))
    assert (result.added, result.updated, result.unchanged) == (0, 0, 5)
    assert database.execute_sql("SELECT count(*), max(hlc) FROM _transaction").fetchone() == before


def test_a_tag_that_was_taken_away_comes_back() -> None:
    member = save_member(None, {"name": "人0", "phone": "13800000000", "tags": ["读书"]})
    save_member(member, {"tags": []})
    apply_import(members(1, "读书"))
    values = load_member(member)
    assert values is not None
    assert values.tags == ("读书",)


def test_a_changed_name_sorts_anew() -> None:
    member = save_member(None, {"name": "张三", "wechat_id": "wx"})
    table = read_text("姓名\t微信号\n阿三\twx")
    apply_import(plan_import(table, Kind.MEMBER, choices={2: member}))
    assert Member.get(Member.id == member).pinyin.startswith("a san")


def test_introducers_may_stand_below_those_they_introduced() -> None:
    table = read_text("姓名\t介绍人\n甲\t乙\n乙\t\n")
    apply_import(plan_import(table, Kind.MEMBER))
    first = live(Member).where(Member.name == "甲").get()
    second = live(Member).where(Member.name == "乙").get()
    assert first.introduced_by_id == second.id
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []


def test_rejected_rows_are_saved_with_line_and_reason(tmp_path: Path) -> None:
    table = read_text("名单\n姓名\t入群时间\n=张三\t昨天\n李四\t2025-01-01\n李四\t2025-01-01\n")
    plan = plan_import(table, Kind.MEMBER)
    result = apply_import(plan)
    target = tmp_path / "rest.csv"
    write_rejected(target, result.skipped, table, translation("en"), plan.headings.line)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "'=张三" in raw.decode()
    rows = [cells for _line, cells in read_table(target).rows]
    assert rows[0] == ("Line", "Reason", "姓名", "入群时间")
    assert rows[1][0] == "3"
    assert "no date we can read" in rows[1][1]
    assert rows[1][2:] == ("=张三", "昨天")
    assert rows[2][1] == "This line says the same as line 4."
