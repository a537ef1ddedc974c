"""What an undo left alone because it was edited since: named, for the window and the commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.records.field_titles import field_title
from ui.wording import _, language, n_

if TYPE_CHECKING:
    from models.journal.undo import Kept

_NAMED = 5


def kept_sentence(kept: Sequence[Kept]) -> str:
    """Name the values that were edited since and so stayed: the first few, then how many."""
    from models.past import titles_of_kept  # the file is open by now

    named = list(dict.fromkeys(zip(titles_of_kept(kept[:_NAMED]), map(_field, kept), strict=False)))
    places = _joined([_place(title, field) for title, field in named])
    if len(kept) > _NAMED:
        return n_(
            "Changed since and left as it is: {places} and {count} more value.",
            "Changed since and left as it is: {places} and {count} more values.",
            len(kept) - _NAMED,
            places=places,
        )
    return _("Changed since and left as it is: {places}.", places=places)


def _place(title: str, field: str) -> str:
    record = " ".join(title.split()) or _("an erased record")
    if not field:
        return _("“{record}”", record=record)
    return _("“{record}” ({field})", record=record, field=field)


def _field(kept: Kept) -> str:
    title = field_title(kept.kind, kept.column)
    return _(title) if title else ""


def _joined(places: Sequence[str]) -> str:
    return ("、" if language() == "zh_CN" else ", ").join(places)
