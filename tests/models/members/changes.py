"""Single changes of a community, each with the table it is made in and whom it concerns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.base import database, link_id
from models.book import close_book, open_book
from models.erasing import erase_member
from models.events.attendance import save_attendance
from models.events.event import remove_events, restore_events, save_event
from models.journal.transactions import Author, action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.class_rules import ClassRules, save_rules
from models.members.custom_field import define_field, list_fields, retire_fields
from models.members.guardian import save_guardians
from models.members.joining import join_members
from models.members.member import remove_members, restore_members, save_member
from models.members.points import save_decay
from models.merging.incoming import receive
from models.merging.merge import merge
from models.safety import restore
from models.storage.backups import Reason, backups_of, keep
from models.storage.connection import open_connection
from models.vocabulary import FieldSort
from tests.models.members.made_up import TODAY

NEW = "南京"  # nobody has it before
TODAY_TEXT = TODAY.isoformat()
Doing = Callable[[], object]
# What a change leaves of the memory: a few members laid over it, all of it, nothing.
LAID, ALL_OF_IT, NOTHING_LEFT = "laid over", "all of it", "nothing"
PEOPLE = 29
# Members with something in every field; whoever of them lives somewhere, and is in no list alone.
SOMEONE, OTHER = 3, 8
# Those with nothing but their names: ADULT is the guardian of WARD and introduced FRIEND, SPEAKER
# said something once, and behind them is one for each table in ROWS, who has a row of it.
ALONE, WARD, FRIEND, ADULT, SPEAKER, FIRST_WITH_ROW = range(PEOPLE + 1, PEOPLE + 7)
EVENT = 4  # in the last weeks; some came


@dataclass(frozen=True)
class Change:
    """One change; `first` happens before anything is remembered. Where it is made in `table` it is
    of that table alone, and where it concerns `members`, of no others."""

    name: str
    do: Doing
    leaves: str = LAID
    table: str = ""
    members: tuple[int, ...] = ()
    first: Doing = field(default=lambda: None)


def member(row: int) -> bytes:
    found = database.execute_sql("SELECT id FROM member WHERE rid = ?", (row,)).fetchone()
    return bytes(found[0])


def hang_on(row: int, table: str, **values: Any) -> bytes:
    """Give a member a row of a table, whose id says so."""
    made = link_id("test", table, str(row), *(str(each) for each in values.values()))
    values = {"id": made, "member": member(row), **values}
    marks = ", ".join("?" * len(values))
    columns = ", ".join(f'"{name}"' for name in values)
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
    with action("member.edit"):
        database.execute_sql(sql, tuple(values.values()))
    return made


def write(table: str, condition: str, **values: Any) -> None:
    """Change the first row of a table that meets a condition."""
    columns = ", ".join(f'"{name}" = ?' for name in values)
    sql = (
        f'UPDATE "{table}" SET {columns} WHERE rid ='
        f' (SELECT min(rid) FROM "{table}" a WHERE {condition})'
    )
    with action("member.edit"):
        assert database.execute_sql(sql, tuple(values.values())).rowcount == 1


def of(row: int) -> str:
    return f"a.deleted = 0 AND a.member = x'{member(row).hex()}'"


def event() -> bytes:
    found = database.execute_sql("SELECT id FROM event WHERE rid = ?", (EVENT,)).fetchone()
    return bytes(found[0])


def add_lonely_ones() -> None:
    """Add members of whom nothing is seen in any list but what one change takes or gives them."""
    for row in range(ALONE, FIRST_WITH_ROW + len(ROWS)):
        save_member(None, {"name": f"孤{row}", "status": "active"})
        assert member(row)
    for row, (table, values) in enumerate(ROWS.items(), start=FIRST_WITH_ROW):
        hang_on(row, table, **values)
    hang_on(SPEAKER, "feedback", date=TODAY_TEXT, text="f")
    save_member(member(FRIEND), {"introduced_by": member(ADULT)})
    save_guardians(member(WARD), [(member(ADULT), "")])
    with action("criterion.add"):
        database.execute_sql("INSERT INTO criterion (title) VALUES ('c')")


# A row in each table that belongs to a member, besides those that link two records.
ROWS: dict[str, dict[str, Any]] = {
    "contact": {"day": TODAY_TEXT, "channel": "微信", "note": "x", "reached": 1},
    "interaction": {"day": TODAY_TEXT, "sort": "helped", "amount": 40},
    "chat_day": {"day": TODAY_TEXT, "chat": "c", "amount": 4},
    "stay": {"joined": "2026-10-20", "left": "2026-11-20"},
    "points": {"day": TODAY_TEXT, "amount": 50, "reason": "r"},
    "welcome_step": {"number": 1, "title": "w"},
    "violation": {"day": TODAY_TEXT, "note": "v"},
    "alias": {"name": "化名"},
    "member_tag": {"tag": "跑步"},
    "consent": {"purpose": "照片", "given": TODAY_TEXT},
    "photo": {"image": b"x"},
}
_QUIET = ("welcome_step", "violation")


def _of_each_table() -> list[Change]:
    """Return a row that comes and one that goes, in each table that belongs to a member."""
    found = []
    for row, (table, values) in enumerate(ROWS.items(), start=FIRST_WITH_ROW):
        leaves = ALL_OF_IT if table in _QUIET else LAID
        come, go = (
            (lambda table=table, values=values: hang_on(ALONE, table, **values)),
            (lambda table=table, row=row: write(table, of(row), deleted=1)),
        )
        found += [
            Change(f"{table} comes", come, leaves, table, (ALONE,)),
            Change(f"{table} goes", go, leaves, table, (row,)),
        ]
    return found


def _move_feedback(row: int | None) -> None:
    write("feedback", of(SPEAKER), member=None if row is None else member(row))


def _fill_household() -> None:
    save_member(member(ALONE), {"household": _household()})


def _criterion() -> bytes:
    return bytes(database.execute_sql("SELECT id FROM criterion").fetchone()[0])


def _household() -> bytes:
    return bytes(database.execute_sql("SELECT id FROM household ORDER BY rid").fetchone()[0])


def _own_field(sort: FieldSort = FieldSort.TEXT) -> Any:
    return next(each for each in list_fields() if each.sort is sort)


def _own_value() -> None:
    hang_on(ALONE, "custom_value", field=_own_field().id, value=NEW)


def _elsewhere(sql: str, *values: object) -> None:
    other = open_connection(str(database.database))
    other.execute(sql, values)
    other.close()


def _edit_on_another_laptop() -> None:
    path = Path(str(database.database))
    theirs = path.with_name("theirs.guildbook")
    close_book()
    shutil.copyfile(path, theirs)
    open_book(theirs, author=Author("laptop-2", "Mei"))
    save_member(member(ALONE), {"region": NEW})
    hang_on(OTHER, "points", day=TODAY_TEXT, amount=7, reason="theirs")
    close_book()
    open_book(path)


def _merge() -> None:
    with receive(Path(str(database.database)).with_name("theirs.guildbook")) as incoming:
        merge(incoming)


def _edit_and_keep() -> None:
    keep(Reason.DAILY)
    save_member(member(ALONE), {"region": NEW})


def _edit() -> None:
    save_member(member(SOMEONE), {"region": NEW, "aliases": [NEW]})


def _undo() -> None:
    step = undo_step()
    assert step is not None
    undo(step)


def _edit_and_undo() -> None:
    _edit()
    _undo()


def _redo() -> None:
    step = redo_step()
    assert step is not None
    redo(step)


def _derive_elsewhere() -> None:
    _elsewhere("UPDATE _standing SET score = score + 90, place = 1 WHERE member = ?", OTHER)
    _edit()


_LINKS = [
    Change(
        "attendance comes",
        lambda: hang_on(ALONE, "attendance", event=event(), came="yes", rsvp="yes"),
        table="attendance",
        members=(ALONE,),
    ),
    Change(
        "attendance corrected", lambda: write("attendance", "a.came = 'yes' AND a.event ="
        f" x'{event().hex()}'", came="no"), table="attendance",
    ),
    Change(
        "attendance goes", lambda: write("attendance", "a.deleted = 0 AND a.came = 'yes'"
        f" AND a.event = x'{event().hex()}'", deleted=1), table="attendance",
    ),
    Change("answer to an event", lambda: save_attendance(event(), member(ALONE), rsvp="yes")),
    Change("consent withdrawn", lambda: write("consent", f"a.given <= '{TODAY_TEXT}' AND"
           " a.withdrawn IS NULL", withdrawn=TODAY_TEXT), table="consent"),
    Change("photo taken out", lambda: write("photo", "a.deleted = 0", image=b""), table="photo"),
    Change("finding comes", lambda: hang_on(ALONE, "finding", criterion=_criterion()),
           ALL_OF_IT, "finding"),
    Change("own value comes", _own_value, table="custom_value", members=(ALONE,)),
    Change("own number changes", lambda: write("custom_value", "a.deleted = 0 AND a.value <> ''"
           f" AND a.field = x'{_own_field(FieldSort.NUMBER).id.hex()}'", value="99"),
           table="custom_value"),
    Change("guardian comes", lambda: save_guardians(member(ALONE), [(member(ADULT), "")]),
           table="guardian", members=(ALONE,)),
    Change("guardian goes", lambda: save_guardians(member(WARD), []), table="guardian",
           members=(WARD,)),
]  # fmt: skip
_RECORDS = [
    Change("points corrected", lambda: write("points", "a.deleted = 0", amount=-30),
           table="points"),
    Change("contact not reached", lambda: write("contact", of(FIRST_WITH_ROW), reached=0),
           table="contact", members=(FIRST_WITH_ROW,)),
    Change("feedback comes", lambda: hang_on(ALONE, "feedback", date=TODAY_TEXT, text="f"),
           table="feedback", members=(ALONE,)),
    Change("feedback of another", lambda: _move_feedback(ALONE), table="feedback",
           members=(ALONE, SPEAKER)),
    Change("feedback of nobody", lambda: _move_feedback(None), table="feedback",
           members=(SPEAKER,)),
    Change("event of another day", lambda: write("event", f"a.id = x'{event().hex()}'",
           begins="2020-01-01 09:00"), table="event"),
    Change("event of another format", lambda: save_event(event(), {"format": NEW}),
           table="event"),
    Change("event of another status", lambda: write("event", f"a.id = x'{event().hex()}'",
           status="cancelled"), table="event"),
    Change("event called off", lambda: remove_events([event()]), table="event"),
    Change("event called again", lambda: restore_events([event()]), table="event",
           first=lambda: remove_events([event()])),
    Change("household renamed", lambda: write("household", f"a.id = x'{_household().hex()}'",
           name=NEW), table="household"),
    Change("contact person changed", lambda: write("household",
           f"a.id = x'{_household().hex()}'", contact=member(ALONE)), table="household",
           first=_fill_household),
    Change("household erased", lambda: write("household", f"a.id = x'{_household().hex()}'",
           deleted=2), table="household"),
    Change("moved out", lambda: save_member(member(ALONE), {"household": None}),
           first=_fill_household),
    Change("member edited", _edit),
    Change("introducer renamed", lambda: save_member(member(ADULT), {"name": NEW}),
           table="member", members=(WARD, FRIEND, ADULT)),
    Change("guardian into the trash", lambda: remove_members([member(ADULT)]), table="member",
           members=(WARD, FRIEND, ADULT)),
    Change("guardian back", lambda: restore_members([member(ADULT)]), table="member",
           members=(WARD, FRIEND, ADULT), first=lambda: remove_members([member(ADULT)])),
    Change("member comes", lambda: save_member(None, {"name": NEW}), table="member",
           members=(FIRST_WITH_ROW + len(ROWS),)),
    Change("member left", lambda: write("member", f"a.rid = {ALONE}", status="left"),
           table="member"),
    Change("two become one", lambda: join_members(member(SOMEONE), member(OTHER))),
    Change("join undone", _undo, first=lambda: join_members(member(SOMEONE), member(OTHER))),
]  # fmt: skip
_WHOLE = [
    Change("undo", _undo, first=_edit),
    Change("redo", _redo, first=_edit_and_undo),
    Change("merge", _merge, members=(OTHER, ALONE), first=_edit_on_another_laptop),
    Change("backup restored", lambda: restore(backups_of()[0]), first=_edit_and_keep),
    Change("erased", lambda: erase_member(member(SOMEONE)), NOTHING_LEFT),
    Change("own field renamed", lambda: define_field(_own_field().id, NEW, FieldSort.TEXT),
           NOTHING_LEFT, "custom_field"),
    Change("own field is numbers", lambda: define_field(_own_field().id, NEW, FieldSort.NUMBER),
           NOTHING_LEFT),
    Change("own field retired", lambda: retire_fields([_own_field().id]), NOTHING_LEFT),
    Change("class rules", lambda: save_rules(ClassRules(attended=9.0)), NOTHING_LEFT),
    Change("decay of points", lambda: save_decay(0.5), NOTHING_LEFT),
    Change("another program", lambda: _elsewhere("UPDATE member SET region = ? WHERE rid = ?",
           NEW, SOMEONE), NOTHING_LEFT),
    Change("another program derives", _derive_elsewhere, NOTHING_LEFT),
    Change("another day's messages", lambda: hang_on(ALONE, "chat_day", chat="c",
           day=(TODAY - timedelta(40)).isoformat(), amount=90), table="chat_day"),
]  # fmt: skip
CHANGES = (*_of_each_table(), *_LINKS, *_RECORDS, *_WHOLE)
