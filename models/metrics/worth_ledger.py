"""What was recorded of all events, read once, and what some of them were worth together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from models import clock
from models.base import TRASHED, database, read_day, read_moment, read_money
from models.events.money import COST, HEADS
from models.events.ratings import COUNT, MEAN
from models.members.chats import chat_days

RETURN = 60  # days in which a first-timer comes back
AROUND = 90  # days before and after in which nothing else may have reached somebody


@dataclass(frozen=True)
class Worth:
    """One event, or several taken together; `began` is when the last of them did. At `recorded` of
    them it is known of somebody whether they came: the others are no event that nobody came to.

    `said_yes` are those who did, `known` of them have a record and `kept` came. `came` are all who
    came, `heads` with whom they brought. `first_timers` were at no event before; of the `settled`,
    for whom RETURN days have passed since, `returned` came again in them. `only_here` were reached
    by nothing else for AROUND days. `rating` is the mean of `ratings` marks; `cost` is that of
    events where it is known, which had `paid_heads`.
    """

    events: int
    recorded: int
    began: datetime | None
    said_yes: int
    known: int
    kept: int
    came: int
    heads: int
    first_timers: int
    settled: int
    returned: int
    only_here: int
    rating: float | None
    ratings: int
    cost: Decimal | None
    paid_heads: int

    @property
    def turnout(self) -> float | None:
        """The share that came of those who said yes and of whom it is known."""
        return self.kept / self.known if self.known else None

    @property
    def per_head(self) -> Decimal | None:
        return self.cost / self.paid_heads if self.cost is not None and self.paid_heads else None


@dataclass(frozen=True)
class Held:
    id: bytes
    format: str
    begins: datetime
    rating: float | None
    ratings: int
    cost: Decimal | None
    heads: int


class _Presence(NamedTuple):
    event: bytes
    member: bytes
    rsvp: str
    came: str


class Ledger:
    """Everything that happened, read once. It grows old with the next change."""

    def __init__(self) -> None:
        self.events = {event.id: event for event in _held()}
        self._present: dict[bytes, list[_Presence]] = {}
        self._visits: dict[bytes, list[tuple[datetime, bytes]]] = {}
        for each in _presences():
            if each.event in self.events:
                self._present.setdefault(each.event, []).append(each)
                if each.came == "yes":
                    begins = self.events[each.event].begins
                    self._visits.setdefault(each.member, []).append((begins, each.event))
        for visits in self._visits.values():
            visits.sort()
        self._days = {
            member: [begins.date() for begins, _event in visits]
            for member, visits in self._visits.items()
        }
        self._touched: dict[bytes, list[date]] | None = None

    def came_to(self, event: Held) -> list[bytes]:
        return [each.member for each in self._present.get(event.id, ()) if each.came == "yes"]

    def worth(self, events: Sequence[Held]) -> Worth:
        listed = [each for event in events for each in self._present.get(event.id, ())]
        yes = [each for each in listed if each.rsvp == "yes"]
        first = [(member, event) for event in events for member in self.came_to(event)
                 if self._visits[member][0][1] == event.id]  # fmt: skip
        now = clock.now()
        settled = [(member, event) for member, event in first
                   if event.begins + timedelta(days=RETURN) <= now]  # fmt: skip
        ratings = sum(event.ratings for event in events)
        marks = sum(event.rating * event.ratings for event in events if event.rating is not None)
        paid = [event for event in events if event.cost is not None]
        return Worth(
            events=len(events),
            recorded=len({each.event for each in listed if each.came in ("yes", "no")}),
            began=max((event.begins for event in events), default=None),
            said_yes=len(yes),
            known=sum(each.came in ("yes", "no") for each in yes),
            kept=sum(each.came == "yes" for each in yes),
            came=sum(each.came == "yes" for each in listed),
            heads=sum(event.heads for event in events),
            first_timers=len(first),
            settled=len(settled),
            returned=sum(self._came_again(member, event) for member, event in settled),
            only_here=len(self.only(events)),
            rating=marks / ratings if ratings else None,
            ratings=ratings,
            cost=sum((event.cost for event in paid if event.cost is not None), Decimal(0))
            if paid
            else None,
            paid_heads=sum(event.heads for event in paid),
        )

    def _came_again(self, member: bytes, event: Held) -> bool:
        until = event.begins + timedelta(days=RETURN)
        return any(
            event.begins < begins <= until and other != event.id
            for begins, other in self._visits[member]
        )

    def only(self, events: Sequence[Held]) -> set[bytes]:
        """Return who came to these events and was reached by nothing else around any of them."""
        own: dict[bytes, list[date]] = {}
        for event in sorted(events, key=lambda event: event.begins):
            for member in self.came_to(event):
                own.setdefault(member, []).append(event.begins.date())
        return {member for member, days in own.items() if not self._reached(member, days)}

    def _reached(self, member: bytes, own: Sequence[date]) -> bool:
        """Say whether anything but the visits of these days lies around one of them."""
        if self._touched is None:
            self._touched = _touches()
        days, touched = self._days[member], self._touched.get(member, ())
        return any(_around(days, day) > _around(own, day) or _around(touched, day) for day in own)


def _around(days: Sequence[date], day: date) -> int:
    """Count the days not further than AROUND from one, which stand in order."""
    around = timedelta(days=AROUND)
    return bisect_right(days, day + around) - bisect_left(days, day - around)


def _held() -> Iterable[Held]:
    rows = database.execute_sql(
        f"SELECT e.id, e.format, e.begins, {MEAN}, {COUNT}, {COST}, {HEADS} FROM event e"
        " WHERE e.deleted = 0 AND e.status NOT IN ('idea', 'cancelled') AND e.begins <> ''"
    )
    now = clock.now()
    for event, format, begins, rating, ratings, cost, heads in rows:
        begun = read_moment(begins)
        if begun and begun <= now:
            yield Held(bytes(event), format, begun, rating, ratings, read_money(cost), int(heads))


def _presences() -> Iterable[_Presence]:
    rows = database.execute_sql(
        "SELECT a.event, a.member, a.rsvp, a.came FROM attendance a JOIN member m"
        f" ON m.id = a.member AND m.deleted <> {TRASHED} WHERE a.deleted = 0"
    )
    return (_Presence(bytes(event), bytes(member), *said) for event, member, *said in rows)


def _touches() -> dict[bytes, list[date]]:
    """Return the days on which something other than an event reached somebody, in order."""
    rows = database.execute_sql(
        "SELECT member, day FROM contact WHERE deleted = 0 AND reached"
        " UNION SELECT member, date FROM feedback WHERE deleted = 0 AND member IS NOT NULL"
        " AND event IS NULL"
        " UNION SELECT member, day FROM interaction WHERE deleted = 0 AND event IS NULL"
        f" UNION SELECT c.member, c.day FROM {chat_days('1')} c"
    )
    touched: dict[bytes, list[date]] = {}
    for member, stored in rows:
        if day := read_day(stored):
            touched.setdefault(bytes(member), []).append(day)
    for days in touched.values():
        days.sort()
    return touched
