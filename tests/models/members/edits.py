"""What may change what a list of members shows, for random scripts: every kind of edit there is."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from models.base import database, link_id
from models.erasing import erase_member
from models.errors import Invalid
from models.events.attendance import remove_attendance, save_attendance
from models.events.event import remove_events, restore_events, save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.class_rules import ClassRules, save_rules
from models.members.consent import Agreement, save_consents
from models.members.contact import note_contact, remove_contacts
from models.members.custom_field import define_field, list_fields, retire_fields
from models.members.household import rename_household
from models.members.interaction import ChatDay, add_interactions
from models.members.joining import join_members
from models.members.leaving import come_back, leave
from models.members.member import remove_members, restore_members, save_member
from models.members.photo import save_photo
from models.members.points import edit_points, give_points, remove_points, save_decay
from models.members.tag_names import tag_members
from models.rules.rule import save_rule
from models.setting import save_setting
from models.storage.connection import open_connection
from models.vocabulary import FieldSort
from tests.models.members.made_up import BORN, DAYS, PURPOSES, TAGS, TODAY, WORDS

MANY = 12
_TEXTS = ("region", "note", "phone", "role", "group_name", "wechat_name", "source", "needs")


def some(chance: random.Random, table: str, deleted: int = 0) -> bytes | None:
    """Return one of the rows of a table; None where there is none."""
    rows = database.execute_sql(
        f'SELECT id FROM "{table}" WHERE deleted = ? ORDER BY rid', (deleted,)
    ).fetchall()
    return bytes(chance.choice(rows)[0]) if rows else None


def _someone(chance: random.Random) -> bytes:
    return some(chance, "member") or save_member(None, {"name": "王"})


def _moment(chance: random.Random) -> datetime | None:
    return chance.choice((None, datetime(2026, 10, 30, 19) - timedelta(chance.randrange(200))))


def add(chance: random.Random) -> None:
    save_member(None, {"name": f"{chance.choice('王李张')}新", "region": chance.choice(WORDS)})


def edit_texts(chance: random.Random) -> None:
    name = f"{chance.choice('王李张阿')}{chance.randrange(50)}"
    save_member(_someone(chance), {"name": name, chance.choice(_TEXTS): chance.choice(WORDS)})


def edit_values(chance: random.Random) -> None:
    values = {
        "status": chance.choice(("active", "paused", "left", "applicant", "visitor")),
        "joined": chance.choice(DAYS),
        "rest_until": chance.choice(DAYS),
        "cadence": chance.choice((None, 30, 60)),
        "born": chance.choice(BORN),
        "gender": chance.choice(("female", "male")),
        "introduced_by": some(chance, "member"),
        "household": some(chance, "household"),
    }
    picked = chance.sample(sorted(values), 3)
    with suppress(Invalid):
        save_member(_someone(chance), {name: values[name] for name in picked})


def edit_own(chance: random.Random) -> None:
    texts = [each.name for each in list_fields() if each.sort is FieldSort.TEXT]
    numbers = [each.name for each in list_fields() if each.sort is FieldSort.NUMBER]
    values = {name: chance.choice(WORDS) for name in texts}
    values |= {name: str(chance.randrange(30, 50)) for name in numbers}
    save_member(_someone(chance), values)


def tag(chance: random.Random) -> None:
    added, taken = chance.sample(TAGS, 2)
    tag_members([_someone(chance)], [added], [taken])


def call_otherwise(chance: random.Random) -> None:
    save_member(_someone(chance), {"aliases": [chance.choice(("阿伟", "w", "Foto"))]})


def attend(chance: random.Random) -> None:
    event = some(chance, "event") or save_event(None, {"title": "e"})
    came = chance.choice(("yes", "yes", "no", "no_record"))
    save_attendance(event, _someone(chance), came=came, rsvp=chance.choice(("none", "yes")))


def stay_away(chance: random.Random) -> None:
    if noted := some(chance, "attendance"):
        remove_attendance([noted])


def move_event(chance: random.Random) -> None:
    if event := some(chance, "event"):
        save_event(event, {"begins": _moment(chance), "format": chance.choice(("晨跑", "talk"))})


def call_off(chance: random.Random) -> None:
    if event := some(chance, "event"):
        remove_events([event])


def call_again(chance: random.Random) -> None:
    if event := some(chance, "event", deleted=1):
        restore_events([event])


def speak(chance: random.Random) -> None:
    day = TODAY - timedelta(chance.randrange(90))
    note_contact(_someone(chance), {"day": day, "channel": "微信", "note": "x"})


def take_back_contact(chance: random.Random) -> None:
    if contact := some(chance, "contact"):
        remove_contacts([contact])


def give(chance: random.Random) -> None:
    give_points([_someone(chance)], chance.randrange(1, 9), "r", date(2026, 5, 1))


def correct_points(chance: random.Random) -> None:
    if line := some(chance, "points"):
        edit_points(line, chance.randrange(1, 9), "r", TODAY - timedelta(chance.randrange(99)))


def take_points(chance: random.Random) -> None:
    if line := some(chance, "points"):
        remove_points([line])


def do_something(chance: random.Random) -> None:
    add_interactions([_someone(chance)], {"sort": "helped", "amount": 2, "day": TODAY})


def write_messages(chance: random.Random) -> None:
    with action("chat.take"):
        ChatDay.create(
            member=_someone(chance), chat="c", day="2026-10-20", amount=chance.randrange(99)
        )


def say(chance: random.Random) -> None:
    known = chance.choice((None, some(chance, "feedback")))
    member = chance.choice((None, _someone(chance)))
    save_feedback(known, {"text": "f", "member": member, "date": TODAY})


def agree(chance: random.Random) -> None:
    given = chance.choice(([], [Agreement(chance.choice(PURPOSES), TODAY - timedelta(3))]))
    save_consents(_someone(chance), given)


def picture(chance: random.Random) -> None:
    save_photo(_someone(chance), chance.choice((b"", b"x")))


def leave_or_return(chance: random.Random) -> None:
    with suppress(Invalid):
        if not come_back(_someone(chance)):
            leave([_someone(chance)], TODAY, "moved")


def remove(chance: random.Random) -> None:
    remove_members([_someone(chance)])


def restore(chance: random.Random) -> None:
    if gone := some(chance, "member", deleted=1):
        restore_members([gone])


def join(chance: random.Random) -> None:
    one, other = _someone(chance), _someone(chance)
    if one != other:
        join_members(one, other)


def erase(chance: random.Random) -> None:
    erase_member(_someone(chance))


def step_back(_chance: random.Random) -> None:
    if step := undo_step():
        undo(step)


def step_forth(_chance: random.Random) -> None:
    if step := redo_step():
        redo(step)


def bring_in(chance: random.Random) -> None:
    with action("member.import", MANY):
        for number in range(MANY):
            save_member(None, {"name": f"{chance.choice('王李')}{number}", "tags": ["读书"]})


def rename_home(chance: random.Random) -> None:
    if home := some(chance, "household"):
        rename_household(home, f"家{chance.randrange(9)}")


def decide(chance: random.Random) -> None:
    chance.choice(
        (
            lambda: save_rules(ClassRules(attended=chance.choice((1.0, 2.0, 4.0)))),
            lambda: save_decay(chance.choice((0.8, 0.95))),
            lambda: save_setting("test.any", f"{chance.random()}"),
        )
    )()


def redefine(chance: random.Random) -> None:
    fields = list_fields()
    if chance.random() < 0.3:
        retire_fields([chance.choice(fields).id])
    elif chance.random() < 0.5:
        define_field(chance.choice(fields).id, f"u{chance.random()}", FieldSort.TEXT)
    else:
        define_field(None, f"t{chance.random()}", FieldSort.NUMBER)


def write_a_rule(_chance: random.Random) -> None:
    save_rule(None, {"title": "r", "section": "safety", "status": "in_force"})


def edit_elsewhere(chance: random.Random) -> None:
    """Another program edits, past every action of ours."""
    other = open_connection(str(database.database))
    other.execute("UPDATE member SET region = '南京' WHERE id = ?", (_someone(chance),))
    other.execute(
        "INSERT OR IGNORE INTO member_tag (id, member, tag) VALUES (?, ?, 'Foto')",
        (link_id("member_tag", member := _someone(chance), "Foto"), member),
    )
    other.close()


def derive_elsewhere(chance: random.Random) -> None:
    """Another program changes what the journal does not know, then somebody here edits."""
    other = open_connection(str(database.database))
    other.execute("UPDATE _standing SET score = score + 1, place = 1 WHERE member % 2")
    other.close()
    edit_texts(chance)


EDITS: tuple[Callable[[random.Random], None], ...] = (
    add, edit_texts, edit_values, edit_own, tag, call_otherwise, attend, stay_away, move_event,
    call_off, call_again, speak, take_back_contact, give, correct_points, take_points,
    do_something, write_messages, say, agree, picture, leave_or_return, remove, restore, join,
    erase, step_back, step_forth, bring_in, rename_home, decide, redefine, write_a_rule,
    edit_elsewhere, derive_elsewhere,
)  # fmt: skip
