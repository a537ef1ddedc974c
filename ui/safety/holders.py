"""Says who else has a file open, and asks how to go on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import asking
from ui.formats import moment_text
from ui.safety.file_lock import Holder
from ui.wording import _


def ask_about(parent: QWidget | None, name: str, holder: Holder) -> int | None:
    """Return 0 to open the file only to read, 1 to open it anyway, None to leave it closed."""
    both = _(
        "Open it to read, or open it anyway: should both change it, the two are merged later and"
        " nothing is lost."
    )
    answers = (_("Open to read"), _("Open anyway"))
    return asking.choose(parent, f"{who_has(name, holder)}\n\n{both}", answers)


def who_has(name: str, holder: Holder) -> str:
    """Say in a sentence who has a file open, and since when."""
    if holder.here:
        return _("“{file}” is open in another window that does not answer.", file=name)
    if holder.computer and holder.since:
        return _(
            "“{file}” has been open on the computer “{computer}” since {time}.",
            file=name,
            computer=holder.computer,
            time=moment_text(holder.since),
        )
    return _("“{file}” is open on another computer.", file=name)
