"""Leaving, with what is kept of it, and coming back without losing what was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import database, live, mark
from models.errors import Invalid
from models.journal.transactions import action
from models.members.barred import Bar, bar_people, check_bar
from models.members.criterion import Finding
from models.members.member import load_member, save_member
from models.members.stay import Stay, keep_stay
from models.vocabulary import MemberStatus
from resources.i18n import N_

# What people usually say; offered beside the reasons in use.
REASONS = (
    N_("Moved away"),
    N_("No time"),
    N_("Lost interest"),
    N_("Too many messages"),
    N_("Disagreed with the rules"),
    N_("Never really arrived"),
    N_("Asked to leave"),
)


@dataclass(frozen=True)
class Past:
    """An earlier time as a member."""

    joined: date | None
    left: date | None
    reason: str
    note: str


def leave(
    member_ids: Sequence[bytes], day: date, reason: str, note: str = "", bar: Bar | None = None
) -> int:
    """Let members leave on a day; return how many. With a bar they are recognised if they apply
    again, which takes a moment for each.

    Raises Invalid where the day cannot be, keys as those of a member and of a bar.
    """
    people = [each for each in map(load_member, member_ids) if each is not None]
    present = [each for each in people if each.status in (MemberStatus.ACTIVE, MemberStatus.PAUSED)]
    if day > clock.today():
        raise Invalid(
            {"left": N_("This day is yet to come. Note it, and let them leave when it is there.")}
        )
    if any(each.joined and day < each.joined for each in present):
        raise Invalid({"left": N_("The day of leaving lies before the day of joining.")})
    if bar is not None:
        check_bar([each.id for each in present], bar)
    with action("member.leave", len(present)):
        for each in present:
            values = {"left": day, "left_reason": reason, "exit_note": note}
            save_member(each.id, {"status": MemberStatus.LEFT.value, **values})
        if bar is not None:
            bar_people([each.id for each in present], bar)
    return len(present)


def come_back(member_id: bytes, as_applicant: bool = False) -> bool:
    """Make somebody who left a member again, as of today, or an applicant; False where they had
    not left. What was before is kept as an earlier stay, with all that belongs to them."""
    member = load_member(member_id)
    if member is None or member.status != MemberStatus.LEFT:
        return False
    today = clock.today()
    left = min(member.left, today) if member.left else None
    values = {"left": None, "left_reason": "", "exit_note": "", "joined": today}
    values["status"] = MemberStatus.ACTIVE.value
    if as_applicant:
        values |= {"status": MemberStatus.APPLICANT.value, "joined": None, "applied": today}
        values |= {"decided": None, "decision": ""}
    with action("member.return"):
        keep_stay(member_id, member.joined, left, member.left_reason, member.exit_note)
        save_member(member_id, values)
        if as_applicant:
            answers = live(Finding).where(Finding.member == member_id)
            mark(Finding, [row.id for row in answers], deleted=True)
    return True


def earlier_stays(member_id: bytes) -> tuple[Past, ...]:
    """Return the earlier times of somebody as a member, the first first."""
    rows = live(Stay).where(Stay.member == member_id)
    ordered = sorted(rows, key=lambda row: row.left or date.min)
    return tuple(Past(row.joined, row.left, row.reason, row.note) for row in ordered)


def reasons_in_use() -> tuple[str, ...]:
    """Return why members left so far, the most frequent reason first."""
    rows = database.execute_sql(
        "SELECT left_reason AS reason FROM member WHERE deleted = 0 AND left_reason <> ''"
        " GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 30"
    )
    return tuple(reason for (reason,) in rows)
