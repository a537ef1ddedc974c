"""Classes counted a second time: plain Python from the raw rows, day by day, as the rules read."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.base import database
from models.members.class_rules import ClassRules
from models.vocabulary import Standing

Row = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    standing: Standing | None
    score: float
    last_seen: date | None
    last_contact: date | None


@dataclass(frozen=True)
class Done:
    day: date
    sort: str
    amount: int


def rows_of(table: str) -> list[Row]:
    cursor = database.execute_sql(f'SELECT * FROM "{table}" WHERE deleted = 0')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def recount(day: date, rules: ClassRules) -> dict[str, Counted]:
    """Return class and score of everybody who is not in the trash, by name."""
    done = everything_done()
    return {
        row["name"]: counted(row, done.get(row["id"], []), day, rules) for row in people_on(day)
    }


def people_on(day: date) -> list[Row]:
    """The members; those who have left and come back since as they were on that day."""
    people = {row["id"]: row for row in rows_of("member")}
    for stay in rows_of("stay"):
        joined, left = day_or_none(stay["joined"]), day_or_none(stay["left"])
        if left and left > day and (joined is None or joined <= day) and stay["member"] in people:
            then = {"joined": stay["joined"], "left": stay["left"], "status": "active"}
            people[stay["member"]] |= then
    return list(people.values())


def everything_done() -> dict[bytes, list[Done]]:
    done = done_at_events()
    for row in rows_of("feedback"):
        if row["member"]:
            done[row["member"]].append(Done(day_of(row["date"]), "feedback", 1))
    for row in rows_of("interaction"):
        if row["day"]:
            done[row["member"]].append(Done(day_of(row["day"]), row["sort"], row["amount"]))
    for row in rows_of("contact"):
        if row["day"] and row["reached"]:
            done[row["member"]].append(Done(day_of(row["day"]), "contact", 1))
    chats: dict[tuple[bytes, str, str], int] = defaultdict(int)
    for row in rows_of("chat_day"):
        key = (row["member"], row["chat"], row["day"])
        chats[key] = max(chats[key], row["amount"])
    for (member, _chat, day), amount in chats.items():
        done[member].append(Done(day_of(day), "messages", amount))
    return done


def done_at_events() -> dict[bytes, list[Done]]:
    done: dict[bytes, list[Done]] = defaultdict(list)
    events = {row["id"]: row["begins"] for row in rows_of("event")}
    for row in rows_of("attendance"):
        if row["came"] == "yes" and events.get(row["event"]):
            done[row["member"]].append(Done(day_of(events[row["event"]]), "attended", 1))
    return done


def counted(row: Row, done: list[Done], day: date, rules: ClassRules) -> Counted:
    past = [each for each in done if each.day <= day]
    seen = [each.day for each in past if each.sort != "contact"]
    spoken = [each.day for each in past if each.sort == "contact"]
    return Counted(
        standing_of(row, done, day, rules),
        score_on(done, day, rules),
        max(seen, default=None),
        max(spoken, default=None),
    )


def score_on(done: list[Done], end: date, rules: ClassRules) -> float:
    score, chatted = 0.0, defaultdict(float)
    for each in done:
        if each.day > end or each.sort == "contact":
            continue
        months = (end.year - each.day.year) * 12 + end.month - each.day.month
        if each.sort == "messages":
            chatted[months] += rules.messages * each.amount
        else:
            score += getattr(rules, each.sort) * each.amount * rules.decay**months
    return score + sum(
        min(points, rules.messages_most) * rules.decay**months for months, points in chatted.items()
    )


def standing_of(row: Row, done: list[Done], day: date, rules: ClassRules) -> Standing | None:
    joined, left, rest = (day_or_none(row[name]) for name in ("joined", "left", "rest_until"))
    gone = row["status"] in ("applicant", "waiting", "refused") or (
        row["status"] == "left" and not left
    )
    if gone or (joined and joined > day) or (left and left <= day):
        return None
    if row["role"] in rules.left_out:
        return None
    if row["status"] == "paused" or (rest and rest >= day):
        return Standing.RESTING
    if joined and (day - joined).days <= rules.new_days:
        return Standing.NEW
    unseen = unseen_on(done, day)
    score = score_on(done, day, rules)
    if unseen is None or unseen > rules.occasional_days:
        return Standing.SILENT
    earlier = [
        score_on(done, end, rules)
        for end in ends_before(day, 6)
        if band(score_on(done, end, rules), unseen_on(done, end), rules)
    ]
    fallen = earlier and score <= (1 - rules.lapsing_drop) * max(earlier) + 1e-9
    if earlier and (unseen > rules.lapsing_days or fallen):
        return Standing.LAPSING
    lower = Standing.OCCASIONAL if score >= rules.occasional_score - 1e-9 else Standing.SILENT
    return band(score, unseen, rules) or lower


def band(score: float, unseen: int | None, rules: ClassRules) -> Standing | None:
    if unseen is None:
        return None
    if score >= rules.core_score - 1e-9 and unseen <= rules.core_days:
        return Standing.CORE
    if score >= rules.active_score - 1e-9 and unseen <= rules.active_days:
        return Standing.ACTIVE
    return None


def unseen_on(done: list[Done], end: date) -> int | None:
    days = [(end - each.day).days for each in done if each.day <= end]
    return min(days, default=None)


def ends_before(day: date, months: int) -> list[date]:
    ends, year, month = [], day.year, day.month
    for _back in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        ends.append(date(year, month, monthrange(year, month)[1]))
    return ends


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])


def day_or_none(text: str | None) -> date | None:
    return day_of(text) if text else None
