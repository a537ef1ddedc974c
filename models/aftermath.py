"""What follows from the rows a merge brought together, whichever way it was asked for."""

from __future__ import annotations

from models.events.changing_rule import follow_series
from models.events.two_doors import follow_doors
from models.journal.transactions import action
from models.members.joined import follow_joins, follow_person
from models.members.one_chat import follow_chats
from models.merging.conflicts import Conflict, settle
from models.progress import Progress, unheard
from models.settlement import SETTLING
from models.vocabulary import Kind


def follow_merge(progress: Progress = unheard) -> int:
    """Let what came with the last merge follow entries that became one, stand where one of two
    doors took its tick back, come by the present rule of its series, and count for one chat where
    two names were given to it; return how much that was.

    Each is taken back together with the merge. Raises Cancelled, UserError where the file cannot be
    written.
    """
    found = follow_joins(progress) + follow_doors(progress)
    return found + follow_series() + follow_chats()


def settle_conflict(conflict: Conflict, use_loser: bool) -> None:
    """Let the one or the other value stand, for every entry of a person; nobody is asked again."""
    with action(SETTLING):
        settle(conflict, use_loser)
        if use_loser and conflict.kind is Kind.MEMBER:
            follow_person(conflict.shown)
