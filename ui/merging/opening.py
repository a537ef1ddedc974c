"""What the window's commands open of merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.window_actions import Command
from ui.wording import _

if TYPE_CHECKING:
    from ui.desk import Desk


def commands(desk: Desk) -> tuple[Command, ...]:
    return (
        Command(
            _("Merge a copy…"),
            ("Ctrl+M",),
            "git-merge",
            lambda: desk.merging.choose(),
            needs_file=True,
        ),
        Command(
            _("Conflicts"),
            (),
            "arrow-right-left",
            lambda: desk.merging.show_conflicts(),
            needs_file=True,
        ),
    )
