"""Holidays and lunar dates as hints for whoever plans; silent where the library knows nothing.

Kept as the words they are in Chinese; those that other places keep too have an English name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from resources.i18n import N_

# What a day is called in English; a festival that is not here is shown where Chinese is read.
_TITLES: Mapping[str, str] = {
    "元旦": N_("New Year's Day"),
    "情人节": N_("Valentine's Day"),
    "妇女节": N_("Women's Day"),
    "劳动节": N_("Labour Day"),
    "儿童节": N_("Children's Day"),
    "教师节": N_("Teachers' Day"),
    "国庆节": N_("National Day of China"),
    "平安夜": N_("Christmas Eve"),
    "圣诞节": N_("Christmas Day"),
    "除夕": N_("Chinese New Year's Eve"),
    "春节": N_("Spring Festival"),
    "元宵节": N_("Lantern Festival"),
    "清明": N_("Qingming Festival"),
    "端午节": N_("Dragon Boat Festival"),
    "七夕": N_("Qixi Festival"),
    "中秋节": N_("Mid-Autumn Festival"),
    "重阳节": N_("Double Ninth Festival"),
    "冬至": N_("Winter solstice"),
    "母亲节": N_("Mother's Day"),
    "父亲节": N_("Father's Day"),
    "感恩节": N_("Thanksgiving"),
}
# The days on which hardly anybody comes, with those that are free around them.
_FREE = {"元旦": 1, "春节": 7, "清明": 1, "劳动节": 5, "端午节": 1, "中秋节": 1, "国庆节": 7}

_REMEMBERED = 1_000  # days


@dataclass(frozen=True)
class Hint:
    """What a day is. `titles` are message ids, `festivals` the Chinese names they are of; `lunar`
    is the day of the lunar calendar in Chinese, "" where it is not known."""

    festivals: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lunar: str = ""
    free: bool = False


def hint_of(day: date) -> Hint:
    """Return what is known of a day."""
    names = _festivals(day)
    return Hint(
        festivals=names,
        titles=tuple(_TITLES[name] for name in names if name in _TITLES),
        lunar=_lunar(day),
        free=_is_free(day),
    )


def _is_free(day: date) -> bool:
    for back in range(min(max(_FREE.values()), day.toordinal())):
        for name in _festivals(day - timedelta(days=back)):
            if _FREE.get(name, 0) > back:
                return True
    return False


@cache
def _library() -> Any:
    from borax.calendars.festivals2 import FestivalLibrary  # it reads its tables

    return FestivalLibrary.load_builtin()


@lru_cache(_REMEMBERED)
def _festivals(day: date) -> tuple[str, ...]:
    try:
        return tuple(_library().get_festival_names(day))
    except ValueError:  # outside the years the library has tables for
        return ()


@lru_cache(_REMEMBERED)
def _lunar(day: date) -> str:
    from borax.calendars.lunardate import LunarDate

    try:
        lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
    except ValueError:
        return ""
    return str(lunar.cn_day if lunar.day > 1 else f"{lunar.cn_leap}{lunar.cn_month}月")
