"""What the window's commands do for the safety of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.window_actions import Command
from ui.wording import _

if TYPE_CHECKING:
    from ui.desk import Desk


def commands(desk: Desk) -> tuple[Command, ...]:
    """The hub is built after the commands: it is looked up when one is run."""
    return (
        Command(
            _("Save a copy…"),
            ("Ctrl+Shift+S",),
            "copy-plus",
            lambda: desk.safety.save_copy(),
            needs_file=True,
        ),
        Command(
            _("Passphrase…"),
            (),
            "key-round",
            lambda: desk.safety.show_passphrase(),
            needs_file=True,
        ),
        Command(
            _("Lock"), ("Ctrl+L",), "lock", lambda: desk.safety.locking.lock(), needs_file=True
        ),
        Command(
            _("Backups…"),
            (),
            "archive-restore",
            lambda: desk.safety.show_backups(),
            needs_file=True,
        ),
        Command(
            _("Check the file"),
            (),
            "shield-check",
            lambda: desk.safety.check(),
            needs_file=True,
        ),
        Command(
            _("Recovery sheet…"),
            (),
            "file-key",
            lambda: desk.safety.show_recovery(),
            needs_file=True,
        ),
        Command(
            _("Hand over to a successor…"),
            (),
            "hand-helping",
            lambda: desk.safety.hand_over(),
            needs_file=True,
        ),
        Command(_("Open a backup…"), (), "archive", lambda: desk.safety.open_backup()),
        Command(_("Salvage what can be read…"), (), "life-buoy", lambda: desk.safety.salvage()),
    )
