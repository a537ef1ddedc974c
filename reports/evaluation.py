"""One event looked back on, on one page: who came, what they said, what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.metrics.satisfaction import FEWEST
from models.metrics.worth_ledger import AROUND, RETURN, Worth
from models.papers.evaluated import Evaluated, Remark
from models.papers.gathering import Gathering
from models.progress import Progress, unheard
from models.vocabulary import Audience, InteractionSort
from reports import styles, worth_words
from reports.blocks import Columns, KeyFigure, KeyFigures
from reports.charts import row_chart
from reports.event_head import EventHead
from reports.event_words import when
from reports.formats import NOTHING, Formats
from reports.sections.wording import event_format
from reports.sheet import Sheet, Titles, Written
from reports.text import Text
from resources.i18n import translation

_CHART = 88.0
_SHORTENED = 900  # letters of a note that is printed; the window keeps all of it


def write_evaluation(
    target: Path,
    event: Gathering,
    facts: Evaluated,
    audience: Audience,
    language: str,
    progress: Progress = unheard,
) -> Written:
    """Write it: comments that find no room on the page are counted. Raises UserError, Cancelled."""
    words, formats = translation(language), Formats(language, about().currency)
    titles = Titles(words._("Evaluation"), about().name, formats.day(clock.today()))
    sheet = Sheet(words, formats, titles)
    progress(0, 1)

    def compose(_headings: int) -> list[Flowable]:
        told = [titles.title, event_format(sheet, event.format), when(event, words, formats)]
        heads = [each for each in (*told, event.place) if each]
        story: list[Flowable] = [EventHead(sheet, event.title, heads)]
        story.append(_figures(sheet, facts, audience))
        story += [sheet.text(_explained(sheet, facts), styles.NOTE, after=4), *_notes(sheet, facts)]
        story += _contributors(sheet, facts)
        story += _marks(sheet, facts)
        return [*story, *_remarks(sheet, facts.remarks, story)]

    written = sheet.write(target, compose, lambda: progress(0, 1), listed=True)
    progress(1, 1)
    return written


def _figures(sheet: Sheet, facts: Evaluated, audience: Audience) -> Flowable:
    words, formats, worth = sheet.words, sheet.formats, facts.comparison.worth
    usual = facts.comparison.usual
    guests = worth.heads - worth.came
    brought = words._("and {count} they brought", count=formats.number(guests)) if guests else ""
    cards = [
        _card(sheet, words._("Came"), worth_words.each(formats, worth.came, worth),
              usual and worth_words.each(formats, usual.came, usual), brought),
        _share(sheet, words._("Turnout"), (worth.kept, worth.known),
               (usual.kept, usual.known) if usual else (0, 0)),
        _card(sheet, words._("First time"), formats.number(worth.first_timers),
              usual and worth_words.each(formats, usual.first_timers, usual),
              words._("at no event before")),
        _returned(sheet, worth, usual),
        _rating(sheet, worth, usual, audience),
        _card(sheet, words._("Cost per head"), worth_words.per_head(formats, worth),
              usual and usual.per_head and worth_words.per_head(formats, usual), ""),
        _card(sheet, words._("Only here"), formats.number(worth.only_here),
              usual and worth_words.each(formats, usual.only_here, usual),
              words._("reached by nothing else")),
        _card(sheet, words._("Hours given"),
              formats.short_number(facts.minutes / 60) if facts.minutes else NOTHING, "",
              words._("by volunteers")),
    ]  # fmt: skip
    return KeyFigures(sheet, cards)


def _card(sheet: Sheet, label: str, value: str, usual: object, basis: str) -> KeyFigure:
    told = sheet.words._("usually {figure}", figure=usual) if usual else ""
    return KeyFigure(label, value, "", told, basis=basis)


def _share(sheet: Sheet, label: str, counted: tuple[int, int], usual: tuple[int, int]) -> KeyFigure:
    """Show a share as percent with its numbers below; of a few the numbers alone."""
    (part, whole), formats = counted, sheet.formats
    before = formats.percent(usual[0] / usual[1]) if usual[1] >= FEWEST else ""
    if whole < FEWEST:
        return _card(sheet, label, worth_words.share(sheet, part, whole), before, "")
    told = sheet.words._(
        "{part} of {whole}", part=formats.number(part), whole=formats.number(whole)
    )
    return _card(sheet, label, formats.percent(part / whole), before, told)


def _returned(sheet: Sheet, worth: Worth, usual: Worth | None) -> KeyFigure:
    label = sheet.words._("Came back within {days} days", days=RETURN)
    before = (usual.returned, usual.settled) if usual else (0, 0)
    if worth.first_timers and not worth.settled:
        return KeyFigure(label, NOTHING, basis=sheet.words._("too early to say"))
    return _share(sheet, label, (worth.returned, worth.settled), before)


def _rating(sheet: Sheet, worth: Worth, usual: Worth | None, audience: Audience) -> KeyFigure:
    words, formats = sheet.words, sheet.formats
    shown = worth_words.rating(sheet, worth, audience) != NOTHING
    value = formats.number(worth.rating or 0, 1) if shown else NOTHING
    before = formats.number(usual.rating, 1) if usual and usual.rating is not None else ""
    basis = words.n_("from {count} answer", "from {count} answers", formats.count(worth.ratings))
    return _card(sheet, words._("Rating"), value, before, basis)


def _explained(sheet: Sheet, facts: Evaluated) -> str:
    words, usual = sheet.words, facts.comparison.usual
    sentences = [
        words._("Only here: those whom nothing else reached for {days} days before and after.",
                days=AROUND)
    ]  # fmt: skip
    if usual is not None:
        sentences.insert(
            0,
            words.n_(
                "Usually: {count} event of this format in the year before.",
                "Usually: the mean of {count} events of this format in the year before.",
                sheet.formats.count(usual.recorded or usual.events),
            ),
        )
    return sheet.formats.sentences(sentences)


def _notes(sheet: Sheet, facts: Evaluated) -> list[Flowable]:
    words, story = sheet.words, list[Flowable]()
    for title, text in (
        (words._("What went well"), facts.went_well),
        (words._("What to change"), facts.to_change),
    ):
        if text:
            short = text if len(text) <= _SHORTENED else f"{text[:_SHORTENED]}…"
            story += [*sheet.subheading(title, 20), sheet.text(short, after=2)]
    return story


def _contributors(sheet: Sheet, facts: Evaluated) -> list[Flowable]:
    if not facts.parts:
        return []
    words = sheet.words
    told = [
        words._(
            "{deed}: {names}",
            deed=words._(InteractionSort(sort).title),
            names=sheet.formats.enumeration(names),
        )
        for sort, names in facts.parts
    ]
    title = words._("Who made it possible")
    return [*sheet.subheading(title, 20), *(sheet.text(line, after=1) for line in told)]


def _marks(sheet: Sheet, facts: Evaluated) -> list[Flowable]:
    if not facts.marks:
        return []
    words = sheet.words
    rows = [
        (words._("{mark} of 5", mark=mark), float(facts.marks[mark - 1]))
        for mark in range(5, 0, -1)
    ]
    chart = row_chart(styles.WIDTH * 0.55, _CHART, rows, sheet.formats.number)
    return [*sheet.subheading(words._("Marks"), _CHART), Columns((0.6, [chart]), (0.4, []))]


def _remarks(sheet: Sheet, remarks: Sequence[Remark], story: Sequence[Flowable]) -> list[Flowable]:
    """Return as many comments as the page has room for, and how many more there are."""
    if not remarks:
        return []
    room = styles.PAGE[1] - styles.TOP - styles.BOTTOM - _height(story)
    said = sheet.subheading(sheet.words._("What people said"), 20)
    room -= _height(said) + 2 * styles.NOTE.leading
    for place, remark in enumerate(remarks):
        line = _remark(sheet, remark)
        room -= line.wrap(styles.WIDTH, styles.PAGE[1])[1] + line.getSpaceAfter()
        if room < 0:
            more = sheet.words.n_("And {count} more.", "And {count} more.", len(remarks) - place)
            return [*said, sheet.text(more, styles.NOTE)]
        said.append(line)
    return said


def _remark(sheet: Sheet, remark: Remark) -> Text:
    words = sheet.words
    mark = "" if remark.rating is None else words._("{mark} of 5", mark=remark.rating)
    who = " · ".join(each for each in (remark.name, mark) if each)
    text = " ".join(remark.text.split())
    return sheet.text(f"“{text}” {who}".strip(), after=3)


def _height(story: Sequence[Flowable]) -> float:
    heights = (each.wrap(styles.WIDTH, styles.PAGE[1])[1] for each in story)
    around = (each.getSpaceBefore() + each.getSpaceAfter() for each in story)
    return float(sum(heights) + sum(around))
