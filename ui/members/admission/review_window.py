"""“Applicants”: all who wait for an answer, one after the other, without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QWidget

from models import clock
from models.errors import UserError
from models.journal.undo import Step, undo, undo_step
from models.members.applicants import Check, check, check_pending, count_pending, save_finding
from models.members.barred import Recognised, is_anybody_barred, recognise
from models.metrics.intake import IntakeFacts, intake_of
from models.month import Month
from models.vocabulary import Kind, MemberStatus, Verdict
from ui import asking, faults
from ui.actions_wording import undone
from ui.dialogs.frame import column_of
from ui.formats import date_text, joined
from ui.furniture import button, label, paragraph, row
from ui.intake_words import year_text
from ui.main_window import fit
from ui.members.admission.applicant_pane import ApplicantPane
from ui.members.admission.deciding import accept_people, ask_refusal, let_wait, take_up_again
from ui.members.admission.two_lines import HELD, boxed_list, fill, two_lines
from ui.members.admission.words import MARKS, outcome_text
from ui.records.choices import title_of
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress

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
    """Who waits stands at the left; the one chosen, with the criteria, at the right."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, member: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._last: Step | None = None
        column = column_of(self, _("Applicants"), _WIDTH)
        self.heading = label("", "title")
        self.year = paragraph("", "caption")
        column.addWidget(self.heading)
        column.addWidget(self.year)
        self.year.hide()
        across = QHBoxLayout()
        across.setSpacing(18)
        self.list = boxed_list(_("Applicants"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.pane = ApplicantPane(session, self)
        self.pane.criteria.installEventFilter(self)
        self.list.installEventFilter(self)
        across.addWidget(self.list)
        across.addWidget(self.pane, 1)
        column.addLayout(across, 1)
        column.addWidget(paragraph(_keys(), "caption"))
        column.addLayout(self._buttons())
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._set_shortcuts()
        fit(self, _WIDTH, _HEIGHT)
        self._reload(member)
        self.list.setFocus()
        people = [each.facts.id for each in self._checks()]
        self._tasks = [session.tasks.run(_count, done=self._show_year)]
        if is_anybody_barred():
            first = people.index(member) if member in people else 0
            for some in (people[first : first + 1], people):
                self._tasks.append(session.tasks.run(_recognise, some, done=self._warn))

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

    def _checks(self) -> list[Check]:
        return [self.list.item(place).data(HELD) for place in range(self.list.count())]

    @property
    def current(self) -> Check | None:
        item = self.list.currentItem()
        found: Check | None = item.data(HELD) if item is not None else None
        return found

    def _reload(self, chosen: bytes | None = None) -> None:
        """List who waits now; the one chosen, else whoever stands in the same place."""
        place = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for each in check_pending(most=_MOST):
            self.list.addItem(two_lines(each.facts.name, _line(each), each))
            if each.facts.id == chosen:
                place = self.list.count() - 1
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self.list.blockSignals(False)
        count = count_pending()
        self.heading.setText(
            n_("{count} applicant is waiting", "{count} applicants are waiting", count)
            if count
            else _("Nobody is waiting for an answer")
        )
        self._show(self.list.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        found: Check | None = item.data(HELD) if item is not None else None
        self.pane.show_check(found)
        for made in (self.accepting, self.waiting, self.refusing):
            made.setEnabled(found is not None)
        is_waiting = found is not None and found.facts.status == MemberStatus.WAITING
        self.waiting.setText(_("Take off the list") if is_waiting else _("Waiting list"))

    def _show_year(self, found: IntakeFacts) -> None:
        self.year.setText(year_text(found))
        self.year.setVisible(bool(self.year.text()))

    def _warn(self, found: Sequence[Recognised]) -> None:
        if found:
            self.pane.show_check(self.current, keep_place=True)

    # What is done

    def _step(self, step: int) -> None:
        place = self.list.currentRow() + step
        self.list.setCurrentRow(max(0, min(place, self.list.count() - 1)))

    def _find(self, verdict: Verdict | None) -> None:
        """Write down what the person decides about the chosen criterion."""
        found, judged = self.current, self.pane.current
        if found is None or judged is None:
            return
        try:
            save_finding(found.facts.id, judged.criterion.id, verdict, self.pane.note.text())
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._decided()
        again = check(found.facts.id)
        item = self.list.currentItem()
        if again is not None and item is not None:
            fill(item, again.facts.name, _line(again), again)
            self.pane.show_check(again, keep_place=True)
        self._session.announce(Kind.MEMBER)

    def _accept(self) -> None:
        if (found := self.current) is not None:
            self._after(accept_people(self._session, self, [found.facts.id]))

    def _wait(self) -> None:
        if (found := self.current) is not None:
            is_waiting = found.facts.status == MemberStatus.WAITING
            move = take_up_again if is_waiting else let_wait
            self._after(move(self._session, self, [found.facts.id]))

    def _refuse(self) -> None:
        if (found := self.current) is not None:
            ids, name = [found.facts.id], found.facts.name
            ask_refusal(self._session, self, ids, name, lambda: self._after(True))

    def _after(self, done: bool) -> None:
        if done:
            self._decided()
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
        found = self.current
        self._reload(found.facts.id if found else None)

    def _edit_criteria(self) -> None:
        from ui.members.admission.criteria_window import CriteriaWindow  # a form not often wanted

        window = CriteriaWindow(self._session, self)
        window.finished.connect(lambda _result: self._reload())
        window.open()

    # Qt overrides

    def done(self, result: int) -> None:
        for task in self._tasks:
            task.cancel()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _KEYS:
                self._find(_KEYS[key])
                return True
        return super().eventFilter(watched, event)


def _line(each: Check) -> str:
    facts = each.facts
    applied = date_text(facts.applied) if facts.applied else ""
    state = title_of(MemberStatus, facts.status) if facts.status == MemberStatus.WAITING else ""
    outcome = f"{MARKS[each.outcome]} {outcome_text(each.outcome)}" if each.judged else ""
    return joined([outcome, state, applied])


def _keys() -> str:
    return _(
        "P passes, F fails, U unknown, Backspace as the fields say · A accept, W waiting list,"
        " R refuse, N note · Ctrl+↑ and Ctrl+↓ the next one"
    )


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
