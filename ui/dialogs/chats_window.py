"""What a chat export holds and who wrote in it, before anything is counted; then the counting."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.exchange.chats.applying import ChatResult, apply_chat
from models.exchange.chats.export import ChatExport, ChatKind
from models.exchange.chats.planning import LATER, NOBODY, Answer, ChatPlan, plan_chat
from models.members.chats import chats_known
from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking
from ui.chat_words import warning_text
from ui.dialogs.chats_result import SilentWindow
from ui.dialogs.chats_senders import SendersTable
from ui.formats import date_text
from ui.furniture import button, card, chip, label, paragraph, row, set_tone
from ui.main_window import fit
from ui.records.completion import CompletionLine
from ui.records.record_chooser import completing
from ui.session import Session
from ui.wording import _, n_

# A name of the chat that is being typed makes one new plan.
_PAUSE = 400
_KINDS = {
    ChatKind.QQ: N_("text export of QQ"),
    ChatKind.WHATSAPP: N_("text export of WhatsApp"),
    ChatKind.TELEGRAM: N_("JSON export of Telegram"),
    ChatKind.TABLE: N_("table of messages"),
}


class ChatWindow(QDialog):
    """Shows a plan; answers are kept while the chat's name is changed."""

    def __init__(self, session: Session, parent: QWidget, export: ChatExport) -> None:
        super().__init__(parent)
        self._session = session
        self._export = export
        self._plan: ChatPlan | None = None
        self._asked = 0
        self._is_named = False
        self.chat = QLineEdit()
        self.senders = SendersTable()
        self.who = CompletionLine(completing(Kind.MEMBER))
        self._hint = paragraph("", "")
        self._who_label = label("", "caption")
        self._nobody_doubtful = paragraph(_("Everybody who wrote is known."), "muted")
        self._chips = [chip("", "grey") for _place in range(4)]
        self._planning = QTimer(self, singleShot=True, interval=_PAUSE)
        self._planning.timeout.connect(self._make_plan)
        self._build()
        self._connect()
        self._make_plan()

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self.senders.senders.answers

    def apply(self) -> None:
        """Count what the plan says; the window closes when it is done."""
        if self._plan is not None and self.agree.isEnabled():
            self._session.tasks.run(
                apply_chat, self._plan, dict(self.answers), title=_("Counting…"), done=self._counted
            )

    # The plan

    def _make_plan(self) -> None:
        self._planning.stop()
        self._asked += 1
        self.agree.setEnabled(False)
        self._session.tasks.run(
            _plan,
            self._asked,
            self._export,
            self.chat.text() if self._is_named else "",
            title=_("Comparing with the book…"),
            done=self._show_plan,
        )

    def _name(self) -> None:
        self._is_named = True
        self._planning.start()

    def _show_plan(self, planned: tuple[int, ChatPlan, tuple[str, ...]]) -> None:
        number, plan, chats = planned
        if number != self._asked:
            return
        self._plan = plan
        if not self._is_named:
            self.chat.setText(plan.chat)
        completer = QCompleter(list(chats), self.chat)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.chat.setCompleter(completer)
        self._say_hint(plan)
        self.senders.senders.show(plan.doubtful)
        anybody = bool(plan.doubtful)
        for widget in (self.senders, self._asking):
            widget.setVisible(anybody)
        self._nobody_doubtful.setVisible(not anybody)
        if anybody:
            self.senders.selectRow(next(iter(self.senders.senders.waiting()), 0))
            if not self._is_named:
                self.senders.setFocus()
        self._say_counts()

    def _say_hint(self, plan: ChatPlan) -> None:
        told = warning_text(plan)
        tone = "warning" if told else "grey"
        if plan.counted_before and not told:
            told = _("This chat was counted before. What was counted then does not count again.")
        if plan.export.left_out:
            unread = n_(
                "{count} message could not be read and is left out.",
                "{count} messages could not be read and are left out.",
                plan.export.left_out,
            )
            told, tone = f"{told} {unread}".strip(), "warning"
        self._hint.setText(told)
        set_tone(self._hint, tone)
        self._hint.setVisible(bool(told))

    def _say_counts(self) -> None:
        plan, answers = self._plan, self.senders.senders
        if plan is None:
            return
        said = [(each.sender.amount, answers.answer_to(each)) for each in plan.doubtful]
        counted = plan.messages + sum(
            amount for amount, answer in said if isinstance(answer, bytes)
        )
        people = len(plan.known) + sum(isinstance(answer, bytes) for _amount, answer in said)
        later = sum(answer == LATER for _amount, answer in said)
        nobody = sum(answer == NOBODY for _amount, answer in said)
        texts = (
            (n_("{count} message counts", "{count} messages count", counted), "good", counted),
            (n_("{count} person known", "{count} people known", people), "accent", people),
            (n_("{count} left for later", "{count} left for later", later), "warning", later),
            (n_("{count} not a member", "{count} not members", nobody), "grey", nobody),
        )
        for made, (text, tone, number) in zip(self._chips, texts, strict=True):
            made.setText(text)
            set_tone(made, tone if number else "grey")
        # Also where nobody counts: that somebody is nobody of ours is worth remembering.
        self.agree.setEnabled(bool(counted or nobody))

    # Answering

    def _current_changed(self) -> None:
        current = self.senders.current()
        name = current.sender.name if current else ""
        self._who_label.setText(_("Who is “{name}”?", name=name))
        self.who.clear()

    def _ask_for_another(self, typed: str) -> None:
        self.who.setFocus()
        self.who.setText(typed)
        if typed:
            self.who.offer(typed)
            self.who.completer().complete()

    def _picked(self, member: bytes, title: str) -> None:
        self.who.clear()
        self.senders.say(member, title)

    def _counted(self, result: ChatResult) -> None:
        self.accept()
        self._session.announce(Kind.MEMBER)
        is_new = result.added or any(said != LATER for said in self.answers.values())
        text = _counted_text(result)
        if result.later:
            text = n_(
                "{done} {count} sender is left for later.",
                "{done} {count} senders are left for later.",
                len(result.later),
                done=text,
            )
        # Where nothing was written, the last step is another one.
        self._session.tell(text, undo=bool(is_new))
        if result.silent and result.people:
            SilentWindow(self._session, self.parentWidget(), self._export, result).open()

    # Putting it together

    def _build(self) -> None:
        self.setWindowTitle(_("Count a chat export"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(760, 520)
        fit(self, 1000, 660)
        self._hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addLayout(self._heading())
        column.addWidget(self._hint)
        column.addWidget(label(_("People to decide about"), "heading"))
        frame = card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.senders)
        column.addWidget(frame, 1)
        column.addWidget(self._nobody_doubtful, 1)
        self._asking = self._asking_line()
        column.addWidget(self._asking)
        column.addWidget(
            paragraph(_("Only how many messages each member wrote on each day is kept, never what"
                        " they wrote."), "muted")
        )  # fmt: skip
        column.addLayout(self._foot())

    def _heading(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(_("Count a chat export"), "title"))
        words.addWidget(paragraph(told(self._export), "muted"))
        field = QVBoxLayout()
        field.setSpacing(3)
        caption = label(_("What the chat is called"), "caption")
        caption.setBuddy(self.chat)
        self.chat.setAccessibleName(caption.text())
        self.chat.setMinimumWidth(240)
        self.chat.setMaxLength(120)
        field.addWidget(caption)
        field.addWidget(self.chat)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addLayout(words, 1)
        across.addLayout(field)
        return across

    def _asking_line(self) -> QWidget:
        made = QWidget()
        self.who.setAccessibleName(_("Which member this is"))
        self.who.setPlaceholderText(_("Type a name"))
        nobody = button(_("Not a member"), role="flat", icon="user-x")
        nobody.clicked.connect(lambda: self.senders.say(NOBODY))
        later = button(_("Later"), role="flat", icon="clock")
        later.clicked.connect(lambda: self.senders.say(LATER))
        across = row(self._who_label, self.who, nobody, later)
        across.setStretch(1, 1)
        made.setLayout(across)
        return made

    def _foot(self) -> QHBoxLayout:
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree = button(_("Count them"), role="primary", shortcut="Ctrl+Return")
        self.agree.clicked.connect(self.apply)
        return row(*self._chips, None, cancel, self.agree)

    def _connect(self) -> None:
        self.chat.textEdited.connect(self._name)
        self.senders.answered.connect(self._say_counts)
        self.senders.asked.connect(self._ask_for_another)
        self.senders.selectionModel().currentRowChanged.connect(
            lambda _new, _old: self._current_changed()
        )
        self.who.picked.connect(self._picked)

    # Qt overrides

    def reject(self) -> None:
        said = sum(answer != LATER for answer in self.answers.values())
        question = n_(
            "Who {count} person is would have to be said again.",
            "Who {count} people are would have to be said again.",
            said,
        )
        if not said or asking.choose(self, question, [_("Discard")], careful=True) == 0:
            super().reject()


def _counted_text(result: ChatResult) -> str:
    if result.messages and not result.added:
        return _("All of this was counted before: nothing counts twice.")
    return n_(
        "{count} message of {people} members counted.",
        "{count} messages of {people} members counted.",
        result.messages,
        people=result.people,
    )


def told(export: ChatExport) -> str:
    """Say what an export is and what it covers."""
    people = n_("{count} person", "{count} people", len(export.senders))
    return n_(
        "{file}, {kind}: {count} message of {people}, {first} to {last}",
        "{file}, {kind}: {count} messages of {people}, {first} to {last}",
        export.messages,
        file=export.file,
        kind=_(_KINDS[export.kind]),
        people=people,
        first=date_text(export.first.date()),
        last=date_text(export.last.date()),
    )


def _plan(
    number: int, export: ChatExport, chat: str, progress: Progress
) -> tuple[int, ChatPlan, tuple[str, ...]]:
    return number, plan_chat(export, chat, progress), tuple(chats_known())
