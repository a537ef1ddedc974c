"""“Applicants”: all who wait for an answer, one after the other, without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from models import clock
from models.errors import UserError
from models.journal.undo import Step, undo, undo_step
from models.members.applicants import Check, check, check_pending, count_pending, save_finding
from models.members.barred import Recognised, is_anybody_barred, recognise
from models.metrics.intake import IntakeFacts, intake_of
from models.month import Month
from models.vocabulary import Kind, Verdict
from ui import asking, faults
from ui.actions_wording import undone
from ui.dialogs.frame import column_of
from ui.furniture import button, label, paragraph, row
from ui.intake_words import year_text
from ui.main_window import fit
from ui.members.admission.applicant_list import ApplicantList, all_wait
from ui.members.admission.applicant_pane import ApplicantPane
from ui.members.admission.deciding import accept_people, ask_refusal, let_wait, take_up_again
from ui.session import Session
from ui.tab_order import order_tabs
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress
    from ui.tasks import Task

_MOST = 200  # listed at once; the others follow as these are decided
_WIDTH, _HEIGHT, _LIST_WIDTH = 940, 640, 270
_KEYS = {
    Qt.Key.Key_P: Verdict.PASS,
    Qt.Key.Key_F: Verdict.FAIL,
    Qt.Key.Key_U: Verdict.UNKNOWN,
    Qt.Key.Key_Backspace: None,
    Qt.Key.Key_Delete: None,
}


class ReviewWindow(QDialog):
    """Who waits stands at the left; the one chosen, with the criteria, at the right. Several can
    be chosen, to be decided about in one step."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, member: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._last: Step | None = None
        self._tasks: list[Task] = []
        self._asked: Task | None = None
        self._counting: Task | None = None
        column = column_of(self, _("Applicants"), _WIDTH)
        self.heading = label("", "title")
        self.year = paragraph("", "caption")
        column.addWidget(self.heading)
        column.addWidget(self.year)
        self.year.hide()
        across = QHBoxLayout()
        across.setSpacing(18)
        self.list = ApplicantList()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.pane = ApplicantPane(session, self)
        self.pane.criteria.installEventFilter(self)
        self.list.installEventFilter(self)
        across.addWidget(self.list)
        across.addWidget(self.pane, 1)
        column.addLayout(across, 1)
        column.addWidget(paragraph(_keys(), "caption"))
        column.addLayout(self._buttons())
        self.list.currentItemChanged.connect(lambda _item, _before: self._show())
        self.list.itemSelectionChanged.connect(self._name_buttons)
        self._set_shortcuts()
        fit(self, _WIDTH, _HEIGHT)
        order_tabs(self)
        self.heading.setText(_("Looking at the applications…"))
        self._show()
        self._reload(member, self._look_closer)
        self.list.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.accepting = button(_("Accept"), icon="user-check", role="primary", tip=_("Accept (A)"))
        self.waiting = button(_("Waiting list"), icon="hourglass", tip=_("Waiting list (W)"))
        self.refusing = button(_("Refuse…"), icon="user-x", tip=_("Refuse (R)"))
        self.undoing = button(_("Undo"), icon="undo-2", tip=_("Undo (Ctrl+Z)"))
        settings = button(_("Criteria…"), icon="sliders-horizontal")
        close = button(_("Close"))
        self.accepting.clicked.connect(lambda: self._accept())
        self.waiting.clicked.connect(lambda: self._wait())
        self.refusing.clicked.connect(lambda: self._refuse())
        self.undoing.clicked.connect(lambda: self._undo())
        settings.clicked.connect(lambda: self._edit_criteria())
        close.clicked.connect(self.accept)
        self.undoing.setEnabled(False)
        return row(self.accepting, self.waiting, self.refusing, self.undoing, None, settings, close)

    def _set_shortcuts(self) -> None:
        ways: dict[str, Callable[[], None]] = {
            "A": self._accept,
            "W": self._wait,
            "R": self._refuse,
            "N": self.pane.note.setFocus,
            "Ctrl+Z": self._undo,
            "Ctrl+Down": lambda: self._step(1),
            "Ctrl+Up": lambda: self._step(-1),
        }
        for keys, do in ways.items():
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    # What is shown

    def _reload(
        self, chosen: bytes | None = None, then: Callable[[Sequence[Check]], None] | None = None
    ) -> None:
        """Ask who waits now; the one chosen is shown, else whoever stands in the same place."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._session.tasks.run(_ask, done=partial(self._list, chosen, then))

    def _list(
        self,
        chosen: bytes | None,
        then: Callable[[Sequence[Check]], None] | None,
        found: tuple[tuple[Check, ...], int],
    ) -> None:
        checks, count = found
        self._counting = self._session.tasks.run(_count, done=self._show_year)
        before = self.list.current
        self.list.show_checks(checks, chosen or (before.facts.id if before else None))
        if self.list.current != before:
            self._show()  # else a note that is being written would go
        self._name_buttons()
        self.heading.setText(
            n_("{count} applicant is waiting", "{count} applicants are waiting", count)
            if count
            else _("Nobody is waiting for an answer")
        )
        if then is not None:
            then(checks)

    def _look_closer(self, checks: Sequence[Check]) -> None:
        """Recognise who was barred, the one who is shown first."""
        if is_anybody_barred():
            people = [each.facts.id for each in checks]
            first = max(self.list.currentRow(), 0)
            for some in (people[first : first + 1], people):
                self._tasks.append(self._session.tasks.run(_recognise, some, done=self._warn))

    def _show(self) -> None:
        self.pane.show_check(self.list.current)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Say on the buttons how many they are about, where those are several."""
        chosen = self.list.chosen
        for made in (self.accepting, self.waiting, self.refusing):
            made.setEnabled(bool(chosen))
        several = {"count": len(chosen)} if len(chosen) > 1 else None
        self.accepting.setText(_("Accept {count}", **several) if several else _("Accept"))
        self.refusing.setText(_("Refuse {count}…", **several) if several else _("Refuse…"))
        self.waiting.setText(_("Take off the list") if all_wait(chosen) else _("Waiting list"))

    def _show_year(self, found: IntakeFacts) -> None:
        self.year.setText(year_text(found))
        self.year.setVisible(bool(self.year.text()))

    def _warn(self, found: Sequence[Recognised]) -> None:
        if found:
            self.pane.show_check(self.list.current, keep_place=True)

    # What is done

    def _step(self, step: int) -> None:
        self.list.choose(self.list.currentRow() + step)

    def _find(self, verdict: Verdict | None) -> None:
        """Write down what the person decides about the chosen criterion."""
        found, judged = self.list.current, self.pane.current
        if found is None or judged is None:
            return
        try:
            save_finding(found.facts.id, judged.criterion.id, verdict, self.pane.note.text())
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self.pane.note.clear()
        self._decided()
        again = check(found.facts.id)
        if again is not None:
            self.list.show_again(again)
            self.pane.show_check(again, keep_place=True)
        self._session.announce(Kind.MEMBER)

    def _accept(self) -> None:
        self._decide(accept_people)

    def _wait(self) -> None:
        self._decide(take_up_again if all_wait(self.list.chosen) else let_wait)

    def _decide(self, decide: Callable[[Session, QWidget, Sequence[bytes]], bool]) -> None:
        people = [each.facts.id for each in self.list.chosen]
        if people and decide(self._session, self, people):
            self._after(people)

    def _refuse(self) -> None:
        if chosen := self.list.chosen:
            people, count = [each.facts.id for each in chosen], len(chosen)
            name = n_("{count} applicant", "{count} applicants", count)
            name = name if count > 1 else chosen[0].facts.name
            ask_refusal(self._session, self, people, name, lambda: self._after(people))

    def _after(self, people: Sequence[bytes]) -> None:
        """Go on with whoever stands there now, at once: who waits is asked anew behind it."""
        self._decided()
        self.pane.forget_drafts(people)
        self.list.take_out(people)
        self._show()
        self._reload()
        self.list.setFocus()

    def _decided(self) -> None:
        self._last = undo_step()
        self.undoing.setEnabled(self._last is not None)

    def _undo(self) -> None:
        """Take back what was done here last, unless something else was done since."""
        step = undo_step()
        if step is None or self._last is None or step.transaction != self._last.transaction:
            return
        try:
            undo(step)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._last = None
        self.undoing.setEnabled(False)
        self._session.announce(Kind.MEMBER)
        self._session.tell(undone(step.kind, step.amount))
        self._reload()

    def _may_drop_notes(self) -> bool:
        question = _("A note is written that belongs to no verdict yet: P, F or U keeps it.")
        return asking.choose(self, question, [_("Drop the note")]) == 0

    def _edit_criteria(self) -> None:
        from ui.members.admission.criteria_window import CriteriaWindow  # a form not often wanted

        window = CriteriaWindow(self._session, self)
        window.finished.connect(lambda _result: self._reload())
        window.open()

    # Qt overrides

    def done(self, result: int) -> None:
        if self.pane.has_drafts and not self._may_drop_notes():
            return
        for task in filter(None, (self._asked, self._counting, *self._tasks)):
            task.cancel()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _KEYS:
                self._find(_KEYS[key])
                return True
        return super().eventFilter(watched, event)


def _keys() -> str:
    return _(
        "P passes, F fails, U unknown, Backspace as the fields say · A accept, W waiting list,"
        " R refuse, N note · Ctrl+↑ and Ctrl+↓ the next one, Shift+↓ several"
    )


def _ask(progress: Progress) -> tuple[tuple[Check, ...], int]:
    return check_pending(most=_MOST), count_pending()


def _count(progress: Progress) -> IntakeFacts:
    today = clock.today()
    return intake_of(Month.of(today), today)


def _recognise(people: Sequence[bytes], progress: Progress) -> list[Recognised]:
    """Recognise who was barred: slow, and known at once from then on."""
    found: list[Recognised] = []
    for step, member in enumerate(people):
        progress(step, len(people))
        found += recognise([member])
    return found
