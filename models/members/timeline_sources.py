"""Where a timeline comes from: each source is one SELECT.

A kind of happening that comes later is one more of them.
"""

from __future__ import annotations

from models.members.chats import chat_days
from models.members.contact import THANKS
from models.vocabulary import OUTSIDE, Choice, Kind, MemberStatus
from resources.i18n import N_


class Chapter(Choice):
    """What a timeline is filtered by."""

    MEMBERSHIP = "membership", N_("Membership")
    EVENTS = "events", N_("Events")
    CONTACTS = "contacts", N_("Contacts")
    INTERACTIONS = "interactions", N_("Interactions")
    CHATS = "chats", N_("Chats")
    FEEDBACK = "feedback", N_("Feedback")
    POINTS = "points", N_("Points")
    RULES = "rules", N_("Rules")
    CONSENT = "consent", N_("Consent")


def _part(
    chapter: Chapter,
    what: str,
    source: str,
    *,
    day: str,
    kind: Kind = Kind.MEMBER,
    record: str = "NULL",
    row: str = "NULL",
    title: str = "''",
    detail: str = "''",
    note: str = "''",
    number: str = "NULL",
) -> str:
    """Return the SELECT of one source; `what` is SQL, so that one source can tell several things.

    Days are NULL where they are unknown or empty.
    """
    return (
        f"SELECT '{chapter}' AS chapter, {what} AS what, nullif({day}, '') AS day,"
        f" '{kind}' AS kind, {record} AS record, {row} AS row, {title} AS title,"
        f" {detail} AS detail, {note} AS note, {number} AS number FROM {source}"
    )


_SELF = "who CROSS JOIN member m ON m.id = who.id"
_EARLIER = "who CROSS JOIN stay s ON s.member = who.id AND s.deleted = 0"
_REFUSED, _WAITING = str(MemberStatus.REFUSED), str(MemberStatus.WAITING)
_NO_MEMBERS = ", ".join(repr(str(status)) for status in OUTSIDE)
_CAME_BACK = "EXISTS (SELECT 1 FROM stay s WHERE s.member = m.id AND s.deleted = 0)"
_MEMBERSHIP = (
    _part(Chapter.MEMBERSHIP, "'applied'", f"{_SELF} WHERE m.applied <> ''", day="m.applied"),
    _part(
        Chapter.MEMBERSHIP,
        f"CASE m.status WHEN '{_REFUSED}' THEN 'refused' WHEN '{_WAITING}' THEN 'put_off'"
        " ELSE 'accepted' END",
        f"{_SELF} WHERE m.decided <> ''",
        day="m.decided",
        note="m.decision",
    ),
    _part(
        Chapter.MEMBERSHIP,
        f"iif({_CAME_BACK}, 'returned', 'joined')",
        f"{_SELF} WHERE m.joined <> '' AND m.status NOT IN ({_NO_MEMBERS})",
        day="m.joined",
        title="(SELECT name FROM member b WHERE b.id = m.introduced_by AND b.deleted = 0)",
        detail="m.source",
    ),
    _part(
        Chapter.MEMBERSHIP,
        "'left'",
        f"{_SELF} WHERE m.status = 'left' OR m.\"left\" <> ''",
        day='m."left"',
        title="m.left_reason",
        note="m.exit_note",
    ),
    _part(
        Chapter.MEMBERSHIP,
        "iif(EXISTS (SELECT 1 FROM stay b WHERE b.member = s.member AND b.deleted = 0"
        " AND b.joined < s.joined), 'returned', 'joined')",
        f"{_EARLIER} AND s.joined <> ''",
        day="s.joined",
        row="s.id",
    ),
    _part(
        Chapter.MEMBERSHIP,
        "'left'",
        f"{_EARLIER} AND s.\"left\" <> ''",
        day='s."left"',
        row="s.id",
        title="s.reason",
        note="s.note",
    ),
    _part(
        Chapter.MEMBERSHIP,
        "'introduced'",
        "who CROSS JOIN member b ON b.introduced_by = who.id AND +b.deleted = 0",
        day="coalesce(nullif(b.joined, ''), b.applied)",
        record="b.id",
        title="b.name",
    ),
    _part(
        Chapter.MEMBERSHIP,
        "'welcomed'",
        "who CROSS JOIN welcome_step w ON w.member = who.id AND w.deleted = 0 AND w.done <> ''",
        day="w.done",
        row="w.id",
        title="w.title",
    ),
)
_EVENTS = (
    _part(
        Chapter.EVENTS,
        "CASE WHEN a.came = 'yes' THEN 'came' WHEN a.came = 'no' THEN 'missed'"
        " ELSE 'said_' || a.rsvp END",
        "who CROSS JOIN attendance a ON a.member = who.id AND a.deleted = 0"
        " AND (a.came <> 'no_record' OR a.rsvp <> 'none')"
        " CROSS JOIN event e ON e.id = a.event AND e.deleted = 0",
        day="e.begins",
        kind=Kind.EVENT,
        record="e.id",
        row="a.id",
        title="e.title",
        detail="e.format",
        note="a.comment",
        number="a.rating",
    ),
    _part(
        Chapter.EVENTS,
        "'hosted_event'",
        "who CROSS JOIN event e ON e.host = who.name AND e.deleted = 0 AND who.name <> ''"
        " AND e.status NOT IN ('idea', 'cancelled')",
        day="e.begins",
        kind=Kind.EVENT,
        record="e.id",
        row="e.id",
        title="e.title",
        detail="e.format",
    ),
)
_NOTE = "who CROSS JOIN contact c ON c.member = who.id AND c.deleted = 0"
_CONTACTS = (
    _part(
        Chapter.CONTACTS,
        f"CASE WHEN c.channel = '{THANKS}' THEN 'thanked' WHEN c.reached THEN 'contacted'"
        " ELSE 'not_reached' END",
        _NOTE,
        day="c.day",
        row="c.id",
        title="c.who",
        detail=f"iif(c.channel = '{THANKS}', '', c.channel)",
        note="c.needs || iif(c.needs <> '' AND c.note <> '', char(10), '') || c.note",
        number="c.mood",
    ),
    _part(
        Chapter.CONTACTS,
        "iif(c.done <> '', 'followed_up', 'follow_up')",
        f"{_NOTE} AND c.follow_up <> ''",
        day="coalesce(nullif(c.done, ''), c.follow_up)",
        row="c.id",
        title="c.who",
        note="iif(c.needs <> '', c.needs, c.note)",
    ),
)
_DEEDS = (
    _part(
        Chapter.INTERACTIONS,
        "i.sort",
        "who CROSS JOIN interaction i ON i.member = who.id AND i.deleted = 0",
        day="i.day",
        row="i.id",
        note="i.note",
        number="i.amount",
    ),
    # A month stands where its last message does.
    _part(
        Chapter.CHATS,
        "'wrote'",
        f"{chat_days('d.member = ?')} CROSS JOIN who GROUP BY substr(day, 1, 7)",
        day="max(day)",
        number="sum(amount)",
    ),
)
_SAID = "who CROSS JOIN feedback f ON f.member = who.id AND f.deleted = 0"
_FEEDBACK = (
    _part(
        Chapter.FEEDBACK,
        "'gave_' || f.kind",
        _SAID,
        day="f.date",
        kind=Kind.FEEDBACK,
        record="f.id",
        row="f.id",
        detail="f.channel",
        note="f.text",
        number="f.satisfaction",
    ),
    _part(
        Chapter.FEEDBACK,
        "iif(f.told_on <> '', 'told', 'answered')",
        f"{_SAID} AND (f.told_on <> '' OR f.answered_on <> '')",
        day="coalesce(nullif(f.told_on, ''), f.answered_on)",
        kind=Kind.FEEDBACK,
        record="f.id",
        row="f.id",
        note="f.answer",
    ),
)
_AGREED = "who CROSS JOIN consent n ON n.member = who.id AND n.deleted = 0"
_REST = (
    _part(
        Chapter.POINTS,
        "iif(p.amount < 0, 'points_taken', 'points_given')",
        "who CROSS JOIN points p ON p.member = who.id AND p.deleted = 0",
        day="p.day",
        row="p.id",
        title="p.reason",
        number="p.amount",
    ),
    _part(
        Chapter.RULES,
        "'broke_rule'",
        "who CROSS JOIN violation v ON v.member = who.id AND v.deleted = 0",
        day="v.day",
        row="v.id",
        title="(SELECT title FROM rule r WHERE r.id = v.rule)",
        detail="v.measure",
        note="v.note",
    ),
    _part(
        Chapter.CONSENT,
        "'consent_given'",
        f"{_AGREED} AND n.given <> ''",
        day="n.given",
        row="n.id",
        title="n.purpose",
        detail="n.how",
    ),
    _part(
        Chapter.CONSENT,
        "'consent_withdrawn'",
        f"{_AGREED} AND n.withdrawn <> ''",
        day="n.withdrawn",
        row="n.id",
        title="n.purpose",
    ),
)
# Beside `who`, the ids and names of whom it is about, each asks for a member's id at most once.
SOURCES = (*_MEMBERSHIP, *_EVENTS, *_CONTACTS, *_DEEDS, *_FEEDBACK, *_REST)
