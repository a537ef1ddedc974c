"""Dates, numbers and money in the reader's own format. The one place that asks QLocale."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QDate, QLocale, QTime

from models.month import Month
from ui.wording import _, language

_SYMBOLS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}


def date_text(day: date | None) -> str:
    """Return "2026-10-03" in Chinese and the locale's short form otherwise; "" for no date."""
    if day is None:
        return ""
    return locale().toString(QDate(day.year, day.month, day.day), _date_format(language()))


def moment_text(moment: datetime | None) -> str:
    """Return day and time of day; "" for no moment."""
    return "" if moment is None else f"{date_text(moment.date())} {time_text(moment)}"


def time_text(moment: datetime) -> str:
    return locale().toString(QTime(moment.hour, moment.minute), "HH:mm")


def day_text(day: date) -> str:
    """Return a day of this year in words: "10月31日", "31 October"."""
    pattern = "M月d日" if _chinese() else "d MMMM"
    return locale().toString(QDate(day.year, day.month, day.day), pattern)


def long_day_text(day: date) -> str:
    """Return a day as it is said: "2026年10月31日星期六", "Saturday, 31 October 2026"."""
    pattern = "yyyy年M月d日dddd" if _chinese() else "dddd, d MMMM yyyy"
    return locale().toString(QDate(day.year, day.month, day.day), pattern)


def first_weekday() -> int:
    """Return the day a week begins with where the reader lives; Monday is 0."""
    return locale().firstDayOfWeek().value - 1


def weekday_text(day: date) -> str:
    return locale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def month_text(month: Month) -> str:
    """Return "2026年10月", "October 2026"."""
    pattern = "yyyy年M月" if _chinese() else "MMMM yyyy"
    return locale().toString(QDate(month.year, month.number, 1), pattern)


def short_month_text(month: Month) -> str:
    """Return the month alone, for an axis: "10月", "Oct"."""
    pattern = "M月" if _chinese() else "MMM"
    return locale().toString(QDate(month.year, month.number, 1), pattern)


def count_text(number: int) -> str:
    return locale().toString(number)


def number_text(number: float, decimals: int = 1) -> str:
    return locale().toString(float(number), "f", decimals)


def change_text(number: float, decimals: int = 0) -> str:
    """Return a difference with its sign: "+4", "−2", "±0"."""
    text = number_text(abs(number), decimals)
    if not any(digit in text for digit in "123456789"):
        return f"±{number_text(0, decimals)}"
    return f"{'+' if number > 0 else '−'}{text}"


def percent_text(share: float | None) -> str:
    """Return a share of 1 as whole percent; "" where there is none."""
    return "" if share is None else f"{locale().toString(round(share * 100))}%"


def duration_text(minutes: int) -> str:
    """Return how long something takes: "45 min", "2 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min", minutes=count_text(rest))
    if not rest:
        return _("{hours} h", hours=count_text(hours))
    return _("{hours} h {minutes} min", hours=count_text(hours), minutes=rest)


def money_text(amount: Decimal | None, currency: str) -> str:
    """Return an amount with its currency's sign; "" where there is none."""
    if amount is None:
        return ""
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return locale().toCurrencyString(float(amount), symbol, 2)


def locale() -> QLocale:
    """Return the locale of the window: the system's where it speaks the window's language."""
    return _locale(language())


@cache
def _locale(spoken: str) -> QLocale:
    system = QLocale.system()
    if sys.platform == "linux":
        # There LANGUAGE names the language and LC_TIME may name another: Chinese with "Wed" in it.
        system = QLocale(system.name())
    return system if system.language() == QLocale(spoken).language() else QLocale(spoken)


def _chinese() -> bool:
    return language() == "zh_CN"


@cache
def _date_format(spoken: str) -> str:
    if spoken == "zh_CN":
        return "yyyy-MM-dd"
    # Four digits for the year: 03/10/26 is read three ways.
    pattern = _locale(spoken).dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def joined(parts: Sequence[str]) -> str:
    """Join the facts of one line, leaving out the empty ones."""
    return " · ".join(part for part in parts if part)


def enumeration(parts: Sequence[str]) -> str:
    """Return "A, B, C", in Chinese "A、B、C"."""
    return ("、" if _chinese() else ", ").join(parts)


def sentences(parts: Sequence[str]) -> str:
    """Put whole sentences behind each other; Chinese ones need no space between them."""
    return ("" if _chinese() else " ").join(part for part in parts if part)
