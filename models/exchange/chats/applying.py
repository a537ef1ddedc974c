"""Counting a chat export: rows for each member and day, and what was answered about its names.

Everything in one action, which one undo takes back. What somebody wrote is nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.base import LIVE, database
from models.exchange.chats.export import ChatKind
from models.exchange.chats.matching import account_of
from models.exchange.chats.planning import NOBODY, Answer, ChatPlan, DoubtfulSender, ignoring
from models.exchange.plan import Candidate
from models.journal import bulk
from models.journal.transactions import action
from models.members.alias import add_aliases
from models.members.chats import chat_day_id
from models.members.interaction import ChatDay
from models.progress import Progress, unheard
from models.setting import save_setting

_COLUMNS = ("member", "chat", "day", "since", "until", "amount")
_AT_ONCE = 500


@dataclass(frozen=True)
class ChatResult:
    """What was counted. `added` and `unchanged` are days of members, `messages` and `people` those
    of the export that count; `later` are those nobody has said who they are, `silent` the members
    who wrote nothing.
    """

    chat: str
    added: int
    unchanged: int
    messages: int
    people: int
    later: tuple[DoubtfulSender, ...]
    silent: tuple[Candidate, ...]


@dataclass(frozen=True)
class _Row:
    id: bytes
    cells: tuple[bytes, str, str, int, int, int]


def apply_chat(
    plan: ChatPlan, answers: Mapping[str, Answer], progress: Progress = unheard
) -> ChatResult:
    """Count an export. `answers` say who doubtful senders are, by key; who is not in it waits.

    Cancelled from `progress`, or any error, leaves the file as it was. Raises UserError where it
    cannot be written.
    """
    who = _decided(plan, answers)
    rows = list(_rows(plan, who))
    with action("chat.import", plan.export.messages) as written:
        added = _write(rows, progress)
        _remember(plan, answers, who)
        written.amount = sum(row.cells[-1] for row in rows)
    return _result(plan, answers, who, rows, added)


def foresee_chat(plan: ChatPlan, answers: Mapping[str, Answer]) -> ChatResult:
    """Say what counting would do, without doing it."""
    who = _decided(plan, answers)
    rows = list(_rows(plan, who))
    states = _states(rows)
    added = sum(states.get(row.id) != LIVE for row in rows)
    return _result(plan, answers, who, rows, added)


def silent_members(plan: ChatPlan, wrote: set[bytes]) -> tuple[Candidate, ...]:
    """Return the active members who were there and did not write; who rests is left alone."""
    rows = database.execute_sql(
        "SELECT id, name, coalesce(nullif(group_name, ''), wechat_name) FROM member"
        " WHERE deleted = 0 AND status = 'active' AND coalesce(joined, '') <= ?"
        " AND coalesce(rest_until, '') < ? ORDER BY pinyin",
        (plan.export.last.date().isoformat(), plan.export.last.date().isoformat()),
    )
    return tuple(
        Candidate(bytes(member), name, detail)
        for member, name, detail in rows
        if bytes(member) not in wrote
    )


def _decided(plan: ChatPlan, answers: Mapping[str, Answer]) -> dict[str, bytes]:
    """Return the member behind each sender, as far as that is said and they are still there."""
    said = {each.sender.key: each.member for each in plan.known}
    asked = {each.sender.key for each in plan.doubtful}
    said |= {
        key: answer for key, answer in answers.items() if isinstance(answer, bytes) and key in asked
    }
    there: set[bytes] = set()
    for marks, part in _portions(sorted(set(said.values()))):
        found = database.execute_sql(
            f"SELECT id FROM member WHERE deleted = 0 AND id IN ({marks})", part
        )
        there.update(bytes(member) for (member,) in found)
    return {key: member for key, member in said.items() if member in there}


def _rows(plan: ChatPlan, who: Mapping[str, bytes]) -> Iterator[_Row]:
    counted: dict[tuple[bytes, date], int] = {}
    for sender in plan.export.senders:
        if member := who.get(sender.key):
            for day, amount in sender.days.items():
                counted[member, day] = counted.get((member, day), 0) + amount
    windows = {day: plan.export.window(day) for _member, day in counted}
    for (member, day), amount in counted.items():
        cells = (member, plan.chat, day.isoformat(), *windows[day], amount)
        yield _Row(chat_day_id(member, plan.chat, cells[2], windows[day], amount), cells)


def _write(rows: list[_Row], progress: Progress) -> int:
    """Write the rows that are not there; one that was taken back comes back."""
    states = _states(rows)
    new = [row for row in rows if row.id not in states]
    back = [(row.id,) for row in rows if states.get(row.id, LIVE) != LIVE]
    total, done = len(new) + len(back), 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    progress(0, max(total, 1))
    bulk.insert(ChatDay, _COLUMNS, [(row.id, *row.cells) for row in new], report)
    bulk.run("UPDATE chat_day SET deleted = 0 WHERE id = ?", back, report)
    return total


def _states(rows: list[_Row]) -> dict[bytes, int]:
    states: dict[bytes, int] = {}
    for marks, part in _portions([row.id for row in rows]):
        found = database.execute_sql(
            f"SELECT id, deleted FROM chat_day WHERE id IN ({marks})", part
        )
        states.update((bytes(row), deleted) for row, deleted in found)
    return states


def _portions(ids: Sequence[bytes]) -> Iterator[tuple[str, Sequence[bytes]]]:
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield ", ".join("?" * len(part)), part


def _remember(plan: ChatPlan, answers: Mapping[str, Answer], who: Mapping[str, bytes]) -> None:
    """Remember whose account is whose, what they are called there, and who is nobody of ours."""
    for known in plan.known:
        if known.sender.account and known.sender.key in who:
            add_aliases(known.member, {known.sender.account: plan.chat})
    for doubtful in plan.doubtful:
        sender = doubtful.sender
        answer = answers.get(sender.key)
        if sender.key in who:
            names = _new_names(doubtful, plan.export.kind)
            add_aliases(who[sender.key], dict.fromkeys(names, plan.chat))
        if answer == NOBODY and not doubtful.ignored:
            save_setting(ignoring(sender.key), "1")
        elif answer not in (None, NOBODY) and doubtful.ignored:
            save_setting(ignoring(sender.key), "")


def _new_names(doubtful: DoubtfulSender, kind: ChatKind) -> Iterator[str]:
    """Yield what finds somebody next time. A name that others have too finds nobody."""
    sender = doubtful.sender
    if sender.account or doubtful.called:
        yield account_of(sender, kind)
    if sender.names and not doubtful.called:
        yield sender.name


def _result(
    plan: ChatPlan,
    answers: Mapping[str, Answer],
    who: Mapping[str, bytes],
    rows: list[_Row],
    added: int,
) -> ChatResult:
    later = tuple(
        each
        for each in plan.doubtful
        if each.sender.key not in who
        and answers.get(each.sender.key, NOBODY if each.ignored else None) != NOBODY
    )
    wrote = {row.cells[0] for row in rows}
    return ChatResult(
        plan.chat,
        added,
        len(rows) - added,
        sum(row.cells[-1] for row in rows),
        len(wrote),
        later,
        silent_members(plan, wrote),
    )
