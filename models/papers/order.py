"""What somebody wants on paper about members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.papers.label_sheets import USUAL_SHEET
from models.vocabulary import Audience, Choice
from resources.i18n import N_

NAME = "name"
# What stands on a list and on a label where nothing else is chosen.
USUAL = (NAME, "group_name", "role", "region", "phone", "joined")
LABELLED = (NAME, "group_name", "region", "phone")


class Paper(Choice):
    ROSTER = "roster", N_("Member list")
    LABELS = "labels", N_("Labels")
    CALL_SHEET = "call-sheet", N_("Call sheet")
    BIRTHDAYS = "birthdays", N_("Birthdays and anniversaries")
    MEMBER = "member", N_("What we keep about a person")


# Papers that show phone numbers or everything: they are for nobody but the organizers.
ALWAYS_FULL = frozenset((Paper.CALL_SHEET, Paper.MEMBER))


@dataclass(frozen=True)
class PaperOrder:
    """`columns` are of the roster or on the labels, `blank` the headings of columns to write in,
    `start` the first label that is still on the sheet, `first` and `last` the days of birthdays;
    without them it is the month that today is in."""

    paper: Paper
    language: str
    audience: Audience = Audience.FULL
    columns: tuple[str, ...] = USUAL
    blank: tuple[str, ...] = ()
    grouped: str = ""
    title: str = ""
    sheet: str = USUAL_SHEET.code
    start: int = 1
    first: date | None = None
    last: date | None = None
