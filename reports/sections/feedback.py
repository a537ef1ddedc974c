"""Feedback: what came in, how fast it was answered, what is open, how content people are."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.monthly import MonthFacts
from models.metrics.satisfaction import FEWEST, OpenItem
from models.month import Month
from models.vocabulary import Audience, FeedbackKind
from reports import styles
from reports.blocks import Column, Columns, points, table
from reports.charts import Series, donut_chart, line_chart
from reports.sections.section import Section
from reports.sections.wording import NAMED_AT_MOST, choice_title
from reports.sheet import Sheet
from resources.i18n import N_

_CHART_HEIGHT = 108.0


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    flowables: list[Flowable] = points(sheet, _lines(facts, sheet))
    if facts.feedback.received or any(each.share for each in facts.feedback.satisfaction):
        flowables.append(_charts(facts, sheet))
    if facts.feedback.open_items and audience is not Audience.PUBLIC:
        flowables += _open_items(facts, sheet)
    return flowables


FEEDBACK = Section(N_("Feedback"), draw)


def _lines(facts: MonthFacts, sheet: Sheet) -> list[str]:
    words, feedback = sheet.words, facts.feedback
    if not feedback.received and not feedback.open_items and not feedback.answer_days:
        return [words._("No feedback came in, and none is open.")]
    lines = [
        words.n_(
            "{count} entry came in, {before} in the month before.",
            "{count} entries came in, {before} in the month before.",
            feedback.received,
            before=feedback.received_before,
        )
    ]
    if feedback.median_days is not None:
        lines.append(
            words.n_(
                "{count} entry was answered; median time in days: {days}.",
                "{count} entries were answered; median time in days: {days}.",
                len(feedback.answer_days),
                days=sheet.formats.short_number(feedback.median_days),
            )
        )
    else:
        lines.append(words._("No entry was answered with its day written down."))
    lines.append(_open_line(facts, sheet))
    lines.append(_satisfaction_line(facts, sheet))
    return lines


def _open_line(facts: MonthFacts, sheet: Sheet) -> str:
    words, feedback = sheet.words, facts.feedback
    if not feedback.open_items:
        return words._("Nothing was open on {day}.", day=sheet.formats.day_of_month(facts.day))
    return words.n_(
        "{count} entry was open on {day}; overdue after the promised {days} days: {overdue}.",
        "{count} entries were open on {day}; overdue after the promised {days} days: {overdue}.",
        len(feedback.open_items),
        day=sheet.formats.day_of_month(facts.day),
        days=feedback.promise_days,
        overdue=feedback.overdue,
    )


def _satisfaction_line(facts: MonthFacts, sheet: Sheet) -> str:
    words, latest = sheet.words, facts.feedback.satisfaction[-1]
    if latest.share is None:
        return words.n_(
            "{count} person said how content they are; below {fewest} answers no share is shown.",
            "{count} people said how content they are; below {fewest} answers no share is shown.",
            latest.answers,
            fewest=FEWEST,
        )
    return words._(
        "{content} of {answers} answers gave 4 or 5 of 5: {share}.",
        content=latest.content,
        answers=latest.answers,
        share=sheet.formats.percent(latest.share),
    )


def _charts(facts: MonthFacts, sheet: Sheet) -> Flowable:
    words, width = sheet.words, styles.WIDTH - 16
    kinds = donut_chart(
        width * 0.46,
        _CHART_HEIGHT,
        [(words._(kind.title), count) for kind, count in facts.feedback.by_kind],
        sheet.formats.number(facts.feedback.received),
        words._("entries"),
        sheet.formats.short_number,
    )
    series = facts.feedback.satisfaction
    shares = [None if each.share is None else each.share * 100 for each in series]
    if all(share is None for share in shares):
        note = words._("There were too few answers in every month to show satisfaction over time.")
        return Columns((0.46, [kinds]), (0.54, [sheet.text(note, styles.NOTE)]))
    months = [sheet.formats.month_label(each.month) for each in series]
    line = line_chart(
        width * 0.54,
        _CHART_HEIGHT,
        months,
        [Series(words._("Satisfied, in %"), shares)],
        lambda share: sheet.formats.number(round(share)),
    )
    return Columns((0.46, [kinds]), (0.54, [line]))


def _open_items(facts: MonthFacts, sheet: Sheet) -> list[Flowable]:
    words, feedback = sheet.words, facts.feedback
    columns = [
        Column(words._("Date"), 66),
        Column(words._("Kind"), 50),
        Column(words._("From"), 74),
        Column(words._("What was said")),
        Column(words._("Waiting"), 84, right=True),
    ]
    shown = feedback.open_items[:NAMED_AT_MOST]
    rows = [_row(item, sheet, facts.month) for item in shown]
    rest = len(feedback.open_items) - len(shown)
    if rest:
        rows.append(["", "", "", words.n_("And {count} more.", "And {count} more.", rest), ""])
    return [*sheet.subheading(words._("Open entries")), table(sheet, columns, rows)]


def _row(item: OpenItem, sheet: Sheet, month: Month) -> list[str]:
    words = sheet.words
    days = words.n_("{count} day", "{count} days", item.days)
    return [
        sheet.formats.day_near(item.day, month),
        choice_title(sheet, FeedbackKind, item.kind),
        item.name or words._("no name"),
        item.text or words._("(erased)"),
        words._("{days}, overdue", days=days) if item.overdue else days,
    ]
