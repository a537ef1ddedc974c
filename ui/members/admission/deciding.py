"""Deciding about applicants, wherever they are shown; and the window that asks for a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from models.errors import Invalid, UserError
from models.members.admission import accept, put_on_waiting_list, refuse, reopen
from models.members.member import words_in_use
from models.vocabulary import Kind
from resources.i18n import N_, translation
from ui import asking, faults
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.furniture import label, paragraph
from ui.members.admission.reason_box import ReasonBox
from ui.session import Session
from ui.wording import _, language, n_

_REASONS = (
    N_("No free place at the moment"),
    N_("Does not meet the criteria"),
    N_("No answer to our questions"),
)


def accept_people(session: Session, parent: QWidget, people: Sequence[bytes]) -> bool:
    """Accept applicants; say so, with a way back."""
    return _do(session, parent, lambda: accept(people, translation(language())), _accepted)


def let_wait(session: Session, parent: QWidget, people: Sequence[bytes]) -> bool:
    return _do(session, parent, lambda: put_on_waiting_list(people), _waiting)


def take_up_again(session: Session, parent: QWidget, people: Sequence[bytes]) -> bool:
    return _do(session, parent, lambda: reopen(people), _reopened)


def ask_refusal(
    session: Session,
    parent: QWidget,
    people: Sequence[bytes],
    name: str,
    done: Callable[[], None] | None = None,
) -> None:
    """Ask why, then refuse."""
    window = RefusalWindow(session, parent.window(), people, name, done)
    parent.destroyed.connect(window.close)  # its page goes when the file is closed or locked
    window.open()


class RefusalWindow(QDialog):
    """Asks for the reason of a refusal; `done` is called once it is written down."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        people: Sequence[bytes],
        name: str,
        done: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._people, self._done = session, list(people), done
        column = column_of(self, _("Refuse an application"), 460)
        column.addWidget(label(_("Refuse {name}", name=name), "title"))
        column.addWidget(
            paragraph(_("The reason stays with the application, for the day somebody asks."))
        )
        self.reason = ReasonBox(words_in_use("decision"), _REASONS)
        self.fields = Fields()
        self.fields.add("reason", _("Reason"), self.reason)
        column.addLayout(self.fields)
        row, agree = buttons_of(self, _("Refuse"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.reason.setFocus()

    def _agree(self) -> None:
        try:
            count = refuse(self._people, self.reason.text)
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self.accept()
        self._session.announce(Kind.MEMBER)
        self._session.tell(_refused(count), undo=True)
        if self._done is not None:
            self._done()


def _do(
    session: Session, parent: QWidget, decide: Callable[[], int], told: Callable[[int], str]
) -> bool:
    try:
        count = decide()
    except UserError as error:
        asking.say(parent, faults.worded(error))
        return False
    session.announce(Kind.MEMBER)
    session.tell(told(count), undo=bool(count))
    return True


def _accepted(count: int) -> str:
    return n_("{count} applicant accepted.", "{count} applicants accepted.", count)


def _waiting(count: int) -> str:
    return n_(
        "{count} applicant is on the waiting list.",
        "{count} applicants are on the waiting list.",
        count,
    )


def _reopened(count: int) -> str:
    return n_("{count} application is open again.", "{count} applications are open again.", count)


def _refused(count: int) -> str:
    return n_("{count} application refused.", "{count} applications refused.", count)
