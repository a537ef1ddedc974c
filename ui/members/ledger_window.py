"""The points of one person, line by line."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.members.member import load_member
from models.members.points import (
    PointsLine,
    balance_of,
    edit_points,
    ledger_of,
    remove_points,
)
from models.vocabulary import Kind
from ui import furniture, undoing
from ui.dialogs.frame import column_of
from ui.empty_words import EmptyWords
from ui.formats import change_text, date_text, number_text
from ui.main_window import fit
from ui.members.points import balance_text, give_to_one
from ui.members.points_form import PointsForm
from ui.notice import Notice
from ui.past.line_list import LineList, Shown
from ui.session import Session
from ui.wording import _, n_

_WIDTH, _HEIGHT = 560, 520


class Ledger:
    """What the list shows: every line of one person."""

    def __init__(self, lines: tuple[PointsLine, ...]) -> None:
        self._lines = lines
        self.total = len(lines)

    def lines(self, start: int, stop: int) -> tuple[PointsLine, ...]:
        return self._lines[start:stop]


class LedgerWindow(QDialog):
    """Every step is done at once, and undone like any other."""

    def __init__(self, session: Session, member: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._member = session, member
        known = load_member(member)
        title = _("Points of {name}", name=known.name if known else "")
        column = column_of(self, title, _WIDTH)
        fit(self, _WIDTH, _HEIGHT)
        self.heading = furniture.page_heading(title)
        self.list = LineList(_worded, _("Points, the latest first"), several=True)
        EmptyWords(self.list, _("What points are given for stands here, with reason and date."))
        self.give = furniture.button(_("Give points…"), icon="plus", role="primary")
        self.edit = furniture.button(_("Edit…"), icon="pencil")
        self.remove = furniture.button(_("Delete"), icon="trash-2")
        self.notice = Notice()
        self._lay_out(column)
        self._connect()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        lines = ledger_of(self._member)
        row = max(self.list.currentIndex().row(), 0)
        self.list.rows.show(Ledger(lines))
        said = balance_text(balance_of(self._member)) if lines else _("No points yet.")
        self.heading.note.setText(said)
        if lines:
            self.list.choose(row)
        self._show_buttons()

    def _lay_out(self, column: QVBoxLayout) -> None:
        frame = furniture.card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.list)
        close = furniture.button(_("Close"))
        close.clicked.connect(self.close)
        column.addWidget(self.heading)
        column.addWidget(frame, 1)
        column.addWidget(self.notice)
        column.addLayout(furniture.row(self.edit, self.remove, None, close, self.give))

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_buttons)
        self.list.opened.connect(self._edit)
        self.give.clicked.connect(self._give)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        QShortcut(QKeySequence("Del"), self.list).activated.connect(self._remove)
        self.notice.undo_wanted.connect(partial(undoing.undo, self._session))
        self._session.changed.connect(self._changed)
        self._session.told.connect(self.notice.tell)
        undoing.answer_keys(self._session, self)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if Kind.MEMBER in kinds:
            self.reload()

    def _show_buttons(self) -> None:
        count = len(self.list.chosen())
        self.edit.setEnabled(count == 1)
        self.remove.setEnabled(count > 0)

    def _give(self) -> None:
        give_to_one(self._session, self, self._member)

    def _edit(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) == 1:
            save = partial(self._correct, chosen[0].id)
            PointsForm(self, _("Correct this line"), save, chosen[0]).open()

    def _correct(self, line: bytes, amount: int, reason: str, day: date) -> None:
        edit_points(line, amount, reason, day)
        self._session.announce(Kind.MEMBER)

    def _remove(self) -> None:
        chosen = [line.id for line in self.list.chosen()]
        if chosen:
            remove_points(chosen)
            self._session.announce(Kind.MEMBER)
            told = n_("{count} line deleted.", "{count} lines deleted.", len(chosen))
            self._session.tell(told, undo=True)


def _worded(line: PointsLine) -> Shown:
    left = _("{points} of it still active", points=number_text(line.left))
    return Shown(
        icon="award" if line.amount > 0 else "circle-minus",
        tone="good" if line.amount > 0 else "warning",
        title=line.reason,
        caption=left,
        end=date_text(line.day),
        chip=change_text(line.amount),
        faded=abs(line.left) < 0.05,
    )
