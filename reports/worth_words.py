"""What events were worth, in the words of paper: figures with what they were counted from."""

from __future__ import annotations

from models.metrics.satisfaction import FEWEST
from models.metrics.worth import Slot
from models.metrics.worth_ledger import Worth
from models.vocabulary import Audience
from reports.formats import NOTHING, Formats
from reports.sheet import Sheet


def share(sheet: Sheet, part: int, whole: int) -> str:
    """Say a share with what it was counted from; of a few there is no rate."""
    if not whole:
        return NOTHING
    formats = sheet.formats
    told = sheet.words._(
        "{part} of {whole}", part=formats.number(part), whole=formats.number(whole)
    )
    if whole < FEWEST:
        return told
    return sheet.words._("{percent} ({told})", percent=formats.percent(part / whole), told=told)


def back(sheet: Sheet, worth: Worth) -> str:
    """Say how many first-timers came back, of those for whom enough time has passed."""
    if worth.first_timers and not worth.settled:
        return sheet.words._("too early to say")
    return share(sheet, worth.returned, worth.settled)


def each(formats: Formats, count: int, worth: Worth) -> str:
    """Say a count, or its mean where several events are taken together: of those with a record."""
    if worth.events == 1:
        return formats.number(count)
    return formats.number(count / worth.recorded, 1) if worth.recorded else NOTHING


def rating(sheet: Sheet, worth: Worth, audience: Audience = Audience.FULL) -> str:
    """Say the mean mark with its number; a few marks are not for the public."""
    if worth.rating is None or (audience is Audience.PUBLIC and worth.ratings < FEWEST):
        return NOTHING
    formats = sheet.formats
    mean, count = formats.number(worth.rating, 1), formats.number(worth.ratings)
    return sheet.words._("{mean} ({count})", mean=mean, count=count)


def per_head(formats: Formats, worth: Worth) -> str:
    return NOTHING if worth.per_head is None else formats.money(worth.per_head)


def slot_title(sheet: Sheet, slot: Slot) -> str:
    """Say an hour of the week: "Saturday, 7:00"."""
    day = sheet.formats.weekday_name(slot.weekday)
    return sheet.words._("{weekday}, {time}", weekday=day, time=f"{slot.hour}:00")
