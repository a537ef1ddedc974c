"""Tags of many members: given and taken, renamed and joined wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.base import LIVE, TRASHED, database, link_id, live, mark
from models.errors import Invalid, UserError
from models.journal.erasure import erased_among
from models.journal.transactions import action
from models.members import filters
from models.members.cadence import Cadence
from models.members.criterion import change_wanted
from models.members.filters import Condition
from models.members.member import Member, MemberTag, tag_id
from models.members.saved_list import change_conditions, saved_lists
from models.progress import Progress, unheard
from models.texts import tidy
from models.vocabulary import CriterionSort
from resources.i18n import N_

LONGEST_TAG = 60
_STEP = 500


@dataclass(frozen=True)
class TagUse:
    """A tag, how many have it, and what else goes by it."""

    tag: str
    members: int
    lists: int = 0
    cadence: int | None = None


def tags_in_use() -> tuple[TagUse, ...]:
    """Return every tag somebody has who is not in the trash, the most used first."""
    rows = database.execute_sql(
        "SELECT g.tag, count(*) FROM member_tag g JOIN member m ON m.id = g.member"
        " WHERE g.deleted = 0 AND m.deleted = 0 GROUP BY g.tag ORDER BY count(*) DESC, g.tag"
    ).fetchall()
    days = {row.tag: row.days for row in live(Cadence)}
    asked = [tag for each in saved_lists() for tag in _tags_asked(each.written)]
    return tuple(TagUse(tag, members, asked.count(tag), days.get(tag)) for tag, members in rows)


def tag_members(
    member_ids: Sequence[bytes],
    added: Iterable[str] = (),
    taken: Iterable[str] = (),
    progress: Progress = unheard,
) -> int:
    """Give members tags and take others from them, in one action; return for how many something
    changed. Who was erased meanwhile is passed over. Raises Cancelled."""
    changed: set[bytes] = set()
    with action("member.tag") as written:
        for start in range(0, len(member_ids), _STEP):
            progress(start, len(member_ids))
            some = list(member_ids[start : start + _STEP])
            gone = erased_among(Member, some)
            some = [each for each in some if each not in gone]
            for tag in _clean(added):
                changed |= _give(some, tag)
            for tag in _clean(taken):
                changed |= _take(some, tag)
        written.amount = len(changed)
    return len(changed)


def join_tags(tags: Sequence[str], into: str, progress: Progress = unheard) -> int:
    """Make one tag of several, with everything that goes by them: members, how often they should
    be spoken to, criteria and saved lists. Returns how many members were concerned.

    Raises Invalid, Cancelled.
    """
    check_tag(into)
    into = tidy(into)
    joined = [tag for tag in tags if tag != into]
    with action("tag.edit") as written:
        moved: set[bytes] = set()
        for tag in joined:
            moved |= _move(tag, into, progress)
            _move_cadence(tag, into)
        _ask_instead(joined, into)
        written.amount = len(moved)
    return len(moved)


def check_tag(tag: str) -> None:
    """Raises Invalid where nothing can be called so."""
    if not tidy(tag):
        raise Invalid({"tag": N_("Write what it is to be called.")})
    if len(tidy(tag)) > LONGEST_TAG:
        raise Invalid({"tag": N_("This name is too long for a tag.")})


def remove_tags(tags: Sequence[str], progress: Progress = unheard) -> int:
    """Take tags from everybody; return from how many. Lists that ask for one find nobody by it
    any more: they are the organizer's to change."""
    with action("tag.remove") as written:
        lost: set[bytes] = set()
        for tag in tags:
            members = _having(tag)
            for start in range(0, len(members), _STEP):
                progress(start, len(members))
                lost |= _take(members[start : start + _STEP], tag)
            mark(Cadence, [row.id for row in live(Cadence).where(Cadence.tag == tag)], deleted=True)
        written.amount = len(lost)
    return len(lost)


def _clean(tags: Iterable[str]) -> list[str]:
    return [tag for tag in dict.fromkeys(tidy(tag)[:LONGEST_TAG] for tag in tags) if tag]


def _having(tag: str) -> list[bytes]:
    """Return whoever has a tag, also in the trash: who comes back has it as it is called then."""
    rows = database.execute_sql(
        "SELECT member FROM member_tag WHERE tag = ? AND deleted = 0", (tag,)
    )
    return [bytes(member) for (member,) in rows]


def _give(members: Sequence[bytes], tag: str) -> set[bytes]:
    ids = {tag_id(member, tag): member for member in members}
    rows = MemberTag.select(MemberTag.id, MemberTag.deleted).where(MemberTag.id.in_(list(ids)))
    known = {row.id: row.deleted for row in rows}
    for row, member in ids.items():
        if row not in known:
            MemberTag.create(id=row, member=member, tag=tag)
    trashed = [row for row, deleted in known.items() if deleted == TRASHED]
    mark(MemberTag, trashed, deleted=False)
    return {member for row, member in ids.items() if known.get(row) != LIVE}


def _take(members: Sequence[bytes], tag: str) -> set[bytes]:
    ids = {tag_id(member, tag): member for member in members}
    rows = live(MemberTag, MemberTag.id).where(MemberTag.id.in_(list(ids)))
    having = [row.id for row in rows]
    mark(MemberTag, having, deleted=True)
    return {ids[row] for row in having}


def _move(tag: str, into: str, progress: Progress) -> set[bytes]:
    members = _having(tag)
    for start in range(0, len(members), _STEP):
        progress(start, len(members))
        some = members[start : start + _STEP]
        given = _give(some, into)
        _give_again([member for member in some if member not in given], into)
        _take(some, tag)
    return set(members)


def _give_again(members: Sequence[bytes], tag: str) -> None:
    """Write down that members keep a tag: two laptops that join two tags in opposite directions
    would else lose both."""
    rows = [tag_id(member, tag) for member in members]
    mark(MemberTag, rows, deleted=True)
    mark(MemberTag, rows, deleted=False)


def _move_cadence(tag: str, into: str) -> None:
    """The tag that stays keeps its own days; without any, it gets those of the one that goes."""
    row = live(Cadence).where(Cadence.tag == tag).first()
    cadence_id = link_id("cadence", into)
    known = Cadence.get_or_none(Cadence.id == cadence_id)
    days = known.days if known is not None and not known.deleted else None
    if row is not None:
        mark(Cadence, [row.id], deleted=True)
        days = row.days if days is None else days
    if known is None and days is not None:
        Cadence.create(id=cadence_id, tag=into, days=days)
    elif days is not None:
        mark(Cadence, [cadence_id], deleted=True)  # that it stays is written down, as of the tags
        Cadence.update(days=days, deleted=0).where(Cadence.id == cadence_id).execute()


def _tags_asked(written: str) -> set[str]:
    try:
        asked = filters.read(written)
    except UserError:
        return set()
    return {tag for each in asked.conditions() if each.field == "tags" for tag in each.value or ()}


def _ask_instead(tags: Sequence[str], into: str) -> None:
    """Let saved lists and criteria that ask for these tags ask for the one that stays."""

    def in_list(condition: Condition) -> Condition:
        if condition.field != "tags" or not condition.value:
            return condition
        asked = dict.fromkeys(into if tag in tags else tag for tag in condition.value)
        return replace(condition, value=tuple(asked))

    change_conditions(in_list)
    change_wanted(
        CriterionSort.INTEREST,
        lambda lines: [into if line in tags else line for line in lines],
    )
