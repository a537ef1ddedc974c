"""Any paper about events, as it was ordered."""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError
from models.papers.evaluated import evaluated
from models.papers.event_order import OF_DAYS, EventOrder, EventPaper
from models.papers.gathering import badged_at, expected_at, gathering_of
from models.papers.programme import programme_of, season
from models.progress import Progress, unheard
from reports.badges import write_badges
from reports.evaluation import write_evaluation
from reports.month_page import write_month_pages
from reports.poster import write_poster
from reports.programme import write_programme
from reports.sheet import Written
from reports.sign_in import write_sign_in
from resources.i18n import N_


def write_event_paper(
    target: Path, order: EventOrder, event: bytes | None, progress: Progress = unheard
) -> Written:
    """Write it about this event, or about the days of the order, whole or not at all.

    Raises UserError, Cancelled.
    """
    if order.paper in OF_DAYS:
        return _of_days(target, order, progress)
    if event is None:
        raise UserError(N_("This paper is about one event. Choose which."))
    about = gathering_of(event, order.audience)
    if order.paper is EventPaper.POSTER:
        return write_poster(target, about, order.language, progress)
    if order.paper is EventPaper.EVALUATION:
        facts = evaluated(event, order.audience)
        return write_evaluation(target, about, facts, order.audience, order.language, progress)
    if order.paper is EventPaper.BADGES:
        wearing = badged_at(event, order.audience, order.waiting)
        return write_badges(target, about, wearing, order.language, order.blank, progress)
    expected = expected_at(event, order.audience)
    return write_sign_in(
        target, about, expected, order.audience, order.language, order.blank, order.pen, progress
    )


def _of_days(target: Path, order: EventOrder, progress: Progress) -> Written:
    usual = season()
    facts = programme_of(order.first or usual[0], order.last or usual[1], order.audience)
    write = write_programme if order.paper is EventPaper.PROGRAMME else write_month_pages
    return write(target, facts, order.language, order.title, progress)
