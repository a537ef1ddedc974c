"""What the list says of one action: its picture, its words, who did it and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.journal.happened import Happened
from models.journal.undo import REDO, UNDO
from models.past import ActionLine
from ui.actions_wording import headline, headline_redone, headline_undone
from ui.formats import joined, moment_text
from ui.past.line_list import Shown
from ui.preferences import Preferences
from ui.records.changes import by_whom
from ui.wording import _

_OUTSIDE = ("app-window", "warning")
_WHOLE = {
    "found": ("book-plus", "accent"),
    "merge": ("git-merge", "accent"),
    "conflict.settle": ("check-check", "accent"),
    "member.tell_apart": ("check-check", "accent"),
    "community.restore": ("archive-restore", "warning"),
    UNDO: ("undo-2", "grey"),
    REDO: ("redo-2", "grey"),
}
_BY_VERB = {
    "add": ("plus", "good"),
    "import": ("upload", "good"),
    "restore": ("archive-restore", "good"),
    "edit": ("pencil", "accent"),
    "reorder": ("arrow-up-down", "accent"),
    "remove": ("trash-2", "grey"),
    "erase": ("eraser", "bad"),
}


def picture_of(kind: str | None) -> tuple[str, str]:
    """Return the icon of an action and its tone."""
    if kind is None:
        return _OUTSIDE
    verb = kind.partition(".")[2]
    return _WHOLE.get(kind) or _BY_VERB.get(verb, ("pencil", "accent"))


def headline_of(happened: Happened) -> str:
    """Say what an action did, naming of an undo what it took back."""
    if happened.kind == UNDO:
        return headline_undone(happened.root_kind, happened.root_amount)
    if happened.kind == REDO:
        return headline_redone(happened.root_kind, happened.root_amount)
    return headline(happened.kind, happened.amount)


def who_did(happened: Happened, preferences: Preferences) -> str:
    who = by_whom(happened.who, happened.device, preferences.device, preferences.laptop)
    return joined([who, _("came with a merge") if happened.merged else ""])


def wording_for(preferences: Preferences) -> Callable[[ActionLine], Shown]:
    return partial(_shown, preferences)


def _shown(preferences: Preferences, line: ActionLine) -> Shown:
    happened = line.happened
    icon, tone = picture_of(happened.kind)
    faded = happened.undone and not happened.inverts
    return Shown(
        icon=icon,
        tone=tone,
        title=joined([headline_of(happened), " ".join(line.subject.split())]),
        caption=who_did(happened, preferences),
        end=moment_text(happened.at),
        chip=_("Undone") if faded else "",
        faded=faded,
    )
