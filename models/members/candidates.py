"""Which entries are worth comparing: those that share something telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from models.base import database
from models.members.alias import is_account
from models.members.likeness import Entry, is_latin, name_key, phone_key
from models.pinyin import sort_key
from models.progress import Progress
from models.vocabulary import Gender

Key = tuple[object, ...]
Blocks = Callable[[Entry], Iterable[Key]]

_COLUMNS = (
    "m.id, m.name, m.pinyin, m.phone, m.wechat_id, m.email, m.born, m.region, m.household,"
    " m.gender, m.wechat_name, m.group_name"
)
# What more entries share than these is shared by chance, or fills a gap in a form.
_LARGEST = {"identity": 12, "called": 8, "born": 25, "hint": 25, "latin": 120}
_SHORTEST_WORD = 3
_STEP = 5_000


def load_entries(condition: str = "1", parameters: Sequence[Any] = ()) -> dict[bytes, Entry]:
    """Return what is compared of the members who are not in the trash, by id."""
    called = _called_in_chats(condition, parameters)
    rows = database.execute_sql(
        f"SELECT {_COLUMNS} FROM member m WHERE m.deleted = 0 AND ({condition}) ORDER BY m.rid",
        parameters,
    )
    nothing: list[str] = []
    return {row[0]: _entry(row, called.get(row[0], nothing)) for row in rows}


def typed_entry(values: Mapping[str, Any]) -> Entry:
    """Return the same of somebody who is being typed in."""
    text = {name: value for name, value in values.items() if isinstance(value, str)}
    row = (
        b"",
        text.get("name", ""),
        sort_key(text.get("name", "").strip()),
        *(text.get(name, "") for name in ("phone", "wechat_id", "email", "born", "region")),
        values.get("household"),
        text.get("gender", ""),
        text.get("wechat_name", ""),
        text.get("group_name", ""),
    )
    return _entry(row, list(values.get("aliases") or ()))


def candidates(
    entries: Iterable[Entry], keys_of: Blocks, progress: Progress
) -> Iterator[tuple[Entry, Entry]]:
    """Yield every two entries that share a key, each pair once. Raises Cancelled."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    listed = list(entries)
    for place, entry in enumerate(listed):
        if place % _STEP == 0:
            progress(place, 2 * len(listed))
        for key in keys_of(entry):
            blocks[key].append(place)
    shared = [places for key, places in blocks.items() if 1 < len(places) <= _LARGEST[str(key[0])]]
    seen: set[tuple[int, int]] = set()
    for number, places in enumerate(shared):
        if number % _STEP == 0:
            progress(len(listed) + len(listed) * number // len(shared), 2 * len(listed))
        for pair in combinations(places, 2):
            if pair not in seen:
                seen.add(pair)
                yield listed[pair[0]], listed[pair[1]]


def certain_keys(entry: Entry) -> Iterator[Key]:
    """Yield what two entries share that are as good as certainly one person: what one person
    alone has, or a name and a whole date of birth."""
    if entry.wechat_id:
        yield "identity", "wechat", entry.wechat_id
    if entry.phone:
        yield "identity", "phone", entry.phone
    if entry.email:
        yield "identity", "email", entry.email
    for account in entry.accounts:
        yield "identity", account
    if len(entry.born) > 4:
        for key in {entry.name, entry.sound, *entry.nicknames, *_words(entry)} - {""}:
            yield "born", key, entry.born


def all_keys(entry: Entry) -> Iterator[Key]:
    """Yield all that makes two entries worth comparing."""
    yield from certain_keys(entry)
    for key in {entry.name, *entry.nicknames} - {""}:
        yield "called", key
    hints = [hint for hint in (entry.region, entry.household, entry.born[:4]) if hint]
    for hint in hints:
        for key in {entry.name, entry.sound, *_words(entry)} - {""}:
            yield "hint", key, hint
    words = _words(entry)
    for word in words:
        for other in words:
            if other is not word:
                yield "latin", word, other[0]


def _words(entry: Entry) -> list[str]:
    """Return the words of a Latin name that are long enough to tell anything."""
    if not is_latin(entry.name):
        return []
    return [word for word in entry.name.split() if len(word) >= _SHORTEST_WORD]


def _called_in_chats(condition: str, parameters: Sequence[Any]) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = defaultdict(list)
    for member, name in database.execute_sql(
        "SELECT a.member, a.name FROM alias a JOIN member m ON m.id = a.member"
        f" WHERE a.deleted = 0 AND m.deleted = 0 AND ({condition})",
        parameters,
    ):
        found[member].append(name)
    return found


def _entry(row: Sequence[Any], aliases: Sequence[str]) -> Entry:
    (member, name, pinyin, phone, wechat_id, email, born, region, household, gender, *called) = row
    key = name_key(name)
    nicknames = {name_key(each) for each in (*called, *aliases) if each and not is_account(each)}
    return Entry(
        member,
        key,
        pinyin.partition("\t")[0].replace(" ", "") if key and not is_latin(key) else "",
        phone_key(phone),
        wechat_id.strip().casefold(),
        email.strip().casefold(),
        born,
        region.strip(),
        household,
        "" if gender == Gender.UNKNOWN else gender,
        frozenset(nicknames - {key, ""}) if nicknames else _NOBODY,
        frozenset(filter(is_account, aliases)) if aliases else _NOBODY,
    )


_NOBODY: frozenset[str] = frozenset()
