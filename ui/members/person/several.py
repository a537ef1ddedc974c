"""The same interaction of several members, noted as one action."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from models import clock
from models.errors import Invalid, UserError
from models.members.interaction import InteractionValues, add_interactions
from models.progress import Progress
from models.vocabulary import InteractionSort, Kind
from ui import asking, faults
from ui.dialogs.frame import buttons_of, column_of
from ui.furniture import label
from ui.members.person.entry import INTERACTION
from ui.records.form import Form, Group
from ui.records.removing import AT_ONCE, Selection
from ui.session import Session
from ui.wording import _, n_

_WIDTH = 520


class SeveralWindow(QDialog):
    """Asks what these members did, and notes it of each."""

    def __init__(self, session: Session, parent: QWidget, people: Selection) -> None:
        super().__init__(parent.window())
        self._session = session
        self._people = people
        title = n_(
            "An interaction of {count} member", "An interaction of {count} members", people.count
        )
        column = column_of(self, title, _WIDTH)
        column.addWidget(label(title, "title"))
        self.form = Form((Group("", INTERACTION),), _blank)
        self.form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.fill(None)
        column.addWidget(self.form, 1)
        buttons, agree = buttons_of(self, _("Save"))
        agree.clicked.connect(lambda: self.save())
        column.addWidget(buttons)
        page = self.form.widget()
        inside = page.layout() if page is not None else None
        if inside is not None:
            inside.setContentsMargins(0, 4, 0, 18)  # the dialog has margins of its own
        self.form.setMinimumHeight(page.sizeHint().height() + 24 if page is not None else 0)
        self.form.focus_first()
        parent.destroyed.connect(self.close)

    def save(self) -> None:
        """Note it of a few at once, of many on the worker; what cannot stand is marked."""
        try:
            values = self.form.values()
            if self._people.count > AT_ONCE:
                self._session.tasks.run(
                    _noted_of_many, self._people, values, title=_("Noting the interaction…"),
                    done=partial(_tell, self._session), stoppable=False,
                )  # fmt: skip
            else:
                _tell(self._session, len(add_interactions(self._people.ids(), values)))
        except Invalid as error:
            self.form.mark(error.errors)
        except UserError as error:
            asking.say(self, faults.worded(error))
        else:
            self.accept()


def note_for_list(session: Session, parent: QWidget, people: Selection) -> None:
    """Ask for an interaction and note it of these members."""
    if people.count:
        SeveralWindow(session, parent, people).open()


def _noted_of_many(people: Selection, values: Mapping[str, Any], progress: Progress) -> int:
    progress(0, 1)
    return len(add_interactions(people.ids(), values))


def _tell(session: Session, count: int) -> None:
    session.announce(Kind.MEMBER)
    session.tell(n_("Noted of {count} member.", "Noted of {count} members.", count), undo=True)


def _blank() -> InteractionValues:
    return InteractionValues(
        id=b"", member=b"", day=clock.today(), sort=InteractionSort.HELPED, amount=1, note=""
    )
