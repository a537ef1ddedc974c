"""Income and cost of the month's events."""

from __future__ import annotations

from decimal import Decimal

from reportlab.platypus import Flowable

from models.metrics.cost import costly
from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.sections.section import Section
from reports.sections.wording import event_title
from reports.sheet import Sheet
from reports.text import strong
from resources.i18n import N_


def draw(facts: MonthFacts, sheet: Sheet, _audience: Audience) -> list[Flowable]:
    words, formats, cost = sheet.words, sheet.formats, facts.cost
    if not cost.known:
        return [sheet.text(words._("No income and no cost were written down."))]
    columns = [
        Column(words._("Event")),
        Column(words._("Budget"), 80, right=True),
        Column(words._("Cost"), 80, right=True),
        Column(words._("Income"), 80, right=True),
        Column(words._("Income less cost"), 90, right=True),
    ]
    rows = [
        [
            event_title(sheet, event.title, event.status),
            _amount(sheet, event.budget),
            _amount(sheet, event.cost),
            _amount(sheet, event.income),
            _amount(sheet, _balance(event.cost, event.income)),
        ]
        for event in costly(facts.attendance)
    ]
    total = [
        words._("Together"),
        formats.money(cost.budget.total),
        formats.money(cost.cost.total),
        formats.money(cost.income.total),
        formats.money(cost.balance),
    ]
    return [
        sheet.text(_sentence(facts, sheet), after=4),
        table(sheet, columns, rows, total if len(rows) > 1 else None),
    ]


MONEY = Section(N_("Income and cost"), draw)


def _sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, formats, cost = sheet.words, sheet.formats, facts.cost
    sentences = [
        words._(
            "The events of the month cost {cost} and brought in {income}.",
            cost=strong(formats.money(cost.cost.total)),
            income=strong(formats.money(cost.income.total)),
        )
    ]
    if cost.per_head is not None:
        sentences.append(
            words.n_(
                "That is {amount} a head, counted over {count} person who came.",
                "That is {amount} a head, counted over {count} people who came.",
                formats.count(cost.heads),
                amount=formats.money(cost.per_head),
            )
        )
    before = facts.cost_before
    if before.cost.events:
        sentences.append(
            words._("Last month's cost was {cost}.", cost=formats.money(before.cost.total))
        )
    return sheet.formats.sentences(sentences)


def _balance(cost: Decimal | None, income: Decimal | None) -> Decimal | None:
    if cost is None and income is None:
        return None
    return (income or Decimal(0)) - (cost or Decimal(0))


def _amount(sheet: Sheet, amount: Decimal | None) -> str:
    return NOTHING if amount is None else sheet.formats.money(amount)
