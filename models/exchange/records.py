"""Records as a list has them: names where the tables have ids. For exporting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from models.base import database
from models.events.money import BUDGET, COST, INCOME
from models.exchange.beside import BESIDE, CONTACT, beside_of
from models.exchange.fields import exported_fields
from models.members import standing
from models.members.field_values import texts_of_each
from models.members.member import tags_of_each
from models.vocabulary import Kind

Stored = str | int | tuple[Any, ...] | None

_AT_ONCE = 500
_DAY = "substr(e.begins, 1, 10)"
# The expression of each field that is no plain column of the table `t`.
_JOINED = {
    Kind.MEMBER: {
        "introduced_by": "i.name",
        "tags": "NULL",
        "aliases": "NULL",
        "guardians": "NULL",
        "consents": "NULL",
        "household": "h.name",
        CONTACT: "(SELECT c.name FROM member c WHERE c.id = h.contact AND c.household = h.id"
        " AND c.deleted = 0)",
        "standing": standing.STANDING,
    },
    # What the lines of its budget say, where it has any.
    Kind.EVENT: {"budget": BUDGET, "cost": COST, "income": INCOME},
    Kind.ATTENDANCE: {
        "event": "e.title",
        "day": _DAY,
        "member": "m.name",
        "wechat_id": "m.wechat_id",
        "phone": "m.phone",
        "email": "m.email",
    },
    Kind.FEEDBACK: {
        "member": "m.name",
        "wechat_id": "m.wechat_id",
        "phone": "m.phone",
        "email": "m.email",
        "event": "e.title",
        "event_day": _DAY,
        "rule": "r.title",
    },
    Kind.RULE: {},
}
_SOURCES = {
    Kind.MEMBER: "member t LEFT JOIN member i ON i.id = t.introduced_by"
    " LEFT JOIN household h ON h.id = t.household AND h.deleted <> 2",
    Kind.EVENT: "event t JOIN event e ON e.id = t.id",
    Kind.ATTENDANCE: "attendance t JOIN event e ON e.id = t.event JOIN member m ON m.id = t.member",
    Kind.FEEDBACK: "feedback t LEFT JOIN member m ON m.id = t.member"
    " LEFT JOIN event e ON e.id = t.event LEFT JOIN rule r ON r.id = t.rule",
    Kind.RULE: "rule t",
}


def fetch(kind: Kind, ids: Sequence[bytes]) -> Iterator[dict[str, Stored]]:
    """Return the records in the order given. Some thousand at a time are in memory, never all."""
    fields = exported_fields(kind)
    if kind is Kind.MEMBER:
        standing.judge_all()
    names = [field.name for field in fields if not field.own]
    columns = ", ".join(_JOINED[kind].get(name, f't."{name}"') for name in names)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = database.execute_sql(
            f"SELECT t.id, {columns} FROM {_SOURCES[kind]} WHERE t.id IN ({marks})", some
        )
        found = {bytes(row[0]): dict(zip(names, row[1:], strict=True)) for row in rows}
        if kind is Kind.MEMBER:
            tags = tags_of_each(some)
            for member, record in found.items():
                record["tags"] = tuple(tags.get(member, ()))
            for name in set(BESIDE) - {CONTACT}:
                told = beside_of(name, some)
                for member, record in found.items():
                    record[name] = told.get(member)
            own = texts_of_each(some)
            for member, record in found.items():
                texts = own.get(member, {})
                record.update({each.name: texts.get(each.name) for each in fields if each.own})
        yield from (found[record] for record in some if record in found)
