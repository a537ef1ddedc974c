"""The form of a template: what its events begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.events.event import formats_in_use
from models.events.template import Cost, TemplateValues, ToDo
from models.vocabulary import EventFormat, EventMode
from resources.i18n import N_
from ui.events.plan.money_card import amount_column, kind_column, title_column
from ui.events.templates.words import show_days, write_days
from ui.records.choices import offered
from ui.records.editors import (
    ChoiceEditor,
    DurationEditor,
    LongTextEditor,
    NumberEditor,
    OpenChoiceEditor,
    TextEditor,
)
from ui.records.form import Field, Form, Group
from ui.records.grid_editor import GridEditor
from ui.records.grid_model import GridColumn
from ui.records.notation import read_days
from ui.wording import _

_NO_DAYS = N_("Write 7 for a week before, +1 for the day after, 0 for the day itself.")


def template_form() -> Form:
    return Form((_what(), _begins_with()), blank_template)


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form holds as save_template takes it."""
    to_dos = [ToDo(row["days"] or 0, row["title"]) for row in values["to_dos"]]
    costs = [Cost(row["sort"], row["title"], row["planned"]) for row in values["costs"]]
    in_time = sorted(to_dos, key=lambda to_do: to_do.days)
    return {**values, "to_dos": in_time, "costs": costs}


def blank_template() -> TemplateValues:
    return TemplateValues(
        id=b"", name="", format=EventFormat.GATHERING, mode=EventMode.OFFLINE, minutes=None,
        place="", host="", capacity=None, description="", to_dos=(), costs=(),
    )  # fmt: skip


def _what() -> Group:
    return Group("", (
        (Field("name", N_("Name of the template"), TextEditor),),
        (Field("format", N_("Format"),
               lambda: OpenChoiceEditor(lambda: offered(EventFormat, formats_in_use()))),
         Field("mode", N_("Mode"), lambda: ChoiceEditor(EventMode))),
        (Field("minutes", N_("How long"), DurationEditor),
         Field("capacity", N_("Capacity"), NumberEditor)),
        (Field("place", N_("Place or link"), TextEditor), Field("host", N_("Host"), TextEditor)),
    ))  # fmt: skip


def _begins_with() -> Group:
    return Group("", (
        (Field("to_dos", N_("Checklist"), _to_dos, value_of=_to_do_rows),),
        (Field("costs", N_("Budget"), _costs, value_of=_cost_rows),),
        (Field("description", N_("Description"), _few_lines),),
    ))  # fmt: skip


def _few_lines() -> LongTextEditor:
    """Return an editor that stays low: what an event begins with is more than its description."""
    made = LongTextEditor(3)
    made.field.setFixedHeight(made.field.minimumHeight())
    return made


def _to_dos() -> GridEditor:
    days = GridColumn("days", N_("When"), 136, read_days, write_days, show_days, _NO_DAYS)
    title = GridColumn("title", N_("What is to be done"), usual="", hint=N_("New line"))
    return GridEditor((title, days), _("Checklist"))


def _costs() -> GridEditor:
    planned = amount_column("planned", N_("Budget"))
    return GridEditor((kind_column(), title_column(), planned), _("Budget"))


def _to_do_rows(template: TemplateValues) -> list[dict[str, Any]]:
    return [{"title": to_do.title, "days": to_do.days} for to_do in template.to_dos]


def _cost_rows(template: TemplateValues) -> list[dict[str, Any]]:
    return [
        {"sort": cost.sort, "title": cost.title, "planned": cost.planned} for cost in template.costs
    ]
