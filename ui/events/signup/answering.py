"""The line below the preview: who the current line may be, and what else can be said of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.exchange.signup.plan import APPLICANT, LEAVE_OUT, VISITOR, SignUp, State
from models.vocabulary import Kind
from ui.events.signup.offers import candidates_of, offers_for
from ui.furniture import button, label, row
from ui.records.completion import CompletionLine
from ui.records.flow import FlowLayout
from ui.records.record_chooser import completing
from ui.signup_words import reason_text
from ui.wording import _

_NEWCOMERS = (VISITOR, APPLICANT, LEAVE_OUT)


class AnswerBar(QWidget):
    """Signals:

    answered: carries a member's id, or what else was said.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.who = CompletionLine(completing(Kind.MEMBER))
        self.who.setAccessibleName(_("Which member this is"))
        self.who.setPlaceholderText(_("Another member: type a name"))
        self.who.setMinimumWidth(200)
        self._question = label("", "heading")
        self._offers = QWidget()
        self._flow = FlowLayout(self._offers, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        across = row(self._question, None, self.who)
        column.addLayout(across)
        column.addWidget(self._offers)
        self.who.picked.connect(lambda member, _title: self._pick(member))
        self.show_line(None)

    def show_line(self, line: SignUp | None) -> None:
        """Offer what may be said about a line."""
        for made in self._offers.findChildren(QWidget):
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        asks = line is not None and bool(line.key)
        gone = line is not None and line.state in (State.MISSING, State.WITHDRAWN)
        self.who.setVisible(asks and not gone)
        self.who.clear()
        if line is None or not asks:
            self._question.setText("")
            return
        self._question.setText(reason_text(line) or _("“{name}”", name=line.name))
        people = candidates_of(line) if line.state is State.DOUBTFUL else []
        for place, offer in enumerate(people, 1):
            text = _("{number}  {who}", number=place, who=offer.text)
            self._add(text, offer.answer, "user-check")
        for offer in offers_for(line):
            if isinstance(offer.answer, str):
                self._add(offer.text, offer.answer)

    def ask(self, typed: str) -> None:
        """Let another member be named, beginning with the letters typed elsewhere."""
        self.who.setFocus()
        self.who.setText(typed)
        if typed:
            self.who.offer(typed)
            self.who.completer().complete()

    def _add(self, text: str, answer: bytes | str, icon: str = "") -> None:
        made = button(text, role="plain" if icon else "flat", icon=icon)
        made.clicked.connect(lambda: self.answered.emit(answer))
        self._flow.addWidget(made)
        made.show()

    def _pick(self, member: bytes) -> None:
        self.who.clear()
        self.answered.emit(member)
