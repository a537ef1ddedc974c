"""“Save as a template…”: a name for what the next event of the kind begins with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.events.event import load_event
from models.events.template import make_template
from models.vocabulary import Kind
from ui.dialogs.name_dialog import NameDialog
from ui.session import Session
from ui.wording import _


def keep_as_template(session: Session, event: bytes, parent: QWidget) -> None:
    """Ask for a name, and make a template of an event, its tasks and its budget lines."""
    values = load_event(event)
    if values is None:
        return

    def keep(name: str) -> None:
        make_template(event, name)
        session.announce(Kind.COMMUNITY)
        session.tell(_("The template “{name}” is saved.", name=name.strip()), undo=True)

    NameDialog(
        parent.window(), _("Save as a template"), _("Save template"), keep, values.title,
        note=_("The next event begins with its place, its length, its tasks and its budget."),
    ).open()  # fmt: skip
