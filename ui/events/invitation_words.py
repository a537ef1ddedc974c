"""How an invitation is worded, in either language, whatever the window speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.papers.invitation import FIELDS, Invitation, invitation_of, kept_wording, worded
from models.vocabulary import Choice
from resources.i18n import LANGUAGES, N_, Catalogue, translation

_USUAL = N_(
    "{community}: {title}\n\nWhen: {when}\nWhere: {where}\nGuest: {guest}\n\n{about}\n\n{places}\n"
    "{signup}"
)
_ROWS = 3  # of a chain to begin with


class Way(Choice):
    """How people answer an invitation."""

    LINK = "link", N_("By the link")
    CHAIN = "chain", N_("In a chain")
    NOTHING = "nothing", N_("Not said")


@dataclass(frozen=True)
class Words:
    """What one language makes of an event: the values of the fields, without how to sign up, and
    the community's own wording or the usual one."""

    language: str
    values: Mapping[str, str]
    wording: str
    link: str


def words_for(event: bytes) -> tuple[Invitation, dict[str, Words]]:
    """Return what is told and how each language says it. Raises UserError where it is gone."""
    told = invitation_of(event)
    return told, {language: _words(told, language) for language in LANGUAGES}


def usual_wording(language: str) -> str:
    """Return the wording that a community begins with, its fields named in that language."""
    catalogue = translation(language)
    text = catalogue._(_USUAL)
    for name, title in FIELDS.items():
        text = text.replace(f"{{{name}}}", field_sign(title, catalogue))
    return text


def field_sign(title: str, catalogue: Catalogue) -> str:
    """Return how a field is written in a wording: {when}, {时间}."""
    return f"{{{catalogue._(title)}}}"


def field_called(name: str) -> str:
    """Return the field that is called so in any language; "" where none is."""
    sought = name.casefold()
    for field, title in FIELDS.items():
        said = (translation(language)._(title).casefold() for language in LANGUAGES)
        if sought == field or sought in said:
            return field
    return ""


def usual_way(told: Invitation) -> Way:
    return Way.LINK if told.event.link else Way.CHAIN


def text_of(words: Words, way: Way) -> str:
    """Return the whole text. A chain begins with the sign that makes a chat number it, and ends
    with an example and the first numbers."""
    _ = translation(words.language)._
    signup = ""
    if way is Way.LINK and words.link:
        signup = _("Sign up here: {link}", link=words.link)
    elif way is Way.CHAIN:
        signup = _("Copy this, put your name at the end and send it on. Who brings others adds +1.")
    text = worded(words.wording, {**words.values, "signup": signup}, field_called)
    if way is not Way.CHAIN:
        return text
    head = _("#Sign-up chain")
    example = _("Example: Anna +1")
    rows = "\n".join(f"{number}. " for number in range(1, _ROWS + 1))
    return f"{head}\n{text}\n\n{example}\n{rows}"


def _words(told: Invitation, language: str) -> Words:
    from reports.event_words import when, where  # Babel, at the first invitation
    from reports.formats import Formats

    catalogue, formats = translation(language), Formats(language)
    event = told.event
    values = {
        "community": told.community,
        "title": event.title,
        "when": when(event, catalogue, formats),
        "where": where(event, catalogue),
        "guest": formats.enumeration(event.guests),
        "host": formats.enumeration(event.hosts),
        "about": event.description.strip(),
        "places": _places(told, catalogue),
    }
    wording = kept_wording(event.format, language) or usual_wording(language)
    return Words(language, values, wording, event.link)


def _places(told: Invitation, catalogue: Catalogue) -> str:
    capacity, free = told.event.capacity, told.free
    if capacity is None or free is None:
        return ""
    if free == 0:
        return catalogue.n_(
            "The {count} place is taken; whoever signs up now is on the waiting list.",
            "All {count} places are taken; whoever signs up now is on the waiting list.",
            capacity,
        )
    if free == capacity:
        return catalogue.n_("There is {count} place.", "There are {count} places.", capacity)
    return catalogue.n_(
        "Of {count} place {free} is left.",
        "Of {count} places {free} are left.",
        capacity,
        free=free,
    )
