"""What was typed at the door: a name or its beginning, a phone or its tail, how many they bring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from models.events.attendance import MOST_GUESTS

LEAST_PHONE = 7  # digits; fewer are the tail of one
# "+2", "+" or "++" behind something else: a "+" in front begins a telephone number.
_GUESTS = re.compile(r"^(?P<who>.*?\S)\s*(?:\+\s?(?P<number>\d{1,2})|(?P<signs>\++))$")
_NUMBER = re.compile(r"^(?P<name>.*?)(?P<gap>[\s,，、:：]*)(?P<number>\+?\d[\d\s().-]*)$")
_GROUPING = re.compile(r"\D")


@dataclass(frozen=True)
class Typed:
    """`name` as it would be written down; `sought` is it in small letters without blanks. `digits`
    are a phone, or its tail. `guests` is None where nothing was said of them."""

    name: str = ""
    sought: str = ""
    digits: str = ""
    guests: int | None = None

    @property
    def phone(self) -> str:
        """The whole number, "" where only its tail was typed."""
        return self.digits if len(self.digits) >= LEAST_PHONE else ""

    @property
    def is_short(self) -> bool:
        """Whether it may be initials that were mistyped: nobody is made of them unasked."""
        return self.name.isascii() and self.name.islower() and " " not in self.name


def read_line(text: str) -> Typed:
    """Take a line apart; full-width letters, digits and signs count as plain ones."""
    whole = " ".join(normalize("NFKC", text).split())
    guests = None
    if found := _GUESTS.match(whole):
        whole = found["who"]
        said = int(found["number"]) if found["number"] else len(found["signs"])
        guests = min(said, MOST_GUESTS)
    name, digits = _parted(whole)
    return Typed(name, folded(name), digits, guests)


def folded(text: str) -> str:
    """Return a text as it is compared: plain, in small letters, without blanks."""
    return "".join(normalize("NFKC", text).casefold().split())


def _parted(whole: str) -> tuple[str, str]:
    """Part a name from the number behind it; short digits that touch a name belong to it."""
    found = _NUMBER.match(whole)
    if not found:
        return whole, ""
    digits = _GROUPING.sub("", found["number"])
    if found["name"] and not found["gap"] and len(digits) < LEAST_PHONE:
        return whole, ""
    return found["name"].rstrip(), digits
