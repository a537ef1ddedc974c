"""Text exports of WhatsApp: "23/09/2026, 20:18 - Name: text", "[23/09/26, 20:18:22] Name: text".

Every phone writes dates its own way. What has no sender is a line of the system; the later lines of
a message have no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.exchange.chats.clock_times import CLOCK, has_period, minute_of
from models.exchange.chats.export import Message
from models.exchange.chats.source import shown

_DATE = r"(\d{1,4})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,4})[.日]?"
_STAMP = rf"{_DATE},?\s+{CLOCK}"
_HEAD = re.compile(rf"(?:\[{_STAMP}\]\s?|{_STAMP}\s[-–—]\s)(.*)", re.DOTALL)
_GROUPS = 8  # of a stamp: three of the date, five of the time
_SENDER = re.compile(r"(.{1,90}?)[:：](?:\s(.*)|)", re.DOTALL)
_QUOTES = (("“", "”"), ("«", "»"), ("「", "」"))
_ENCRYPTED = re.compile(r"end-to-end encrypted|端到端加密|端對端加密")
_WITHDRAWN = re.compile(
    r"(?:This message was deleted|You deleted this message|This message was deleted by admin .*"
    r"|此(?:消息|訊息|信息)已(?:被)?(?:管理员.*)?(?:删除|刪除)"
    r"|(?:你|您)(?:已)?(?:删除|刪除)了?(?:此|这|這)(?:条|則|条)?(?:消息|訊息|信息))[.。]?"
)
_OWN_NAME = re.compile(
    r"^(?:WhatsApp Chat (?:with|-) |WhatsApp-Chat mit |与|與)"
    r"|(?:的 ?WhatsApp ?(?:聊天|对话|對話)(?:记录)?)$"
)


def is_whatsapp(sample: str) -> bool:
    return any(map(_find, sample.splitlines()[:200]))


class Reader:
    """Yields the messages of an export. `twelve_hours` says that its phone shows such a clock."""

    def __init__(self, title: str) -> None:
        self.chat = _OWN_NAME.sub("", title).strip()
        self.twelve_hours = False
        self._group = ""

    def messages(self, lines: Iterable[tuple[int, str]]) -> Iterator[Message]:
        for number, line in lines:
            found = _find(line)
            if found is None:
                continue
            stamp, first, rest = found
            self.twelve_hours = self.twelve_hours or has_period(stamp, first + 3)
            minute, said = minute_of(stamp, first + 3), _SENDER.fullmatch(rest)
            if minute is None or said is None or _breaks_quotes(said[1]):
                continue
            name, text = shown(said[1]).removeprefix("~").strip(), said[2] or ""
            if name and not self._is_system(name, text):
                day = (int(stamp[first]), int(stamp[first + 1]), int(stamp[first + 2]))
                yield Message(number, day, minute, name, name)

    def _is_system(self, name: str, text: str) -> bool:
        """Say whether a line has a sender but nobody wrote it. On an iPhone the group itself is
        the sender of what happens in it; the first such line tells what the group is called."""
        if _ENCRYPTED.search(text) and len(text) < 300:
            self._group = self.chat = name
            return True
        if name == self._group and text.startswith("\u200e"):
            return True
        return bool(_WITHDRAWN.fullmatch(shown(text)))


def _find(line: str) -> tuple[re.Match[str], int, str] | None:
    """Return the time before a message, where its groups begin, and what stands behind it."""
    start = line.lstrip("\u200e\u200f\ufeff \u202a\u202c")
    if not (start[:1] == "[" or start[:1].isdecimal()):
        return None
    found = _HEAD.fullmatch(start)
    if found is None:
        return None
    return found, 1 if found[1] else _GROUPS + 1, found[2 * _GROUPS + 1]


def _breaks_quotes(name: str) -> bool:
    """Tell 'Ann changed the subject to “Runs: autumn”' from a name."""
    return name.count('"') % 2 == 1 or any(
        name.count(begin) != name.count(end) for begin, end in _QUOTES
    )
