"""Telling people apart a column at a time comes to what deciding row by row comes to."""

from __future__ import annotations

import random

import pytest

from models.exchange import member_rows
from models.exchange.applying import apply_import
from models.exchange.namesakes import unclear_names
from models.exchange.plan import Add, Verdict
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")


def test_names_are_clear_where_one_sort_of_identity_tells_all_their_rows_apart() -> None:
    keys = ["王霞", "王霞", "李四", "李四", "张三", "赵六", "赵六"]
    columns = {
        "wechat_id": ["a", "b", "c", None, None, None, "d"],
        "phone": ["1", None, "2", "3", None, "4", None],
    }
    assert unclear_names(keys, columns) == {"赵六"}
    assert unclear_names(keys, {}) == {"王霞", "李四", "赵六"}


def test_namesakes_with_one_identity_are_unclear() -> None:
    keys = ["王霞", "王霞", "李四", "李四"]
    assert unclear_names(keys, {"phone": ["1", "1", "2", "3"]}) == {"王霞"}
    assert unclear_names(["王霞", "女儿"], {"phone": ["1", "1"]}) == set()


def make_list(chance: random.Random, rows: int) -> str:
    def one_of(*cells: str) -> str:
        return chance.choice(cells)

    lines = ["姓名\t微信号\t手机\t生日\t入群时间\t退群时间\t兴趣\t介绍人"]
    for number in range(rows):
        cells = (
            one_of("王霞", "王 霞", "李四", "Ann", "ann", "", f"人{number}"),
            one_of("", "wx", f"wx{number}"),
            one_of("", "13800000001", f"1380000{number:04d}", "打不通"),
            one_of("", "1985", "1985-03-01"),
            one_of("", "2025-01-01", "昨天"),
            one_of("", "2024-01-01", "2026-01-01"),
            one_of("", "读书、徒步"),
            one_of("", "", "人1", "王霞"),
        )
        lines.append("\t".join(cells))
    return "\n".join([*lines, chance.choice(lines[1:])])


def told(verdict: Verdict) -> tuple[object, ...]:
    """Return what was decided; ids of new rows and the order of fields are by chance."""
    if isinstance(verdict, Add):
        said = {name: cell for name, cell in verdict.values.items() if name != "introduced_by"}
        return "add", verdict.line, said, verdict.tags, "introduced_by" in verdict.values
    return tuple(verdict)


@pytest.mark.parametrize("seed", range(25))
def test_columns_and_rows_decide_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    if seed % 2:
        apply_import(plan_import(read_text(make_list(chance, 8)), Kind.MEMBER))
    table = read_text(make_list(chance, 30))
    choices: dict[int, bytes | str] = {4: "new", 7: "skip"} if seed % 3 == 0 else {}
    by_columns = plan_import(table, Kind.MEMBER, choices=choices)
    monkeypatch.setattr(
        member_rows._MemberRows, "_open_questions", lambda self: {"", *self.keys}, raising=True
    )
    by_rows = plan_import(table, Kind.MEMBER, choices=choices)
    assert list(map(told, by_columns.rows)) == list(map(told, by_rows.rows))
    assert by_columns.counts.added > 0
