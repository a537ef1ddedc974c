"""`report` and `print`: PDF documents of the open file."""

from __future__ import annotations

import csv
from argparse import Namespace

from models.errors import UserError
from models.members.listing import find_members
from models.members.saved_list import find_list
from models.month import Month
from models.papers.birthdays import ahead, in_month
from models.papers.event_order import EventPaper
from models.papers.label_sheets import sheet_called
from models.papers.naming import member_called
from models.papers.order import ALWAYS_FULL, LABELLED, USUAL, Paper, PaperOrder
from models.papers.roster import columns_called
from models.vocabulary import Audience
from reports.monthly import write_monthly
from reports.papers import write_paper
from reports.rulebook import write_rulebook
from reports.sheet import Written
from resources.i18n import N_
from ui import wording
from ui.commands.answering import Answer
from ui.commands.event_papers import print_event_paper
from ui.commands.opening import check_target, open_file
from ui.wording import _, n_


def report(options: Namespace) -> Answer:
    """Write a month's summary."""
    month = Month.parse(options.month)
    check_target(options.output, options.file)
    with open_file(options):
        written = write_monthly(
            options.output, month, _language(options), Audience(options.audience)
        )
    return _answer(options, written)


def print_paper(options: Namespace) -> Answer:
    """Write the rule book, or a paper about members or events."""
    check_target(options.output, options.file)
    with open_file(options):
        if options.paper == "rulebook":
            written = write_rulebook(options.output, _language(options))
        elif options.paper in list(EventPaper):
            written = print_event_paper(options, _language(options))
        else:
            written = write_paper(options.output, _order(options), _asked(options))
    return _answer(options, written)


def _order(options: Namespace) -> PaperOrder:
    """Raises UserError where a column, a month, a number of days or a label is none."""
    audience = Audience(options.audience or Audience.FULL)
    if options.paper in ALWAYS_FULL and audience is not Audience.FULL:
        raise UserError(N_("This paper is for the organizers alone. Leave --audience out."))
    first = last = None
    if options.month:
        first, last = in_month(Month.parse(options.month))
    elif options.days is not None:
        first, last = ahead(options.days)
    _check_label(options)
    columns = _words(options.columns)
    usual = LABELLED if options.paper == Paper.LABELS else USUAL
    grouped = columns_called([options.group], audience)[0] if options.group else ""
    return PaperOrder(
        Paper(options.paper),
        _language(options),
        audience,
        columns_called(columns, audience) if columns else usual,
        _words(options.blank),
        grouped,
        options.title,
        options.sheet,
        options.start,
        first,
        last,
    )


def _check_label(options: Namespace) -> None:
    sheet = sheet_called(options.sheet)
    if sheet is not None and not 1 <= options.start <= sheet.count:
        raise UserError(
            N_("This sheet has {count} labels: --start takes a number from 1 to {count}."),
            count=sheet.count,
        )


def _asked(options: Namespace) -> tuple[bytes, ...] | None:
    """Return whom it is about; None where nobody was named. Raises UserError."""
    if options.member:
        return (member_called(options.member),)
    if options.list:
        return tuple(find_members(asked=find_list(options.list).asked).ids())
    return None


def _words(text: str) -> tuple[str, ...]:
    """Return the words between commas; one that has a comma stands in quotation marks."""
    (words,) = csv.reader([text], skipinitialspace=True) if text else ([],)
    return tuple(word.strip() for word in words if word.strip())


def _language(options: Namespace) -> str:
    return options.language or wording.language()


def _answer(options: Namespace, written: Written) -> Answer:
    missing = sorted(written.missing_characters)
    if options.json:
        file = str(written.path)
        return {"file": file, "pages": written.pages, "missing_characters": missing}
    text = n_(
        "{count} page is in {file}.",
        "{count} pages are in {file}.",
        written.pages,
        file=written.path,
    )
    if missing:
        text += "\n" + _(
            "The font has no picture of these characters: {characters}",
            characters=" ".join(missing),
        )
    return text
