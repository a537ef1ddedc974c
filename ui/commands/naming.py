"""Records as a command names them: by their id, or by what they are called."""

from __future__ import annotations

from models.errors import UserError
from models.events.event import load_event
from models.events.listing import find_events
from resources.i18n import N_

_ID_LENGTH = 16


def find_event(named: str) -> bytes:
    """Return the event with this id or title; a part of a title will do where only one fits.

    Raises UserError where none fits, or several do.
    """
    wanted = named.strip().casefold()
    event = read_id(wanted)
    if event and load_event(event):
        return event
    found = find_events()
    lines = found.lines(0, found.total)
    for fits in (
        [line for line in lines if line.title.strip().casefold() == wanted],
        [line for line in lines if wanted in line.title.casefold()],
    ):
        if len(fits) == 1:
            return fits[0].id
        if fits:
            raise UserError(
                N_("{count} events fit “{name}”. Give the id of one; list events --json has them."),
                count=len(fits),
                name=named,
            )
    raise UserError(N_("No event is called “{name}”. Look it up with list events."), name=named)


def read_id(text: str) -> bytes | None:
    """Return the id that is written in hex, None where it is none."""
    try:
        record = bytes.fromhex(text)
    except ValueError:
        return None
    return record if len(record) == _ID_LENGTH else None
