"""Erasing a person on their request: what it takes away, what stays as a count, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peewee import fn

from models import known_copies, search
from models.base import GONE, LIVE, Record, mark
from models.errors import UserError
from models.events.attendance import Attendance
from models.events.event import Event
from models.feedback.feedback import Feedback
from models.journal import erasure, history, purging
from models.journal.tables import ERASING
from models.journal.transactions import action
from models.members.household import Household
from models.members.member import Member
from models.members.one_person import entries_of
from models.mentions import Mention, count_in_history, find_mentions
from models.records import RECORDS
from models.storage.backups import Backup, holding

_NAMES = ("name", "wechat_name", "wechat_id", "group_name", "phone", "email")
_MENTIONED = 50
_AT_ONCE = 500


@dataclass(frozen=True)
class Erasure:
    """What erasing a person takes and what it leaves.

    It takes the name, so many `tags`, filled-in `fields`, `texts` in the feedback log, `comments`
    at events and `earlier` values in the journal. As counts in the figures stay `attendances` and
    `feedback`. The person still stands in `mentioned` records of others, of which `mentions` are
    at most 50, in `history` earlier values of them, in the `backups` that hold them, perhaps in
    those `unread`, which have another passphrase or are damaged, and in `copies` made before.
    `purged` says that the bytes are gone from the file too.
    """

    id: bytes
    name: str
    tags: int
    fields: int
    texts: int
    comments: int
    earlier: int
    attendances: int
    feedback: int
    mentions: tuple[Mention, ...]
    mentioned: int
    history: int
    backups: tuple[Backup, ...]
    unread: tuple[Backup, ...]
    copies: tuple[Path, ...]
    purged: bool = False


def preview_erasure(member_id: bytes) -> Erasure | None:
    """Say what erasing a member would do; None where there is no such member any more."""
    member = Member.get_or_none((Member.id == member_id) & (Member.deleted != GONE))
    if member is None:
        return None
    known = erasure.erased_rows(RECORDS)
    rows = {
        table: sorted(ids - known.get(table, frozenset()))
        for table, ids in erasure.erased_rows(RECORDS, _rows_of(member_id)).items()
    }
    feedback = rows.get("feedback", [])
    entries = Member.select().where(Member.id.in_(entries_of(member_id)))
    names = [str(getattr(entry, name)) for entry in entries for name in _NAMES]
    mentions = find_mentions(names, rows)
    held = [holding(entry) for entry in entries_of(member_id)]
    return Erasure(
        id=bytes(member_id),
        name=member.name,
        tags=len(rows.get("member_tag", [])),
        fields=_filled_in(member),
        texts=_count(Feedback, feedback, (Feedback.text != "") | (Feedback.answer != "")),
        comments=_count(Attendance, rows.get("attendance", []), Attendance.comment != ""),
        earlier=erasure.count_records(RECORDS, rows),
        attendances=_attendances(member),
        feedback=_count(Feedback, feedback, Feedback.deleted == LIVE),
        mentions=mentions[:_MENTIONED],
        mentioned=len(mentions),
        history=count_in_history(names, rows),
        backups=tuple(dict.fromkeys(backup for each in held for backup in each.backups)),
        unread=tuple(dict.fromkeys(backup for each in held for backup in each.unread)),
        copies=known_copies.known(),
    )


def erase_member(member_id: bytes) -> Erasure | None:
    """Erase a member for good; return what was done, or None where there is no such member.

    Raises UserError where the file cannot be written: then nothing was erased.
    """
    found = preview_erasure(member_id)
    if found is None:
        return None
    with action(ERASING):
        for entry in entries_of(member_id):
            if Member.get(Member.id == entry).deleted != LIVE:
                _leave_figures_as_they_are(entry)
        _tell_search(erasure.erase(_rows_of(member_id), RECORDS))
    return replace(found, purged=purge())


def sweep() -> int:
    """Scrub what is erased and not blank, as after a merge or an edit by another program.

    Returns how many rows that were: then call `purge` after the transaction. Costs one question
    where nobody is erased; joins the transaction there is. Raises UserError where the file cannot
    be written.
    """
    scrubbed = erasure.scrub(RECORDS)
    _tell_search(scrubbed)
    return sum(map(len, scrubbed.values()))


def purge() -> bool:
    """Take the bytes of what was erased out of the file; False where that has to wait, because
    the disk is full or somebody else is at work in the file."""
    try:
        purging.purge()
    except UserError:
        return False
    return True


def tidy() -> None:
    """At opening, take out what another program wrote about the erased. A file that cannot be
    written now waits for its next opening."""
    with suppress(UserError):
        if sweep():
            purge()


def _rows_of(member_id: bytes) -> list[tuple[type[Record], bytes]]:
    """Name all entries of a person, those too that became one with this one, and the households
    they ever lived in and nobody else does: their names say who did."""
    entries = entries_of(member_id)
    own = Member.select(Member.household).where(Member.id.in_(entries))
    lived = {row.__data__["household"] for row in own} - {None}
    lived |= history.ever_held(Member, "household", entries)
    others = Member.select(Member.household).where(
        Member.household.in_(lived) & Member.id.not_in(entries) & (Member.deleted != GONE)
    )
    empty = lived - {row.__data__["household"] for row in others}
    return [(Member, entry) for entry in entries] + [(Household, each) for each in sorted(empty)]


def _tell_search(scrubbed: dict[str, frozenset[bytes]]) -> None:
    if scrubbed:
        search.write_again(scrubbed)


def _leave_figures_as_they_are(member_id: bytes) -> None:
    """Trash the attendance of somebody in the trash: it was not counted, and erased it would be."""
    rows = Attendance.select(Attendance.id).where(
        (Attendance.member == member_id) & (Attendance.deleted == LIVE)
    )
    mark(Attendance, [row.id for row in rows], deleted=True)


def _filled_in(member: Member) -> int:
    blank = Member()
    hidden = ("rid", "id", "deleted", *Member.local)
    names = [field.name for field in Member._meta.sorted_fields if field.name not in hidden]
    return sum(member.__data__.get(name) != blank.__data__.get(name) for name in names)


def _attendances(member: Member) -> int:
    if member.deleted != LIVE:
        return 0
    query = (
        Attendance.select()
        .join(Event)
        .where(
            (Attendance.member == member.id)
            & (Attendance.deleted == LIVE)
            & (Event.deleted == LIVE)
        )
    )
    return int(query.count())


def _count(model: type[Record], ids: Sequence[bytes], condition: Any) -> int:
    """Count those of some rows that meet a condition."""
    return sum(
        model.select(fn.COUNT())
        .where(model.id.in_(ids[start : start + _AT_ONCE]) & condition)
        .scalar()
        for start in range(0, len(ids), _AT_ONCE)
    )
