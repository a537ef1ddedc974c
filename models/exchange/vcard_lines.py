"""The grammar of vCards as phones write them: 2.1, 3.0 and 4.0, whole or broken.

A reader of our own: the library for it gives up on a whole file over one line it cannot parse, or
over one picture that was cut short, and an address book from a telephone has both. What cannot be
read is passed over here, and everything else is kept.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.exchange.table import MAX_CELL_LENGTH

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_NAME = re.compile(r"(?:([\w-]+)\.)?([\w-]+)", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# What a picture may have; more is no portrait, and the card is taken without it.
_MOST_PICTURE = 8 * 1024 * 1024
_LONGEST_HEAD = 2_000
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT")


@dataclass(frozen=True)
class Property:
    """One line of a card; lines of one `group` belong together. `parameters` have upper-case names,
    `types` are in lower case. `value` is decoded but neither split nor unescaped yet; of a picture
    `data` has the bytes."""

    name: str
    value: str
    parameters: Mapping[str, str]
    types: frozenset[str]
    data: bytes = b""
    group: str = ""

    @property
    def text(self) -> str:
        return unescape(self.value).strip()

    def parts(self, mark: str = ";") -> list[str]:
        """Return the value's components, unescaped."""
        return [unescape(part).strip() for part in split_at(self.value, mark)]


def is_vcard(start: str) -> bool:
    return start.lstrip("\ufeff \t\r\n")[: len(_BEGIN)].upper() == _BEGIN


def read_cards(text: str) -> Iterator[tuple[int, list[Property]]]:
    """Yield each card with the number of the line below its BEGIN.

    A card that never ends is ended by the next one; one inside another belongs to nobody listed.
    """
    card: list[Property] | None = None
    begun = inner = 0
    for number, line in _logical_lines(text):
        mark = line.strip().upper()
        if mark == _BEGIN:
            if card and card[-1].name == "AGENT" and not card[-1].value:
                inner += 1
                continue
            if card:
                yield begun, card
            card, begun, inner = [], number + 1, 0
        elif mark == _END:
            if inner:
                inner -= 1
            elif card is not None:
                yield begun, card
                card = None
        elif card is not None and not inner and (read := _property(line)) is not None:
            card.append(read)
    if card:
        yield begun, card


def split_at(value: str, mark: str) -> list[str]:
    """Split a value at a mark that no backslash stands before."""
    parts = [""]
    pieces = value.split(mark)
    for place, piece in enumerate(pieces):
        parts[-1] += piece
        if place < len(pieces) - 1:
            slashes = len(piece) - len(piece.rstrip("\\"))
            if slashes % 2:
                parts[-1] += mark
            else:
                parts.append("")
    return parts


def unescape(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def escape(value: str) -> str:
    """Write a text as a component of a value."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return value.replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> str:
    """Break a line after 75 bytes, and no character in two."""
    lines, room, size = [""], 75, 0
    for sign in line:
        width = len(sign.encode())
        if size + width > room:
            lines.append("")
            size, room = 0, 74
        lines[-1] += sign
        size += width
    return "\r\n ".join(lines)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Put together what was folded, was broken softly, or is the rest of a picture."""
    parts: list[str] = []
    begun = 0
    soft = picture = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if parts and soft:
            parts.append(line)
            soft = line.endswith("=")
            if soft:
                parts[-1] = line[:-1]
            continue
        if parts and (line[:1] in (" ", "\t") or (picture and _BASE64.fullmatch(line))):
            parts.append(line[1:] if line[:1] in (" ", "\t") else line)
            continue
        if parts:
            yield begun, "".join(parts)
        parts, begun = [line], number
        head = line.partition(":")[0].upper()
        picture = "BASE64" in head or "ENCODING=B" in head
        soft = "QUOTED-PRINTABLE" in head and line.endswith("=")
        if soft:
            parts[-1] = line[:-1]
    if parts:
        yield begun, "".join(parts)


def _property(line: str) -> Property | None:
    head, value = _split_head(line)
    found = _NAME.match(head)
    if found is None or value is None:
        return None
    parameters, types = _parameters(_split_quoted(head[found.end() :], ";"))
    encoding = parameters.get("ENCODING", "").upper()
    if encoding == "QUOTED-PRINTABLE":
        value = _decoded(quopri.decodestring(value.encode("utf-8", "replace")), parameters)
    group, name = (found[1] or "").lower(), found[2].upper()
    if encoding in ("BASE64", "B"):
        return Property(name, "", parameters, types, _bytes_of(value))
    return Property(name, value[: 4 * MAX_CELL_LENGTH], parameters, types, group=group)


def _split_head(line: str) -> tuple[str, str | None]:
    """Split at the first colon that stands in no quotation marks."""
    quoted = False
    for place, sign in enumerate(line[:_LONGEST_HEAD]):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place], line[place + 1 :]
    head, colon, value = line[:_LONGEST_HEAD].partition(":")
    return head, value if colon else None


def _split_quoted(text: str, mark: str) -> list[str]:
    parts, quoted = [""], False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif sign == mark and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _parameters(parts: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Read parameters; those of 2.1 have no names."""
    found: dict[str, str] = {}
    types: list[str] = []
    for part in parts:
        name, equals, value = part.strip().partition("=")
        if not equals:
            value = name
            name = "ENCODING" if value.upper() in _ENCODINGS else "TYPE"
        if name.upper() == "TYPE":
            types += value.lower().split(",")
        elif name:
            found[name.upper()] = value
    return found, frozenset(each.strip() for each in types if each.strip())


def _decoded(data: bytes, parameters: Mapping[str, str]) -> str:
    for charset in (parameters.get("CHARSET", "utf-8"), "utf-8", "gb18030"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _bytes_of(value: str) -> bytes:
    """Return the bytes of a picture; none where it was cut short or is none."""
    compact = "".join(value.split())
    if len(compact) > _MOST_PICTURE:
        return b""
    try:
        return base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        return b""
