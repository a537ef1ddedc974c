"""When and where an event is, in the words of a paper."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from models.papers.gathering import Gathering
from reports.formats import Formats
from resources.i18n import Catalogue

_LAST_MINUTE = time(23, 59)


def when(event: Gathering, words: Catalogue, formats: Formats) -> str:
    """Return the day and the hours; "" where nobody knows."""
    begins, ends = event.begins, event.ends
    if begins is None:
        return ""
    if ends is None or ends <= begins:
        return formats.weekday_moment(begins)
    if is_whole_days(begins, ends):
        first, last = begins.date(), (ends - timedelta(minutes=1)).date()
        if first == last:
            return formats.weekday(first)
        return words._(
            "{begins} to {ends}", begins=formats.weekday(first), ends=formats.weekday(last)
        )
    if ends.date() == begins.date():
        return words._(
            "{begins} to {time}", begins=formats.weekday_moment(begins), time=f"{ends:%H:%M}"
        )
    return words._(
        "{begins} to {ends}",
        begins=formats.weekday_moment(begins),
        ends=formats.weekday_moment(ends),
    )


def hours(event: Gathering, words: Catalogue, formats: Formats) -> str:
    """Return from when to when it is, where the day of its beginning is said elsewhere."""
    begins, ends = event.begins, event.ends
    if begins is None:
        return ""
    told = ends is not None and ends > begins
    if ends is not None and told and is_whole_days(begins, ends):
        last = (ends - timedelta(minutes=1)).date()
        until = formats.weekday(last)
        return "" if last == begins.date() else words._("until {day}", day=until)
    from_ = "" if begins.time() == time.min else f"{begins:%H:%M}"
    if ends is None or not told:
        return from_
    if ends.date() != begins.date() and ends - begins >= timedelta(days=1):
        return words._("{begins} to {ends}", begins=from_, ends=formats.weekday_moment(ends))
    return f"{from_}–{ends:%H:%M}" if from_ else words._("until {day}", day=f"{ends:%H:%M}")


def is_whole_days(begins: datetime, ends: datetime) -> bool:
    return begins.time() == time.min and ends.time() in (time.min, _LAST_MINUTE)


def where(event: Gathering, words: Catalogue) -> str:
    """Return the place with its address; "" where nobody knows."""
    if event.place and event.address:
        return words._("{place}, {address}", place=event.place, address=event.address)
    return event.place or event.address
