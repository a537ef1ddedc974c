"""After a merge: a chat that two laptops counted under two names is one chat again.

Some exports say nowhere what their chat is called: then it is called like the file, and files are
renamed, or named in the language of a telephone. On one laptop an import knows such a chat again by
its days; here it is done for those that met by a merge. All days of the one become days of the
other, so what both counted counts once.

What is to do follows from the rows alone, so copies that hold the same come to the same; where
nothing is left to do, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from models.base import GONE, LIVE, TRASHED, database
from models.journal import bulk
from models.journal.transactions import action
from models.journal.undo import belong_to_last_merge
from models.members.chats import chat_day_id, chats_known
from models.members.interaction import ChatDay

_COLUMNS = ("member", "chat", "day", "since", "until", "amount")
# So many days are asked for, and so many must agree that nobody would think of chance: of several
# people, and not only of those who write one greeting a day in every chat.
_ASKED, _FEWEST, _PEOPLE, _LIVELY = 300, 8, 3, 3
_BROUGHT = """
    SELECT 1 FROM (SELECT id FROM _merge ORDER BY hlc DESC, id DESC LIMIT 1) o
    CROSS JOIN _merged d ON d.merge = o.id CROSS JOIN _change g ON g.tx = d.tx
    WHERE g.tbl = (SELECT no FROM _table WHERE name = 'chat_day') LIMIT 1"""
# Whole days of one chat from the time of the other, in an order that is the same on every copy;
# the plus sign keeps SQLite from walking the ids of all chats for it.
# What was moved from the first one before speaks for it too.
_AGREEING = f"""
    SELECT count(*), total(same), count(DISTINCT iif(same, member, NULL)),
        total(same AND amount > 1)
    FROM (SELECT d.member, d.amount, EXISTS (SELECT 1 FROM chat_day k WHERE k.member = d.member
            AND k.deleted IN ({LIVE}, {TRASHED}) AND k.day = d.day AND k.chat = ?
            AND k.amount = d.amount AND k.since = d.since AND k.until = d.until) AS same
        FROM chat_day d WHERE d.chat = ? AND d.deleted <> {GONE} AND d.day BETWEEN ? AND ?
            AND d.since = 0 AND d.until = 1440 ORDER BY +d.id LIMIT {_ASKED})"""


def follow_chats() -> int:
    """Make one chat of those the last merge brought together; return how many were another's.

    One action, which is taken back together with the merge. Raises UserError where the file cannot
    be written.
    """
    if database.execute_sql(_BROUGHT).fetchone() is None:
        return 0
    found = dict(_same_chats())
    if not found:
        return 0
    with action("chat.follow", len(found)) as written:
        for other, kept in found.items():
            _move(other, kept)
    belong_to_last_merge(written.id)
    return len(found)


def _same_chats() -> Iterator[tuple[str, str]]:
    """Yield chats that are another, each with the one whose name comes first."""
    known = chats_known()
    moved: set[str] = set()
    for kept, other in combinations(sorted(known), 2):
        if not moved & {kept, other} and (
            _agrees(other, kept, known[kept]) or _agrees(kept, other, known[other])
        ):
            moved.add(other)
            yield other, kept


def _agrees(one: str, other: str, days: tuple[str, str]) -> bool:
    """Whether the days of one chat, within those of another, are the other's."""
    asked, same, people, lively = database.execute_sql(_AGREEING, (other, one, *days)).fetchone()
    alike = asked >= _FEWEST and same * 5 >= asked * 4
    return bool(alike and people >= _PEOPLE and lively >= _LIVELY)


def _move(other: str, kept: str) -> None:
    rows = database.execute_sql(
        "SELECT id, member, day, since, until, amount FROM chat_day WHERE chat = ? AND deleted = ?"
        " ORDER BY id",
        (other, LIVE),
    ).fetchall()
    cells = [
        (member, kept, day, since, until, amount) for _id, member, day, since, until, amount in rows
    ]
    ids = [
        chat_day_id(bytes(each[0]), kept, each[2], (each[3], each[4]), each[5]) for each in cells
    ]
    there = {
        bytes(row): deleted
        for row, deleted in database.execute_sql(
            "SELECT id, deleted FROM chat_day WHERE chat = ?", (kept,)
        ).fetchall()
    }
    # By id: rows of another program may say the same twice.
    new = {row: told for row, told in zip(ids, cells, strict=True) if row not in there}
    bulk.insert(ChatDay, _COLUMNS, [(row, *told) for row, told in new.items()])
    back = [(row,) for row in ids if there.get(row) == TRASHED]
    bulk.run(f"UPDATE chat_day SET deleted = {LIVE} WHERE id = ?", back)
    gone = [(row[0],) for row in rows]
    bulk.run(f"UPDATE chat_day SET deleted = {TRASHED} WHERE id = ?", gone)
