"""What the evaluation of one event says, as far as its readers may know it."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import UserError
from models.events.event import load_event
from models.events.money import money_of
from models.feedback.opinions import opinions_of
from models.members.contributions import contributions_of
from models.metrics.satisfaction import FEWEST
from models.metrics.worth import Comparison, compare
from models.papers.naming import name_for, shown_to
from models.vocabulary import Audience
from resources.i18n import N_


@dataclass(frozen=True)
class Remark:
    """A comment; `name` is "" on a slip, and where the readers are not told."""

    name: str
    rating: int | None
    text: str


@dataclass(frozen=True)
class Evaluated:
    """`marks` says how many gave 1 to 5; it is empty where they are too few to be shown. `parts`
    are who did what, by sort of deed, `minutes` what volunteers gave. The two notes are the
    organizers' own: no public reads them.
    """

    went_well: str
    to_change: str
    comparison: Comparison
    marks: tuple[int, ...]
    remarks: tuple[Remark, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    minutes: int


def evaluated(event_id: bytes, audience: Audience) -> Evaluated:
    """Gather it: the public is told no comments, and first names only of who agreed to that.

    Raises UserError where the event is gone or has not begun.
    """
    event, comparison = load_event(event_id), compare(event_id)
    if event is None:
        raise UserError(N_("This event is gone. Perhaps it lies in the trash."))
    if comparison is None:
        raise UserError(N_("This event is called off or yet to come. There is nothing to say yet."))
    opinions = opinions_of(event_id)
    given = [each.rating for each in opinions if each.rating is not None]
    is_public = audience is Audience.PUBLIC
    remarks = [
        Remark(each.name if audience is Audience.FULL else "", each.rating, each.comment)
        for each in opinions
        if each.comment and not is_public
    ]
    marks = tuple(given.count(mark) for mark in range(1, 6))
    few = not given or (is_public and len(given) < FEWEST)
    return Evaluated(
        "" if is_public else event.went_well,
        "" if is_public else event.to_change,
        comparison,
        () if few else marks,
        tuple(remarks),
        _parts(event_id, audience),
        money_of(event_id).minutes,
    )


def _parts(event_id: bytes, audience: Audience) -> tuple[tuple[str, tuple[str, ...]], ...]:
    noted = contributions_of(event_id)
    allowed = set(shown_to(audience, [each.member for each in noted]).ids)
    by_sort: dict[str, dict[str, None]] = {}
    for each in noted:
        if each.member in allowed:
            by_sort.setdefault(each.sort, {})[name_for(audience, each.name)] = None
    return tuple((sort, tuple(names)) for sort, names in by_sort.items())
