"""The result.json of Telegram, read message by message: a long one would fill the memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, TextIO

from models.errors import UserError
from models.exchange.chats.export import Message
from models.exchange.chats.source import shown
from resources.i18n import N_

_BLOCK = 1024 * 1024
# No message is longer; what is holds no end.
_LONGEST = 16 * 1024 * 1024
_BLANK = re.compile(r"[\s,]*")
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)")
_BROKEN = N_("{name} is cut off, or is not JSON of Telegram. Export the chat again.")
_SEVERAL = N_("{name} is an export of all chats. In Telegram, export the group alone, as JSON.")


def is_json(sample: str) -> bool:
    return sample.lstrip("\ufeff \t\r\n").startswith("{")


class Reader:
    """Yields the messages of an export. `chat` is the group's name once all was read."""

    twelve_hours = False

    def __init__(self, file: str) -> None:
        self.chat = ""
        self.left_out = 0
        self._file = file

    def messages(self, text: TextIO) -> Iterator[Message]:
        """Raises UserError where the file breaks off or is something else."""
        values = _Values(text)
        try:
            if values.sign() != "{":
                raise UserError(_BROKEN, name=self._file)
            found = False
            while (sign := values.sign()) != "}":
                if sign != '"':
                    raise UserError(_BROKEN, name=self._file)
                values.back()
                title = values.next()
                if values.sign() != ":":
                    raise UserError(_BROKEN, name=self._file)
                if title == "messages":
                    found = True
                    yield from self._array(values)
                elif title in ("chats", "left_chats"):
                    raise UserError(_SEVERAL, name=self._file)
                elif title == "name":
                    self.chat = shown(str(values.next() or ""))
                else:
                    values.next()
        except (JSONDecodeError, RecursionError) as error:
            raise UserError(_BROKEN, name=self._file) from error
        if not found:
            raise UserError(_BROKEN, name=self._file)

    def _array(self, values: _Values) -> Iterator[Message]:
        if values.sign() != "[":
            raise UserError(_BROKEN, name=self._file)
        number = 0
        while values.sign() != "]":
            values.back()
            number += 1
            said = values.next()
            if not isinstance(said, dict) or said.get("type") != "message":
                continue
            if message := _message(number, said):
                yield message
            else:
                self.left_out += 1


def _message(number: int, said: dict[str, Any]) -> Message | None:
    found = _MOMENT.match(str(said.get("date", "")))
    sender, name = said.get("from_id"), shown(str(said.get("from") or ""))
    if found is None or not (sender or name):
        return None
    year, month, day, hour, minute = map(int, found.groups())
    # Exports of 2020 and before have the bare number.
    account = str(sender or "")
    account = f"user{account}" if account.isdecimal() else account
    key = f"telegram:{shown(account)}" if account else name
    return Message(number, (year, month, day), hour * 60 + minute, key, name)


class _Values:
    """Reads JSON value by value out of a text that is never held whole."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        # Numbers stay texts: one of a million digits would take minutes to become a number.
        self._decoder = JSONDecoder(parse_int=str, parse_float=str)
        self._held = ""
        self._at = 0

    def sign(self) -> str:
        """Return the next sign that is no blank and no comma, and step over it.

        Raises JSONDecodeError where the text has ended.
        """
        self._skip()
        while self._at == len(self._held):
            if not self._read_on():
                raise JSONDecodeError("ends too soon", "", 0)
            self._skip()
        self._at += 1
        return self._held[self._at - 1]

    def back(self) -> None:
        self._at -= 1

    def next(self) -> Any:
        """Return the next value. Raises JSONDecodeError where there is none or it does not end."""
        self.sign()
        self.back()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
                # A number at the end may go on in what is not read yet.
                if end < len(self._held) or not self._read_on():
                    self._at = end
                    return value
            except JSONDecodeError:
                if len(self._held) - self._at > _LONGEST or not self._read_on():
                    raise

    def _skip(self) -> None:
        blank = _BLANK.match(self._held, self._at)
        self._at = blank.end() if blank else self._at

    def _read_on(self) -> bool:
        block = self._text.read(_BLOCK)
        self._held = self._held[self._at :] + block
        self._at = 0
        return bool(block)
