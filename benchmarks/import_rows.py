"""Importing 100,000 members from a file, beside plain sqlite3 executemany of the same rows.

The import reads and checks every cell, looks for namesakes, writes the journal and every index of
the table. The yardstick does nothing but insert the rows the import has stored: the same table with
every column of it, filled from a list in memory, the 16-byte ids with their unique index, in one
transaction of Python's own sqlite3 with synchronous=FULL and journal_mode=DELETE, the commit
included; no other index, no foreign key, no trigger, no check. Prints both and the ratio (target:
4), of the fastest of some runs; they take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from models.base import database
from models.book import close_book, create_book
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.vocabulary import Kind

ROWS = 100_000
TARGET = 4.0
UNIQUE = "CREATE UNIQUE INDEX member_id ON member (id)"
HEADINGS = "姓名 群昵称 微信号 性别 出生日期 所在地 手机 邮箱 入群时间 来源 状态 备注".split()
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁"
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华建国红春梅玉萍飞鹏浩凯宇晨阳琳雪倩"
    "婷欣怡佳颖慧莉娅思雨子涵浩然梓轩一诺诗若曦可心语嫣博海斌波龙"
)


def make_rows(count: int) -> list[list[str]]:
    chance = random.Random(2026)
    rows = []
    for number in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        joined = f"{chance.randint(2018, 2026)}-{month:02d}-{day:02d}"
        born = f"{chance.randint(1950, 2010)}/{day % 12 + 1}/{month}"
        rows.append(
            [
                name,
                f"小{name[-1]}",
                f"wx_{number:06d}",
                chance.choice(("男", "女", "")),
                born,
                chance.choice(("上海", "南京", "苏州", "杭州", "北京市", "")),
                f"1{chance.randint(30, 99)}{number:08d}",
                f"u{number}@example.org",
                joined,
                chance.choice(("朋友介绍", "公众号", "扫码", "")),
                chance.choice(("正常", "正常", "正常", "已退群", "暂停")),
                "",
            ]
        )
    return rows


def time_yardstick(path: Path, table: str, rows: list[tuple[object, ...]]) -> float:
    connection = sqlite3.connect(path)
    for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL", table, UNIQUE):
        connection.execute(statement)
    connection.commit()
    marks = ", ".join("?" * len(rows[0]))
    start = time.perf_counter()
    with connection:
        connection.executemany(f"INSERT INTO member VALUES ({marks})", rows)
    spent = time.perf_counter() - start
    connection.close()
    return spent


def time_import(source: Path) -> tuple[float, float, float]:
    """Return the seconds for reading, planning and writing."""
    start = time.perf_counter()
    table = read_table(source)
    read = time.perf_counter()
    plan = plan_import(table, Kind.MEMBER)
    planned = time.perf_counter()
    result = apply_import(plan)
    written = time.perf_counter()
    if result.added != ROWS:
        raise SystemExit(f"only {result.added} of {ROWS} rows went in")
    return read - start, planned - read, written - planned


def stored() -> tuple[str, list[tuple[object, ...]]]:
    """Return how the table of members is made, and its rows."""
    (made,) = database.execute_sql("SELECT sql FROM sqlite_schema WHERE name = 'member'").fetchone()
    return made, database.execute_sql("SELECT * FROM member ORDER BY rid").fetchall()


def measure(folder: Path, rows: list[list[str]], run: int) -> tuple[float, tuple[float, ...]]:
    source = folder / f"members-{run}.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADINGS, *rows])
    create_book(folder / f"club-{run}.guildbook", "十万人")
    parts = time_import(source)
    table, inserted = stored()
    close_book()
    return time_yardstick(folder / f"plain-{run}.db", table, inserted), parts


def main(runs: int = 3) -> None:
    rows = make_rows(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(Path(folder), rows, run) for run in range(runs)]
    plain = min(yardstick for yardstick, _parts in measured)
    parts = min((parts for _yardstick, parts in measured), key=sum)
    ratio = sum(parts) / plain
    print(f"{ROWS:,} rows, sqlite3 executemany: {plain:.2f} s")
    print(
        f"{ROWS:,} rows, import: {sum(parts):.2f} s"
        f" (read {parts[0]:.2f}, plan {parts[1]:.2f}, write {parts[2]:.2f})"
    )
    print(f"ratio {ratio:.1f} (target {TARGET:.0f})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
