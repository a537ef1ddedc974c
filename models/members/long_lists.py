"""Lists of very many members, remembered: a filter, a sort, a keystroke are answered in a frame."""

from __future__ import annotations

from peewee import DatabaseError

from models import listing, recalling
from models.base import database
from models.errors import UserError
from models.listing import Listing
from models.listing_query import ALL
from models.members.filter_fields import all_fields
from models.members.filter_sql import extra_of
from models.members.filters import NOTHING, Group
from models.members.listing import MEMBER_TABLE, MemberLine, prepare
from models.members.remembered import read_fields
from models.progress import Progress, unheard

# Of fewer members everything is told from the file within a frame.
_LONG = 3_000
_COMPLETE = "complete"


def recall_members(
    text: str = "",
    pill: str = ALL,
    order: str = "name",
    descending: bool = False,
    asked: Group = NOTHING,
) -> Listing[MemberLine] | None:
    """Return what find_members would list where that is remembered, and so there within a frame."""
    prepare()
    try:
        return listing.recall(MEMBER_TABLE, text, pill, order, descending, extra_of(asked))
    except UserError:
        # Whoever then asks find_members is told why.
        return None


def is_forgetful() -> bool:
    """Whether there are so many members that they should be remembered, and are not, or were so
    long ago that many have changed since."""
    query = "SELECT count(*) FROM (SELECT 1 FROM member LIMIT ?)"
    try:
        known = MEMBER_TABLE.memory.recall()
        if known is not None and _COMPLETE in known.remembered.facts and not known.is_worn:
            return False
        return bool(database.execute_sql(query, (_LONG,)).fetchone()[0] == _LONG)
    except DatabaseError:
        # Something else was written over the file: whoever watches it deals with that.
        return False


def remember_members(progress: Progress = unheard) -> None:
    """Remember what every list of members is made of: some seconds of work for a hundred thousand.

    Raises Cancelled; what is remembered by then stays.
    """
    remembered = recalling.begin(MEMBER_TABLE, anew=True)
    if remembered is None:
        return
    fields = all_fields().values()
    own = (field.name for field in fields if field.own)
    recalling.read_all(MEMBER_TABLE, (*MEMBER_TABLE.orders, *own), remembered, progress)
    read_fields(fields, remembered, progress)
    remembered.facts[_COMPLETE] = True
    MEMBER_TABLE.memory.replace(remembered)


def forget_members() -> None:
    """Hold nothing of anybody in memory any more: the file is being left."""
    MEMBER_TABLE.memory.forget()
