"""Which event a chain is about, by its title, its date and who is on the list already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from models import clock
from models.base import database, read_moment
from models.exchange.signup.chain import Chain
from models.exchange.signup.signs import plain
from models.vocabulary import Listing

_BEHIND, _AHEAD = 21, 120  # days in which an event may lie
_DATES = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_WEEKDAY = re.compile(r"(?P<next>下)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])")
_WEEKDAYS = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"今": 0, "明": 1, "后天": 2, "today": 0, "tonight": 0, "tomorrow": 1}
_WORDS = re.compile(r"[\d\W_]+|报名|接龙|活动|统计|通知|第")
_SURE, _AHEAD_OF_OTHERS = 0.6, 0.2


@dataclass(frozen=True)
class _Known:
    id: bytes
    title: str
    day: date | None


def guess_event(chain: Chain) -> bytes | None:
    """Return the event a chain is most likely about, None where that is not clear."""
    events = list(_events())
    if not events:
        return None
    title = plain(" ".join(chain.titles))
    days = _days(title)
    listed = _listed_in(chain)
    scores = sorted(
        ((_score(event, title, days) + listed.get(event.id, 0.0), place))
        for place, event in enumerate(events)
    )
    best, place = scores[-1]
    second = scores[-2][0] if len(scores) > 1 else best - 1
    if best >= _SURE and best - second >= _AHEAD_OF_OTHERS:
        return events[place].id
    return None


def _events() -> Iterator[_Known]:
    """Yield the events that may be meant; of several as likely, the next one stands last."""
    today = clock.today()
    rows = database.execute_sql(
        "SELECT id, title, begins FROM event WHERE deleted = 0 AND status <> 'cancelled'"
        " AND (begins IS NULL OR begins BETWEEN ? AND ?) ORDER BY begins IS NOT NULL, begins DESC",
        (
            (today - timedelta(_BEHIND)).isoformat(),
            (today + timedelta(_AHEAD)).isoformat(),
        ),
    )
    for event, title, begins in rows.fetchall():
        moment = read_moment(begins)
        yield _Known(bytes(event), title, moment.date() if moment else None)


def _score(event: _Known, title: str, days: set[date]) -> float:
    """Return how well an event fits: 1 for its title, 1 for its day."""
    today = clock.today()
    score = _alike(event.title, title)
    if event.day is None:
        return score
    if days:
        score += 1.0 if event.day in days else -0.5
    elif event.day >= today:
        # Of a series the next one is meant.
        score += 0.3 * max(0.0, 1 - (event.day - today).days / 30)
    return score


def _alike(title: str, text: str) -> float:
    """Return how much of an event's title stands in the chain's."""
    words, said = (_WORDS.sub("", each.casefold()) for each in (title, text))
    if not words or not said:
        return 0.0
    found = SequenceMatcher(None, words, said, autojunk=False).find_longest_match()
    return found.size / len(words) if found.size > 1 else 0.0


def _days(text: str) -> set[date]:
    """Return the days a title may name: a date says more than the day of the week."""
    return set(_dates(text)) or set(_weekdays(text))


def _dates(text: str) -> Iterator[date]:
    this_year = clock.today().year
    for found in _DATES.finditer(text):
        years = (this_year - 1, this_year, this_year + 1)
        for year in (int(found["year"]),) if found["year"] else years:
            with suppress(ValueError):
                yield date(year, int(found["month"]), int(found["day"]))


def _weekdays(text: str) -> Iterator[date]:
    for found in _WEEKDAY.finditer(text):
        yield from _coming(_WEEKDAYS[found["day"]], bool(found["next"]))
        if found["day"] == "末":
            yield from _coming(_WEEKDAYS["日"], bool(found["next"]))
    for place, name in enumerate(_ENGLISH):
        if name in text.casefold():
            yield from _coming(place, of_next_week=False)
    for word, ahead in _NEAR.items():
        if word in text.casefold():
            yield clock.today() + timedelta(ahead)


def _coming(weekday: int, of_next_week: bool) -> Iterator[date]:
    """Yield the next such day; on the day itself also that of next week."""
    today = clock.today()
    day = today + timedelta(weekday - today.weekday())
    if day >= today and not of_next_week:
        yield day
    if day <= today or of_next_week:
        yield day + timedelta(7)


def _listed_in(chain: Chain) -> dict[bytes, float]:
    """Return by event how many of those an earlier chain put on its list are in this one, of 1."""
    names = {entry.name for entry in chain.entries}
    rows = database.execute_sql(
        "SELECT a.event, m.name, m.group_name, m.wechat_name FROM attendance a"
        " JOIN member m ON m.id = a.member AND m.deleted = 0"
        " WHERE a.deleted = 0 AND a.source = ?",
        (Listing.CHAIN.value,),
    ).fetchall()
    counted: dict[bytes, list[int]] = {}
    for event, *called in rows:
        of_event = counted.setdefault(bytes(event), [0, 0])
        of_event[0] += bool(names.intersection(called))
        of_event[1] += 1
    return {event: there / total for event, (there, total) in counted.items()}
