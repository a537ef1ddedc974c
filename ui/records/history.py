"""What happened to one record, newest first, and every old value to take back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.past import Past, record_past
from models.taking_back import take_back
from models.titles import titles_of
from models.vocabulary import Kind
from ui import asking, faults, furniture, undoing
from ui.actions_wording import headline_in_history
from ui.formats import joined, moment_text
from ui.notice import Notice
from ui.reading_area import ReadingArea
from ui.records.changes import by_whom, shown, worded
from ui.records.field_titles import PART_TITLES, field_title
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.base import Record
    from models.journal.happened import Cell, Entry

_AT_FIRST = 60


def show_history(
    session: Session, parent: QWidget, links: tuple[type[Record], ...], record: Any
) -> None:
    """Show a record's history; `links` are the tables of its link rows, such as tags."""
    window = HistoryWindow(session, record, links, parent)
    parent.destroyed.connect(window.close)  # its page goes when the file is closed or locked
    window.open()


class HistoryWindow(QDialog):
    def __init__(
        self,
        session: Session,
        record: bytes,
        links: tuple[type[Record], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._session = session
        self._record = record
        self._links = links
        self._entries = _AT_FIRST
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(440, 320)
        self.resize(600, 640)
        self.heading = furniture.ShortLabel("", "title")
        self._read = ReadingArea(_("History"))
        close = furniture.button(_("Close"), role="primary")
        close.clicked.connect(self.close)
        self.notice = Notice()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        outer = QVBoxLayout()
        whole.addLayout(outer, 1)
        whole.addWidget(self.notice)
        outer.setContentsMargins(22, 20, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(self.heading)
        outer.addWidget(self._read, 1)
        outer.addLayout(furniture.row(None, close))
        self.notice.undo_wanted.connect(partial(undoing.undo, session))
        undoing.answer_keys(session, self)
        # Bound methods go with the window; a lambda would outlive it.
        session.changed.connect(self._changed)
        session.told.connect(self.notice.tell)
        self.reload()
        close.setFocus()  # not on the first way back, which Enter would go at once

    def reload(self) -> None:
        """Show the history as it is now, where it was scrolled to."""
        past = record_past(self._record, self._links)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 4, 14, 4)
        column.setSpacing(6)
        for entry in past.entries[: self._entries]:
            self._add_entry(column, entry, past)
        if len(past.entries) > self._entries:
            column.addWidget(furniture.rule_line())
            column.addWidget(self._more_button(len(past.entries) - self._entries))
        column.addStretch()
        scrolled = self._read.verticalScrollBar().value()
        self._read.show_page(page)
        self._read.verticalScrollBar().setValue(scrolled)
        title = _title_of(self._record, past)
        words = _("History of “{record}”", record=title) if title else _("History")
        self.setWindowTitle(words)
        self.heading.show_text(words)

    def _changed(self, _kinds: frozenset[Kind]) -> None:
        self.reload()

    def _add_entry(self, column: QVBoxLayout, entry: Entry, past: Past) -> None:
        column.addWidget(furniture.rule_line())
        preferences = self._session.preferences
        who = by_whom(entry.who, entry.device, preferences.device, preferences.laptop)
        column.addWidget(furniture.label(joined([moment_text(entry.at), who]), "caption"))
        column.addWidget(furniture.paragraph(headline_in_history(entry.kind), "heading"))
        # What a record was made with is not an old value: there was nothing before it.
        made = any(cell.column is None and cell.row == self._record for cell in entry.cells)
        for cell in entry.cells:
            if text := worded(cell, past.names):
                button = None if made else self._take_back_button(cell, past)
                column.addLayout(_line(text, button))

    def _take_back_button(self, cell: Cell, past: Past) -> QWidget | None:
        """Return the way back to a cell's old value; None where that stands already."""
        if cell.table == "member_tag":
            gone = past.standing.get((cell.row, "deleted"))
            if cell.came is bool(gone):
                return None
            tip = _("Take this tag away again") if cell.came else _("Bring this back")
        elif cell.table in PART_TITLES and cell.column in (None, "deleted"):
            gone = past.standing.get((cell.row, "deleted"))
            if cell.came is bool(gone):
                return None
            tip = _("Take this away again") if cell.came else _("Bring this back")
        else:
            key = (cell.row, str(cell.column))
            if key not in past.standing or past.standing[key] == cell.old:
                return None
            tip = (
                _("Make it empty again")
                if cell.old in (None, "")
                else _("Make it “{value}” again", value=shown(cell, cell.old, past.names))
            )
        made = furniture.button(_("Take back"), role="link", tip=tip)
        made.setAccessibleName(joined([_("Take back"), tip]))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self._take_back(cell, past))
        return made

    def _take_back(self, cell: Cell, past: Past) -> None:
        try:
            kind = take_back(cell)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._session.announce(kind)
        self._session.tell(_taken_back(cell, past), undo=True)

    def _more_button(self, count: int) -> QWidget:
        text = n_("Show {count} earlier entry", "Show {count} earlier entries", count)
        made = furniture.button(text)
        made.clicked.connect(self._show_all)
        return made

    def _show_all(self) -> None:
        self._entries = 1_000_000
        self.reload()


def _title_of(record: bytes, past: Past) -> str:
    """Return what the record is called now; "" where it has no name or was erased."""
    cells = (cell for entry in past.entries for cell in entry.cells)
    kind = next((Kind(cell.kind) for cell in cells if cell.row == record), None)
    titles = titles_of(kind, [record]) if kind is not None else {}
    return " ".join(titles.get(record, "").split())


def _taken_back(cell: Cell, past: Past) -> str:
    if cell.table == "member_tag":
        tag = past.names.get(cell.row, "")
        if cell.came:
            return _("Taken back: the tag “{tag}” is gone again.", tag=tag)
        return _("Taken back: the tag “{tag}” is there again.", tag=tag)
    if cell.table in PART_TITLES and cell.column in (None, "deleted"):
        what = _(PART_TITLES[cell.table])
        if cell.came:
            return _("Taken back: gone again is {what}.", what=what)
        return _("Taken back: there again is {what}.", what=what)
    field = _(field_title(cell.table, cell.column))
    if cell.old in (None, ""):
        return _("Taken back: {field} is empty again.", field=field)
    value = shown(cell, cell.old, past.names)
    return _("Taken back: {field} is “{value}” again.", field=field, value=value)


def _line(text: str, button: QWidget | None) -> QHBoxLayout:
    words = furniture.paragraph(text, "")
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    across = furniture.row(words, button)
    across.setStretch(0, 1)
    if button is not None:
        across.setAlignment(button, Qt.AlignmentFlag.AlignTop)
    return across
