"""The key figures of the first page: each against last month, with what it was counted from."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.monthly import MonthFacts
from models.metrics.satisfaction import FEWEST
from reports.blocks import PLAIN, KeyFigure, KeyFigures, Tone
from reports.formats import NOTHING
from reports.sheet import Sheet


def figures_of(facts: MonthFacts, sheet: Sheet) -> Flowable:
    """Return the cards of the first page."""
    return KeyFigures(
        sheet,
        [
            _members(facts, sheet),
            _interactions(facts, sheet),
            _satisfaction(facts, sheet),
            _open_feedback(facts, sheet),
            _events(facts, sheet),
            _rate(facts, sheet),
            _answer_time(facts, sheet),
            _balance(facts, sheet),
        ],
    )


def _members(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    growth = facts.growth
    return KeyFigure(
        sheet.words._("Members"),
        sheet.formats.number(growth.members),
        change=_change(sheet, growth.members - growth.members_before),
        tone=_tone(growth.members - growth.members_before),
        basis=sheet.words._(
            "{joined} joined, {left} left",
            joined=growth.series[-1].joined,
            left=growth.series[-1].left,
        ),
    )


def _interactions(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    activity = facts.activity
    latest = activity.series[-1]
    change = activity.interactions - activity.interactions_before
    return KeyFigure(
        sheet.words._("Interactions"),
        sheet.formats.number(activity.interactions),
        change=_change(sheet, change),
        tone=_tone(change),
        basis=sheet.words.n_(
            "from {count} member", "from {count} members", sheet.formats.count(latest.people)
        ),
    )


def _satisfaction(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    before, now = facts.feedback.satisfaction[-2:]
    label = sheet.words._("Satisfaction")
    basis = sheet.words.n_(
        "from {count} answer", "from {count} answers", sheet.formats.count(now.answers)
    )
    if now.share is None:
        why = sheet.words._("shown from {fewest} answers on", fewest=FEWEST)
        return KeyFigure(label, NOTHING, change=why, basis=basis)
    text, tone = "", PLAIN
    if before.share is not None:
        points = round(now.share * 100) - round(before.share * 100)
        text, tone = _points(sheet, points), _tone(points)
    return KeyFigure(label, sheet.formats.percent(now.share), "", text, tone, basis)


def _open_feedback(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    feedback = facts.feedback
    change = len(feedback.open_items) - feedback.open_before
    return KeyFigure(
        sheet.words._("Open feedback"),
        sheet.formats.number(len(feedback.open_items)),
        change=_change(sheet, change),
        tone=_tone(-change),
        basis=sheet.words.n_("{count} overdue", "{count} overdue", feedback.overdue),
    )


def _events(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    now, before = facts.attendance, facts.attendance_before
    change = len(now.held) - len(before.held)
    return KeyFigure(
        sheet.words._("Events"),
        sheet.formats.number(len(now.held)),
        change=_change(sheet, change),
        tone=_tone(change),
        basis=sheet.words.n_(
            "{count} attendance", "{count} attendances", sheet.formats.count(now.came)
        ),
    )


def _rate(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    now, before = facts.attendance, facts.attendance_before
    label = sheet.words._("Attendance rate")
    basis = sheet.words.n_(
        "from {count} record", "from {count} records", sheet.formats.count(now.recorded)
    )
    if now.rate is None:
        return KeyFigure(label, NOTHING, basis=basis)
    text, tone = "", PLAIN
    if before.rate is not None:
        points = round(now.rate * 100) - round(before.rate * 100)
        text, tone = _points(sheet, points), _tone(points)
    return KeyFigure(label, sheet.formats.percent(now.rate), "", text, tone, basis)


def _answer_time(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    feedback = facts.feedback
    label = sheet.words._("Median time to answer")
    basis = sheet.words.n_("from {count} reply", "from {count} replies", len(feedback.answer_days))
    now, before = feedback.median_days, feedback.median_days_before
    if now is None:
        return KeyFigure(label, NOTHING, basis=basis)
    text, tone = "", PLAIN
    if before is not None:
        text, tone = _change(sheet, now - before), _tone(before - now)
    unit = sheet.words._("days")
    return KeyFigure(label, sheet.formats.short_number(now), unit, text, tone, basis)


def _balance(facts: MonthFacts, sheet: Sheet) -> KeyFigure:
    cost = facts.cost
    label = sheet.words._("Income less cost")
    count = max(cost.cost.events, cost.income.events)
    basis = sheet.words.n_("from {count} event", "from {count} events", count)
    if not count:
        return KeyFigure(label, NOTHING, basis=basis)
    before = facts.cost_before
    text = ""
    if before.cost.events or before.income.events:
        text = sheet.words._("last month {amount}", amount=sheet.formats.money(before.balance))
    return KeyFigure(label, sheet.formats.money(cost.balance), "", text, PLAIN, basis)


def _change(sheet: Sheet, change: float) -> str:
    if not change:
        return sheet.words._("as last month")
    digits = 0 if change == int(change) else 1
    text = sheet.formats.change(change, digits)
    return f"{_arrow(change)} {sheet.words._('{change} on last month', change=text)}"


def _points(sheet: Sheet, change: int) -> str:
    if not change:
        return sheet.words._("as last month")
    text = sheet.words.n_(
        "{change} point on last month",
        "{change} points on last month",
        abs(change),
        change=sheet.formats.change(change),
    )
    return f"{_arrow(change)} {text}"


def _arrow(change: float) -> str:
    return "▲" if change > 0 else "▼"


def _tone(change: float) -> Tone:
    return "good" if change > 0 else "bad" if change < 0 else "plain"
