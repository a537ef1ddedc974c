"""Where a list comes from and how it was read: encoding, sheet, the event it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from models.exchange.reading import CLIPBOARD
from models.exchange.table import Table
from models.exchange.vcards import FORMAT as CARDS
from models.vocabulary import Kind
from resources.i18n import N_
from ui.furniture import label, paragraph
from ui.records.editors import Unreadable
from ui.records.record_chooser import RecordChooser
from ui.wording import _, n_

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252")


class SourceBar(QWidget):
    """Signals:

    reread: another encoding or sheet was chosen; carries both, "" for what was found.
    event_changed: another event was chosen for a list that names none.
    """

    reread = Signal(str, str)
    event_changed = Signal()

    def __init__(self, title: str, asks_event: bool) -> None:
        super().__init__()
        self.encoding = QComboBox()
        self.sheet = QComboBox()
        self.event_line = RecordChooser(Kind.EVENT, N_("Type the title of an event"))
        self._told = paragraph("", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "title"))
        words.addWidget(self._told)
        self._encoding_field = _field(_("Encoding"), self.encoding, 120)
        self._sheet_field = _field(_("Sheet"), self.sheet, 150)
        event_field = _field(_("Event, where the list names none"), self.event_line, 220)
        event_field.setVisible(asks_event)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addLayout(words, 1)
        for field in (event_field, self._encoding_field, self._sheet_field):
            across.addWidget(field)
        self.event_line.changed.connect(self.event_changed)
        self.encoding.activated.connect(lambda _place: self._read_again())
        self.sheet.activated.connect(lambda _place: self._read_again())

    def show_table(self, table: Table) -> None:
        """Say what was read, and offer the other ways to read it."""
        self._told.setText(_told(table))
        self.encoding.clear()
        for name in dict.fromkeys([table.encoding, *ENCODINGS]) if table.encoding else ():
            self.encoding.addItem(name.upper(), name)
        self.sheet.clear()
        self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self._encoding_field.setVisible(bool(table.encoding))
        self._sheet_field.setVisible(len(table.sheets) > 1)

    def chosen_event(self) -> bytes | None:
        """Return the event chosen for a list that names none."""
        try:
            found: bytes | None = self.event_line.value()
        except Unreadable:
            return None
        return found

    def _read_again(self) -> None:
        self.reread.emit(self.encoding.currentData() or "", self.sheet.currentText())


def _field(title: str, editor: QWidget, width: int) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    name = label(title, "caption")
    name.setBuddy(editor)
    editor.setAccessibleName(title)
    editor.setMinimumWidth(width)
    column.addWidget(name)
    column.addWidget(editor)
    return made


def _told(table: Table) -> str:
    rows = len(table.rows)
    if table.format == CLIPBOARD:
        return n_("{count} line from the clipboard", "{count} lines from the clipboard", rows)
    if table.format == CARDS:  # above the contacts stand the headings, which nobody wrote
        return n_("{name}, {count} contact", "{name}, {count} contacts", rows - 1, name=table.name)
    return n_("{name}, {count} line", "{name}, {count} lines", rows, name=table.name)
