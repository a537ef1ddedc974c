"""The trash: what was deleted, newest first, and the ways out of it: back, or gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.trash import Trashed, counts, restore, trash
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults, furniture, undoing
from ui.formats import count_text, joined, moment_text
from ui.notice import Notice
from ui.past.erasing import erase_person
from ui.past.line_list import LineList, Shown
from ui.records.described import ALL
from ui.records.filter_bar import FilterBar
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    (str(Kind.MEMBER), N_("Members")),
    (str(Kind.EVENT), N_("Events")),
    (str(Kind.RULE), N_("Rules")),
    (str(Kind.FEEDBACK), N_("Feedback")),
)
_ICONS = {
    Kind.MEMBER: "user",
    Kind.EVENT: "calendar-days",
    Kind.RULE: "scroll-text",
    Kind.FEEDBACK: "message-square",
}


class _Found:
    """What the list shows of the trash under one filter."""

    def __init__(self, items: Sequence[Trashed]) -> None:
        self._items = items
        self.total = len(items)

    def lines(self, start: int, stop: int) -> Sequence[Trashed]:
        return self._items[start:stop]


class TrashWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: tuple[Trashed, ...] = ()
        self.setWindowTitle(_("Trash"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(640, 440)
        self.resize(820, 640)
        self.heading = furniture.page_heading(_("Trash"))
        self.filters = FilterBar(_("Name or title…"), PILLS)
        self.filters.columns_button.hide()
        self.list = LineList(_worded, _("What was deleted, newest first"), several=True)
        self.restore_button = furniture.button(_("Restore"), icon="archive-restore", role="primary")
        self.erase_button = furniture.button(_("Erase this person for good…"), icon="eraser")
        self.close_button = furniture.button(_("Close"))
        self._room = QStackedWidget()
        self.notice = Notice()
        self._lay_out()
        self._connect()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Show what lies in the trash now."""
        known = counts()
        total = sum(known.values())
        self._items = trash(limit=total)
        self.filters.show_counts(
            {ALL: total, **{str(kind): number for kind, number in known.items()}}
        )
        self.heading.note.setText(
            n_("{number} record", "{number} records", total, number=count_text(total))
        )
        row = self.list.currentIndex().row()
        self._filter()
        if self.list.rows.rowCount():
            self.list.choose(max(row, 0))

    def _begin_search(self, letter: str) -> None:
        self.filters.search.setFocus()
        self.filters.search.setText(letter)

    def _changed(self, _kinds: frozenset[Kind]) -> None:
        self.reload()

    def _filter(self) -> None:
        text, pill = self.filters.text.casefold(), self.filters.pill
        found = [
            item
            for item in self._items
            if pill in (ALL, item.kind) and text in f"{item.title} {item.who}".casefold()
        ]
        self.list.rows.show(_Found(found))
        self._room.setCurrentIndex(0 if found else 2 if self._items else 1)
        if found:
            self.list.choose(0)
        self._show_buttons()

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        self._room.addWidget(frame)
        empty_hint = _("What you delete is kept here, and can be brought back at any time.")
        self._room.addWidget(furniture.empty_state("trash-2", _("The trash is empty"), empty_hint))
        other_hint = _("Try another word, or choose “All”.")
        self._room.addWidget(
            furniture.empty_state("search-x", _("Nothing here is called like that"), other_hint)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        column = QVBoxLayout()
        whole.addLayout(column, 1)
        whole.addWidget(self.notice)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(14)
        column.addWidget(self.heading)
        column.addWidget(self.filters)
        column.addWidget(self._room, 1)
        column.addLayout(
            furniture.row(
                self.erase_button, None, self.close_button, self.restore_button, spacing=10
            )
        )

    def _connect(self) -> None:
        self.filters.searched.connect(self._filter)
        self.filters.pill_chosen.connect(lambda _pill: self._filter())
        self.filters.search.left_downwards.connect(self.list.setFocus)
        self.list.typed.connect(self._begin_search)
        self.list.current_changed.connect(self._show_buttons)
        self.list.opened.connect(self._restore)
        self.restore_button.clicked.connect(self._restore)
        self.erase_button.clicked.connect(self._erase)
        self.close_button.clicked.connect(self.close)
        self.notice.undo_wanted.connect(partial(undoing.undo, self._session))
        # A bound method goes with the window; a lambda would outlive it.
        self._session.changed.connect(self._changed)
        self._session.told.connect(self.notice.tell)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(
            partial(undoing.undo, self._session)
        )
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.search.setFocus)

    def _show_buttons(self) -> None:
        chosen = self.list.chosen()
        self.restore_button.setEnabled(bool(chosen))
        count = len(chosen)
        self.restore_button.setText(
            n_("Restore {count} record", "Restore {count} records", count)
            if count > 1
            else _("Restore")
        )
        self.erase_button.setVisible(count == 1 and chosen[0].kind is Kind.MEMBER)

    def _restore(self) -> None:
        chosen = self.list.chosen()
        if not chosen:
            return
        try:
            kinds = restore(chosen)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._session.announce(*kinds)
        self._session.tell(_restored(chosen), undo=True)

    def _erase(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) == 1 and chosen[0].kind is Kind.MEMBER:
            erase_person(self._session, self, chosen[0].id)


def _worded(item: Trashed) -> Shown:
    title = " ".join(item.title.split())
    return Shown(
        icon=_ICONS[item.kind],
        tone="grey",
        title=title or _("Without a name"),
        caption=joined(
            [_(item.kind.title), _("deleted by {name}", name=item.who) if item.who else ""]
        ),
        end=moment_text(item.at),
    )


def _restored(chosen: Sequence[Trashed]) -> str:
    if len(chosen) == 1:
        return _("“{name}” is back from the trash.", name=" ".join(chosen[0].title.split()))
    return n_("{count} record is back.", "{count} records are back.", len(chosen))
