"""What counting a chat export would do: who is known, and who must be asked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.base import link_id
from models.exchange.chats.export import ChatExport, Sender
from models.exchange.chats.matching import Matcher
from models.exchange.chats.source import shown
from models.exchange.plan import Candidate
from models.members.chats import WHOLE_DAY, compare_with_known
from models.progress import Progress, unheard
from models.setting import read_settings

# What somebody may answer about a sender, beside a member's id.
NOBODY = "nobody"
LATER = "later"
Answer = bytes | str
_IGNORED = "chat.ignored:"


@dataclass(frozen=True)
class KnownSender:
    """Somebody whose messages count for a member."""

    sender: Sender
    member: bytes


@dataclass(frozen=True)
class DoubtfulSender:
    """Somebody who must be asked about: `called` says that there are members of that name, only
    not which one it is, `ignored` that the answer was "nobody of ours"."""

    sender: Sender
    candidates: tuple[Candidate, ...] = ()
    called: bool = False
    ignored: bool = False


@dataclass(frozen=True)
class ChatPlan:
    """Who wrote in an export of the chat called `chat`. `counted_before` says that this chat was
    counted before; `same_as` names the known chat whose days these are though it is called
    otherwise, "" where there is none; `differs` says that the known chat of that name has other
    numbers on these days, so that it is hardly the same.
    """

    export: ChatExport
    chat: str
    known: tuple[KnownSender, ...]
    doubtful: tuple[DoubtfulSender, ...]
    counted_before: bool = False
    same_as: str = ""
    differs: bool = False

    @property
    def messages(self) -> int:
        """Return how many messages count as it stands."""
        return sum(each.sender.amount for each in self.known)

    @property
    def open(self) -> tuple[DoubtfulSender, ...]:
        """Return those nobody was asked about yet."""
        return tuple(each for each in self.doubtful if not each.ignored)


def ignoring(key: str) -> str:
    """Return the setting that remembers a sender as nobody of ours. It does not say who that is:
    they may be people who asked to be forgotten."""
    return f"{_IGNORED}{_mark(key)}"


def _mark(key: str) -> str:
    return link_id("chat.ignored", key).hex()


def plan_chat(export: ChatExport, chat: str = "", progress: Progress = unheard) -> ChatPlan:
    """Find out who wrote. Without a name for the chat, it gets the export's own, or that of the
    chat that has the same days already. Writes nothing. Raises Cancelled from `progress`.
    """
    matcher = Matcher(export.kind)
    found = matcher.match(export.senders)
    ignored = read_settings(_IGNORED)
    doubtful = []
    asked = [each for each in export.senders if each.key not in found]
    for step, sender in enumerate(asked):
        progress(step, len(asked))
        called = bool(matcher.called(sender))
        if ignored.get(_mark(sender.key)):
            doubtful.append(DoubtfulSender(sender, called=called, ignored=True))
        else:
            doubtful.append(DoubtfulSender(sender, matcher.candidates(sender), called))
    known = tuple(
        KnownSender(each, found[each.key].id) for each in export.senders if each.key in found
    )
    agreements = compare_with_known(_whole_days(export, known))
    same = next((name for name, each in agreements.items() if each.is_certain), "")
    name = shown(chat) or same or export.chat
    return ChatPlan(
        export,
        name,
        known,
        tuple(sorted(doubtful, key=lambda each: (each.ignored, -each.sender.amount))),
        counted_before=name in agreements,
        same_as=same if same != name else "",
        differs=name in agreements and agreements[name].is_excluded,
    )


def _whole_days(export: ChatExport, known: tuple[KnownSender, ...]) -> list[tuple[bytes, str, int]]:
    """Return (member, day, amount) of the days that are covered whole. Who has several names is
    left out, as the number of one name is not that of the day."""
    names = Counter(each.member for each in known)
    return [
        (each.member, day.isoformat(), amount)
        for each in known
        if names[each.member] == 1
        for day, amount in each.sender.days.items()
        if export.window(day) == WHOLE_DAY
    ]
