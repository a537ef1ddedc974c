"""What is stored about a member, in the words of a paper."""

from __future__ import annotations

from datetime import date

from models.exchange.beside import write_beside
from models.exchange.fields import Sort
from models.exchange.records import Stored
from models.members.field_values import NO, YES
from models.members.words import split_words
from models.papers.roster import PaperColumn
from models.vocabulary import Audience
from reports.formats import Formats
from resources.i18n import N_, Catalogue

_READERS = {
    Audience.PUBLIC: N_("everybody"),
    Audience.COMMITTEE: N_("the committee"),
    Audience.FULL: N_("the organizers alone"),
}


def column_title(column: PaperColumn, words: Catalogue) -> str:
    return column.title if column.own else words._(column.title)


def cell_text(
    column: PaperColumn, value: Stored | float, words: Catalogue, formats: Formats
) -> str:
    """Return a stored value as it stands in a cell; "" where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        if column.sort in (Sort.GUARDIANS, Sort.CONSENTS):
            return write_beside(column.name, value, words)
        return formats.enumeration(value)
    if isinstance(value, (int, float)):
        return formats.short_number(value)
    if column.choices:
        titles = {choice.value: choice.title for choice in column.choices}
        return words._(titles[value]) if value in titles else value
    return _written(column.sort, value, words, formats)


def _written(sort: Sort, value: str, words: Catalogue, formats: Formats) -> str:
    if sort is Sort.WORDS:
        return formats.enumeration(split_words(value))
    if sort is Sort.YES_NO:
        return {YES: words._("Yes"), NO: words._("No")}.get(value, value)
    if sort is Sort.DAY or (sort is Sort.BORN and len(value) == len("1985-03-01")):
        return _day_text(value, formats)
    return value


def _day_text(value: str, formats: Formats) -> str:
    """Return a day in words; what another program wrote there as it stands."""
    try:
        return formats.day(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def meant_for(words: Catalogue, audience: Audience) -> str:
    """Say who may read a paper about people."""
    return words._("For: {audience}", audience=words._(_READERS[audience]))


def as_of(words: Catalogue, formats: Formats, day: date) -> str:
    return words._("As of {day}", day=formats.day(day))
