"""What a calendar file changes, in words."""

from __future__ import annotations

from models.exchange.calendars.planning import Change, Row, State
from models.vocabulary import EventStatus
from resources.i18n import N_
from ui.records.choices import title_of
from ui.wording import _

STATES = {
    State.NEW: N_("New"),
    State.CHANGED: N_("Changed"),
    State.UNCHANGED: N_("Unchanged"),
    State.GONE: N_("To the trash"),
}
_FIELDS = {
    "title": N_("Title"),
    "begins": N_("Begins"),
    "ends": N_("Ends"),
    "place": N_("Place or link"),
    "description": N_("Description"),
    "link": N_("Link"),
    "status": N_("Status"),
}
_LONGEST = 60


def row_words(row: Row) -> str:
    """Say in one line what becomes of an event."""
    told = {"state": _(STATES[row.state]), "moment": f"{row.begins:%Y-%m-%d %H:%M}",
            "title": row.title, "what": what_words(row)}  # fmt: skip
    if told["what"]:
        return _("{state}: {moment} {title} ({what})", **told)
    return _("{state}: {moment} {title}", **told)


def what_words(row: Row) -> str:
    """Return what changes of an event; "" where nothing that is shown does."""
    return "; ".join(_change(change) for change in row.changes)


def _change(change: Change) -> str:
    told = {"field": _(_FIELDS[change.field]), "old": _value(change.field, change.old),
            "new": _value(change.field, change.new)}  # fmt: skip
    if not told["old"]:
        return _("{field}: {new}", **told)
    return _("{field}: {old} → {new}", **told)


def _value(field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if field in ("begins", "ends"):
        return f"{value:%Y-%m-%d %H:%M}"
    text = title_of(EventStatus, str(value)) if field == "status" else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
