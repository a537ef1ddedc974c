"""Coming in: who applied, what was decided, and how those who were accepted went on."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.intake import EARLY, SETTLED, Share
from models.metrics.monthly import MonthFacts
from models.metrics.satisfaction import FEWEST
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.sections.section import Section
from reports.sheet import Sheet
from resources.i18n import N_


def draw(facts: MonthFacts, sheet: Sheet, _audience: Audience) -> list[Flowable]:
    intake = facts.intake
    if intake.is_empty:
        return []  # a community that takes whoever comes has no applications to tell of
    note = sheet.text(_note(facts, sheet), styles.NOTE)
    return [_counts(facts, sheet), _quality(facts, sheet), note]


INTAKE = Section(N_("Coming in"), draw)


def _counts(facts: MonthFacts, sheet: Sheet) -> Flowable:
    words, number = sheet.words, sheet.formats.number
    month, year = facts.intake.month, facts.intake.year
    rows = [
        [words._("Applied"), number(month.applied), number(year.applied)],
        [words._("Accepted"), number(month.accepted), number(year.accepted)],
        [words._("Refused"), number(month.refused), number(year.refused)],
        [words._("Waiting for an answer or a place now"), number(facts.intake.pending), ""],
    ]
    columns = [
        Column(words._("Applications")),
        Column(words._("This month"), 90, right=True),
        Column(words._("In twelve months"), 110, right=True),
    ]
    return table(sheet, columns, rows)


def _quality(facts: MonthFacts, sheet: Sheet) -> Flowable:
    words, year = sheet.words, facts.intake.year
    rows = [
        _line(sheet, words._("Met every required criterion when they were accepted"), year.passed),
        _line(
            sheet,
            words._("Still here {days} days after they were accepted", days=SETTLED),
            year.stayed,
        ),
        _line(sheet, words._("Gone within {days} days", days=EARLY), year.early),
    ]
    columns = [
        Column(words._("Of those accepted in twelve months")),
        Column(words._("Share"), 90, right=True),
        Column(words._("Of how many"), 110, right=True),
    ]
    return table(sheet, columns, rows)


def _line(sheet: Sheet, title: str, share: Share) -> list[str]:
    shown = NOTHING if share.share is None else sheet.formats.percent(share.share)
    return [title, shown, sheet.formats.number(share.total)]


def _note(facts: MonthFacts, sheet: Sheet) -> str:
    words, unsure = sheet.words, facts.intake.year.unsure
    said = [
        words._(
            "How somebody stood against the criteria is kept as it was on the day they were"
            " accepted."
        )
    ]
    if unsure:
        said.append(
            words.n_(
                "{count} person accepted with open questions is not counted there.",
                "{count} people accepted with open questions are not counted there.",
                unsure,
            )
        )
    said.append(
        words._(
            "Only those accepted at least {settled} or {early} days ago are counted in the last"
            " two lines.",
            settled=SETTLED,
            early=EARLY,
        )
    )
    said.append(words._("A share is shown from {fewest} people on.", fewest=FEWEST))
    return sheet.formats.sentences(said)
