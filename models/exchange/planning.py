"""From a table to a plan: what each row would become. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from models.errors import UserError
from models.exchange.attendance_rows import plan_attendance
from models.exchange.collecting import without_collector
from models.exchange.event_rows import plan_events
from models.exchange.feedback_rows import plan_feedback
from models.exchange.fields import IMPORTED, NEEDED
from models.exchange.headings import Headings, columns_for, fitting_kind
from models.exchange.member_rows import plan_members
from models.exchange.modes import in_mode
from models.exchange.plan import HINTS, Additional, Choices, ImportPlan, Mode, Verdict
from models.exchange.rows import Rows, read_rows
from models.exchange.slip_rows import names_nobody, plan_slips
from models.exchange.table import Table
from models.progress import Progress, unheard
from models.vocabulary import Kind
from resources.i18n import N_


def plan_import(
    table: Table,
    kind: Kind,
    mapping: Mapping[int, str] | None = None,
    event: bytes | None = None,
    choices: Choices | None = None,
    progress: Progress = unheard,
    mode: Mode = Mode.UPDATE,
) -> ImportPlan:
    """Decide about every row.

    `mapping` gives the field of each column where the user changed what was found; `event` is the
    event of a list that names none; `choices` are the user's answers to doubtful rows, by line;
    `mode` says what becomes of records that are there already.
    Raises UserError where the table lacks the column the whole list is about.
    """
    if kind not in IMPORTED:
        raise ValueError(f"{kind} cannot be imported")
    headings = columns_for(table, kind, mapping)
    # What the user maps is what the user means.
    is_as_found = headings == columns_for(table, kind, None)
    fitting = fitting_kind(table, kind) if is_as_found else kind
    looks_like = fitting if fitting is not kind else None
    fields = headings.mapping.values()
    are_slips = kind is Kind.ATTENDANCE and names_nobody(headings.mapping)
    if are_slips and is_as_found and _leaves_texts_out(table, headings):
        looks_like = Kind.FEEDBACK
    if not are_slips and not _says_enough(kind, set(fields)):
        message = HINTS[looks_like] if looks_like else _MISSING[kind]
        raise UserError(message, name=table.name)
    if kind is Kind.ATTENDANCE and event is None and not {"event", "day"} & set(fields):
        raise UserError(
            N_("{name} does not say which event it is about. Choose the event."), name=table.name
        )
    chosen = choices or {}
    with without_collector():
        rows = read_rows(table, kind, headings, frozenset(chosen))
        if are_slips:
            verdicts, additional = plan_slips(rows, chosen, event)
        else:
            verdicts, additional = _decide(rows, kind, chosen, event, progress)
        verdicts = in_mode(mode, kind, verdicts)
    in_order = sorted([*verdicts, *rows.set_aside], key=attrgetter("line"))
    return ImportPlan(
        kind,
        table.name,
        headings,
        tuple(in_order),
        additional,
        looks_like,
        mode,
        table.pictures,
        are_slips,
    )


def _leaves_texts_out(table: Table, headings: Headings) -> bool:
    """Say whether a list of marks has a column that reads like feedback and becomes nothing."""
    as_feedback = columns_for(table, Kind.FEEDBACK, None).mapping
    texts = (column for column, field in as_feedback.items() if field == "text")
    return any(column not in headings.mapping for column in texts)


def _says_enough(kind: Kind, fields: set[str]) -> bool:
    """Say whether the columns hold what a list of this kind is about; marks need their giver."""
    needed = ("member",) if kind is Kind.ATTENDANCE else NEEDED[kind]
    return bool(set(needed) & fields)


_MISSING = {
    Kind.MEMBER: N_("{name} has no column with names. Say which column holds them."),
    Kind.EVENT: N_("{name} has no column with the titles of events. Say which column holds them."),
    Kind.ATTENDANCE: N_(
        "{name} has no column with names, and none with ratings. Say which column holds them."
    ),
    Kind.FEEDBACK: N_("{name} has no column with what was said. Say which column holds it."),
}


def _decide(
    rows: Rows, kind: Kind, choices: Choices, event: bytes | None, progress: Progress
) -> tuple[list[Verdict], tuple[Additional, ...]]:
    if kind is Kind.MEMBER:
        return plan_members(rows, choices, progress), ()
    if kind is Kind.EVENT:
        return plan_events(rows, choices), ()
    if kind is Kind.ATTENDANCE:
        return plan_attendance(rows, choices, event)
    return plan_feedback(rows, choices, event)
