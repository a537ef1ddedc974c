"""The page a successor reads first: what this is, how to begin, what is due next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.metrics.attendance import EventFacts
from models.metrics.attention import Attention, Matter
from models.metrics.overview import OverviewFacts, overview_now
from models.metrics.planned import upcoming
from models.progress import Progress, unheard
from reports import styles
from reports.blocks import Banner, Column, points, table
from reports.formats import NOTHING, Formats
from reports.sheet import Sheet, Titles, Written
from reports.text import strong
from reports.writing_lines import Steps, WritingLines
from resources.i18n import Catalogue, translation

AHEAD = 42  # days: the rest of this month and most of the next
_MOST_EVENTS = 10


def write_handover(
    target: Path,
    file: str,
    protected: bool,
    contact: str,
    language: str,
    progress: Progress = unheard,
) -> Written:
    """Write the page about the open community, whole or not at all.

    `contact` says who can be asked; where it is empty there are lines to write it on. Raises
    UserError where the target cannot be written.
    """
    progress(0, 1)
    community, facts = about(), overview_now()
    events = upcoming(facts.day, AHEAD)
    words, formats = translation(language), Formats(language)
    day = formats.day(clock.today())
    titles = Titles(words._("Read this first"), community.name, day)
    sheet = Sheet(words, formats, titles)

    def compose(_headings: int) -> list[Flowable]:
        beside = [words._("For whoever takes over"), words._("As of {day}", day=day)]
        story: list[Flowable] = [Banner(sheet, titles.title, community.name, beside)]
        if community.purpose:
            story.append(sheet.text(community.purpose, styles.LEAD, after=4))
        story.append(sheet.text(_what_it_is(words, community.name, file, facts), after=4))
        story += sheet.heading(
            words._("How to begin"), [Steps(sheet, _steps(words, file, protected))]
        )
        story += sheet.heading(words._("Who to ask"), _contact(sheet, contact))
        story += sheet.heading(words._("What is due"), _due(sheet, facts, events))
        return story

    written = sheet.write(target, compose)
    progress(1, 1)
    return written


def _what_it_is(words: Catalogue, name: str, file: str, facts: OverviewFacts) -> str:
    said = words._(
        "Guildbook is a program for one computer. It keeps the book of {community} in one file,"
        " “{file}”: members, rules, events and feedback. It needs no network and sends nothing"
        " anywhere.",
        community=strong(name),
        file=strong(file),
    )
    members = words.n_(
        "The book has {count} member today.",
        "The book has {count} members today.",
        facts.members.now,
    )
    return f"{said}\n{members}"


def _steps(words: Catalogue, file: str, protected: bool) -> list[str]:
    steps = [
        words._("Copy the file “{file}” from this folder to your own computer, not only to a"
                " USB stick.", file=file),
        words._("Install Guildbook (ask whoever handed over for the installer), start it, and open"
                " the file with “Open a community…”."),
    ]  # fmt: skip
    if protected:
        steps.append(
            words._(
                "It asks for the passphrase. It is told to you in person, or stands on the recovery"
                " sheet."
            )
        )
    steps += [
        words._("Write your name in the settings: then the history tells who did what."),
        words._("Look at the overview every morning: it says who is waiting and what is due."),
        words._("Does somebody else go on with another copy? Merge it with “Merge a copy…”: both"
                " come together, and nothing is lost."),
    ]  # fmt: skip
    return steps


def _contact(sheet: Sheet, contact: str) -> list[Flowable]:
    if contact:
        return [sheet.text(contact, styles.LEAD, after=4)]
    return [WritingLines(sheet, (sheet.words._("Name and how to reach them"),))]


def _due(sheet: Sheet, facts: OverviewFacts, events: tuple[EventFacts, ...]) -> list[Flowable]:
    words = sheet.words
    matters = list(_matters(words, facts.attention))
    story: list[Flowable] = points(sheet, matters) if matters else []
    if not events:
        until = sheet.formats.day_of_month(facts.day + timedelta(days=AHEAD))
        story.append(sheet.text(words._("No event is planned until {day}.", day=until)))
        return story
    columns = [
        Column(words._("Begins"), 100),
        Column(words._("Event")),
        Column(words._("Place"), 130),
        Column(words._("Signed up"), 54, right=True),
    ]
    rows = [
        [
            sheet.formats.weekday_moment(event.begins),
            event.title,
            event.place or NOTHING,
            sheet.formats.number(event.rsvp),
        ]
        for event in events[:_MOST_EVENTS]
    ]
    story.append(table(sheet, columns, rows))
    if (more := len(events) - _MOST_EVENTS) > 0:
        said = words.n_(
            "{count} more event is in the file.", "{count} more events are in the file.", more
        )
        story.append(sheet.text(said, styles.NOTE))
    return story


def _matters(words: Catalogue, matters: tuple[Attention, ...]) -> Iterator[str]:
    """Say what needs somebody, without a name: the page lies about."""
    for matter in matters:
        count = matter.count
        if matter.matter is Matter.OVERDUE_FEEDBACK:
            yield words.n_(
                "{count} feedback is waiting too long",
                "{count} feedback items are waiting too long",
                count,
            )
        elif matter.matter is Matter.APPLICANTS:
            yield words.n_("{count} applicant is waiting", "{count} applicants are waiting", count)
        elif matter.matter is Matter.LAPSING:
            yield words.n_(
                "{count} member is drifting away", "{count} members are drifting away", count
            )
        elif matter.matter is Matter.SILENT:
            yield words.n_(
                "{count} member has gone silent", "{count} members have gone silent", count
            )
        elif matter.matter is Matter.NO_PLACE and matter.id is not None:
            yield words._("“{title}” has no place yet", title=matter.title)
        elif matter.matter is Matter.NOT_CLOSED and matter.id is not None:
            yield words._("“{title}” is over but still open", title=matter.title)
        elif matter.matter is Matter.RULE_SOON:
            yield words._("The rule “{title}” is still a draft", title=matter.title)
