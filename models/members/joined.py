"""After a merge: what another copy wrote about an entry that became one with another, follows.

What is to do follows from the records and the journal alone, so copies that hold the same come to
the same; where nothing is left to do, nothing is written. Copies may have joined entries this way
and that: of a circle the entry stays that was kept last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.base import GONE, database, mark, store
from models.erasing import erase_member
from models.journal.transactions import action
from models.journal.undo import belong_to_last_merge
from models.members.carrying import FOLLOWING, carry, is_newer, stamp_of
from models.members.household import keep_lived_in
from models.members.joining import (
    LEAVING,
    NAMES,
    TEXTS,
    WORDS,
    is_unsaid,
    keep_names,
    together,
)
from models.members.member import FIELDS
from models.members.one_person import joined_into
from models.members.references import name_instead
from models.members.tables import Member
from models.progress import Progress, unheard
from models.vocabulary import MemberStatus


def follow_joins(progress: Progress = unheard) -> int:
    """Give every person what belongs to their other entries; return for how many that was needed.

    One action, which is taken back together with the merge before it. Who was erased on another
    copy is erased in all entries. Raises UserError where the file cannot be written.
    """
    for entry in _entries_of_erased(joined_into()):
        erase_member(entry)
    if not joined_into():
        return 0
    count = 0
    with action(FOLLOWING) as written:
        _open_circles(joined_into())
        people = _people(joined_into())
        for step, (kept, entries) in enumerate(sorted(people.items())):
            progress(step, len(people))
            count += _follow(kept, sorted(entries))
        written.amount = max(count, 1)
    belong_to_last_merge(written.id)
    return count


def follow_person(entry: bytes) -> None:
    """Let what was just written about an entry follow to the one it became one with, inside an
    action; nothing happens where it is nobody's other entry."""
    for kept, entries in _people(joined_into()).items():
        if entry in entries:
            _follow(kept, sorted(entries))


def _people(links: Mapping[bytes, bytes]) -> dict[bytes, list[bytes]]:
    """Return the entries of each person by the one that is kept, at the end of their chain."""
    found: dict[bytes, list[bytes]] = {}
    for entry in links:
        kept = links[entry]
        while kept in links:
            kept = links[kept]
        found.setdefault(kept, []).append(entry)
    return found


def _open_circles(links: Mapping[bytes, bytes]) -> None:
    """Bring back one entry of each circle: the one whose joining is the oldest decision."""
    done: set[bytes] = set()
    for start in links:
        path: list[bytes] = []
        entry: bytes | None = start
        while entry is not None and entry not in path and entry not in done:
            path.append(entry)
            entry = links.get(entry)
        done.update(path)
        if entry in path:
            circle = path[path.index(entry) :]
            kept = min(circle, key=lambda each: (stamp_of("member", each, "same_as"), each))
            store(Member, kept, {"same_as": None})
            mark(Member, [kept], deleted=False)


def _entries_of_erased(links: Mapping[bytes, bytes]) -> list[bytes]:
    """Return the entries that became one with somebody who is erased, directly or further on."""
    gone = {
        bytes(kept)
        for (kept,) in database.execute_sql(
            f"SELECT id FROM member WHERE deleted = {GONE}"
            " AND id IN (SELECT same_as FROM member WHERE same_as IS NOT NULL)"
        )
    }
    found: list[bytes] = []
    for entry in links:
        seen: set[bytes] = set()
        kept: bytes | None = entry
        while kept is not None and kept not in gone and kept not in seen:
            seen.add(kept)
            kept = links.get(kept)
        if kept in gone:
            found.append(entry)
    return found


def _follow(kept: bytes, entries: Sequence[bytes]) -> bool:
    changed = False
    rows = Member.select(Member.household).where(Member.id.in_([kept, *entries]))
    lived = [row.__data__["household"] for row in rows]
    for entry in entries:
        changed |= _follow_fields(kept, entry, entries)
    keep_lived_in(lived)
    changed |= carry(kept, entries)
    changed |= name_instead(kept, entries)
    return keep_names(kept, entries) or changed


def _follow_fields(kept: bytes, entry: bytes, entries: Sequence[bytes]) -> bool:
    """Write what an entry says that the kept one leaves empty, or that was said of it since."""
    one, other = Member.get(Member.id == kept), Member.get(Member.id == entry)
    known = {name: one.__data__[name] for name in FIELDS}
    since = stamp_of("member", entry, "same_as")
    changes: dict[str, Any] = {}
    for name in FIELDS:
        value, stands = other.__data__[name], known[name]
        itself = name == "introduced_by" and value in (kept, *entries)
        if is_unsaid(name, value) or value == stands or itself:
            continue
        if name in LEAVING and {**known, **changes}["status"] != MemberStatus.LEFT:
            continue
        blank = is_unsaid(name, stands)
        if name in NAMES and not blank:
            continue
        if not is_newer("member", name, entry, kept, blank, since):
            continue
        both = name in (*TEXTS, *WORDS) and not blank
        said = together(name, stands, value) if both else value
        if said != stands:
            changes[name] = said
    store(Member, kept, changes)
    return bool(changes)
