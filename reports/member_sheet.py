"""What is kept about one person, in plain words, to give it to them when they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from reportlab.platypus import Image as Picture

from models import clock
from models.book import about
from models.members.alias import is_account
from models.papers.held import Held
from models.papers.roster import columns_for
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import held_words, styles
from reports.blocks import Banner, Column, Columns, points, table
from reports.formats import Formats
from reports.sheet import Sheet, Titles, Written
from reports.values import as_of, cell_text, column_title
from resources.i18n import translation

_PHOTO = 30 * mm
_CLASS = "standing"
Lines = Sequence[Sequence[str]]
Part = Callable[[Held, Sheet], tuple[Sequence[Column], Lines]]


def write_member_sheet(
    target: Path, held: Held, language: str, progress: Progress = unheard
) -> Written:
    """Write the sheet, whole or not at all. Raises UserError, Cancelled."""
    progress(0, 1)
    words, formats = translation(language), Formats(language)
    day = clock.today()
    titles = Titles(words._("What we keep about you"), about().name, formats.day(day))
    sheet = Sheet(words, formats, titles)

    def compose(headings: int) -> list[Flowable]:
        beside = [as_of(words, formats, day), words._("Made for this person alone")]
        story: list[Flowable] = [Banner(sheet, held.member.name, titles.title, beside)]
        story.append(sheet.text(_opening(sheet, titles.community), styles.LEAD, after=4))
        if headings:
            story.append(sheet.contents(headings))
        story += sheet.heading(words._("Your details"), _details(held, sheet))
        for title, part in held_words.PARTS:
            columns, rows = part(held, sheet)
            if rows:
                story += sheet.heading(words._(title), [table(sheet, columns, rows)])
        nothing = [words._(title) for title, part in held_words.PARTS if not part(held, sheet)[1]]
        if nothing:
            story += sheet.heading(
                words._("Nothing is kept of these"),
                [sheet.text(formats.enumeration(nothing), after=4)],
            )
        story += sheet.heading(words._("Who can see this"), _who_sees(held, sheet))
        story += sheet.heading(words._("Your rights"), points(sheet, _rights(sheet)))
        return story

    written = sheet.write(target, compose, lambda: progress(0, 1))
    progress(1, 1)
    return written


def _opening(sheet: Sheet, community: str) -> str:
    return sheet.words._(
        "This is everything that {community} keeps about you in its book, as of today.",
        community=community,
    )


def _details(held: Held, sheet: Sheet) -> list[Flowable]:
    rows = [(label, value) for label, value in _facts(held, sheet) if value]
    if not held.photo:
        words = sheet.words
        columns = [Column(words._("Detail"), 130), Column(words._("What is kept"))]
        return [table(sheet, columns, rows)]
    # Beside the picture stands as much as it is high; the rest below.
    said = (sheet.words._("{field}: {value}", field=label, value=value) for label, value in rows)
    lines = [sheet.text(line, after=2) for line in said]
    picture = Picture(BytesIO(held.photo), _PHOTO, _PHOTO, kind="proportional")
    return [Columns((0.24, [picture]), (0.76, lines[:8])), *lines[8:]]


def _facts(held: Held, sheet: Sheet) -> Iterator[tuple[str, str]]:
    words, formats, member = sheet.words, sheet.formats, held.member
    for column in columns_for(Audience.FULL):
        # The class is told below, as what it is: worked out, not said by anybody.
        if column.name in held.stored and column.name != _CLASS:
            value = held.stored[column.name]
            yield column_title(column, words), cell_text(column, value, words, formats)
    names = [name for name in held.aliases if not is_account(name)]
    accounts = [name for name in held.aliases if is_account(name)]
    relatives = words._("{name} ({relation})")
    yield words._("Other names"), formats.enumeration(names)
    yield words._("Accounts in chats"), formats.enumeration(accounts)
    yield words._("Brought in"), formats.enumeration(held.introduced)
    for title, people in (
        (words._("Your guardians"), held.guardians),
        (words._("People you are a guardian of"), held.wards),
    ):
        said = [
            relatives.format(name=each.name, relation=each.relation) if each.relation else each.name
            for each in people
        ]
        yield title, formats.enumeration(said)
    if member.cadence:
        yield (
            words._("To be spoken to"),
            words.n_("every {count} day", "every {count} days", formats.count(member.cadence)),
        )
    if held.grounds:
        yield words._("Class worked out"), words._(held.grounds.standing.title)


def _who_sees(held: Held, sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    said = [
        words._(
            "The book is one file on the organizers' own computers. Whoever has the file, and its"
            " passphrase where it has one, can read all of this."
        ),
        words._(
            "Reports for the committee show names. Public ones show first names alone, and only of"
            " those who agreed to it."
        ),
        words._("The program that keeps the book sends nothing over the network."),
        words.n_(
            "The history of the book has {count} change of your details.",
            "The history of the book has {count} changes of your details.",
            sheet.formats.count(held.changes),
        ),
    ]
    return points(sheet, said)


def _rights(sheet: Sheet) -> list[str]:
    words = sheet.words
    return [
        words._("You can have what is wrong corrected."),
        words._("You can take back what you agreed to, at any time and without a reason."),
        words._("You can ask to be left alone for a time, or for good."),
        words._(
            "You can have yourself erased. Then your name and all that names you goes out of the"
            " book and its history; only numbers that name nobody stay."
        ),
        words._("Say so to any organizer: a word is enough."),
    ]
