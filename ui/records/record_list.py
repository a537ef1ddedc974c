"""Title and count, the filter bar, the table, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.formats import count_text
from ui.furniture import button, card, empty_state, label, row
from ui.preferences import Preferences
from ui.records.described import ALL, Listed, ListWords
from ui.records.filter_bar import FilterBar
from ui.records.table import RecordTable
from ui.wording import _

# Counting every pill may take longer than the frame a keystroke has; it follows a moment later.
COUNTING_DELAY = 90
_ROWS, _NOTHING_MATCHES, _NOTHING_YET = range(3)


class RecordList(QWidget):
    """Asks for what should be listed and shows it.

    Signals:
        chosen: another record became current; carries its id.
        new_wanted: the button of the empty state was pressed.
        dropped: a row was dragged; carries the row and the row it should stand before.
    """

    chosen = Signal(object)
    new_wanted = Signal()
    dropped = Signal(int, int)

    def __init__(self, listed: Listed, words: ListWords, preferences: Preferences) -> None:
        super().__init__()
        self._listed = listed
        self._words = words
        self._preferences = preferences
        self._order, self._descending = listed.order, listed.descending
        self._whole = 0
        self.table = RecordTable(listed.columns, listed.movable)
        self.table.setAccessibleName(_(words.title))
        self.filter = FilterBar(_(words.search), listed.pills)
        self.search = self.filter.search
        self.count = label("", "muted")
        self.heading = QHBoxLayout()
        self._stack = QStackedWidget()
        self._settling = QTimer(self, singleShot=True, interval=COUNTING_DELAY)
        self._settling.timeout.connect(self._settle)
        self._build()
        self._connect()

    # What is listed

    def reload(self) -> None:
        """Ask again with the same question."""
        self._settling.stop()
        self._list()
        self._count()

    def show_pill(self, name: str) -> None:
        """List one filter's records only."""
        self.filter.choose(name)
        self.reload()

    def clear_filter(self) -> None:
        self.filter.clear()
        self.reload()
        self.search.setFocus()

    def question(self) -> dict[str, Any]:
        """Return what is listed, as the keywords of the find function."""
        return {
            "text": self.filter.text,
            "pill": self.filter.pill,
            "order": self._order,
            "descending": self._descending,
        }

    @property
    def title(self) -> str:
        return _(self._words.title)

    def asking_ids(self) -> Callable[[], Sequence[bytes]]:
        """Return how to ask for the ids of what is listed now, in its order, on any thread."""
        find, question = self._listed.find, self.question()
        return lambda: find(**question).ids()

    def offer(self, text: str, icon_name: str, menu: QMenu) -> None:
        """Offer something else to begin with where nothing is listed yet."""
        made = button(text, icon=icon_name, role="flat")
        made.setMenu(menu)
        self._beginnings.addWidget(made)

    def select(self, record: bytes) -> None:
        """Make a record current, dropping the filter where it hides it."""
        if not self.table.select(record) and self.filter.is_filtering:
            self.clear_filter()
            self.table.select(record)

    def _searched(self) -> None:
        self._list(restore=False)
        self._settling.start()

    def _list(self, restore: bool = True) -> None:
        listing = self._listed.find(**self.question())
        self.table.show_listing(listing, restore)
        filtering = self.filter.is_filtering
        if listing.total:
            self._stack.setCurrentIndex(_ROWS)
        else:
            self._stack.setCurrentIndex(_NOTHING_MATCHES if filtering else _NOTHING_YET)
        self._whole = max(self._whole, listing.total) if filtering else listing.total
        self._say_count()

    def _settle(self) -> None:
        """Do what a keystroke could not wait for."""
        self.table.restore_selection()
        self._count()

    def _count(self) -> None:
        counts = self._listed.counts(self.filter.text)
        self.filter.show_counts(counts)
        whole = self._listed.counts("") if self.filter.text else counts
        self._whole = whole.get(ALL, 0)
        self._say_count()

    def _say_count(self) -> None:
        shown = self.table.rows.rowCount()
        numbers = [shown, self._whole] if self.filter.is_filtering else [shown]
        self.count.setText(" / ".join(count_text(number) for number in numbers))

    def _sort(self, place: int, direction: Qt.SortOrder) -> None:
        column = self._listed.columns[place]
        if column.sortable:
            self._order = column.name
            self._descending = direction == Qt.SortOrder.DescendingOrder
            self._list()
        else:
            self._show_order()

    def _show_order(self) -> None:
        header = self.table.horizontalHeader()
        names = [column.name for column in self._listed.columns]
        way = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(names.index(self._order), way)
        header.blockSignals(False)
        header.viewport().update()

    # The keyboard's way

    def _enter_table(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.select_near(0)

    def _begin_search(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _choose(self) -> None:
        record = self.table.current_id()
        if record is not None:
            self.chosen.emit(record)

    # Columns

    @property
    def _key(self) -> str:
        return f"{self._listed.name}-hidden-columns"

    def _offer_columns(self) -> None:
        menu = QMenu(self)
        for column in self._listed.columns[1:]:
            action = QAction(_(column.title), menu, checkable=True)
            action.setChecked(column.name not in self.table.hidden_columns())
            action.toggled.connect(lambda shown, name=column.name: self._toggle_column(name, shown))
            menu.addAction(action)
        below = self.filter.columns_button.rect().bottomLeft()
        menu.popup(self.filter.columns_button.mapToGlobal(below))

    def _toggle_column(self, name: str, shown: bool) -> None:
        hidden = self.table.hidden_columns()
        hidden = hidden - {name} if shown else hidden | {name}
        self.table.hide_columns(hidden)
        self._preferences.keep_widths(self._key, QByteArray(",".join(sorted(hidden)).encode()))

    # Putting it together

    def _build(self) -> None:
        self.heading.setSpacing(8)
        self.heading.addWidget(label(_(self._words.title), "title"))
        self.heading.addSpacing(6)
        self.heading.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.heading.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 20, 20)
        column.setSpacing(12)
        column.addLayout(self.heading)
        column.addWidget(self.filter)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing_matches())
        self._stack.addWidget(self._nothing_yet())
        frame = card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self._stack)
        column.addWidget(frame, 1)

    def _nothing_matches(self) -> QWidget:
        clear = button(_("Clear the filter"))
        clear.clicked.connect(self.clear_filter)
        hint = _("Try another word, or clear the filter.")
        return empty_state("search-x", _(self._words.nothing_matches), hint, row(clear))

    def _nothing_yet(self) -> QWidget:
        new = button(_(self._words.new), icon="plus", role="primary")
        new.clicked.connect(lambda: self.new_wanted.emit())
        self._beginnings = row(new)
        hint = _(self._words.nothing_yet_hint)
        return empty_state(self._words.icon, _(self._words.nothing_yet), hint, self._beginnings)

    def _connect(self) -> None:
        self._show_order()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        kept = bytes(self._preferences.widths(self._key).data()).decode()
        self.table.hide_columns(frozenset(kept.split(",")) if kept else frozenset())
        self.filter.searched.connect(self._searched)
        self.filter.pill_chosen.connect(self.show_pill)
        self.filter.columns_button.clicked.connect(self._offer_columns)
        self.search.left_downwards.connect(self._enter_table)
        self.table.typed.connect(self._begin_search)
        self.table.rows.dropped.connect(self.dropped)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._choose())
