"""Dates, numbers and money in the language of the report, through Babel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from models.month import Month

NOTHING = "—"  # printed where a figure is not known
_MINUS = "−"
_CHINESE_DIGITS = "零一二三四五六七八九"


class Count(int):
    """A number that knows how it is written, for use in a plural form."""

    text: str

    def __format__(self, _specification: str) -> str:
        return self.text


class Formats:
    """How one language writes values."""

    def __init__(self, language: str, currency: str = "CNY") -> None:
        self.locale = Locale.parse(language)
        self.is_chinese = language.startswith("zh")
        self._currency = currency

    def number(self, value: float, digits: int = 0) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, pattern, locale=self.locale))

    def count(self, value: int) -> Count:
        counted = Count(value)
        counted.text = self.number(value)
        return counted

    def short_number(self, value: float) -> str:
        """Write a number with one decimal, which is left out where it is zero."""
        return str(format_decimal(value, "#,##0.#", locale=self.locale))

    def change(self, value: float, digits: int = 0) -> str:
        sign = "+" if value > 0 else _MINUS if value < 0 else "±"
        return sign + self.number(abs(value), digits)

    def percent(self, share: float) -> str:
        return str(format_percent(share, "0%", locale=self.locale))

    def money(self, amount: Decimal) -> str:
        digits = "#,##0.00" if amount % 1 else "#,##0"
        text = format_currency(
            abs(amount),
            self._currency,
            f"¤{digits}",
            locale=self.locale,
            currency_digits=False,
        )
        return f"{_MINUS}{text}" if amount < 0 else str(text)

    def day(self, day: date) -> str:
        """Write a whole date: 2026年10月3日, Oct 3, 2026."""
        return str(format_date(day, "medium", locale=self.locale))

    def day_of_month(self, day: date) -> str:
        """Write a date inside a year: 10月3日, Oct 3."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def day_near(self, day: date, month: Month) -> str:
        """Write a date in a report of a month: with its year only where that is another one."""
        return self.day_of_month(day) if day.year == month.year else self.day(day)

    def weekday_moment(self, moment: datetime) -> str:
        """Write when an event begins: 10月3日周六 19:00; midnight means no time was given."""
        text = str(format_skeleton("MMMEd", moment, locale=self.locale))
        if moment.hour == moment.minute == 0:
            return text
        return f"{text} {format_time(moment, 'HH:mm', locale=self.locale)}"

    def weekday_name(self, weekday: int, short: bool = False) -> str:
        """Write the name of a day of the week, Monday being 0: 星期六, Saturday, or Sat."""
        width = "abbreviated" if short else "wide"
        return str(self.locale.days["stand-alone"][width][weekday])

    def weekday(self, day: date) -> str:
        """Write a day inside a year with its weekday: 10月3日周六, Sat, Oct 3."""
        return str(format_skeleton("MMMEd", day, locale=self.locale))

    def month(self, month: Month) -> str:
        """Write a month: 2026年10月, October 2026."""
        return str(format_skeleton("yMMMM", month.first, locale=self.locale))

    def month_label(self, month: Month) -> str:
        """Write a month under a chart: 10月, Oct."""
        return str(format_skeleton("MMM", month.first, locale=self.locale))

    def sentences(self, sentences: Sequence[str]) -> str:
        """Set whole sentences one behind the other."""
        return ("" if self.is_chinese else " ").join(sentences)

    def enumeration(self, words: Sequence[str]) -> str:
        return ("、" if self.is_chinese else ", ").join(words)

    def heading_number(self, number: int) -> str:
        """Number a heading: 一、 or 1."""
        if not self.is_chinese:
            return f"{number}. "
        tens, ones = divmod(number, 10)
        text = ("" if tens < 2 else _CHINESE_DIGITS[tens]) + ("十" if tens else "")
        return text + (_CHINESE_DIGITS[ones] if ones or not tens else "") + "、"
