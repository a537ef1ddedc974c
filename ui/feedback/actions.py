"""The way of a piece of feedback: start, answer, tell the member, close."""

from __future__ import annotations

from functools import partial

from models import clock
from models.feedback.feedback import FeedbackValues, save_feedback
from models.feedback.listing import overdue_before
from models.vocabulary import OPEN_FEEDBACK, FeedbackKind, FeedbackStatus, Kind
from ui.feedback.columns import status_text, status_tone
from ui.formats import date_text, joined
from ui.records.choices import title_of
from ui.records.detail import Details, Fact, Section, Step
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _


def is_overdue(feedback: FeedbackValues) -> bool:
    return feedback.status in OPEN_FEEDBACK and feedback.date < overdue_before()


def answer(page: RecordPage) -> None:
    """Open the form where the answer is written; saving it settles status and day."""
    page.edit("answer")


def change(session: Session, feedback: FeedbackValues, **values: object) -> None:
    save_feedback(feedback.id, values)
    session.announce(Kind.FEEDBACK)


def steps_for(session: Session, page: RecordPage, feedback: FeedbackValues) -> tuple[Step, ...]:
    """Return what this piece of feedback asks for next."""
    begin = partial(change, session, feedback, status=FeedbackStatus.IN_PROGRESS)
    told = partial(change, session, feedback, told_on=clock.today())
    close = partial(change, session, feedback, status=FeedbackStatus.CLOSED)
    steps = []
    if feedback.erased:
        closed = feedback.status == FeedbackStatus.CLOSED
        return () if closed else (Step(_("Close this feedback"), close, "check"),)
    if feedback.status in OPEN_FEEDBACK:
        steps.append(Step(_("Answer…"), partial(answer, page), "reply", primary=True))
    if feedback.status == FeedbackStatus.NEW:
        steps.append(Step(_("Somebody is on it"), begin, "user-check"))
    if feedback.status == FeedbackStatus.ANSWERED:
        if feedback.member is not None and feedback.told_on is None:
            steps.append(Step(_("Told the member today"), told, "message-circle-reply", True))
        steps.append(Step(_("Close this feedback"), close, "check"))
    return tuple(steps)


def describe_feedback(session: Session, page: RecordPage, feedback: FeedbackValues) -> Details:
    overdue = is_overdue(feedback)
    who = _("(erased)") if feedback.erased else feedback.member_name or _("Anonymous")
    said = _("Whoever said this was erased for good. It still counts in the figures.")
    facts = (
        Fact(_("Date"), date_text(feedback.date), "bad" if overdue else ""),
        Fact(_("Satisfaction"), _mark(feedback.satisfaction)),
        Fact(_("Event"), feedback.event_title),
        Fact(_("Rule"), feedback.rule_title),
        Fact(_("Answered on"), date_text(feedback.answered_on)),
        Fact(_("Told the member on"), date_text(feedback.told_on)),
    )
    sections = [Section(_("What was said"), text=said if feedback.erased else feedback.text)]
    if feedback.answer:
        sections.append(Section(_("Answer"), text=feedback.answer))
    return Details(
        name=who,
        caption=joined([title_of(FeedbackKind, feedback.kind), feedback.channel]),
        initial="" if feedback.erased else who[:1],
        chip=(status_text(feedback.status, overdue), status_tone(feedback.status, overdue)),
        facts=tuple(fact for fact in facts if fact.value),
        sections=tuple(sections),
        steps=steps_for(session, page, feedback),
    )


def _mark(satisfaction: int | None) -> str:
    return "" if satisfaction is None else _("{mark} of 5", mark=satisfaction)
