"""Live records as they are stored, every field of them, for scripts. Knows no wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from models.base import Record, database, live
from models.events.attendance import Attendance
from models.events.event import Event
from models.events.listing import find_events
from models.events.series import Series
from models.feedback.feedback import Feedback
from models.feedback.listing import find_feedback
from models.indexing import words_of
from models.listing import Listing
from models.members import standing
from models.members.alias import aliases_of_each
from models.members.consent import consents_of_each
from models.members.custom_field import list_fields
from models.members.field_values import values_of_each
from models.members.filters import NOTHING, Group
from models.members.guardian import guardians_of_each
from models.members.household import Household
from models.members.listing import find_members
from models.members.member import Member, tags_of_each
from models.rules.listing import find_rules
from models.rules.rule import Rule
from models.vocabulary import Kind

_AT_ONCE = 500
_MODELS: dict[Kind, type[Record]] = {
    Kind.MEMBER: Member,
    Kind.RULE: Rule,
    Kind.EVENT: Event,
    Kind.FEEDBACK: Feedback,
    Kind.ATTENDANCE: Attendance,
}
_FINDERS: dict[Kind, Callable[[str], Listing[Any]]] = {
    Kind.MEMBER: find_members,
    Kind.RULE: find_rules,
    Kind.EVENT: find_events,
    Kind.FEEDBACK: find_feedback,
}
# What a column that holds an id means in words: column -> (table, its column, name here).
_NAMES: dict[Kind, dict[str, tuple[type[Record], str, str]]] = {
    Kind.MEMBER: {
        "introduced_by": (Member, "name", "introduced_by_name"),
        "household": (Household, "name", "household_name"),
    },
    Kind.RULE: {},
    Kind.EVENT: {"series": (Series, "title", "series_title")},
    Kind.FEEDBACK: {
        "member": (Member, "name", "member_name"),
        "event": (Event, "title", "event_title"),
        "rule": (Rule, "title", "rule_title"),
    },
    Kind.ATTENDANCE: {
        "event": (Event, "title", "event_title"),
        "member": (Member, "name", "member_name"),
    },
}


def find_ids(kind: Kind, text: str = "", asked: Group = NOTHING) -> list[bytes]:
    """Return the ids of what a search finds, in the order the lists have; of members, of those
    who meet a filter."""
    if kind is Kind.MEMBER:
        return find_members(text, asked=asked).ids()
    if kind is Kind.ATTENDANCE:
        return _find_attendance(text)
    return _FINDERS[kind](text).ids()


def fetch_stored(kind: Kind, ids: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Return the live records with these ids: field -> value, names beside the ids they explain."""
    model = _MODELS[kind]
    hidden = ("rid", "deleted", *model.local)
    columns = [field for field in model._meta.sorted_fields if field.name not in hidden]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = live(model, *columns).where(model.id.in_(some))
        names = [field.name for field in columns]
        records = {row.id: {name: row.__data__[name] for name in names} for row in rows}
        for column, (other, title, name) in _NAMES[kind].items():
            titles = _titles(other, title, [record[column] for record in records.values()])
            for record in records.values():
                record[name] = titles.get(record[column], "")
        if kind is Kind.MEMBER:
            _put_beside(records, some)
        yield from (records[each] for each in some if each in records)


def _put_beside(records: dict[bytes, dict[str, Any]], ids: Sequence[bytes]) -> None:
    """Put into members' records what is kept in tables of its own."""
    tags, aliases, own = tags_of_each(ids), aliases_of_each(ids), values_of_each(ids)
    titles = {field.id: field.title for field in list_fields()}
    classes = standing.classes_of(ids)
    guardians, consents = guardians_of_each(ids), consents_of_each(ids)
    for member, record in records.items():
        record["standing"], record["score"] = classes.get(member, ("", None))
        record["tags"] = tags.get(member, [])
        record["aliases"] = aliases.get(member, [])
        told = own.get(member, {})
        record["custom"] = {titles[field]: value for field, value in told.items()}
        record["guardians"] = [asdict(each) for each in guardians.get(member, ())]
        record["consents"] = [asdict(each) for each in consents.get(member, ())]


def is_known(record_id: bytes) -> bool:
    """Say whether the file has ever had a record with this id; one in the trash counts."""
    return any(model.get_or_none(model.id == record_id) for model in _MODELS.values())


def _find_attendance(text: str) -> list[bytes]:
    rows = database.execute_sql(
        "SELECT a.id, a.event, a.member FROM attendance a JOIN event e ON e.id = a.event"
        " JOIN member m ON m.id = a.member"
        " WHERE a.deleted = 0 AND e.deleted = 0 AND m.deleted = 0"
        " ORDER BY e.begins DESC, e.rid DESC, m.pinyin, m.rid"
    ).fetchall()
    if not text.strip():
        return [bytes(each) for each, _event, _member in rows]
    found = {*_events_called(text), *find_members(text).ids()}
    return [
        bytes(each)
        for each, event, member in rows
        if bytes(event) in found or bytes(member) in found
    ]


def _events_called(text: str) -> Iterator[bytes]:
    """Yield the events that are found by their title alone, not by their host or place."""
    wanted = text.casefold().split()
    events = find_events(text)
    for event in events.lines(0, events.total):
        words = words_of((event.title,), ()).casefold().split()
        if all(any(word.startswith(each) for word in words) for each in wanted):
            yield event.id


def _titles(model: type[Record], column: str, ids: Sequence[bytes | None]) -> dict[bytes, str]:
    wanted = list({each for each in ids if each is not None})
    rows = live(model, model.id, getattr(model, column)).where(model.id.in_(wanted))
    return {row.id: getattr(row, column) for row in rows}
