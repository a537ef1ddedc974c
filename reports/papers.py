"""Any paper about members, as it was ordered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models import clock
from models.errors import UserError
from models.month import Month
from models.papers.birthdays import celebrations_in
from models.papers.calls import calls_for
from models.papers.held import held_of
from models.papers.label_sheets import USUAL_SHEET, sheet_called
from models.papers.naming import everybody
from models.papers.order import Paper, PaperOrder
from models.papers.roster import roster_of
from models.progress import Progress, unheard
from reports.birthdays import write_birthdays
from reports.call_sheet import write_call_sheet
from reports.labels import write_labels
from reports.member_sheet import write_member_sheet
from reports.roster import RosterOptions, write_roster
from reports.sheet import Written
from resources.i18n import N_


def write_paper(
    target: Path,
    order: PaperOrder,
    ids: Sequence[bytes] | None,
    progress: Progress = unheard,
) -> Written:
    """Write it about these members, whole or not at all; None is all whom such a paper is about.

    Raises UserError, Cancelled.
    """
    return _WRITERS[order.paper](target, order, ids, progress)


def _roster(
    target: Path, order: PaperOrder, ids: Sequence[bytes] | None, progress: Progress
) -> Written:
    people = everybody() if ids is None else ids
    roster = roster_of(people, order.columns, order.audience, order.grouped)
    options = RosterOptions(order.title, order.blank)
    return write_roster(target, roster, options, order.language, progress)


def _labels(
    target: Path, order: PaperOrder, ids: Sequence[bytes] | None, progress: Progress
) -> Written:
    people = everybody() if ids is None else ids
    roster = roster_of(people, order.columns, order.audience)
    sheet = sheet_called(order.sheet) or USUAL_SHEET
    return write_labels(target, roster, sheet, order.start, order.language, progress)


def _calls(
    target: Path, order: PaperOrder, ids: Sequence[bytes] | None, progress: Progress
) -> Written:
    return write_call_sheet(target, calls_for(ids, progress), order.language, progress)


def _birthdays(
    target: Path, order: PaperOrder, ids: Sequence[bytes] | None, progress: Progress
) -> Written:
    month = Month.of(clock.today())
    first, last = order.first or month.first, order.last or month.last
    facts = celebrations_in(first, last, order.audience, ids)
    return write_birthdays(target, facts, order.audience, order.language, progress)


def _member(
    target: Path, order: PaperOrder, ids: Sequence[bytes] | None, progress: Progress
) -> Written:
    if not ids or len(ids) != 1:
        raise UserError(N_("This paper is about one person. Choose who."))
    return write_member_sheet(target, held_of(ids[0]), order.language, progress)


_WRITERS = {
    Paper.ROSTER: _roster,
    Paper.LABELS: _labels,
    Paper.CALL_SHEET: _calls,
    Paper.BIRTHDAYS: _birthdays,
    Paper.MEMBER: _member,
}
