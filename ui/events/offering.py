"""Puts what can be done with an event where it is looked for: its pane, its menu, the page's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models import clock
from models.events.event import EventValues
from resources.i18n import N_
from ui.events.calendar_files import export_one, export_season
from ui.events.directory.guests import show_guests
from ui.events.directory.venues import show_venues
from ui.events.door.window import open_door
from ui.events.guard import GuardLines
from ui.events.papers import offer_papers, paper_actions
from ui.events.series.window import repeat_event
from ui.events.signup.window import paste_sign_ups
from ui.events.templates.keeping import keep_as_template
from ui.events.templates.offer import TemplateOffer
from ui.events.templates.window import plan_from_template, show_templates
from ui.records.described import RecordAction
from ui.records.detail import Step
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from ui.events.tab import EventWays


def event_steps(
    session: Session, listing: RecordList, ways: EventWays, event: EventValues
) -> tuple[Step, ...]:
    """Return the steps the pane offers: what comes next for this event stands first."""
    is_today = event.begins is not None and event.begins.date() == clock.today()
    list_step = Step(
        _("Attendance…"), lambda: ways.attendance(event.id), "list-checks", primary=not is_today
    )
    door_step = Step(
        _("Check in…"), lambda: open_door(session, event.id, listing), "door-open", primary=is_today
    )
    chain_step = Step(
        _("Paste sign-ups…"), lambda: paste_sign_ups(session, event.id, listing), "clipboard-paste"
    )
    return (door_step, list_step, chain_step) if is_today else (list_step, chain_step, door_step)


def plan_steps(ways: EventWays, event: EventValues) -> tuple[Step, ...]:
    return (Step(_("Plan…"), lambda: ways.plan(event.id), "list-todo"),)


def after_steps(ways: EventWays, event: EventValues) -> tuple[Step, ...]:
    """Return the step to what is done when an event is over; none before it has begun."""
    if event.begins is None or event.begins > clock.now():
        return ()
    return (Step(_("Afterwards…"), lambda: ways.after(event.id), "star"),)


def event_actions(
    session: Session, listing: RecordList, ways: EventWays
) -> tuple[RecordAction, ...]:
    """Return what stands in the menu of an event."""
    return (
        RecordAction(N_("Plan…"), "list-todo", ways.plan),
        RecordAction(N_("Attendance…"), "list-checks", ways.attendance),
        RecordAction(
            N_("Check in…"), "door-open", lambda event: open_door(session, event, listing)
        ),
        RecordAction(
            N_("Paste sign-ups…"),
            "clipboard-paste",
            lambda event: paste_sign_ups(session, event, listing),
        ),
        RecordAction(N_("Afterwards…"), "star", ways.after),
        *paper_actions(session, listing),
        RecordAction(N_("Repeat…"), "repeat", lambda event: repeat_event(session, event, listing)),
        RecordAction(
            N_("Save as a template…"),
            "copy-plus",
            lambda event: keep_as_template(session, event, listing),
        ),
        RecordAction(
            N_("Save as a calendar file…"),
            "calendar-arrow-down",
            lambda event: export_one(session, listing, event),
        ),
    )


def offer_planning(
    session: Session, page: RecordPage, ways: EventWays, templates: TemplateOffer
) -> None:
    """Put what concerns all events into the page's menu, the guard and a template into its form."""
    templates.attach(page)
    for title, icon, show in (
        (_("New from a template…"), "calendar-plus", plan_from_template),
        (_("Templates…"), "copy-plus", show_templates),
    ):
        page.buttons.add_action(title, icon, partial(show, session, page, templates.plan))
    page.buttons.add_action(_("Guests and experts…"), "mic", partial(show_guests, session, page))
    page.buttons.add_action(_("Venues…"), "map-pin", partial(show_venues, session, page))
    page.buttons.add_action(_("Was it worth it…"), "scale", partial(show_worth, session, page))
    page.buttons.add_action(
        _("Save as a calendar…"), "calendar-arrow-down", partial(export_season, session, page)
    )
    offer_papers(session, page)
    GuardLines(session, page)
    page.buttons.add_action(
        _("Paste sign-ups…"), "clipboard-paste", lambda: paste_sign_ups(session, None, page)
    )


def show_worth(session: Session, parent: QWidget) -> None:
    """Open the window that sets the formats side by side."""
    from ui.events.after.worth_window import WorthWindow  # brings reportlab, for its chart

    WorthWindow(session, parent).open()
