"""All saved lists: in which order they stand, how they are called, what they ask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from models.errors import UserError
from models.members.filter_fields import fields_for
from models.members.saved_list import Saved, saved_lists
from models.vocabulary import Kind
from ui import faults, list_keys
from ui.dialogs.frame import column_of
from ui.furniture import button, label, paragraph, row
from ui.members.admission.two_lines import boxed_list
from ui.members.filter_words import said
from ui.session import Session
from ui.wording import _

Manage = Callable[[str, Saved | None], None]
_WIDTH, _HEIGHT = 620, 440
_LINE = 34


class ListsWindow(QDialog):
    """Hands what is to be done with a list to `manage`, as the pills do; Enter shows it."""

    def __init__(self, session: Session, parent: QWidget, manage: Manage) -> None:
        super().__init__(parent)
        self._manage = manage
        self._lists: tuple[Saved, ...] = ()
        column = column_of(self, _("Lists of members"), _WIDTH)
        column.addWidget(label(_("Lists of members"), "title"))
        self.lists = boxed_list(_("Lists of members"))
        self.lists.setMinimumHeight(180)
        self.lists.currentItemChanged.connect(lambda *_items: self._show_words())
        self.lists.itemActivated.connect(lambda _item: self._do("show"))
        column.addWidget(self.lists, 1)
        self._margin = column.contentsMargins().left()
        self.words = paragraph("")
        column.addWidget(self.words)
        self._acts = []
        for title, name, what, keys in (
            (_("Change…"), "list-filter", "edit", ""),
            (_("Rename…"), "pencil", "rename", list_keys.RENAME),
            (_("Up"), "arrow-up", "up", list_keys.UP),
            (_("Down"), "arrow-down", "down", list_keys.DOWN),
            (_("Delete"), "trash-2", "remove", list_keys.REMOVE),
        ):
            made = button(title, icon=name, role="flat")
            made.clicked.connect(lambda _checked=False, what=what: self._do(what))
            self._acts.append(made)
            if keys:
                list_keys.press_by_key(self.lists, made, keys)
        self._up, self._down = self._acts[2:4]
        close = button(_("Close"), role="primary")
        close.clicked.connect(self.accept)
        column.addLayout(row(*self._acts, None, close, spacing=4))
        session.changed.connect(self._news)
        self.finished.connect(lambda _how: session.changed.disconnect(self._news))
        self.resize(_WIDTH, _HEIGHT)
        self._fill()
        self.lists.setFocus()

    def current(self) -> Saved | None:
        item = self.lists.currentItem()
        return self._lists[self.lists.row(item)] if item is not None else None

    def _news(self, kinds: frozenset[Kind]) -> None:
        if Kind.COMMUNITY in kinds:
            self._fill()

    def _fill(self) -> None:
        known = self.current()
        place = self.lists.currentRow()
        self.lists.blockSignals(True)
        self.lists.clear()
        self._lists = saved_lists()
        for each in self._lists:
            item = QListWidgetItem(each.name)
            item.setSizeHint(QSize(0, _LINE))
            self.lists.addItem(item)
            if known is not None and each.id == known.id:
                self.lists.setCurrentItem(item)
        if self.lists.currentRow() < 0 and self.lists.count():
            self.lists.setCurrentRow(min(max(place, 0), self.lists.count() - 1))
        self.lists.blockSignals(False)
        self._show_words()

    def _show_words(self) -> None:
        each = self.current()
        row, last = self.lists.currentRow(), self.lists.count() - 1
        for act in self._acts:
            act.setEnabled(each is not None)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < last)
        try:
            self.words.setText(said(each.asked, fields_for(each.asked)) if each else "")
        except UserError as error:
            self.words.setText(faults.worded(error))
        # A dialog does not grow by itself when its words take another line.
        room = self.width() - 2 * self._margin
        self.words.setMinimumHeight(self.words.heightForWidth(room))

    def _do(self, what: str) -> None:
        each = self.current()
        if each is None:
            return
        if what in ("edit", "show"):
            self.accept()
        self._manage(what, each)
