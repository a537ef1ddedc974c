"""What a user can do, for random scripts; and every cell of the file that counts."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models import book
from models.base import database
from models.errors import Invalid
from models.events.attendance import remove_attendance, save_attendance
from models.events.budget_line import remove_lines, save_line
from models.events.event import remove_events, restore_events, save_event
from models.events.guest import save_guest
from models.events.quiet_week import end_quiet, set_quiet
from models.events.task import remove_tasks, save_task, tick_tasks
from models.events.template import make_template
from models.events.venue import save_venue
from models.feedback.feedback import remove_feedback, restore_feedback, save_feedback
from models.journal.transactions import action
from models.members.alias import save_aliases
from models.members.consent import Agreement, save_consents
from models.members.contact import note_contact
from models.members.custom_field import define_field
from models.members.field_values import save_texts
from models.members.interaction import add_interactions
from models.members.member import remove_members, restore_members, save_member
from models.members.points import give_points
from models.members.violation import note_violation
from models.records import RECORDS
from models.rules.rule import move_rule, remove_rules, reorder_rules, restore_rules, save_rule
from models.setting import save_setting
from models.settlement import Settlement
from models.vocabulary import FeedbackStatus, FieldSort, MemberStatus, Rsvp, RuleSection

Dump = dict[tuple[str, bytes], dict[str, Any]]

TABLES = tuple(record._meta.table_name for record in RECORDS if record is not Settlement)
LOCAL = ("rid", "pinyin")

REMOVE = {
    "member": remove_members,
    "rule": remove_rules,
    "event": remove_events,
    "attendance": remove_attendance,
    "feedback": remove_feedback,
    "task": remove_tasks,
    "budget_line": remove_lines,
}
RESTORE = {
    "member": restore_members,
    "rule": restore_rules,
    "event": restore_events,
    "feedback": restore_feedback,
}


def dump() -> Dump:
    """Return every cell of the file that counts."""
    found: Dump = {}
    for table in TABLES:
        cursor = database.execute_sql(f'SELECT * FROM "{table}" ORDER BY rid')
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            values = dict(zip(names, row, strict=True))
            found[table, values["id"]] = {
                name: value for name, value in values.items() if name not in LOCAL
            }
    return found


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def picked(table: str, pick: int) -> bytes | None:
    ids = [row for kind, row in dump() if kind == table]
    return ids[pick % len(ids)] if ids else None


def _add_member(name: str, phone: str, tags: list[str]) -> None:
    save_member(None, {"name": name.strip() or "无名", "phone": phone, "tags": tags})


def _edit_member(pick: int, note: str, status: MemberStatus) -> None:
    if member := picked("member", pick):
        save_member(member, {"name": note.strip() or "y", "note": note, "status": status})


def _set_tags(pick: int, tags: list[str]) -> None:
    if member := picked("member", pick):
        save_member(member, {"tags": tags})


def _add_rule(title: str, section: RuleSection) -> None:
    save_rule(None, {"title": title.strip() or "r", "section": section, "status": "in_force"})


def _edit_rule(pick: int, text: str, section: RuleSection) -> None:
    if rule := picked("rule", pick):
        save_rule(rule, {"text": text, "section": section})


def _reorder(section: RuleSection, seed: int) -> None:
    rules = [key[1] for key, row in dump().items() if row.get("section") == section]
    random.Random(seed).shuffle(rules)
    reorder_rules(section, rules)


def _move(pick: int, up: bool) -> None:
    if rule := picked("rule", pick):
        move_rule(rule, up)


def _add_event(title: str, day: int) -> None:
    begins = datetime(2026, 10, day % 28 + 1, 19, 0)
    save_event(None, {"title": title.strip() or "e", "begins": begins, "cost": day})


def _edit_event(pick: int, place: str) -> None:
    if event := picked("event", pick):
        save_event(event, {"place": place})


def _attend(event_pick: int, member_pick: int, rsvp: Rsvp, rating: int) -> None:
    event, member = picked("event", event_pick), picked("member", member_pick)
    if event and member:
        save_attendance(event, member, rsvp=rsvp, rating=rating)


def _add_feedback(pick: int, text: str, satisfaction: int) -> None:
    member = picked("member", pick) if pick % 2 else None
    values = {"text": text.strip() or "f", "member": member, "satisfaction": satisfaction}
    save_feedback(None, values)


def _answer(pick: int, text: str, status: FeedbackStatus) -> None:
    if feedback := picked("feedback", pick):
        save_feedback(feedback, {"answer": text, "status": status})


def _remove(table: str, first: int, second: int) -> None:
    rows = {picked(table, first), picked(table, second)} - {None}
    REMOVE[table](sorted(row for row in rows if row))


def _restore(table: str, pick: int) -> None:
    if row := picked(table, pick):
        RESTORE[table]([row])


def _set_aliases(pick: int, names: list[str]) -> None:
    if member := picked("member", pick):
        save_aliases(member, names)


def _note_contact(pick: int, note: str) -> None:
    if member := picked("member", pick):
        note_contact(member, {"note": note, "channel": "phone"})


def _give_points(pick: int, reason: str) -> None:
    if member := picked("member", pick):
        give_points([member], pick + 1, reason.strip() or "r")


def _break_rule(pick: int, note: str) -> None:
    if member := picked("member", pick):
        note_violation(member, {"rule": picked("rule", pick), "note": note.strip() or "v"})


def _interact(first: int, second: int) -> None:
    members = {picked("member", first), picked("member", second)} - {None}
    add_interactions(sorted(each for each in members if each), {"amount": first % 5 + 1})


def _agree(pick: int, purpose: str, given: bool) -> None:
    if member := picked("member", pick):
        day = date(2026, 10, 1)
        save_consents(member, [Agreement(purpose, day)] if given else [])


def _define_field(title: str) -> None:
    with suppress(Invalid):
        define_field(None, title.strip() or "t", FieldSort.TEXT)


def _fill_field(pick: int, text: str) -> None:
    member, field = picked("member", pick), picked("custom_field", pick)
    if member and field:
        with action("member.edit"):
            save_texts(member, {field: text})


def _about(name: str, days: int) -> None:
    called = name if name.strip() and name.isprintable() else "c"
    book.save_about({"name": called, "promise_days": days})


def _import(amount: int) -> None:
    with action("member.import", amount):
        for number in range(amount):
            save_member(None, {"name": f"成员{number}", "tags": ["跑步"]})


def _plan_task(pick: int, title: str, done: bool) -> None:
    event, member = picked("event", pick), picked("member", pick)
    if event:
        with action("event.task_add"):
            task = save_task(None, event, {"title": title.strip() or "t", "member": member})
            if done:
                tick_tasks([task])


def _budget(pick: int, title: str) -> None:
    if event := picked("event", pick):
        save_line(None, event, {"title": title, "planned": Decimal(pick)})


def _rename(pick: int, name: str) -> None:
    """Give a guest and a venue a name, and so all events that name them."""
    with action("event.edit"):
        for table, save in (("guest", save_guest), ("venue", save_venue)):
            with suppress(Invalid):
                save(picked(table, pick), {"name": name.strip() or "n"})


def _quiet(pick: int, ends: bool) -> None:
    day = date(2026, 10, 1) + timedelta(days=pick)
    end_quiet(day) if ends else set_quiet(day, "r")


def _template(pick: int, name: str) -> None:
    with suppress(Invalid):  # the event may be in the trash
        make_template(picked("event", pick) or b"", name.strip() or "n")


DOINGS = {
    "member": _add_member,
    "edit_member": _edit_member,
    "tags": _set_tags,
    "rule": _add_rule,
    "edit_rule": _edit_rule,
    "reorder": _reorder,
    "move": _move,
    "event": _add_event,
    "edit_event": _edit_event,
    "attend": _attend,
    "feedback": _add_feedback,
    "answer": _answer,
    "remove": _remove,
    "restore": _restore,
    "about": _about,
    "import": _import,
    "aliases": _set_aliases,
    "contact": _note_contact,
    "points": _give_points,
    "violation": _break_rule,
    "interaction": _interact,
    "agree": _agree,
    "own_field": _define_field,
    "own_value": _fill_field,
    "task": _plan_task,
    "budget": _budget,
    "rename": _rename,
    "quiet": _quiet,
    "template": _template,
    "setting": lambda name, value: save_setting(f"test.{name}", value),
}
