"""One line of a chain beside what stands on the list, and the order in which people signed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from models.exchange.signup.plan import BY_HAND, SignUp, State
from models.exchange.signup.standing import BLANK, CELLS, Listed, Standing
from models.vocabulary import Rsvp

# A chain tells an order, no time: its entries stand before whoever signs up by hand later, and
# have the same place in whatever copy of the file they are pasted.
_FIRST = datetime(2000, 1, 1)
_STEP = timedelta(milliseconds=1)


def fresh(line: SignUp) -> dict[str, Any]:
    """Return the cells of somebody who was not on the list."""
    return {"rsvp": line.rsvp, "guests": line.guests, "note": line.note}


def compared(line: SignUp, row: Standing, takes: bool) -> SignUp:
    """Compare what the chain says with what stands, and with what a chain said before."""
    told = fresh(line)
    changes, kept, crossing = {}, {}, False
    for name in CELLS:
        now, new = row.cells[name], told[name]
        if now == new:
            continue
        before = row.said.get(name, BLANK[name])
        if takes or now == before:
            changes[name] = new
        else:
            kept[name] = now
            crossing = crossing or new != before
    line = replace(line, **kept, changes=changes)
    if crossing:
        state = State.CHANGED if changes else State.BY_HAND
        return replace(line, state=state, reason=BY_HAND)
    if changes:
        return replace(line, state=State.CHANGED)
    return replace(line, state=State.UNCHANGED, reason=BY_HAND if kept else "")


def place_in_chain(place: int) -> datetime:
    """Return the moment that stands for a place in a chain, from 1."""
    return _FIRST + _STEP * place


def in_order(lines: Sequence[SignUp], listed: Listed) -> list[SignUp]:
    """Say since when those who come now have their place: in the order of the chain, behind
    whoever signed up by hand before. Who comes after all is the last."""
    base = max(listed.latest_by_hand() or _FIRST, _FIRST)
    signed = [row.signed for row in listed.rows.values() if row.is_listed and row.signed]
    before, last = _FIRST, max(signed, default=_FIRST)
    stamps: dict[str, datetime] = {}
    for place, line in enumerate(lines, 1):
        row = listed.rows.get(line.member) if line.member else None
        if line.state is State.NEW and line.rsvp == Rsvp.YES:
            before = stamps[line.key] = max(base + _STEP * place, before + _STEP)
            last = max(last, before)
        elif row is not None and row.from_chain and row.signed:
            before = max(before, row.signed)
    for line in lines:
        if line.state is State.CHANGED and line.changes.get("rsvp") == Rsvp.YES:
            last = stamps[line.key] = last + _STEP
    return [
        replace(line, changes={**line.changes, "signed": stamps.get(line.key)})
        if "rsvp" in line.changes
        else line
        for line in lines
    ]
