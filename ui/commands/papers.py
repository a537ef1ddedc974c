"""`report` and `print`: PDF documents of the open file."""

from __future__ import annotations

from argparse import Namespace

from models.month import Month
from models.vocabulary import Audience
from reports.monthly import write_monthly
from reports.rulebook import write_rulebook
from reports.sheet import Written
from ui import wording
from ui.commands.answering import Answer
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
    """Write the rule book, the one paper there is besides the report."""
    check_target(options.output, options.file)
    with open_file(options):
        written = write_rulebook(options.output, _language(options))
    return _answer(options, written)


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
