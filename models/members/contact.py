"""Contact notes: when somebody was spoken to, what they need, and what is to follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import (
    DayField,
    Record,
    WordsField,
    database,
    live,
    mark,
    read_day,
    read_words,
    store,
)
from models.errors import Invalid
from models.journal.transactions import action, current_session
from models.members.member import refuse_erased
from models.members.tables import Member
from models.texts import tidied
from models.vocabulary import Kind
from resources.i18n import N_

# The usual ones; they are stored as the words they are, like any other.
CHANNELS = (N_("Phone call"), N_("WeChat"), N_("In person"), N_("E-mail"))
# The channel of a note that says thank you, worded where it is shown: whoever was thanked was
# spoken to, and leaves the list of those to thank.
THANKS = "thanks"
MOODS = range(1, 6)


class Contact(Record):
    """`who` is the organizer who spoke to the member, `mood` a mark from 1 to 5. A follow-up is
    due on `follow_up` until it is `done`. `reached` is 0 where nobody answered: that is written
    down, and is no contact."""

    subject = Kind.MEMBER
    owner = "member"
    called = "channel"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="contacts")
    day = DayField(null=True)
    channel = WordsField()
    who = WordsField()
    needs = WordsField()
    mood = IntegerField(null=True)
    note = WordsField()
    follow_up = DayField(null=True)
    done = DayField(null=True)
    reached = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])

    class Meta:
        indexes = ((("member", "deleted", "day"), False),)


@dataclass(frozen=True)
class ContactValues:
    """A contact note as a form shows it."""

    id: bytes
    member: bytes
    day: date | None
    channel: str
    who: str
    needs: str
    mood: int | None
    note: str
    follow_up: date | None
    done: date | None
    reached: bool


@dataclass(frozen=True)
class FollowUp:
    """Something that was promised to a member for a day."""

    contact: bytes
    day: date
    needs: str
    note: str


# What was finished in the very step in which a note was made, and says so still.
_OPEN_AGAIN = """
    UPDATE contact SET done = NULL WHERE deleted = 0
        AND (member, done) = (SELECT member, day FROM contact WHERE id = ?)
        AND id IN (SELECT finished.row FROM _change made JOIN _change finished USING (tx, tbl)
            JOIN _column c ON c.no = finished.col AND c.name = 'done'
            WHERE made.row = ? AND made.col IS NULL AND finished.old IS NULL)"""

FIELDS = ("day", "channel", "who", "needs", "mood", "note", "follow_up", "done", "reached")


def load_contact(contact_id: bytes) -> ContactValues | None:
    found = live(Contact).where(Contact.id == contact_id).first()
    if found is None:
        return None
    values = {name: getattr(found, name) for name in FIELDS}
    return ContactValues(found.id, found.member_id, **{**values, "reached": bool(found.reached)})


def note_contact(member_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Write down that somebody was spoken to, or tried to be; return the note's id.

    Without a day it was today, without a `who` it was whoever signs this machine's changes. What
    was promised for a day up to then is done with it, where they were `reached`.
    Raises Invalid where the values cannot stand, UserError where the member was erased meanwhile.
    """
    refuse_erased(member_id)
    fields = {"day": clock.today(), "who": current_session()[0].name, **_cleaned(values)}
    _check(fields)
    with action("contact.add"):
        made = store(Contact, None, {"member": member_id, **fields})
        if fields.get("reached", True):
            _finish(member_id, fields["day"], made)
    return made


def save_contact(contact_id: bytes, values: Mapping[str, Any]) -> None:
    """Change the given fields of a note. Raises as note_contact does."""
    known = Contact.get(Contact.id == contact_id)
    refuse_erased(known.__data__["member"])
    fields = _cleaned(values)
    _check({"day": known.day, "follow_up": known.follow_up, **fields})
    with action("contact.edit"):
        store(Contact, contact_id, fields)


def finish_follow_up(contact_id: bytes) -> None:
    """Say that what was promised is done as of today."""
    save_contact(contact_id, {"done": clock.today()})


def remove_contacts(contact_ids: list[bytes]) -> None:
    """Put notes into the trash. What was promised and done with one, by the note alone, is open
    again: it may have been noted of the wrong person."""
    with action("contact.remove", len(contact_ids)):
        mark(Contact, contact_ids, deleted=True)
        for contact_id in contact_ids:
            database.execute_sql(_OPEN_AGAIN, (contact_id, contact_id))


def open_follow_ups(member_id: bytes) -> tuple[FollowUp, ...]:
    """Return what is still to be done for somebody, the most urgent first."""
    rows = database.execute_sql(
        "SELECT id, follow_up, needs, note FROM contact WHERE member = ? AND deleted = 0"
        " AND follow_up <> '' AND done IS NULL ORDER BY follow_up, id",
        (member_id,),
    )
    return tuple(
        FollowUp(bytes(contact), day, needs, note)
        for contact, stored, needs, note in rows
        if (day := read_day(stored))
    )


def all_contacts() -> list[Mapping[str, object]]:
    """Return every contact note as it is stored, the latest first, for scripts."""
    rows = database.execute_sql(
        "SELECT c.id, c.member, m.name, c.day, c.channel, c.who, c.needs, c.mood, c.note,"
        " c.follow_up, c.done, c.reached FROM contact c JOIN member m ON m.id = c.member"
        " WHERE c.deleted = 0 AND m.deleted = 0 ORDER BY c.day DESC NULLS LAST, c.rid DESC"
    )
    names = ("id", "member", "member_name", *FIELDS)
    return [
        {name: _stored(name, value) for name, value in zip(names, row, strict=True)} for row in rows
    ]


def channels_in_use() -> tuple[str, ...]:
    """Return the words organizers have for channels, the most used first."""
    return tuple(word for word in _words("channel") if word != THANKS)


def organizers_in_use() -> tuple[str, ...]:
    """Return who wrote contact notes, whoever wrote most first."""
    return _words("who")


def _stored(name: str, value: Any) -> object:
    if name in ("id", "member"):
        return bytes(value)
    if name == "reached":
        return bool(value)
    if name in ("day", "follow_up", "done"):
        return read_day(value)
    return value if name == "mood" else read_words(value)


def _words(field: str) -> tuple[str, ...]:
    rows = database.execute_sql(
        f"SELECT {field} FROM contact WHERE deleted = 0 AND {field} <> ''"
        f" GROUP BY {field} ORDER BY count(*) DESC, {field} LIMIT 50"
    )
    return tuple(word for (word,) in rows)


def _finish(member_id: bytes, day: date, made: bytes) -> None:
    due = (
        (Contact.member == member_id)
        & (Contact.deleted == 0)
        & (Contact.follow_up <= day.isoformat())
        & Contact.done.is_null()
        & (Contact.id != made)
    )
    Contact.update(done=day).where(due).execute()


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: values[name] for name in FIELDS if name in values}
    if "reached" in fields:
        fields["reached"] = int(bool(fields["reached"]))
    return {name: tidied(value) for name, value in fields.items()}


def _check(fields: Mapping[str, Any]) -> None:
    errors = {}
    day, follow_up = fields.get("day"), fields.get("follow_up")
    if day is None:
        errors["day"] = N_("Write on which day it was.")
    elif day > clock.today():
        errors["day"] = N_("This day is yet to come. What is to be done then is a follow-up.")
    if day and follow_up and follow_up < day:
        errors["follow_up"] = N_("The follow-up lies before the contact.")
    if fields.get("mood") is not None and fields["mood"] not in MOODS:
        errors["mood"] = N_("The mood is a mark from 1 to 5.")
    if errors:
        raise Invalid(errors)
