"""“Guests and experts…”: whom to invite, on what, and how their talks went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.events.guest import (
    GuestValues,
    guests,
    remove_guests,
    save_guest,
    unlisted_guests,
)
from resources.i18n import N_
from ui.events.directory.window import Directory, DirectoryWindow
from ui.formats import date_text, joined, number_text
from ui.records.editors import LongTextEditor, TextEditor
from ui.records.form import Field, Form, Group
from ui.session import Session
from ui.wording import _, n_


def show_guests(session: Session, parent: QWidget) -> None:
    DirectoryWindow(session, GUESTS, parent.window()).open()


def _form() -> Form:
    return Form((Group("", (
        (Field("name", N_("Name"), TextEditor),),
        (Field("topics", N_("Topics"), lambda: TextEditor(N_("Divided by commas"))),),
        (Field("phone", N_("Phone"), TextEditor), Field("wechat_id", N_("WeChat ID"), TextEditor)),
        (Field("email", N_("E-mail"), TextEditor),),
        (Field("note", N_("Note"), LongTextEditor),),
    )),), _blank)  # fmt: skip


def _blank() -> GuestValues:
    return GuestValues(b"", "", "", "", "", "", "")


def _entry(guest: GuestValues) -> tuple[str, str]:
    return guest.name, joined([guest.topics, _rating(guest)])


def _rating(guest: GuestValues) -> str:
    if not guest.past:
        return ""
    talks = n_("{count} talk", "{count} talks", len(guest.past))
    if guest.rating is None:
        return talks
    return joined([talks, _("{mean} of 5", mean=number_text(guest.rating))])


def _past(guest: GuestValues) -> Sequence[tuple[str, str]]:
    return [
        (
            joined([date_text(talk.day), talk.title]),
            ""
            if talk.rating is None
            else n_(
                "{mean} of 5 from {count} mark", "{mean} of 5 from {count} marks", talk.ratings,
                mean=number_text(talk.rating),
            ),
        )
        for talk in guest.talks
    ]  # fmt: skip


GUESTS = Directory(
    title=N_("Guests and experts"),
    hint=N_("Events name their guests in words; what they are rated is told from there."),
    search=N_("Name or topic…"),
    new=N_("New guest"),
    nothing=N_("No event names them yet."),
    removed=N_("{name} taken out of the directory. Events keep the name."),
    form=_form,
    records=guests,
    save=save_guest,
    remove=remove_guests,
    entry=_entry,
    past=_past,
    unlisted=unlisted_guests,
)
