"""The event form: what, when, where, with whom, for how much."""

from __future__ import annotations

from models.events.event import EventValues, formats_in_use
from models.events.guest import guest_names
from models.events.venue import venue_names
from models.vocabulary import EventFormat, EventMode, EventStatus
from resources.i18n import N_
from ui.events.total_editor import TotalEditor, total_of
from ui.records.choices import offered
from ui.records.date_editors import MomentEditor
from ui.records.editors import (
    ChoiceEditor,
    LongTextEditor,
    NumberEditor,
    OpenChoiceEditor,
    TextEditor,
)
from ui.records.form import Field, Form, Group


def event_form() -> Form:
    return Form((_what(), _who(), _money()), blank_event)


def _what() -> Group:
    return Group("", (
        (Field("title", N_("Title"), TextEditor),),
        (Field("format", N_("Format"),
               lambda: OpenChoiceEditor(lambda: offered(EventFormat, formats_in_use()))),
         Field("mode", N_("Mode"), lambda: ChoiceEditor(EventMode))),
        (Field("status", N_("Status"), lambda: ChoiceEditor(EventStatus)),),
        (Field("begins", N_("Begins"), MomentEditor),),
        (Field("ends", N_("Ends"), MomentEditor),),
        (Field("place", N_("Place or link"), lambda: OpenChoiceEditor(_places)),),
        (Field("link", N_("Link to sign up or to take part"), TextEditor),),
        (Field("description", N_("Description"), LongTextEditor),),
    ))  # fmt: skip


def _who() -> Group:
    return Group(N_("People"), (
        (Field("host", N_("Host"), TextEditor),
         Field("guest", N_("Guest"), lambda: OpenChoiceEditor(_guests))),
        (Field("capacity", N_("Capacity"), NumberEditor),),
    ))  # fmt: skip


def _money() -> Group:
    return Group(N_("Money"), (
        (_total("budget", N_("Budget")),),
        (_total("cost", N_("Cost")), _total("income", N_("Income"))),
    ))  # fmt: skip


def _total(name: str, title: str) -> Field:
    return Field(name, title, TotalEditor, value_of=total_of(name))


def _places() -> list[tuple[str, str]]:
    return [(name, name) for name in venue_names()]


def _guests() -> list[tuple[str, str]]:
    return [(name, name) for name in guest_names()]


def blank_event() -> EventValues:
    return EventValues(
        id=b"", title="", format=EventFormat.GATHERING, mode=EventMode.OFFLINE, begins=None,
        ends=None, place="", host="", guest="", description="", capacity=None, budget=None,
        cost=None, income=None, status=EventStatus.PLANNED,
    )  # fmt: skip
