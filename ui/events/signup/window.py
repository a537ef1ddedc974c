"""Pasting a sign-up chain: the text, what would become of each line, the doubts, and it is done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.events.event import load_event
from models.exchange.signup.applying import SignUpResult, apply_sign_up
from models.exchange.signup.guessing import guess_event
from models.exchange.signup.matching import Matcher
from models.exchange.signup.parsing import LONGEST, looks_like_chain, parse_chain
from models.exchange.signup.plan import WITHDREW, Answer, SignUpPlan, State
from models.exchange.signup.planning import plan_sign_up
from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults
from ui.events.signup.answering import AnswerBar
from ui.events.signup.foot import Foot
from ui.events.signup.table import SignUpTable
from ui.formats import joined, moment_text
from ui.furniture import framed, label, paragraph, row, set_tone
from ui.main_window import fit
from ui.records.editors import Unreadable
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.signup_words import told
from ui.tasks import Task
from ui.wording import _, n_

# Several keystrokes in a row make one new plan.
_PAUSE = 180


class _Planned(NamedTuple):
    """A plan by the number it was asked for with; `event` is the event it is for, b"" where none
    is chosen or clear, `title` what that is called where it was guessed. The `matcher` serves for
    the next plan."""

    number: int
    plan: SignUpPlan
    event: bytes
    title: str
    matcher: Matcher


def paste_sign_ups(session: Session, event: bytes | None, parent: QWidget) -> None:
    """Open the window for one event, or for the one the chain is found to be about. What was
    copied is taken in at once where it looks like a chain."""
    copied = QGuiApplication.clipboard().text()
    text = copied if looks_like_chain(copied) else ""
    SignUpWindow(session, event, parent, text).open()


class SignUpWindow(QDialog):
    """Shows what the text would do while it is edited; answers stay with the names."""

    def __init__(
        self, session: Session, event: bytes | None, parent: QWidget, text: str = ""
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._event = event or b""
        self._guesses = event is None
        self._answers: dict[str, Answer] = {}
        self._plan: SignUpPlan | None = None
        self._matcher: Matcher | None = None
        self._asked = 0
        self._task: Task | None = None
        self._goes_on = bool(text)
        self.text = QPlainTextEdit()
        self.lines = SignUpTable()
        self.answers = AnswerBar()
        self.foot = Foot()
        self.event_line = RecordChooser(Kind.EVENT, N_("Type the title of an event"))
        self._hint = paragraph("", "muted")
        self._planning = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self.text.setPlainText(text)
        self._connect()
        (self.lines if text else self.text).setFocus()
        self._make_plan()

    @property
    def plan(self) -> SignUpPlan | None:
        return self._plan

    def apply(self) -> None:
        """Write what is shown; the window closes when it is done."""
        if self._plan is not None and self.foot.agree.isEnabled():
            self._session.tasks.run(
                apply_sign_up,
                self._plan.chain,
                self._event,
                dict(self._answers),
                self.foot.strangers.currentData(),
                title=_("Signing up…"),
                done=self._applied,
            )

    def answer(self, given: Mapping[str, Answer]) -> None:
        """Take answers by the keys of the lines, and go on to what is asked next."""
        self._answers |= given
        self._goes_on = True
        self._make_plan()

    def withdraw_all(self) -> None:
        """Say of everybody who is in the chain no more that they withdrew."""
        if self._plan is not None:
            self.answer({line.key: WITHDREW for line in self._plan.missing})

    # The plan

    def _edited(self) -> None:
        self.foot.agree.setEnabled(False)
        self._planning.start()

    def _make_plan(self) -> None:
        self._planning.stop()
        self._asked += 1
        self.foot.agree.setEnabled(False)
        if self._task is not None:
            self._task.cancel()
        if self._matcher is None:
            self._tell(_("Comparing with the book…"))
        self._task = self._session.tasks.run(
            _planned,
            self._asked,
            self.text.toPlainText()[:LONGEST],
            None if self._guesses else self._event,
            dict(self._answers),
            self.foot.strangers.currentData(),
            self._matcher,
            done=self._show,
            failed=partial(self._fail, self._asked),
        )

    def _show(self, made: _Planned) -> None:
        if made.number != self._asked:
            return
        line, here = self.lines.current(), self.lines.currentIndex().row()
        self._plan, self._event, self._matcher = made.plan, made.event, made.matcher
        if self._guesses:
            self.event_line.set_value(made.event or None, made.title)
        self.lines.lines.show(made.plan)
        there = self.lines.lines.row_of(line.key if line else "")
        last = self.lines.lines.rowCount() - 1
        self.lines.go_to(there if there >= 0 else min(max(here, 0), last))
        self._say()
        self.foot.show_plan(made.plan, bool(self._event))
        if self._goes_on:
            self._go_on()

    def _go_on(self) -> None:
        """Go to what is asked next; where nothing is, to the button that ends it all."""
        self._goes_on = False
        now, following = self.lines.current(), self.lines.next_waiting()
        if now is not None and now.state is State.DOUBTFUL and now.key not in self._answers:
            self.lines.setFocus()
        elif following >= 0:
            self.lines.go_to(following)
            self.lines.setFocus()
        elif self.foot.agree.isEnabled():
            self.foot.agree.setFocus()
        elif not self._event and self.event_line.isVisible():
            self.event_line.setFocus()

    def _fail(self, number: int, error: UserError) -> None:
        if number == self._asked:
            self._plan = None
            self._tell(faults.worded(error), "bad")

    def _say(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if not plan.chain.entries:
            self._tell(_("Paste the chain as it was copied out of the group: one name a line, with"
                         " or without numbers."))  # fmt: skip
        elif not self._event:
            self._tell(_("Choose the event these people sign up for."), "warning")
        elif not plan.written and not plan.waiting:
            self._tell(_("Everything this chain says is on the list already."))
        else:
            self._tell(_("Digits choose, letters name another member, Enter shows all that can be"
                         " said, Ctrl+Enter ends."))  # fmt: skip

    def _tell(self, text: str, tone: str = "") -> None:
        self._hint.setText(text)
        set_tone(self._hint, tone)

    def _applied(self, result: SignUpResult) -> None:
        self.accept()
        self._session.announce(Kind.ATTENDANCE, Kind.MEMBER)
        self._session.tell(told(result), undo=True)

    def _choose_event(self) -> None:
        self._guesses = False
        try:
            self._event = self.event_line.value() or b""
        except Unreadable:
            self._event = b""
        self._make_plan()

    def _say_current(self, answer: Answer) -> None:
        self.lines.setFocus()
        self.lines.say(answer)

    # Putting it together

    def _build(self) -> None:
        self.setWindowTitle(_("Paste sign-ups"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, 1120, 670)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addLayout(self._heading())
        column.addWidget(self._hint)
        column.addLayout(self._beside(), 1)
        column.addWidget(self.answers)
        column.addWidget(self.foot)

    def _heading(self) -> QHBoxLayout:
        known = load_event(self._event) if self._event else None
        title = joined([known.title, moment_text(known.begins)]) if known else ""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(_("Paste sign-ups"), "title"))
        words.addWidget(paragraph(title or _("A chain copied out of a group"), "muted"))
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addLayout(words, 1)
        if known is None:
            field = QVBoxLayout()
            field.setSpacing(3)
            caption = label(_("Event"), "caption")
            caption.setBuddy(self.event_line)
            self.event_line.field.setAccessibleName(_("Event"))
            self.event_line.setMinimumWidth(280)
            field.addWidget(caption)
            field.addWidget(self.event_line)
            across.addLayout(field)
        return across

    def _beside(self) -> QHBoxLayout:
        self.text.setAccessibleName(_("The chain"))
        self.text.setPlaceholderText(_("Paste the chain here"))
        self.text.setTabChangesFocus(True)
        frame = framed(self.lines)
        made = row(self.text, frame, spacing=12)
        made.setStretch(0, 1)
        made.setStretch(1, 3)
        return made

    def _connect(self) -> None:
        self._planning.timeout.connect(self._make_plan)
        self.text.textChanged.connect(self._edited)
        self.lines.answered.connect(self.answer)
        self.lines.asked.connect(self.answers.ask)
        self.lines.moved.connect(lambda: self.answers.show_line(self.lines.current()))
        self.answers.answered.connect(self._say_current)
        self.event_line.changed.connect(self._choose_event)
        self.foot.strangers.activated.connect(lambda _place: self._make_plan())
        self.foot.withdrawn.clicked.connect(self.withdraw_all)
        self.foot.cancel.clicked.connect(self.reject)
        self.foot.agree.clicked.connect(self.apply)

    # Qt overrides

    def reject(self) -> None:
        said = len(self._answers)
        question = n_(
            "Who {count} person is would have to be said again.",
            "Who {count} people are would have to be said again.",
            said,
        )
        if not said or asking.choose(self, question, [_("Discard")], careful=True) == 0:
            super().reject()

    def done(self, result: int) -> None:
        self._planning.stop()
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _planned(
    number: int,
    text: str,
    event: bytes | None,
    answers: Mapping[str, Answer],
    strangers: str,
    matcher: Matcher | None,
    progress: Progress,
) -> _Planned:
    """Read a text and compare it, on the worker; where no event is given, find out which."""
    chain = parse_chain(text)
    title = ""
    if event is None:
        event = guess_event(chain) if chain.entries else None
        known = load_event(event) if event else None
        title = joined([known.title, moment_text(known.begins)]) if known else ""
    if matcher is None or not matcher.is_current:
        matcher = Matcher()
    plan = plan_sign_up(chain, event or b"", answers, strangers, progress, matcher)
    return _Planned(number, plan, event or b"", title, matcher)
