"""“Venues…”: where to meet, how many fit, whom to ask for the key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.events.venue import (
    VenueValues,
    remove_venues,
    save_venue,
    unlisted_places,
    venues,
)
from resources.i18n import N_
from ui.events.directory.window import Directory, DirectoryWindow
from ui.formats import date_text, joined
from ui.records.editors import LongTextEditor, NumberEditor, TextEditor
from ui.records.form import Field, Form, Group
from ui.session import Session
from ui.wording import _, n_


def show_venues(session: Session, parent: QWidget) -> None:
    DirectoryWindow(session, VENUES, parent.window()).open()


def _form() -> Form:
    return Form((Group("", (
        (Field("name", N_("Called"), TextEditor),),
        (Field("address", N_("Address"), TextEditor),),
        (Field("capacity", N_("How many people fit"), NumberEditor),
         Field("contact", N_("Contact person"), TextEditor)),
        (Field("note", N_("Note"), LongTextEditor),),
    )),), lambda: VenueValues(b"", "", "", None, "", ""))  # fmt: skip


def _entry(venue: VenueValues) -> tuple[str, str]:
    room = (
        ""
        if venue.capacity is None
        else n_("room for {count} person", "room for {count} people", venue.capacity)
    )
    return venue.name, joined([room, venue.address])


def _past(venue: VenueValues) -> Sequence[tuple[str, str]]:
    if not venue.events:
        return ()
    count = n_("{count} event here", "{count} events here", venue.events)
    return [(count, _("the last on {day}", day=date_text(venue.latest)) if venue.latest else "")]


VENUES = Directory(
    title=N_("Venues"),
    hint=N_("Events name their place in words; address and capacity are known from here."),
    search=N_("Name or address…"),
    new=N_("New venue"),
    nothing=N_("No event took place here yet."),
    removed=N_("{name} taken out of the directory. Events keep the place."),
    form=_form,
    records=venues,
    save=save_venue,
    remove=remove_venues,
    entry=_entry,
    past=_past,
    unlisted=unlisted_places,
)
