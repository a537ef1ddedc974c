"""The senders nobody is certain about, and who they are said to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QTableView

from models.exchange.chats.planning import LATER, NOBODY, Answer, DoubtfulSender
from resources.i18n import N_
from ui.chat_words import doubt_text
from ui.formats import count_text, joined
from ui.records.plain_rows import PlainRows, share_width, show_plainly
from ui.wording import _

NAME, MESSAGES, REASON, ANSWER = range(4)
TITLES = (N_("Name in the chat"), N_("Messages"), N_("Reason"), N_("Who this is"))
_WIDTHS = {NAME: 190, MESSAGES: 90, ANSWER: 290}


class SendersModel(PlainRows):
    """`answers` holds what was said, by the sender's key; `titles` what chosen members are called.
    Who is no member by an earlier answer stays so until something else is said."""

    def __init__(self) -> None:
        super().__init__(TITLES, numbers=(MESSAGES,))
        self.senders: Sequence[DoubtfulSender] = ()
        self.answers: dict[str, Answer] = {}
        self._titles: dict[bytes, str] = {}

    def show(self, senders: Sequence[DoubtfulSender]) -> None:
        self.beginResetModel()
        self.senders = senders
        self._titles |= {
            each.id: joined([each.title, each.detail])
            for sender in senders
            for each in sender.candidates
        }
        self.endResetModel()

    def answer(self, given: Mapping[str, Answer], name: str) -> None:
        self.answers |= given
        for member in given.values():
            if isinstance(member, bytes):
                self._titles.setdefault(member, name)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.senders) - 1, ANSWER))

    def answer_to(self, sender: DoubtfulSender) -> Answer:
        usual = NOBODY if sender.ignored else LATER
        return self.answers.get(sender.sender.key, usual)

    def waiting(self) -> list[int]:
        """Return the rows about which nothing was said."""
        return [row for row, each in enumerate(self.senders) if self.answer_to(each) == LATER]

    def count(self) -> int:
        return len(self.senders)

    def text(self, row: int, column: int) -> str:
        each = self.senders[row]
        if column == NAME:
            return joined([each.sender.name, each.sender.account.partition(":")[2]])
        if column == MESSAGES:
            return count_text(each.sender.amount)
        return doubt_text(each) if column == REASON else self._said(each)

    def _said(self, each: DoubtfulSender) -> str:
        answer = self.answer_to(each)
        if isinstance(answer, bytes):
            return _("It is {who}", who=self._titles.get(answer, ""))
        return _("Not a member") if answer == NOBODY else _("Later: does not count yet")


class SendersTable(QTableView):
    """Enter, Space or a click offers who somebody may be; letters typed go to the line below.

    Signals:
        answered: something was said about one or several.
        asked: another member is to be named for the current row; carries the letters typed so far.
    """

    answered = Signal()
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.senders = SendersModel()
        self.senders.setParent(self)
        self.setModel(self.senders)
        self.setAccessibleName(_("People in the chat to decide about"))
        show_plainly(self, 34)
        share_width(self, _WIDTHS, REASON)

    def current(self) -> DoubtfulSender | None:
        row = self.currentIndex().row()
        return self.senders.senders[row] if 0 <= row < self.senders.rowCount() else None

    def offer_answers(self) -> None:
        """Open the menu of the current row; Nobody and Later go to every selected row."""
        sender = self.current()
        if sender is None:
            return
        menu = QMenu(self)
        for each in sender.candidates:
            name = joined([each.title, each.detail])
            menu.addAction(_("It is {who}", who=name)).triggered.connect(
                lambda _on=False, each=each, name=name: self.say(each.id, name)
            )
        another = menu.addAction(_("Another member…"))
        another.triggered.connect(lambda: self.asked.emit(""))
        menu.addSeparator()
        menu.addAction(_("Not a member")).triggered.connect(lambda: self.say(NOBODY))
        menu.addAction(_("Later: does not count yet")).triggered.connect(lambda: self.say(LATER))
        below = self.visualRect(self.senders.index(self.currentIndex().row(), ANSWER)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))

    def say(self, answer: Answer, name: str = "") -> None:
        """Answer for the current row, or all selected ones, and go on to the next that waits."""
        rows = {self.currentIndex().row()}
        if not isinstance(answer, bytes):
            rows |= {index.row() for index in self.selectionModel().selectedRows()}
        known = [self.senders.senders[row].sender.key for row in rows if row >= 0]
        self.senders.answer(dict.fromkeys(known, answer), name)
        self.answered.emit()
        self._go_on(max(rows))

    def _go_on(self, row: int) -> None:
        following = [other for other in self.senders.waiting() if other > row]
        if following:
            self.selectRow(following[0])
        self.setFocus()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.offer_answers()
        elif event.key() == Qt.Key.Key_Delete:
            self.say(LATER)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == ANSWER and not event.modifiers():
            self.offer_answers()
