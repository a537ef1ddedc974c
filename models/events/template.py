"""Templates: what every event of a format starts with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from peewee import IntegerField

from models.base import Record, WordsField, live, mark, store
from models.errors import Invalid
from models.events.budget_line import lines_of, save_line
from models.events.event import EventValues, load_event, save_event
from models.events.task import save_task, tasks_of
from models.journal.transactions import action
from models.vocabulary import BudgetSort, EventFormat, EventMode, Kind
from resources.i18n import N_

LONGEST = 7 * 24 * 60  # minutes
FARTHEST = 365  # days between a task and its event
_COPIED = ("format", "mode", "place", "host", "capacity", "description")
_TO_DO = re.compile(r"([+-]?\d{1,3})\s+(.*\S)")


class Template(Record):
    """`minutes` is how long such an event takes. `checklist` and `budget` say one thing a line:
    "-7 Book the room" is to be done a week before, "venue Room | 500" is meant to cost 500."""

    subject = Kind.COMMUNITY
    called = "name"

    name = WordsField()
    format = WordsField(EventFormat.GATHERING.value)
    mode = WordsField(EventMode.OFFLINE.value)
    minutes = IntegerField(null=True)
    place = WordsField()
    host = WordsField()
    capacity = IntegerField(null=True)
    description = WordsField()
    checklist = WordsField()
    budget = WordsField()


@dataclass(frozen=True)
class ToDo:
    """A line of a template's checklist, so many days after the event begins; before it is less
    than nothing."""

    days: int
    title: str


@dataclass(frozen=True)
class Cost:
    """A line of a template's budget."""

    sort: str
    title: str
    planned: Decimal | None


@dataclass(frozen=True)
class TemplateValues:
    """A template as a form shows it."""

    id: bytes
    name: str
    format: str
    mode: str
    minutes: int | None
    place: str
    host: str
    capacity: int | None
    description: str
    to_dos: tuple[ToDo, ...]
    costs: tuple[Cost, ...]


FIELDS = ("name", *_COPIED, "minutes")


def templates() -> tuple[TemplateValues, ...]:
    """Return all templates by name."""
    return tuple(_values(row) for row in live(Template).order_by(Template.name, Template.rid))


def templates_for(format: str) -> tuple[TemplateValues, ...]:
    """Return the templates of a format by name."""
    return tuple(each for each in templates() if each.format == format)


def load_template(template_id: bytes) -> TemplateValues | None:
    found = live(Template).where(Template.id == template_id).first()
    return _values(found) if found else None


def save_template(template_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a template, or change the given fields of one; return its id. Raises Invalid."""
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {
        name: value.strip() if isinstance(value, str) else value for name, value in fields.items()
    }
    _check(template_id, fields, values)
    if "to_dos" in values:
        fields["checklist"] = "\n".join(map(_write_to_do, values["to_dos"]))
    if "costs" in values:
        fields["budget"] = "\n".join(map(_write_cost, values["costs"]))
    with action("event.template"):
        return store(Template, template_id, fields)


def remove_templates(template_ids: list[bytes]) -> None:
    with action("event.template_remove", len(template_ids)):
        mark(Template, template_ids, deleted=True)


def make_template(event_id: bytes, name: str) -> bytes:
    """Make a template of an event, its tasks and its budget lines; return its id. Raises Invalid.

    Amounts are what it came to, where that is known: the next one is planned with it.
    """
    event = load_event(event_id)
    if event is None:
        raise Invalid({"name": N_("This event is gone.")})
    return save_template(None, {
        "name": name,
        **{field: getattr(event, field) for field in _COPIED},
        "minutes": _minutes_of(event),
        "to_dos": [ToDo(_days_to(task.due, event), task.title) for task in tasks_of(event_id)],
        "costs": [
            Cost(line.sort, line.title, line.planned if line.actual is None else line.actual)
            for line in lines_of(event_id)
        ],
    })  # fmt: skip


def _minutes_of(event: EventValues) -> int | None:
    """Return how long an event takes; what takes longer than a template can say has no usual."""
    if event.begins is None or event.ends is None:
        return None
    minutes = int((event.ends - event.begins).total_seconds() // 60)
    return minutes if minutes <= LONGEST else None


def _days_to(due: date | None, event: EventValues) -> int:
    if due is None or event.begins is None:
        return 0
    return max(-FARTHEST, min(FARTHEST, (due - event.begins.date()).days))


def values_from(template: TemplateValues, begins: datetime | None) -> dict[str, Any]:
    """Return what a new event takes over from a template, for its form."""
    ends = _after(begins, minutes=template.minutes) if begins and template.minutes else None
    return {
        "title": template.name, "begins": begins, "ends": ends,
        **{name: getattr(template, name) for name in _COPIED},
    }  # fmt: skip


def save_from_template(template_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Add an event with a template's tasks and budget lines, as one action; return its id.

    `values` are what the form says, which was filled by `values_from`; an end that it does not say
    follows from how long such an event takes. Raises Invalid.
    """
    template = load_template(template_id)
    begins = values.get("begins")
    if template and template.minutes and begins and values.get("ends") is None:
        values = {**values, "ends": _after(begins, minutes=template.minutes)}
    with action("event.add"):
        event_id = save_event(None, values)
        for to_do in template.to_dos if template else ():
            due = _after(begins, days=to_do.days) if begins else None
            save_task(None, event_id, {"title": to_do.title, "due": due and due.date()})
        for cost in template.costs if template else ():
            fields = {"sort": cost.sort, "title": cost.title, "planned": cost.planned}
            save_line(None, event_id, fields)
    return event_id


def _after(begins: datetime, **away: int) -> datetime | None:
    """Return a moment so far from another; None where the calendar does not reach it."""
    try:
        return begins + timedelta(**away)
    except OverflowError:
        return None


def _values(row: Template) -> TemplateValues:
    to_dos = (_TO_DO.fullmatch(line.strip()) for line in row.checklist.splitlines())
    return TemplateValues(
        row.id,
        row.name,
        row.format,
        row.mode,
        row.minutes,
        row.place,
        row.host,
        row.capacity,
        row.description,
        tuple(ToDo(int(found[1]), found[2]) for found in to_dos if found),
        tuple(filter(None, map(_read_cost, row.budget.splitlines()))),
    )


def _write_to_do(to_do: ToDo) -> str:
    return f"{to_do.days:+d} {' '.join(to_do.title.split())}"


def _write_cost(cost: Cost) -> str:
    title = " ".join(cost.title.split())
    # The mark keeps a title apart that ends in a number itself.
    return f"{cost.sort} {title} | {'' if cost.planned is None else cost.planned}".strip()


def _read_cost(line: str) -> Cost | None:
    sort, _space, rest = line.strip().partition(" ")
    title, _mark, amount = rest.rpartition("|") if "|" in rest else (rest, "", "")
    if sort not in list(BudgetSort):
        return None
    try:
        planned = Decimal(amount.strip()) if amount.strip() else None
    except ArithmeticError:
        planned = None
    return Cost(sort, title.strip(), planned if planned is None or planned.is_finite() else None)


def _check(template_id: bytes | None, fields: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    errors = {}
    if not fields.get("name", "" if template_id is None else "kept"):
        errors["name"] = N_("A name is needed.")
    if not 0 <= (fields.get("minutes") or 0) <= LONGEST:
        errors["minutes"] = N_("Write how many minutes it takes, a week at most.")
    if (fields.get("capacity") or 0) < 0:
        errors["capacity"] = N_("A capacity is a number from zero up.")
    if any(not to_do.title.strip() for to_do in values.get("to_dos", ())):
        errors["to_dos"] = N_("Write what is to be done.")
    if any(abs(to_do.days) > FARTHEST for to_do in values.get("to_dos", ())):
        errors["to_dos"] = N_("Write a number of days up to 365.")
    if errors:
        raise Invalid(errors)
