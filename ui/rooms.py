"""The tabs by name, icon and word; what the first painting needs and no more."""

from __future__ import annotations

from typing import NamedTuple

from resources.i18n import N_


class Room(NamedTuple):
    """One tab."""

    name: str
    icon: str
    title: str


ROOMS = (
    Room("overview", "layout-dashboard", N_("Overview")),
    Room("members", "users", N_("Members")),
    Room("events", "calendar-days", N_("Events")),
    Room("rules", "scroll-text", N_("Rules")),
    Room("feedback", "message-square", N_("Feedback")),
    Room("reports", "chart-column", N_("Reports")),
)
