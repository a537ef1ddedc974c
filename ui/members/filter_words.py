"""A filter in a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QLocale

from models.events.event import load_event
from models.members.filter_fields import FilterField, Sort
from models.members.filters import ANY, Condition, Group, Test, Visits
from models.titles import names_of
from models.vocabulary import EventFormat, Purpose
from resources.i18n import N_
from ui.formats import date_text, locale
from ui.records.choices import title_of
from ui.wording import _, n_

_PLAIN = {
    Test.IS: N_("{field} is “{value}”"),
    Test.IS_NOT: N_("{field} is not “{value}”"),
    Test.CONTAINS: N_("{field} contains “{value}”"),
    Test.LACKS: N_("{field} does not contain “{value}”"),
    Test.EMPTY: N_("{field} is empty"),
    Test.FILLED: N_("{field} is filled in"),
    Test.ANY_OF: N_("{field}: {value}"),
    Test.ALL_OF: N_("{field}: {value}"),
    Test.NONE_OF: N_("{field}: not {value}"),
    Test.BEFORE: N_("{field}: before {value}"),
    Test.AFTER: N_("{field}: after {value}"),
    Test.ON: N_("{field}: on {value}"),
    Test.THIS_MONTH: N_("{field}: in this month"),
    Test.NEVER: N_("{field}: never"),
    Test.BIRTHDAY_THIS_MONTH: N_("birthday in this month"),
    Test.BIRTHDAY_IN: N_("birthday in {value}"),
    Test.AGE_FROM: N_("at least {value} years old"),
    Test.AGE_TO: N_("at most {value} years old"),
    Test.EQUALS: N_("{field}: exactly {value}"),
    Test.AT_LEAST: N_("{field}: at least {value}"),
    Test.AT_MOST: N_("{field}: at most {value}"),
    Test.YES: N_("{field}: yes"),
    Test.NO: N_("{field}: no"),
    Test.GIVEN: N_("agreed to “{value}”"),
    Test.NOT_GIVEN: N_("did not agree to “{value}”"),
    Test.CAME: N_("came to {value}"),
    Test.NOT_COME: N_("noted as not coming to {value}"),
    Test.NO_RECORD: N_("no record of coming to {value}"),
    Test.SAID_YES: N_("said yes to {value}"),
}


# By the name of a field: what else it may be looked for by.
_ALSO = {"attendance": N_("came, took part, was there, event, signed up, absent")}


def also_called(field: FilterField) -> str:
    """Return other words for a field, "" where there are none."""
    also = _ALSO.get(field.name)
    return _(also) if also else ""


def title_of_field(field: FilterField) -> str:
    return field.title if field.own else _(field.title)


def said(asked: Group, fields: Mapping[str, FilterField]) -> str:
    """Say whom a filter asks for; "" where it asks nothing."""
    parts = []
    for part in asked.parts:
        if not isinstance(part, Group):
            parts.append(_condition(part, fields[part.field]))
        elif inner := said(part, fields):
            parts.append(_("({group})", group=inner) if len(part.parts) > 1 else inner)
    return (_("; or ") if asked.way == ANY else _("; and ")).join(parts)


def _condition(condition: Condition, field: FilterField) -> str:
    title, value = title_of_field(field), condition.value
    if value == "":
        return _("{field}: nothing written yet", field=title)
    match condition.test:
        case Test.LAST_DAYS:
            return n_("{field}: in the last {count} day", "{field}: in the last {count} days",
                      value, field=title)  # fmt: skip
        case Test.NEXT_DAYS:
            return n_("{field}: in the next {count} day", "{field}: in the next {count} days",
                      value, field=title)  # fmt: skip
        case Test.OLDER_DAYS:
            return n_("{field}: more than {count} day ago", "{field}: more than {count} days ago",
                      value, field=title)  # fmt: skip
        case Test.NOT_FOR_DAYS:
            return n_("{field}: more than {count} day ago, or never",
                      "{field}: more than {count} days ago, or never",
                      value, field=title)  # fmt: skip
        case Test.BIRTHDAY_NEXT:
            return n_("birthday in the next {count} day", "birthday in the next {count} days",
                      value)  # fmt: skip
    return _(_PLAIN[condition.test], field=title, value=_value(condition, field))


def _value(condition: Condition, field: FilterField) -> str:
    value: Any = condition.value
    if isinstance(value, tuple):
        between = _(" and ") if condition.test is Test.ALL_OF else _(" or ")
        return between.join(map(choice_titles(field).__getitem__, value)) or _("nothing chosen yet")
    if isinstance(value, Visits):
        return visits_text(value)
    if isinstance(value, date):
        return date_text(value)
    if field.sort is Sort.CONSENT:
        return title_of(Purpose, value)
    if condition.test is Test.BIRTHDAY_IN:
        return month_name(value)
    if field.sort is Sort.MEMBER and value:
        return next(iter(names_of([bytes.fromhex(value)]).values()), "?")
    return f"{value:f}" if hasattr(value, "as_tuple") else str("" if value is None else value)


class _Titles(dict[str, str]):
    """A word nobody offers any more is called what it is."""

    def __missing__(self, word: str) -> str:
        return word


def choice_titles(field: FilterField) -> Mapping[str, str]:
    """Return how the choices of a field are called; any other word stands for itself."""
    return _Titles({value: title if field.named else _(title) for value, title in field.choices})


def month_name(month: int) -> str:
    return locale().standaloneMonthName(month, QLocale.FormatType.LongFormat)


def visits_text(visits: Visits) -> str:
    """Say which events are meant."""
    if visits.event is not None:
        event = load_event(visits.event)
        which = _("“{event}”", event=event.title) if event else _("an event that is gone")
    elif visits.format:
        which = _("{format} events", format=title_of(EventFormat, visits.format))
    else:
        which = _("any event")
    when = _period(visits)
    return _("{events} ({when})", events=which, when=when) if when else which


def _period(visits: Visits) -> str:
    if visits.days is not None:
        return n_("in the last {count} day", "in the last {count} days", visits.days)
    since, until = date_text(visits.since), date_text(visits.until)
    if since and until:
        return _("{since} to {until}", since=since, until=until)
    if since:
        return _("since {since}", since=since)
    return _("until {until}", until=until) if until else ""
