"""The event form: what, when, where, with whom, for how much."""

from __future__ import annotations

from models.events.event import EventValues, formats_in_use
from models.vocabulary import EventFormat, EventMode, EventStatus
from resources.i18n import N_
from ui.records.choices import offered
from ui.records.date_editors import MomentEditor
from ui.records.editors import (
    ChoiceEditor,
    LongTextEditor,
    MoneyEditor,
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
        (Field("place", N_("Place or link"), TextEditor),),
        (Field("description", N_("Description"), LongTextEditor),),
    ))  # fmt: skip


def _who() -> Group:
    return Group(N_("People"), (
        (Field("host", N_("Host"), TextEditor), Field("guest", N_("Guest"), TextEditor)),
        (Field("capacity", N_("Capacity"), NumberEditor),),
    ))  # fmt: skip


def _money() -> Group:
    return Group(N_("Money"), (
        (Field("budget", N_("Budget"), MoneyEditor),),
        (Field("cost", N_("Cost"), MoneyEditor), Field("income", N_("Income"), MoneyEditor)),
    ))  # fmt: skip


def blank_event() -> EventValues:
    return EventValues(
        id=b"", title="", format=EventFormat.GATHERING, mode=EventMode.OFFLINE, begins=None,
        ends=None, place="", host="", guest="", description="", capacity=None, budget=None,
        cost=None, income=None, status=EventStatus.PLANNED,
    )  # fmt: skip
