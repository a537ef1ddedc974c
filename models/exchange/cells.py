"""Cells into values as they are stored, a column at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from models.exchange import dates
from models.exchange.agreements import read_consents
from models.exchange.choices import CHOICES, CROSS, EXCUSED, choice_words, plain_word, ticks
from models.exchange.dates import Unreadable
from models.exchange.fields import Field, Sort
from models.exchange.parts import NOTHING, split_names, split_parts
from models.exchange.tags import split_tags
from models.members.cadence import MOST_DAYS
from models.members.field_values import rewritten
from models.members.words import join_words
from models.texts import decimal_point
from models.vocabulary import Came, EventFormat, FieldSort, Kind
from resources.i18n import N_

NO_PHONE = Unreadable(N_("“{text}” under “{heading}” is no phone number."))
SHORTENED = Unreadable(
    N_("The spreadsheet has shortened “{text}” under “{heading}”. Format the column as text.")
)
NO_EMAIL = Unreadable(N_("“{text}” under “{heading}” is no e-mail address."))
NO_MONEY = Unreadable(N_("“{text}” under “{heading}” is no amount of money."))
NO_NUMBER = Unreadable(N_("“{text}” under “{heading}” is no whole number."))
NO_DAYS = Unreadable(
    N_("“{text}” under “{heading}” is no number of days from 0 to 3650. Write only the number.")
)
NO_DECIMAL = Unreadable(N_("“{text}” under “{heading}” is no number."))
NO_RATING = Unreadable(N_("“{text}” under “{heading}” is no rating from 1 to 5."))
NO_CHOICE = Unreadable(N_("“{text}” is none of the words we know for “{heading}”."))
UNCLEAR_CROSS = Unreadable(N_("“{text}” under “{heading}” can mean yes or no. Write yes or no."))

Value = Any  # str, int, Moment, tuple of tags, None or Unreadable

_ANONYMOUS = frozenset("匿名 匿名用户 匿名者 无名 不具名 anonymous anon unknown noname".split())
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_PHONE_SIGNS = re.compile(r"[\s\-.()–—·]+")
_MAINLAND = re.compile(r"(?:\+|00)?86(1\d{10})")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+")
_MONEY_SIGNS = re.compile(r"人民币|rmb|cny|usd|eur|元整?|块钱?|[¥$€£\s'']")
_AMOUNT = re.compile(r"-?\d{1,13}(?:\.\d+)?")
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?\s*[人名位个]?")
_DAYS = re.compile(
    r"(?:每隔?|every)?\s*(\d{1,9})(?:\.0+)?\s*(?:天|日|days?|d)?(?:一次)?", re.IGNORECASE
)
_GUESTS = re.compile(r"\+?\s*(\d{1,2})(?:\.0+)?\s*[人位个]?")
_RATING = re.compile(r"([1-5])(?:\.0+)?\s*(?:[分星颗]|/\s*5|stars?|points?)?")
_STARS = re.compile(r"([★⭐*]{1,5})[☆]{0,4}")
_SATISFIED = {
    "非常满意": 5, "很满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1, "很不满意": 1,
    "verysatisfied": 5, "satisfied": 4, "neutral": 3, "dissatisfied": 2, "verydissatisfied": 1,
}  # fmt: skip
_FREE = frozenset("免费 免 free".split())
_UNLIMITED = frozenset("不限 无限 不限制 unlimited nolimit".split())


def read_column(kind: Kind, field: Field, texts: Sequence[str]) -> list[Value]:
    """Return the value of each cell: None where it is empty, Unreadable where it cannot be read.

    Columns repeat themselves, so each distinct text is read once; plain texts, and a column whose
    every cell is written as it is stored, which one look can tell, are not read at all.
    """
    if field.sort in (Sort.TEXT, Sort.NAME):
        bare = map(str.strip, texts)
        return [read_text(text) if "\r" in text else text or None for text in bare]
    if field.sort in _USUAL:
        lines = "\n".join(texts)
        if lines.count("\n") < len(texts) and _USUAL[field.sort].fullmatch(lines):
            return [text or None for text in texts]
    different = set(texts)
    read = _reader(kind, field, different)
    nothing = frozenset() if field.sort in (Sort.CHOICE, Sort.YES_NO) else NOTHING
    values: dict[str, Value] = {}
    for text in different:
        stripped = text.strip()
        empty = not stripped or stripped.casefold() in nothing
        values[text] = None if empty else read(stripped)
    return [values[text] for text in texts]


def _reader(kind: Kind, field: Field, texts: set[str]) -> Callable[[str], Value]:
    if field.sort in _DATE_READERS:
        order = dates.day_order(texts)
        read_date = _DATE_READERS[field.sort]
        return lambda text: read_date(text, order)
    if field.sort is Sort.CHOICE:
        return _choice_reader(kind, field, texts)
    if field.sort in _OWN:
        sort, complaint = _OWN[field.sort]
        return lambda text: _or(rewritten(sort, field.choices, text), complaint)
    return _READERS[field.sort]


def _choice_reader(kind: Kind, field: Field, texts: set[str]) -> Callable[[str], Value]:
    choice = CHOICES[kind, field.name]
    words = dict(choice_words(choice))
    if choice is EventFormat:
        return lambda text: words.get(plain_word(text), text)
    if kind is Kind.ATTENDANCE:
        words.update(dict.fromkeys(EXCUSED, Came.NO.value))
        crossed: Value = UNCLEAR_CROSS
        if ticks({plain_word(text) for text in texts}):
            crossed = Came.NO.value
        return lambda text: (
            crossed if (word := plain_word(text)) == CROSS else words.get(word, NO_CHOICE)
        )
    return lambda text: words.get(plain_word(text), NO_CHOICE)


def _or(text: str | None, complaint: Unreadable) -> str | Unreadable:
    return complaint if text is None else text


def is_excused(text: str) -> bool:
    return plain_word(text) in EXCUSED


def is_anonymous(text: str) -> bool:
    return plain_word(text) in _ANONYMOUS


def name_key(name: str) -> str:
    """Return what two writings of one name share: 张 三 and 张三 are the same name."""
    if name.isalpha() and unicodedata.is_normalized("NFKC", name):
        return name.casefold()
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u200b\u200d\ufeff")


def name_keys(names: Sequence[str | None]) -> list[str]:
    """Return the key of each name of a column, "" where there is none.

    One look tells of a column of Chinese names that every name is its own key.
    """
    whole = "".join(filter(None, names))
    if whole.isalpha() and unicodedata.is_normalized("NFKC", whole) and whole == whole.casefold():
        return [name or "" for name in names]
    keys = {name: name_key(name) if name else "" for name in set(names)}
    return [keys[name] for name in names]


def read_text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_phone(text: str) -> str | Unreadable:
    """Return the digits, a mainland number without +86. Other writings stay as they are."""
    if len(text) == 11 and text.isascii() and text.isdecimal():
        return text
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("'")
    if _SCIENTIFIC.fullmatch(plain.casefold()):
        return SHORTENED
    digits = _PHONE_SIGNS.sub("", plain.removesuffix(".0"))
    if mainland := _MAINLAND.fullmatch(digits):
        return mainland[1]
    if digits.removeprefix("+").isdecimal():
        return digits
    return plain if any(map(str.isdecimal, plain)) else NO_PHONE


def read_email(text: str) -> str | Unreadable:
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    return plain if _EMAIL.fullmatch(plain) else NO_EMAIL


def read_money(text: str) -> int | Unreadable:
    """Return hundredths."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain in _FREE:
        return 0
    plain = _MONEY_SIGNS.sub("", plain)
    factor = 1_000_000 if plain.endswith("万") else 100
    plain = decimal_point(plain.removesuffix("万"))
    if not _AMOUNT.fullmatch(plain):
        return NO_MONEY
    amount = int((Decimal(plain) * factor).to_integral_value())
    return amount if amount >= 0 else NO_MONEY


def read_number(text: str) -> int | Unreadable | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain_word(plain) in _UNLIMITED:
        return None
    found = _WHOLE.fullmatch(plain)
    return int(found[1]) if found else NO_NUMBER


def read_guests(text: str) -> int | Unreadable:
    found = _GUESTS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else NO_NUMBER


def read_days(text: str) -> int | Unreadable:
    found = _DAYS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found and int(found[1]) <= MOST_DAYS else NO_DAYS


def read_rating(text: str) -> int | Unreadable:
    plain = unicodedata.normalize("NFKC", text.replace("\ufe0f", "")).strip().casefold()
    if found := _RATING.fullmatch(plain):
        return int(found[1])
    if stars := _STARS.fullmatch(plain):
        return len(stars[1])
    return _SATISFIED.get(plain_word(plain), NO_RATING)


def read_tags(text: str) -> tuple[str, ...] | None:
    return split_tags(text) or None


def read_names(text: str) -> tuple[str, ...] | None:
    return split_names(text) or None


def read_guardians(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return who is named, and what each is to the minor."""
    named = {
        part.name: "，".join(aside.text for aside in part.asides) for part in split_parts(text)
    }
    return tuple(named.items()) or None


def read_words(text: str) -> str | None:
    return join_words(split_tags(text)) or None


_DATE_READERS: dict[Sort, Callable[[str, dates.Order], Value]] = {
    Sort.DAY: dates.read_day,
    Sort.BORN: dates.read_born,
    Sort.MOMENT: dates.read_moment,
}
# A whole column, its cells one a line, that is stored as it stands.
_USUAL: dict[Sort, re.Pattern[str]] = {
    Sort.PHONE: re.compile(r"(?:(?:1\d{10})?\n)*+(?:1\d{10})?", re.ASCII),
    Sort.EMAIL: re.compile(r"(?:(?:[\w.+-]+@[\w.-]+)?\n)*+(?:[\w.+-]+@[\w.-]+)?", re.ASCII),
}
_READERS: dict[Sort, Callable[[str], Value]] = {
    Sort.PHONE: read_phone,
    Sort.EMAIL: read_email,
    Sort.MONEY: read_money,
    Sort.NUMBER: read_number,
    Sort.GUESTS: read_guests,
    Sort.DAYS: read_days,
    Sort.RATING: read_rating,
    Sort.TAGS: read_tags,
    Sort.NAMES: read_names,
    Sort.GUARDIANS: read_guardians,
    Sort.CONSENTS: read_consents,
    Sort.WORDS: read_words,
}
# How what is read stands in a field of the organizer's own.
_OWN: dict[Sort, tuple[FieldSort, Unreadable]] = {
    Sort.DECIMAL: (FieldSort.NUMBER, NO_DECIMAL),
    Sort.YES_NO: (FieldSort.YES_NO, NO_CHOICE),
    Sort.OWN_CHOICE: (FieldSort.CHOICE, NO_CHOICE),
}
