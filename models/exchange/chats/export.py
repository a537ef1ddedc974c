"""What a chat export shows: who wrote how much on which day. What was written is never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.errors import UserError
from models.exchange.chats.days import Day, days_of_calendar
from models.members.chats import WHOLE_DAY, Window
from models.vocabulary import Choice
from resources.i18n import N_

# Far above the largest group there is, far below what would fill the memory.
_MOST_SENDERS = 50_000
_MOST_COUNTS = 2_000_000
# Somebody who changes their name so often is found by the latest ones.
_MOST_NAMES = 10


class ChatKind(Choice):
    """Where an export comes from."""

    QQ = "qq", N_("QQ")
    WHATSAPP = "whatsapp", N_("WhatsApp")
    TELEGRAM = "telegram", N_("Telegram")
    TABLE = "table", N_("Table")


class Message(NamedTuple):
    """One message without what it says: the day as written, the minute of the day, whose it is.

    `key` is the number of the account ("qq:10020"), or the name again where there is none.
    """

    line: int
    day: Day
    minute: int
    key: str
    name: str


@dataclass(frozen=True)
class Sender:
    """Somebody who wrote, with their names, the latest first, and the messages of each day.

    `line` is where they first appear.
    """

    key: str
    names: tuple[str, ...]
    days: Mapping[date, int]
    line: int

    @property
    def name(self) -> str:
        return self.names[0] if self.names else self.key

    @property
    def account(self) -> str:
        """The number of the account; "" where only the name is known."""
        return "" if self.key in self.names else self.key

    @property
    def amount(self) -> int:
        return sum(self.days.values())


@dataclass(frozen=True)
class ChatExport:
    """An export as it was read. It covers the chat from its `first` to its `last` message.

    `chat` is what the chat seems to be called, `left_out` how many messages could not be read.
    """

    file: str
    kind: ChatKind
    chat: str
    first: datetime
    last: datetime
    senders: tuple[Sender, ...]
    left_out: int = 0

    @property
    def messages(self) -> int:
        return sum(sender.amount for sender in self.senders)

    def window(self, day: date) -> Window:
        """Return the minutes of a day that the export covers."""
        since, until = WHOLE_DAY
        if day == self.first.date():
            since = self.first.hour * 60 + self.first.minute
        if day == self.last.date():
            until = self.last.hour * 60 + self.last.minute + 1
        return since, until


class _Counted:
    __slots__ = ("days", "line", "names")

    def __init__(self, line: int) -> None:
        self.line = line
        self.names: dict[str, None] = {}
        self.days: dict[Day, int] = {}


class Tally:
    """Counts messages while a file is read; it holds numbers alone, however long the file is."""

    def __init__(self, file: str) -> None:
        self.left_out = 0
        self._file = file
        self._senders: dict[str, _Counted] = {}
        self._minutes: dict[Day, tuple[int, int]] = {}
        self._counts = 0

    def add(self, message: Message) -> None:
        line, day, minute, key, name = message
        counted = self._senders.get(key)
        if counted is None:
            counted = self._senders[key] = _Counted(line)
        if name not in counted.names:
            self._name(counted, name)
        if day in counted.days:
            counted.days[day] += 1
        else:
            counted.days[day] = 1
            self._counts += 1
            self._check()
        first, last = self._minutes.get(day, (minute, minute))
        if not first < minute < last:
            self._minutes[day] = (min(first, minute), max(last, minute))

    def finish(self, kind: ChatKind, chat: str, twelve_hours: bool = False) -> ChatExport:
        """Return what was counted, the days as the whole file writes them.

        Raises UserError where the file holds no message, or its dates cannot be told.
        """
        days = days_of_calendar(list(self._minutes), self._file, twelve_hours)
        senders = tuple(
            sender
            for key, counted in self._senders.items()
            if (sender := self._sender(key, counted, days)).days
        )
        if not senders:
            raise UserError(
                N_("{name} holds no message we can read. Export the chat again, as text."),
                name=self._file,
            )
        ends = [(days[day], *ends) for day, ends in self._minutes.items() if day in days]
        first, last = min(ends), max(ends, key=lambda end: (end[0], end[2]))
        return ChatExport(
            self._file,
            kind,
            chat,
            _moment(first[0], first[1]),
            _moment(last[0], last[2]),
            senders,
            self.left_out,
        )

    def _sender(self, key: str, counted: _Counted, days: Mapping[Day, date]) -> Sender:
        known: dict[date, int] = {}
        for day, amount in counted.days.items():
            if day in days:
                known[days[day]] = known.get(days[day], 0) + amount
            else:
                self.left_out += amount
        return Sender(key, tuple(reversed(counted.names)), known, counted.line)

    def _name(self, counted: _Counted, name: str) -> None:
        if name:
            counted.names[name] = None
            if len(counted.names) > _MOST_NAMES:
                counted.names.pop(next(iter(counted.names)))

    def _check(self) -> None:
        if len(self._senders) > _MOST_SENDERS or self._counts > _MOST_COUNTS:
            raise UserError(
                N_("{name} holds more people than any group. Check that it is the right file."),
                name=self._file,
            )


def _moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
