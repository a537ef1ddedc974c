"""Who wrote nothing in the days an export covers: a list that leads to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QListView, QWidget

from models.exchange.chats.applying import ChatResult
from models.exchange.chats.export import ChatExport
from models.exchange.plan import Candidate
from models.vocabulary import Kind
from ui.dialogs.frame import column_of
from ui.formats import date_text, joined
from ui.furniture import button, card, label, paragraph, row
from ui.session import Session
from ui.wording import _, n_

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_ROW = 30


class _SilentModel(QAbstractListModel):
    def __init__(self, people: Sequence[Candidate]) -> None:
        super().__init__()
        self.people = people

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.SizeHintRole:
            return QSize(0, _ROW)
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole) or not index.isValid():
            return None
        person = self.people[index.row()]
        return joined([person.title, person.detail])


class SilentWindow(QDialog):
    """Enter or a double click leads to a member."""

    def __init__(
        self, session: Session, parent: QWidget | None, export: ChatExport, result: ChatResult
    ) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Who wrote nothing"), 460)
        self.resize(480, 560)
        count = len(result.silent)
        column.addWidget(
            label(
                n_("{count} member wrote nothing", "{count} members wrote nothing", count), "title"
            )
        )
        column.addWidget(paragraph(_about(export, result)))
        self.people = QListView()
        self._model = _SilentModel(result.silent)
        self._model.setParent(self.people)
        self.people.setModel(self._model)
        self.people.setUniformItemSizes(True)
        self.people.setAccessibleName(_("Members who wrote nothing"))
        self.people.setCurrentIndex(self._model.index(0))
        self.people.activated.connect(self._lead_to)
        frame = card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.people)
        column.addWidget(frame, 1)
        show = button(_("Show this member"))
        show.clicked.connect(lambda: self._lead_to(self.people.currentIndex()))
        close = button(_("Close"), role="primary")
        close.clicked.connect(self.accept)
        column.addLayout(row(None, show, close))
        self.people.setFocus()

    def _lead_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.accept()
            self._session.go_to(Kind.MEMBER, self._model.people[index.row()].id)


def _about(export: ChatExport, result: ChatResult) -> str:
    text = _(
        "Active members without a message in “{chat}” from {first} to {last}. Members"
        " who are resting are left out.",
        chat=result.chat,
        first=date_text(export.first.date()),
        last=date_text(export.last.date()),
    )
    if not result.later:
        return text
    return n_(
        "{text} One of them may be the {count} sender you left for later.",
        "{text} Some of them may be among the {count} senders you left for later.",
        len(result.later),
        text=text,
    )
