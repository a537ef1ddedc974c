"""Takes an old value of a record back: an ordinary edit, through the subject's save function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peewee import ForeignKeyField

from models.base import GONE, LIVE, Record, database, mark, store
from models.book import save_about
from models.errors import Invalid, UserError
from models.events.attendance import Attendance, save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.journal.happened import Cell
from models.journal.transactions import action
from models.members.household import Household
from models.members.member import MemberTag, save_member, save_tags, tags_of
from models.records import OF_EVENTS, OF_MEMBERS, RECORDS
from models.rules.rule import save_rule
from models.vocabulary import Kind
from resources.i18n import N_

_MODELS: dict[str, type[Record]] = {record._meta.table_name: record for record in RECORDS}
_PARTS = {record._meta.table_name for record in (*OF_MEMBERS, *OF_EVENTS)}
_SAVING: dict[str, Callable[[bytes, dict[str, Any]], object]] = {
    "community": lambda _row, values: save_about(values),
    "member": save_member,
    "rule": save_rule,
    "event": save_event,
    "feedback": save_feedback,
}


def take_back(cell: Cell) -> Kind:
    """Make the value before a change stand again; of what belongs to a member or an event, a
    tag or a task, that it is there or not.

    Raises UserError where it no longer fits; then nothing was changed.
    """
    if cell.table == "member_tag":
        _take_back_tag(cell)
        return Kind.MEMBER
    if cell.table in _PARTS and cell.column in (None, "deleted"):
        return _take_back_part(cell)
    row = _row(cell.table, cell.row)
    value = _typed(row, str(cell.column), cell.old)
    try:
        if isinstance(row, Attendance):
            event, member = row.__data__["event"], row.__data__["member"]
            save_attendance(event, member, **{str(cell.column): value})
        elif cell.table in _SAVING:
            _SAVING[cell.table](cell.row, {str(cell.column): value})
        else:
            with action(f"{cell.kind}.edit"):
                store(type(row), cell.row, {str(cell.column): value})
    except Invalid as error:
        raise UserError(next(iter(error.errors.values()))) from error
    return Kind(cell.kind)


def _take_back_tag(cell: Cell) -> None:
    tag = MemberTag.get_or_none(MemberTag.id == cell.row)
    if tag is None or tag.deleted == GONE:
        raise UserError(N_("This has been erased for good and cannot come back."))
    member = tag.__data__["member"]
    _row("member", member)
    came = cell.column is None or cell.new == LIVE
    tags = {*tags_of(member)}
    with action("member.edit"):
        save_tags(member, tags - {tag.tag} if came else tags | {tag.tag})


def _take_back_part(cell: Cell) -> Kind:
    model = _MODELS[cell.table]
    row = model.get_or_none(model.id == cell.row)
    if row is None or row.deleted == GONE:
        raise UserError(N_("This has been erased for good and cannot come back."))
    _row(str(model.subject), row.__data__[str(model.owner)])
    with action(f"{model.subject}.edit"):
        mark(model, [cell.row], deleted=cell.came)
    return model.subject


def _row(table: str, record: bytes) -> Record:
    """Return the record a value goes back to. Raises UserError where it is not there any more."""
    model = _MODELS[table]
    row: Record | None = model.get_or_none(model.id == record)
    if row is None or row.deleted == GONE:
        raise UserError(N_("This record has been erased for good and cannot be changed."))
    if row.deleted != LIVE:
        raise UserError(N_("This record is in the trash. Restore it first, then try again."))
    return row


def _typed(row: Record, column: str, stored: object) -> Any:
    """Read a stored value as the save function wants it. Raises UserError where nothing fits."""
    field = row._meta.columns[column]
    if isinstance(field, ForeignKeyField) and stored is not None:
        _check_reference(field, stored)
    value = field.python_value(stored)
    if value is None and stored is not None:
        raise UserError(N_("This value cannot be read any more, so it cannot be taken back."))
    return value


def _check_reference(field: ForeignKeyField, stored: object) -> None:
    table = field.rel_model._meta.table_name
    found = database.execute_sql(f'SELECT deleted FROM "{table}" WHERE id = ?', (stored,))
    state = (found.fetchone() or (GONE,))[0]
    if state == GONE:
        raise UserError(
            N_("Who or what stood here has been erased for good and cannot be named again.")
        )
    if state != LIVE and field.rel_model is not Household:
        raise UserError(
            N_("Who or what stood here is in the trash. Restore it first, then try again.")
        )
