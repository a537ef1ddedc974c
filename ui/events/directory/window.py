"""A directory of what events name in words: entries at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.vocabulary import Kind
from ui import asking, faults, list_keys
from ui.dialogs.frame import column_of
from ui.furniture import button, label, paragraph
from ui.notice import Notice
from ui.records.form import Form
from ui.session import Session
from ui.wording import _

_HELD = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _LIST_WIDTH, _ROW = 860, 640, 280, 50
_PAST_HEIGHT = 96
_MOST_OFFERED = 20  # names that events know and the directory does not


@dataclass(frozen=True)
class Directory:
    """One directory: message ids first, then what models/ does for it.

    `entry` words a record in two lines, `past` says what is known of it from the events, each line
    with a note; `unlisted` are names to take over from events.
    """

    title: str
    hint: str
    search: str
    new: str
    nothing: str
    removed: str
    form: Callable[[], Form]
    records: Callable[[], Sequence[Any]]
    save: Callable[[bytes | None, Mapping[str, Any]], bytes]
    remove: Callable[[list[bytes]], None]
    entry: Callable[[Any], tuple[str, str]]
    past: Callable[[Any], Sequence[tuple[str, str]]]
    unlisted: Callable[[], Sequence[str]]


class DirectoryWindow(QDialog):
    """Saving and deleting are done at once, and undone like any other action."""

    def __init__(
        self, session: Session, directory: Directory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._directory = session, directory
        self._record: Any | None = None
        self._records: Sequence[Any] = ()
        column = column_of(self, _(directory.title), _WIDTH)
        column.addWidget(label(_(directory.title), "title"))
        column.addWidget(paragraph(_(directory.hint), "muted"))
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addLayout(self._left())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)
        self.notice = Notice()
        column.addWidget(self.notice)
        session.told.connect(self.notice.tell)
        session.changed.connect(self._changed_elsewhere)
        self.setMinimumHeight(_HEIGHT)
        self._reload()
        self.search.setFocus()

    def _left(self) -> QVBoxLayout:
        self.search = QLineEdit(placeholderText=_(self._directory.search), clearButtonEnabled=True)
        self.search.setAccessibleName(_(self._directory.search))
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list = QListWidget()
        self.list.setAccessibleName(_(self._directory.title))
        self.list.setProperty("role", "boxed")
        self.list.setMinimumWidth(_LIST_WIDTH)
        self.list.currentItemChanged.connect(self._choose)
        self.new = button(_(self._directory.new), icon="plus")
        self.new.clicked.connect(lambda: self.begin())
        self.offered = QMenu(self)
        self.offered.aboutToShow.connect(self._offer)
        self.take = button(_("From the events"), icon="calendar-days")
        self.take.setMenu(self.offered)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.new)
        buttons.addWidget(self.take)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        return column

    def _right(self) -> QVBoxLayout:
        self.heading = label("", "heading")
        self.form = self._directory.form()
        self.form.stand_flush()
        self.past = QListWidget()
        self.past.setAccessibleName(_("Events"))
        self.past.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.past.setProperty("role", "boxed")
        self.past.setMaximumHeight(_PAST_HEIGHT)
        self.past_title = label("", "caption")
        self.save = button(_("Save"), role="primary")
        self.save.setDefault(True)
        self.remove = button(_("Delete"), icon="trash-2")
        close = button(_("Close"))
        self.save.clicked.connect(lambda: self.store())
        self.remove.clicked.connect(lambda: self.delete())
        close.clicked.connect(self.close)
        list_keys.press_by_key(self.list, self.remove, list_keys.REMOVE)
        list_keys.press_by_key(self.list, self.new, list_keys.NEW)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save.click)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.form, 1)
        column.addWidget(self.past_title)
        column.addWidget(self.past)
        column.addLayout(buttons)
        return column

    # What is shown

    def show_record(self, record: bytes) -> None:
        self.search.clear()
        self._fill(record)

    def _reload(self, chosen: bytes | None = None) -> None:
        self._records = self._directory.records()
        self.take.setEnabled(bool(self._directory.unlisted()))
        self._fill(chosen)

    def _fill(self, chosen: bytes | None = None) -> None:
        """List what matches the search; the same entry stays current while it does."""
        keep = chosen or (self._record.id if self._record is not None else None)
        sought = self.search.text().strip().casefold()
        self.list.blockSignals(True)
        self.list.clear()
        for record in self._records:
            title, below = self._directory.entry(record)
            if sought and sought not in f"{title}\n{below}".casefold():
                continue
            item = QListWidgetItem(f"{title}\n{below}" if below else title)
            item.setData(_HELD, record)
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
            if record.id == keep:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and not self.form.is_edited():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        if not self.form.is_edited() or chosen:
            current = self.list.currentItem()
            self._show(current.data(_HELD) if current else None)

    def _choose(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        chosen = item.data(_HELD) if item else None
        if not self.form.is_edited():
            self._show(chosen)
        elif self.can_leave():
            # What was saved may have renewed the rows.
            self._fill(chosen.id if chosen is not None else None)
        else:
            self.list.blockSignals(True)
            self.list.setCurrentItem(before)  # type: ignore[arg-type]
            self.list.blockSignals(False)

    def _show(self, record: Any | None) -> None:
        self._record = record
        title = self._directory.entry(record)[0] if record is not None else _(self._directory.new)
        self.heading.setText(title)
        self.form.fill(record)
        self.remove.setEnabled(record is not None)
        lines = self._directory.past(record) if record is not None else ()
        self.past.clear()
        for text, note in lines:
            self.past.addItem(f"{text}  ·  {note}" if note else text)
        self.past_title.setText(_("In the events") if lines else _(self._directory.nothing))
        self.past.setVisible(bool(lines))
        self.past_title.setVisible(record is not None)

    def _offer(self) -> None:
        self.offered.clear()
        for name in self._directory.unlisted()[:_MOST_OFFERED]:
            self.offered.addAction(name).triggered.connect(
                lambda _checked=False, name=name: self._take(name)
            )

    # What is done

    def begin(self) -> None:
        """Start a new entry."""
        if self.can_leave():
            self.list.blockSignals(True)
            self.list.setCurrentRow(-1)
            self.list.blockSignals(False)
            self._show(None)
            self.form.focus_first()

    def store(self) -> bool:
        """Save what the form says; say whether it could be."""
        known = self._record.id if self._record is not None else None
        try:
            saved = self._directory.save(known, self.form.values())
        except Invalid as error:
            self.form.mark(error.errors)
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._announce()
        self._record = None
        self.search.clear()
        self.form.fill(None)
        self._reload(saved)
        self.list.setFocus()
        return True

    def delete(self) -> None:
        if self._record is None:
            return
        name = self._directory.entry(self._record)[0]
        self._directory.remove([self._record.id])
        self._announce()
        self.form.fill(None)
        self._record = None
        self._reload()
        self._session.tell(_(self._directory.removed, name=name), undo=True)

    def can_leave(self) -> bool:
        return not self.form.is_edited() or asking.leave_edit(
            self, self.store, lambda: self.form.fill(self._record)
        )

    def reject(self) -> None:
        if self.can_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _take(self, name: str) -> None:
        if self.can_leave():
            self._announce_taken(self._directory.save(None, {"name": name}))

    def _announce_taken(self, record: bytes) -> None:
        self._announce()
        self.form.fill(None)
        self._record = None
        self._reload(record)

    def _announce(self) -> None:
        self._session.announce(Kind.EVENT, Kind.COMMUNITY)

    def _changed_elsewhere(self, kinds: frozenset[Kind]) -> None:
        if Kind.EVENT in kinds or Kind.COMMUNITY in kinds:
            self._reload()
            if self._record is not None and self._record.id not in {
                each.id for each in self._records
            }:
                # What was deleted meanwhile is a new entry if what is typed is saved.
                self._record = None
                self.heading.setText(_(self._directory.new))
                self.remove.setEnabled(False)
