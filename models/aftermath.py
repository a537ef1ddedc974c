"""What follows from the rows a merge brought together, whichever way it was asked for."""

from __future__ import annotations

from models.events.changing_rule import follow_series
from models.events.two_doors import follow_doors
from models.members.joined import follow_joins
from models.members.one_chat import follow_chats
from models.progress import Progress, unheard


def follow_merge(progress: Progress = unheard) -> int:
    """Let what came with the last merge follow entries that became one, stand where one of two
    doors took its tick back, come by the present rule of its series, and count for one chat where
    two names were given to it; return how much that was.

    Each is taken back together with the merge. Raises Cancelled, UserError where the file cannot be
    written.
    """
    found = follow_joins(progress) + follow_doors(progress)
    return found + follow_series() + follow_chats()
