"""How many messages members wrote, by day, out of everything that chat exports showed.

An export covers a chat from its first to its last message: of each day one stretch, its window.
Every row (interaction.ChatDay) says what one window held. Of a member's day in one chat that
counts which is the most that windows show that have no minute in common: a day that two exports
cut in half is put together, and what two of them both cover is never added. So rows can be taken
in again, in any order, on any copy, and nothing is counted twice.

Where two exports show different numbers of the same window, messages were deleted in between, or
the later import knew more of a member's names: the larger stands, because what was once written
was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.base import database, link_id, read_day

WHOLE_DAY = (0, 1440)
Window = tuple[int, int]


def chat_days(condition: str = "1") -> str:
    """Return SQL for a table of (member, day, amount): messages of each member on each day.

    `condition` narrows the rows of chat_day, called `d` (d.member = ?, d.day >= ?), and stands in
    it once. It must not split the rows of one member's day. Where all windows of a day have a
    minute in common, as those of whole days have, the largest row is the answer; only the other
    days are put together.
    """
    return f"""(
        WITH RECURSIVE one AS (
            SELECT d.member, d.chat, d.day, max(d.amount) AS amount,
                max(d.since) < min(d.until) AS shared
            FROM chat_day d WHERE d.deleted = 0 AND ({condition})
            GROUP BY d.member, d.day, d.chat),
        put_together AS (
            SELECT d.member, d.chat, d.day, d.until, d.amount
            FROM one CROSS JOIN chat_day d ON d.member = one.member AND d.deleted = 0
                AND d.day = one.day AND d.chat = one.chat
            WHERE NOT one.shared AND d.since < d.until
            UNION
            SELECT d.member, d.chat, d.day, d.until, p.amount + d.amount
            FROM put_together p CROSS JOIN chat_day d ON d.member = p.member AND d.deleted = 0
                AND d.day = p.day AND d.chat = p.chat AND d.since >= p.until
            WHERE d.since < d.until)
        SELECT member, day, sum(amount) AS amount FROM (
            SELECT member, day, amount FROM one WHERE shared
            UNION ALL
            SELECT member, day, max(amount) FROM put_together GROUP BY member, day, chat)
        GROUP BY member, day)"""


@dataclass(frozen=True)
class ChatDays:
    """Messages of one member on one day, or in one month: `day` is its first then."""

    day: date
    amount: int


def messages_of(member_id: bytes) -> tuple[ChatDays, ...]:
    """Return the days on which a member wrote, the latest first."""
    rows = database.execute_sql(
        f"SELECT day, amount FROM {chat_days('d.member = ?')} ORDER BY day DESC", (member_id,)
    )
    return tuple(ChatDays(day, amount) for text, amount in rows if (day := read_day(text)))


def months_of(member_id: bytes) -> tuple[ChatDays, ...]:
    """Return the months in which a member wrote, the latest first."""
    months: dict[date, int] = {}
    for one in messages_of(member_id):
        first = one.day.replace(day=1)
        months[first] = months.get(first, 0) + one.amount
    return tuple(ChatDays(month, amount) for month, amount in months.items())


def chat_day_id(member: bytes, chat: str, day: str, window: Window, amount: int) -> bytes:
    since, until = window
    return link_id("chat_day", member, chat, day, str(since), str(until), str(amount))


@dataclass(frozen=True)
class Agreement:
    """How many days of members in a chat that is known were asked for, and are there the same."""

    asked: int
    same: int

    @property
    def is_certain(self) -> bool:
        return self.asked >= _TELLING and self.same * 5 >= self.asked * 4

    @property
    def is_excluded(self) -> bool:
        return self.asked >= _TELLING and self.same * 5 < self.asked


def chats_known() -> dict[str, tuple[str, str]]:
    """Return the chats that were counted so far, each with its first and last day."""
    rows = database.execute_sql(
        "SELECT chat, min(day), max(day) FROM chat_day WHERE deleted = 0 AND chat <> ''"
        " GROUP BY chat ORDER BY chat"
    )
    return {chat: (first, last) for chat, first, last in rows}


def compare_with_known(days: Sequence[tuple[bytes, str, int]]) -> dict[str, Agreement]:
    """Compare whole days (member, day, amount) with the chats that are known.

    So a file that was renamed is not counted as another chat, nor another chat as this one.
    """
    asked = days[:: len(days) // _ASKED + 1]
    there = [_chats_with(row) for row in asked]
    return {
        chat: Agreement(
            sum(first <= day <= last for _member, day, _amount in asked),
            sum(chat in chats for chats in there),
        )
        for chat, (first, last) in chats_known().items()
    }


def _chats_with(row: tuple[bytes, str, int]) -> set[str]:
    found = database.execute_sql(
        "SELECT chat FROM chat_day WHERE member = ? AND deleted = 0 AND day = ? AND amount = ?"
        " AND since = 0 AND until = 1440",
        row,
    )
    return {chat for (chat,) in found}


# So many days that agree are no chance; more are not asked for.
_TELLING = 8
_ASKED = 300
