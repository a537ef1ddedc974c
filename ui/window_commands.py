"""What can be done from anywhere in the window, in the order of the menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from models.vocabulary import Kind
from resources.i18n import N_
from ui.merging import opening as merging
from ui.past import opening as past
from ui.rooms import ROOMS
from ui.safety import opening as safety
from ui.window_actions import Command, Group
from ui.wording import _

if TYPE_CHECKING:
    from ui.desk import Desk

_OF_EVENTS = (
    (N_("Calendar"), "calendar-days", "month"),
    (N_("Agenda"), "rows-3", "agenda"),
    (N_("Was it worth it…"), "scale", "worth"),
)


def groups(desk: Desk) -> tuple[Group, ...]:
    return (
        Group(_("Records"), _records(desk)),
        Group(_("Pages"), _pages(desk), "panel-left"),
        Group(_("Community"), _community(desk)),
        Group(
            _("The file"),
            (
                *merging.commands(desk),
                *past.commands(desk),
            ),
        ),
        Group(_("Safety of the file"), safety.commands(desk), "shield-check"),
        Group(_("Program"), _program(desk)),
    )


def _records(desk: Desk) -> tuple[Command, ...]:
    return (
        Command(_("New record"), ("Ctrl+N",), "plus", desk.start_new, needs_file=True),
        Command(_("Search this page"), ("Ctrl+F",), "search", desk.search, needs_file=True),
        Command(_("Jump to anything"), ("Ctrl+K",), "compass", desk.jump, needs_file=True),
        Command(_("Undo"), ("Ctrl+Z",), "undo-2", desk.undo, needs_file=True),
        Command(_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", desk.redo, needs_file=True),
        Command(
            _("Change the selected record"),
            ("F2",),
            "pencil",
            desk.change_selected,
            needs_file=True,
        ),
        Command(
            _("Delete the selected record"),
            ("Del",),
            "trash-2",
            desk.remove_selected,
            needs_file=True,
        ),
        # The keys of these belong to the pages.
        Command(_("Import into the list"), ("Ctrl+I",)),
        Command(_("Export the list"), ("Ctrl+E",)),
        Command(_("Save what the form holds"), ("Ctrl+S",)),
        Command(_("Print the report or the list"), ("Ctrl+P",)),
    )


def _pages(desk: Desk) -> tuple[Command, ...]:
    rooms = tuple(
        Command(
            _(room.title),
            (f"Ctrl+{place + 1}",),
            room.icon,
            partial(desk.show_page, place),
            needs_file=True,
        )
        for place, room in enumerate(ROOMS)
    )
    return (
        *rooms,
        Command(
            _("Who to speak to"), (), "phone-call", partial(_show_calls, desk), needs_file=True
        ),
        *(
            Command(_(title), (), picture, partial(_show_events, desk, view), needs_file=True)
            for title, picture, view in _OF_EVENTS
        ),
        Command(
            _("Next page"),
            ("Ctrl+Tab",),
            "",
            lambda: desk.shell.turn_page(1),
            needs_file=True,
            in_menu=False,
        ),
        Command(
            _("Previous page"),
            ("Ctrl+Shift+Tab",),
            "",
            lambda: desk.shell.turn_page(-1),
            needs_file=True,
            in_menu=False,
        ),
    )


def _community(desk: Desk) -> tuple[Command, ...]:
    return (
        Command(_("New community…"), ("Ctrl+Shift+N",), "book-plus", desk.make_community),
        Command(_("Open a community…"), ("Ctrl+O",), "folder-open", desk.choose_community),
        Command(_("Sample community…"), (), "sparkles", desk.make_sample),
        Command(_("Close the community"), ("Ctrl+W",), "x", desk.close_file, needs_file=True),
    )


def _show_calls(desk: Desk) -> None:
    if desk.session is not None:
        desk.session.go_to(Kind.MEMBER, pill="calls")


def _show_events(desk: Desk, view: str) -> None:
    if desk.session is not None:
        desk.session.go_to(Kind.EVENT, pill=view)


def _quit(desk: Desk) -> None:
    desk.window.close()


def _program(desk: Desk) -> tuple[Command, ...]:
    return (
        Command(_("Switch the language"), (), "languages", desk.switch_language),
        Command(_("Switch between light and dark"), (), "sun-moon", desk.switch_scheme),
        Command(_("Settings…"), ("Ctrl+,",), "settings", desk.show_settings),
        Command(
            _("Open the menu"), ("F10",), "menu", lambda: desk.shell.open_menu(), in_menu=False
        ),
        Command(_("Shortcuts and about Guildbook"), ("F1",), "keyboard", desk.show_help),
        Command(_("Quit"), ("Ctrl+Q",), "log-out", partial(_quit, desk)),
    )
