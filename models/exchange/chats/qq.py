"""Text exports of QQ: a line with time, name and account number above each message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.errors import UserError
from models.exchange.chats.clock_times import CLOCK, minute_of
from models.exchange.chats.export import Message
from models.exchange.chats.source import shown, without_marks
from resources.i18n import N_

_HEAD = re.compile(
    rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}) +{CLOCK} +(\S.*?)"
    r"(?:\((\d{5,20})\)|<([^<>\s]+@[^<>\s]+)>)?\s*"
)
_CHAT = re.compile(r"消息对象\s*[:：]\s*(.*?)\s*")
_INTRODUCED = re.compile(r"消息记录（此消息记录为文本格式|消息分组\s*[:：]")
_RANK = re.compile(r"^【[^】]{1,12}】(?=.)")
_WITHDRAWN = re.compile(r".{0,60}(?:撤回了?|recalled )(?:一条|a )(?:成员)?(?:消息|message).{0,30}")
_SYSTEM = ("系统消息", "System Message")

_SEVERAL = N_(
    "{name} holds several chats. Export the group alone: in QQ's message manager, right-click the"
    " group and export its messages."
)


def is_qq(sample: str) -> bool:
    lines = sample.splitlines()[:400]
    if any(map(_INTRODUCED.match, lines[:20])):
        return True
    heads = [found for line in lines if (found := _HEAD.fullmatch(line.strip("\ufeff")))]
    return any(found[10] or found[11] for found in heads)


class Reader:
    """Yields the messages of an export. `chat` is the group's name once it was read.

    A message's own text may look like such a line, as when somebody pastes a chat: only what
    follows an empty line begins a message.
    """

    twelve_hours = False

    def __init__(self, file: str) -> None:
        self.chat = ""
        self._file = file

    def messages(self, lines: Iterable[tuple[int, str]]) -> Iterator[Message]:
        waiting: Message | None = None
        said: list[str] = []
        after_gap = True
        for number, line in lines:
            text = without_marks(line).strip()
            found = _HEAD.fullmatch(text) if after_gap and text[:1].isdecimal() else None
            after_gap = not text or text.startswith("====")
            if found is None:
                if chat := _CHAT.fullmatch(text):
                    self._name_chat(chat[1])
                elif text and len(said) < 2:
                    said.append(text[:120])
                continue
            if waiting and not _is_withdrawn(said):
                yield waiting
            waiting, said = _message(number, found), []
        if waiting and not _is_withdrawn(said):
            yield waiting

    def _name_chat(self, name: str) -> None:
        if self.chat and name != self.chat:
            raise UserError(_SEVERAL, name=self._file)
        self.chat = name


def _message(number: int, found: re.Match[str]) -> Message | None:
    minute = minute_of(found, 4)
    name = _RANK.sub("", shown(found[9]))
    account = found[10] or found[11] or ""
    if minute is None or name in _SYSTEM:
        return None
    day = (int(found[1]), int(found[2]), int(found[3]))
    return Message(number, day, minute, f"qq:{account}" if account else name, name)


def _is_withdrawn(said: list[str]) -> bool:
    return len(said) == 1 and bool(_WITHDRAWN.fullmatch(said[0].strip("[]")))
