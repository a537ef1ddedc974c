"""After how many days members should be spoken to, and who should be by now.

Whoever is overdue stands in a queue: their cadence asks for it, or something was promised to them.
Everything they did or were told counts: being spoken to, coming to an event, an interaction, a
message in a chat, feedback. Who rests, pauses, left or is no member yet is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zlib import crc32

from peewee import IntegerField

from models import clock
from models.base import Record, WordsField, database, link_id, live, read_day
from models.errors import Invalid
from models.journal.transactions import action
from models.members import callers, calling_codes, standing
from models.members.callers import Caller
from models.progress import Progress, unheard
from models.vocabulary import OUTSIDE, Kind, MemberStatus
from resources.i18n import N_

MOST_DAYS = 3_650
_ALONE = ", ".join(repr(str(each)) for each in (*OUTSIDE, MemberStatus.PAUSED))
_NEVER_ASKED = ", ".join(
    repr(str(each)) for each in (MemberStatus.REFUSED, MemberStatus.PAUSED, MemberStatus.LEFT)
)
# :today is bound as often as it stands here.
_MEMBER = (
    f"t.status NOT IN ({_ALONE}) AND (t.status <> 'left' OR coalesce(t.\"left\", '') <> '')"
    " AND coalesce(t.joined, '') <= :today"
    " AND (coalesce(t.\"left\", '') = '' OR substr(t.\"left\", 1, 10) > :today)"
)
_QUEUE = f"""
    WITH asked(member, days) AS MATERIALIZED (
        SELECT g.member, min(c.days) FROM cadence c CROSS JOIN member_tag g
            ON g.tag = c.tag AND g.deleted = 0
        WHERE c.deleted = 0 AND c.days > 0 GROUP BY g.member),
    promised(member, day) AS MATERIALIZED (
        SELECT member, min(follow_up) FROM contact
        WHERE deleted = 0 AND done IS NULL AND follow_up <> '' AND follow_up <= :today
        GROUP BY member),
    known AS (
        SELECT t.id, t.name, t.phone, t.pinyin, s.last_seen, s.last_contact,
            iif(t.status IN ({_NEVER_ASKED}), NULL, promised.day) AS promised,
            iif({_MEMBER}, coalesce(t.cadence, asked.days), NULL) AS every,
            iif(coalesce(s.last_seen, '') || coalesce(s.last_contact, '') = '', t.joined,
                max(coalesce(s.last_seen, ''), coalesce(s.last_contact, ''))) AS since
        FROM member t LEFT JOIN asked ON asked.member = t.id
            LEFT JOIN promised ON promised.member = t.id
            LEFT JOIN _standing s ON s.member = t.rid
        WHERE t.deleted = 0 AND coalesce(t.rest_until, '') < :today
            AND (t.cadence > 0 OR asked.days > 0 OR promised.day <> ''))
    SELECT id, name, phone, pinyin, every, since, last_seen, last_contact, promised FROM known
    WHERE promised <> '' OR (every > 0
        AND coalesce(julianday(:today) - julianday(substr(since, 1, 10)) >= every, 1))"""


class Cadence(Record):
    """`days` is NULL where the tag asks for nothing any more."""

    subject = Kind.COMMUNITY
    keys = ("tag",)
    shared_id = True
    called = "tag"

    tag = WordsField()
    days = IntegerField(null=True)


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to speak to. `code` is the short number printed on paper, by which they are found
    again; `days_late` is None where nobody knows since when; `needs` is from the last note that
    says some. `organizer` is to whom it falls, "" where there is nobody.

    `every` is their cadence, None where nothing asks; `is_overdue` says that it is over, else only
    a promise for the day `follow_up` is due. `tried` is when nobody answered, where that was after
    the last contact.
    """

    id: bytes
    name: str
    phone: str
    last_contact: date | None
    days_late: int | None
    needs: str
    organizer: str
    code: str
    every: int | None = None
    last_seen: date | None = None
    follow_up: date | None = None
    tried: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True)
class Pace:
    """How one member and the organizers keep in touch; `every` is None where nothing asks."""

    every: int | None
    last_contact: date | None
    last_seen: date | None
    joined: date | None

    @property
    def due(self) -> date | None:
        """When it is time again; None where nothing asks, or nobody knows since when."""
        since = max((day for day in (self.last_contact, self.last_seen) if day), default=None)
        begun = since or self.joined
        if not (begun and self.every):
            return None
        # Somebody may join, by a slip of the pen, in the year 9999.
        return date.fromordinal(min(begun.toordinal() + self.every, date.max.toordinal()))


@dataclass(frozen=True)
class _Late:
    line: CallLine
    pinyin: str

    @property
    def place(self) -> tuple[int, str, str, bytes]:
        """The longest first; the same on every copy."""
        late = MOST_DAYS * 100 if self.line.days_late is None else self.line.days_late
        return -late, self.pinyin, self.line.name, self.line.id


def cadences() -> dict[str, int]:
    """Return the tags that ask for a cadence, with its days."""
    rows = live(Cadence).where(Cadence.days > 0).order_by(Cadence.tag)
    return {row.tag: int(row.days or 0) for row in rows}


def save_cadences(days: Mapping[str, int | None]) -> None:
    """Make these the cadences of tags; None takes one away, other tags stay as they are.

    Raises Invalid, by tag, where a number of days is none.
    """
    errors = {
        tag: N_("Write a number of days from 1 to 3650, or nothing.")
        for tag, each in days.items()
        if each is not None and not 1 <= each <= MOST_DAYS
    }
    if errors:
        raise Invalid(errors)
    known = cadences()
    changed = {tag: each for tag, each in days.items() if each != known.get(tag)}
    with action("community.cadence", len(changed)):
        for tag, each in sorted(changed.items()):
            _save_cadence(tag, each)


def save_plan(days: Mapping[str, int | None], organizers: Sequence[str]) -> None:
    """Save cadences of tags and who shares the work, as one action; nobody named means whoever
    has an organizer's role. Raises Invalid as save_cadences does."""
    with action("community.cadence"):
        save_cadences(days)
        callers.save_callers(organizers)


def pace_of(member_id: bytes) -> Pace:
    """Return when somebody was last spoken to or seen, and when it is time again."""
    standing.refresh()
    row = database.execute_sql(
        "SELECT s.last_contact, s.last_seen, t.joined FROM member t"
        " LEFT JOIN _standing s ON s.member = t.rid WHERE t.id = ?",
        (member_id,),
    ).fetchone()
    contact, seen, joined = (read_day(each) for each in row or (None, None, None))
    return Pace(cadence_of(member_id), contact, seen, joined)


def cadence_of(member_id: bytes) -> int | None:
    """Return after how many days somebody should be spoken to; None where nothing asks for it."""
    row = database.execute_sql(
        "SELECT coalesce(t.cadence, (SELECT min(c.days) FROM member_tag g CROSS JOIN cadence c"
        " ON c.tag = g.tag AND c.deleted = 0 AND c.days > 0"
        " WHERE g.member = t.id AND g.deleted = 0)) FROM member t WHERE t.id = ?",
        (member_id,),
    ).fetchone()
    return _days(row[0]) if row else None


def queue(progress: Progress = unheard) -> tuple[CallLine, ...]:
    """Return who should be spoken to today, the longest waiting first. Raises Cancelled."""
    return _told(waiting(progress))


def waiting(progress: Progress = unheard) -> list[CallLine]:
    """Return the same without what takes longer: needs, organizer, number, who was tried."""
    standing.judge_all(progress)
    return [each.line for each in sorted(_late(clock.today()), key=lambda each: each.place)]


def _save_cadence(tag: str, days: int | None) -> None:
    cadence_id = link_id("cadence", tag)
    if Cadence.get_or_none(Cadence.id == cadence_id) is None:
        Cadence.create(id=cadence_id, tag=tag, days=days)
    else:
        Cadence.update(days=days, deleted=0).where(Cadence.id == cadence_id).execute()


def _days(stored: object) -> int | None:
    """Return a cadence; None for 0, and for what another program put in its place."""
    return stored if isinstance(stored, int) and 0 < stored <= MOST_DAYS else None


def _late(day: date) -> list[_Late]:
    today = day.isoformat()
    sql = _QUEUE.replace(":today", "?")
    rows = database.execute_sql(sql, (today,) * _QUEUE.count(":today")).fetchall()
    found = [_late_line(day, *row) for row in rows]
    return [each for each in found if each.line.is_overdue or each.line.follow_up]


def _late_line(
    day: date, member: bytes, name: str, phone: str, pinyin: str, stored: object,
    since: str | None, last_seen: str | None, last_contact: str | None, promised: str | None,
) -> _Late:  # fmt: skip
    begun, due = read_day(since), read_day(promised)
    every = _days(stored)
    waits = [(day - due).days] if due else []
    if every and begun and (day - begun).days >= every:
        waits.append((day - begun).days - every)
    unknown = every is not None and begun is None
    line = CallLine(
        id=bytes(member),
        name=name,
        phone=phone,
        last_contact=read_day(last_contact),
        days_late=None if unknown else max(waits, default=0),
        needs="",
        organizer="",
        code="",
        every=every,
        last_seen=read_day(last_seen),
        follow_up=due,
        is_overdue=unknown or len(waits) > bool(due),
    )
    return _Late(line, pinyin)


def _told(lines: Sequence[CallLine]) -> tuple[CallLine, ...]:
    """Complete the lines: what the last notes say, to whom each falls, the number on paper."""
    if not lines:
        return ()
    notes = _last_notes({line.id for line in lines})
    among = callers.callers()
    spoke = [callers.called(among, notes[line.id].who) if line.id in notes else None
             for line in lines]  # fmt: skip
    selves = [_self(among, line.id) for line in lines]
    turns = [crc32(str(line.name).encode()) for line in lines]
    shares = callers.share_out(spoke, selves, callers.calls_made(among), turns)
    codes = calling_codes.codes_of([line.id for line in lines])
    return tuple(
        replace(
            line,
            organizer="" if share is None else among[share].name,
            code=codes[line.id],
            needs=notes[line.id].needs if line.id in notes else "",
            tried=notes[line.id].tried if line.id in notes else None,
        )
        for line, share in zip(lines, shares, strict=True)
    )


def _self(among: Sequence[Caller], member: bytes) -> int | None:
    return next((place for place, each in enumerate(among) if each.member == member), None)


@dataclass(slots=True)
class _Notes:
    who: str = ""
    needs: str = ""
    tried: date | None = None


def _last_notes(members: set[bytes]) -> dict[bytes, _Notes]:
    """Return what the notes of members say last, by member; the same on every copy."""
    notes: dict[bytes, _Notes] = {}
    rows: Any = database.execute_sql(
        "SELECT member, day, who, needs, reached FROM contact"
        " WHERE deleted = 0 AND day <> '' ORDER BY day, id"
    )
    for member, day, who, needs, reached in rows:
        if member in members:
            known = notes.setdefault(bytes(member), _Notes())
            known.needs = needs or known.needs
            known.tried = None if reached else read_day(day)
            if reached:
                known.who = who
    return notes
