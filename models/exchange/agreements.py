"""Consents in a cell: 照片（2026-01-03，微信）、电话（2026-01-03，2026-05-01 撤回）."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from models.exchange.dates import Unreadable, read_day
from models.exchange.parts import Aside, Part, join_parts, split_parts
from models.members.consent import Agreement
from models.vocabulary import Purpose
from resources.i18n import LANGUAGES, N_, Catalogue, translation

NO_CONSENT = Unreadable(
    N_("“{text}” under “{heading}” does not say since when. Write the day in brackets behind it.")
)
WITHDRAWN_TOO_EARLY = Unreadable(
    N_("“{text}” under “{heading}” says that something was withdrawn before it was given.")
)
_WITHDRAWN = N_("withdrawn on {day}")
_DAY = "\0"  # stands in no text


def write_consents(agreements: Iterable[Agreement], words: Catalogue) -> str:
    """Return the consents as read_consents reads them."""
    titles = {purpose.value: words._(purpose.title) for purpose in Purpose}
    return join_parts(
        [Part(titles.get(each.purpose, each.purpose), _asides(each, words)) for each in agreements]
    )


def read_consents(text: str) -> tuple[Agreement, ...] | Unreadable | None:
    """Return what somebody agreed to. A day is since when, a text how they said so; of what is
    named twice, what is said later completes what is said before."""
    found: dict[str, Agreement] = {}
    for part in split_parts(text):
        agreement = _agreement(part)
        if not (agreement.given or agreement.withdrawn or agreement.how):
            return NO_CONSENT
        if agreement.given and agreement.withdrawn and agreement.withdrawn < agreement.given:
            return WITHDRAWN_TOO_EARLY
        before = found.get(agreement.purpose, Agreement(agreement.purpose))
        found[agreement.purpose] = agreed_anew(before, agreement)
    return tuple(found.values()) or None


def agreed_anew(known: Agreement, said: Agreement) -> Agreement:
    """Complete what is said by what is known; a consent given after it was withdrawn holds."""
    given, withdrawn = said.given or known.given, said.withdrawn or known.withdrawn
    if given and withdrawn and withdrawn < given:
        withdrawn = None
    return Agreement(said.purpose, given, withdrawn, said.how or known.how)


def _asides(agreement: Agreement, words: Catalogue) -> tuple[Aside, ...]:
    asides = []
    if agreement.given:
        asides.append(Aside(agreement.given.isoformat()))
    if agreement.withdrawn:
        asides.append(Aside(words._(_WITHDRAWN, day=agreement.withdrawn.isoformat())))
    if agreement.how:
        is_day = bool(_day_of(agreement.how) or _withdrawal(agreement.how))
        asides.append(Aside(agreement.how, is_day))
    return tuple(asides)


def _agreement(part: Part) -> Agreement:
    given = withdrawn = None
    how = []
    for aside in part.asides:
        plain = "" if aside.quoted else aside.text
        if given is None and (day := _day_of(plain)):
            given = day
        elif withdrawn is None and (day := _withdrawal(plain)):
            withdrawn = day
        else:
            how.append(aside.text)
    purpose = _purposes().get(part.name.casefold(), part.name)
    return Agreement(purpose, given, withdrawn, "，".join(how))


def _day_of(text: str) -> date | None:
    day = read_day(text) if text else ""
    return date.fromisoformat(day) if isinstance(day, str) and day else None


def _withdrawal(text: str) -> date | None:
    """Return when something was withdrawn, as it is said in any language of the program."""
    for pattern in _withdrawn():
        if found := pattern.fullmatch(text):
            return _day_of(found[1].strip())
    return None


@cache
def _withdrawn() -> tuple[re.Pattern[str], ...]:
    said = {translation(language)._(_WITHDRAWN, day=_DAY) for language in LANGUAGES}
    said.add(_WITHDRAWN.format(day=_DAY))
    return tuple(
        re.compile(re.escape(text).replace(re.escape(_DAY), "(.+?)"), re.IGNORECASE)
        for text in sorted(said)
    )


@cache
def _purposes() -> dict[str, str]:
    found = {purpose.value: purpose.value for purpose in Purpose}
    for purpose in Purpose:
        for title in (purpose.title, *(translation(each)._(purpose.title) for each in LANGUAGES)):
            found.setdefault(title.casefold(), purpose.value)
    return found
