"""What is defined once and stands in an order: a list, and the buttons below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ui import list_keys
from ui.furniture import button
from ui.members.admission.two_lines import HELD, boxed_list
from ui.wording import _


class OrderedList(QWidget):
    """Entries hold a record with an `id`.

    Signals:
        chosen: another entry is current; carries its record, None for a new one.
        moved: the order is to be another; carries the ids, and the one that was moved.
        removed: carries the record that is to go.
    """

    chosen = Signal(object)
    moved = Signal(object, object)
    removed = Signal(object)

    def __init__(self, name: str, new: str, remove: str) -> None:
        super().__init__()
        self._is_changed: Callable[[], bool] = lambda: False
        self._may_leave: Callable[[], bool] = lambda: True
        self.list = boxed_list(name)
        self.list.currentItemChanged.connect(self._turn)
        self.new = button(new, icon="plus")
        self.up = button("", icon="arrow-up", tip=_("Move up"))
        self.down = button("", icon="arrow-down", tip=_("Move down"))
        self.remove: QPushButton = button("", icon="trash-2", tip=remove)
        self.new.clicked.connect(lambda: self._begin())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(lambda: self.removed.emit(self.current))
        for made, keys in (
            (self.new, list_keys.NEW),
            (self.up, list_keys.UP),
            (self.down, list_keys.DOWN),
            (self.remove, list_keys.REMOVE),
        ):
            list_keys.press_by_key(self.list, made, keys)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.new, 1)
        for made in (self.up, self.down, self.remove):
            buttons.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    @property
    def current(self) -> Any | None:
        """The record of the current entry; None where a new one is begun."""
        item = self.list.currentItem()
        return None if item is None else item.data(HELD)

    def show_records(
        self,
        records: Iterable[Any],
        entry: Callable[[Any], QListWidgetItem],
        chosen: bytes | None,
    ) -> None:
        """List records as they are now; the one with the id is current, else the first."""
        with self._quiet():
            self.list.clear()
            for record in records:
                item = entry(record)
                self.list.addItem(item)
                if record.id == chosen:
                    self.list.setCurrentItem(item)
            if self.list.currentItem() is None:
                self.list.setCurrentRow(0)
        self._choose()

    def guard(self, is_changed: Callable[[], bool], may_leave: Callable[[], bool]) -> None:
        """Ask `may_leave` before another entry takes the place of one that `is_changed`."""
        self._is_changed, self._may_leave = is_changed, may_leave

    def _turn(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if not self._is_changed():
            self._choose()
            return
        wanted, left = (None if each is None else each.data(HELD).id for each in (item, before))
        # Only once the list is done with its key: asking rebuilds it where something is saved.
        QTimer.singleShot(0, self, lambda: self._leave(left, wanted))

    def _leave(self, left: bytes | None, wanted: bytes | None) -> None:
        """Go back to the entry that is edited, and on to the wanted one where it may be left."""
        self._go_to(left)
        if self._may_leave():
            self._go_to(wanted)
            self._choose()

    def _go_to(self, wanted: bytes | None) -> None:
        held = [self.list.item(row).data(HELD).id for row in range(self.list.count())]
        with self._quiet():
            self.list.setCurrentRow(held.index(wanted) if wanted in held else -1)

    def _choose(self) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < last)
        self.remove.setEnabled(row >= 0)
        self.chosen.emit(self.current)

    def _begin(self) -> None:
        if self._is_changed() and not self._may_leave():
            return
        self._go_to(None)
        self._choose()

    def _move(self, step: int) -> None:
        if self._is_changed() and not self._may_leave():
            return
        ids = [self.list.item(row).data(HELD).id for row in range(self.list.count())]
        row = self.list.currentRow()
        ids[row], ids[row + step] = ids[row + step], ids[row]
        self.moved.emit(ids, ids[row + step])

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        self.list.blockSignals(True)
        yield
        self.list.blockSignals(False)
