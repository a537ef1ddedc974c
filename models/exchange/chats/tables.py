"""Tables with a line for each message: of exporters for WeChat and Discord, or anybody's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from models.errors import UserError
from models.exchange import dates
from models.exchange.chats.clock_times import CLOCK, has_period, minute_of
from models.exchange.chats.days import Day
from models.exchange.chats.export import Message
from models.exchange.chats.source import shown
from models.exchange.delimited import find_delimiter
from models.exchange.guarding import unguard
from models.exchange.headings import plain
from resources.i18n import N_

# What stands above the columns, the best word first; compared as other lists' headings are.
_WORDS = """
time: 时间 发送时间 消息时间 发言时间 聊天时间 strtime time datetime sentat sendtime messagetime
    sent timestamp 时间戳 createtime created createdat 创建时间 msgtime
day: 日期 date day 发送日期 消息日期 发言日期 聊天日期
name: 群昵称 群名片 发送人 发送者 发言人 发信人 昵称 姓名 名字 成员 用户 用户名 备注名 备注
    sendername fromname displayname nickname remark sender from author name user username
    membername member talker who
account: wxid 微信号 微信id 账号 帐号 qq号 qq 用户id 发送者id 发送人id senderid fromid userid
    authorid accountid account uid sender
kind: 类型 消息类型 type msgtype messagetype
"""
_SEARCHED_ROWS = 25
_MOMENT = re.compile(
    rf"(\d{{1,4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,4}})日?[T ,]*{CLOCK}.*", re.DOTALL
)
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_SYSTEM = ("10000", "system", "系统消息", "系统", "service", "revoked", "撤回")


@dataclass(frozen=True)
class _Columns:
    """Where the columns stand; -1 where a table has none."""

    name: int
    time: int = -1
    day: int = -1
    account: int = -1
    kind: int = -1


@cache
def _meanings() -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    field, rank = "", 0
    for word in _WORDS.split():
        if word.endswith(":"):
            field, rank = word[:-1], 0
        else:
            rank += 1
            found.setdefault(plain(word), []).append((rank, field))
    return found


def find_columns(row: Sequence[str]) -> _Columns | None:
    """Return the columns if the row is one of headings with at least a time and a name."""
    claims = sorted(
        (rank, index, field)
        for index, cell in enumerate(row)
        if len(cell) <= 60
        for rank, field in _meanings().get(plain(cell), ())
    )
    places: dict[str, int] = {}
    for _rank, index, field in claims:
        if field not in places and index not in places.values():
            places[field] = index
    if "name" not in places or not {"time", "day"} & places.keys():
        return None
    return _Columns(**places)


def is_table(sample: str) -> bool:
    return any(map(find_columns, _rows_of(sample.splitlines(keepends=True)[:_SEARCHED_ROWS])))


def _rows_of(lines: list[str]) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=find_delimiter(lines))
    except csv.Error:
        return


def split(
    lines: Iterable[tuple[int, str]], sample: str, file: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text, each with the number of its last line.

    Raises UserError where a cell is longer than any, as where a quotation mark is never closed.
    """
    last, ended = 0, False

    def numbered() -> Iterator[str]:
        nonlocal last, ended
        for number, line in lines:
            last = number
            yield f"{line}\n"
        ended = True

    delimiter = find_delimiter(sample.splitlines(keepends=True)[:60])
    begun = 1
    try:
        for row in csv.reader(numbered(), delimiter=delimiter):
            # A row that only the end of the file ends has an open quotation mark.
            if ended:
                raise csv.Error
            yield last, row
            begun = last + 1
    except csv.Error as error:
        raise UserError(
            N_("A quotation mark in line {line} of {name} is never closed. Close it."),
            line=begun,
            name=file,
        ) from error


class Reader:
    """Yields the messages of a table's rows. Which rows could not be read is counted."""

    def __init__(self, title: str) -> None:
        self.chat = title
        self.twelve_hours = False
        self.left_out = 0
        self._columns: _Columns | None = None

    def messages(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Message]:
        for number, row in rows:
            if self._columns is None:
                self._columns = find_columns(row)
            elif any(map(str.strip, row)):
                yield from self._read(number, row, self._columns)

    def _read(self, number: int, row: Sequence[str], columns: _Columns) -> Iterator[Message]:
        if _cell(row, columns.kind).casefold() in _SYSTEM:
            return
        name, account = shown(_cell(row, columns.name)), shown(_cell(row, columns.account))
        time, day = _cell(row, columns.time), _cell(row, columns.day)
        moment = self._moment(time) or self._moment(f"{day} {time}".strip())
        if moment is None or not (name or account):
            self.left_out += 1
            return
        key = f"id:{account.replace(' ', '')}" if account and account != name else name
        yield Message(number, *moment, key, name)

    def _moment(self, text: str) -> tuple[Day, int] | None:
        if usual := _MOMENT.fullmatch(text):
            self.twelve_hours = self.twelve_hours or has_period(usual, 4)
            minute = minute_of(usual, 4)
            day = (int(usual[1]), int(usual[2]), int(usual[3]))
            return None if minute is None else (day, minute)
        if _UNIX.fullmatch(text):
            at = datetime.fromtimestamp(int(text[:10]))
            return (at.year, at.month, at.day), at.hour * 60 + at.minute
        read = dates.read_moment(text)
        if isinstance(read, dates.Unreadable) or not (read.day and read.time):
            return None
        year, month, day_of_month = map(int, read.day.split("-"))
        hour, minute_of_hour = map(int, read.time.split(":"))
        return (year, month, day_of_month), hour * 60 + minute_of_hour


def _cell(row: Sequence[str], index: int) -> str:
    return unguard(row[index].strip()) if 0 <= index < len(row) else ""
