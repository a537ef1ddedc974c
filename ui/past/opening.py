"""What the window's commands open of the past. Each window is imported at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.window_actions import Command
from ui.wording import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.desk import Desk


def commands(desk: Desk) -> tuple[Command, ...]:
    return (
        Command(
            _("What has happened"),
            ("Ctrl+H",),
            "history",
            lambda: show_past(desk),
            needs_file=True,
        ),
        Command(_("Trash"), (), "trash-2", lambda: show_trash(desk), needs_file=True),
        Command(
            _("Erase a person for good…"),
            (),
            "eraser",
            lambda: erase_somebody(desk),
            needs_file=True,
            in_menu=False,
        ),
    )


def show_past(desk: Desk) -> None:
    from ui.past.window import PastWindow

    if desk.session is not None:
        _open(desk, PastWindow(desk.session, desk.window))


def show_trash(desk: Desk) -> None:
    from ui.past.trash_window import TrashWindow

    if desk.session is not None:
        _open(desk, TrashWindow(desk.session, desk.window))


def erase_somebody(desk: Desk) -> None:
    from ui.past.erasing import EraseDialog

    if desk.session is not None:
        _open(desk, EraseDialog(desk.session, parent=desk.window))


def _open(desk: Desk, window: QDialog) -> None:
    """Show a window for as long as the file's pages are there: locking the file closes it too."""
    if desk.pages is not None:
        desk.pages.destroyed.connect(window.close)
    window.open()


def introduce(desk: Desk) -> None:
    """Ask for the organizer's name at the first community opened on this machine."""
    if desk.session is None or desk.session.preferences.introduced:
        return
    from ui.past.introduction import Introduction

    Introduction(desk.session.preferences, desk.window).show()
