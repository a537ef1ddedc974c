"""What somebody wants on paper about events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.vocabulary import Audience, Choice
from resources.i18n import N_

BLANK_ROWS = 10


class EventPaper(Choice):
    SIGN_IN = "sign-in", N_("Sign-in sheet")
    BADGES = "badges", N_("Name badges")
    POSTER = "poster", N_("Poster")
    PROGRAMME = "programme", N_("Programme")
    CALENDAR = "calendar", N_("Calendar page")
    EVALUATION = "evaluation", N_("Evaluation")


# These are about a stretch of days, the others about one event.
OF_DAYS = frozenset((EventPaper.PROGRAMME, EventPaper.CALENDAR))
# Who reads a paper where nothing else is said: what hangs on a wall is read by everybody.
USUAL_AUDIENCE = {
    EventPaper.SIGN_IN: Audience.COMMITTEE,
    EventPaper.BADGES: Audience.COMMITTEE,
    EventPaper.POSTER: Audience.PUBLIC,
    EventPaper.PROGRAMME: Audience.PUBLIC,
    EventPaper.CALENDAR: Audience.PUBLIC,
    EventPaper.EVALUATION: Audience.COMMITTEE,
}


@dataclass(frozen=True)
class EventOrder:
    """`blank` are the rows or badges without a name, `pen` the headings of the columns to write in
    (without any: signature and phone), `first` and `last` the days of a programme, by which a
    season is meant where they are missing; `waiting` asks for badges of the waiting list too."""

    paper: EventPaper
    language: str
    audience: Audience
    blank: int = 0
    pen: tuple[str, ...] = ()
    title: str = ""
    first: date | None = None
    last: date | None = None
    waiting: bool = False
