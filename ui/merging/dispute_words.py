"""What a conflict is called, and what each of its two sides says."""

from __future__ import annotations

from dataclasses import dataclass

from models.merging.conflicts import Conflict, Side, Sort
from models.merging.twins import Twins
from models.vocabulary import Kind
from ui.formats import joined, moment_text
from ui.merging.jobs import Disputes
from ui.merging.values import values_with
from ui.merging.wording import field_of
from ui.past.line_list import Shown
from ui.preferences import Preferences
from ui.records.changes import by_whom, worded
from ui.wording import _

_REASONS = {
    "name": lambda: _("the same name"),
    "phone": lambda: _("the same phone number"),
    "wechat_id": lambda: _("the same WeChat ID"),
}


@dataclass(frozen=True)
class SideWords:
    """One side: what it says, who wrote it where and when, and what choosing it does."""

    value: str
    who: str
    at: str
    choose: str


def line_of(item: Conflict | Twins) -> Shown:
    """Say a conflict in one line of the list."""
    if isinstance(item, Twins):
        title = joined([_one_line(item.first.title), _one_line(item.second.title)])
        return Shown("users-round", "accent", title, _("The same person, entered twice?"), "")
    title = _one_line(item.title) or _(item.kind.title)
    latest = max(item.winner.at, item.loser.at)
    if item.sort is Sort.VALUE:
        caption = field_of(item)
        return Shown("arrow-right-left", "warning", title, caption, moment_text(latest))
    return Shown("trash-2", "warning", title, _("Deleted and edited"), moment_text(latest))


def title_of(item: Conflict | Twins) -> str:
    if isinstance(item, Twins):
        return _("The same person, entered twice?")
    record = _one_line(item.title) or _(item.kind.title)
    if item.sort is not Sort.VALUE:
        return record
    return _("{field} of “{record}”", field=field_of(item), record=record)


def explanation_of(item: Conflict | Twins) -> str:
    """Say how it came to this, and what to do."""
    if isinstance(item, Twins):
        return _(
            "Two copies brought {reason}. If it is one person, keep one entry: it gets what only"
            " the other has, and the other goes to the trash.",
            reason=_REASONS[item.reason](),
        )
    if item.sort is Sort.VALUE:
        return _(
            "Two people wrote this without knowing of each other. Choose which is to stand; the"
            " other stays in the history."
        )
    return _of_person(item.sort) if item.kind is Kind.MEMBER else _of_thing(item.sort)


def _of_person(sort: Sort) -> str:
    if sort is Sort.REMOVED:
        return _(
            "One side deleted this person without knowing that the other had just edited them."
            " They are in the trash now: leave them there, or bring them back."
        )
    return _(
        "One side edited this person without knowing that the other had deleted them. They are in"
        " the trash now: leave them there, or bring them back."
    )


def _of_thing(sort: Sort) -> str:
    if sort is Sort.REMOVED:
        return _(
            "One side deleted this without knowing that the other had just edited it. It is in the"
            " trash now: leave it there, or bring it back."
        )
    return _(
        "One side edited this without knowing that the other had deleted it. It is in the trash"
        " now: leave it there, or bring it back."
    )


def sides_of(
    conflict: Conflict, disputes: Disputes, preferences: Preferences
) -> tuple[SideWords, SideWords]:
    """Word what stands now and what does not, in this order."""
    if conflict.column is not None:
        value = values_with(disputes.names)
        winner, loser = (value(conflict, each.value) for each in (conflict.winner, conflict.loser))
        choices = (_("Keep this"), _("Keep this instead"))
    else:
        cells = disputes.edits.get(conflict.id, ())
        lines = [text for cell in cells if (text := worded(cell, disputes.names))]
        winner, loser = _("Deleted"), "\n".join(lines) or _("Edited")
        choices = (_("Leave it in the trash"), _("Bring it back"))
        if conflict.kind is Kind.MEMBER:
            choices = (_("Leave them in the trash"), _("Bring them back"))
    return (
        SideWords(winner, _who(conflict.winner, preferences), _when(conflict.winner), choices[0]),
        SideWords(loser, _who(conflict.loser, preferences), _when(conflict.loser), choices[1]),
    )


def _who(side: Side, preferences: Preferences) -> str:
    who = by_whom(side.who, side.device, preferences.device, preferences.laptop)
    return who or _("somebody unnamed")


def _when(side: Side) -> str:
    return moment_text(side.at)


def _one_line(text: str) -> str:
    return " ".join(text.split())
