"""How many records of each kind came, in words. Imports no Qt: the command line says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.vocabulary import Kind
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.merging.summary import Tally

# The tone of what both sides changed, which is counted among the changed already.
BOTH = "warning"
Counted = Callable[[int], str]


@dataclass(frozen=True)
class Part:
    """Some words and their colour."""

    text: str
    tone: str


def counted(tally: Tally) -> tuple[Part, ...]:
    """Say what becomes of the records of one kind: new, changed, on both sides, deleted there."""
    added, changed, both, removed = _WORDS[tally.kind]
    parts = (
        (tally.added, added, "good"),
        (tally.changed, changed, "accent"),
        (tally.both, both, BOTH),
        (tally.removed, removed, "grey"),
    )
    return tuple(Part(say(count), tone) for count, say, tone in parts if count)


def _rows_both(count: int) -> str:
    return n_("{count} of them on both sides", "{count} of them on both sides", count)


_WORDS: Mapping[Kind, tuple[Counted, Counted, Counted, Counted]] = {
    Kind.COMMUNITY: (
        lambda count: _("the community's details"),
        lambda count: _("the community's details changed"),
        lambda count: _("on both sides"),
        lambda count: _("the community's details"),
    ),
    Kind.MEMBER: (
        lambda count: n_("{count} new member", "{count} new members", count),
        lambda count: n_("{count} member changed", "{count} members changed", count),
        _rows_both,
        lambda count: n_("{count} member deleted there", "{count} members deleted there", count),
    ),
    Kind.RULE: (
        lambda count: n_("{count} new rule", "{count} new rules", count),
        lambda count: n_("{count} rule changed", "{count} rules changed", count),
        _rows_both,
        lambda count: n_("{count} rule deleted there", "{count} rules deleted there", count),
    ),
    Kind.EVENT: (
        lambda count: n_("{count} new event", "{count} new events", count),
        lambda count: n_("{count} event changed", "{count} events changed", count),
        _rows_both,
        lambda count: n_("{count} event deleted there", "{count} events deleted there", count),
    ),
    Kind.ATTENDANCE: (
        lambda count: n_("{count} new attendance", "{count} new attendances", count),
        lambda count: n_("{count} attendance changed", "{count} attendances changed", count),
        _rows_both,
        lambda count: n_(
            "{count} attendance deleted there", "{count} attendances deleted there", count
        ),
    ),
    Kind.FEEDBACK: (
        lambda count: n_("{count} new feedback item", "{count} new feedback items", count),
        lambda count: n_("{count} feedback item changed", "{count} feedback items changed", count),
        _rows_both,
        lambda count: n_(
            "{count} feedback item deleted there", "{count} feedback items deleted there", count
        ),
    ),
}
