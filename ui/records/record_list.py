"""Title and count, the filter bar, the table, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from ui.formats import count_text
from ui.furniture import button, empty_state, framed, label, row
from ui.preferences import Preferences
from ui.records.choice_pill import ChoicePill
from ui.records.columns import Column
from ui.records.described import ALL, Listed, ListWords
from ui.records.filter_bar import FilterBar
from ui.records.narrowing import AT_ONCE, Beginning, Counts, Gatherer, Narrowing, both_counts
from ui.records.shown_columns import ShownColumns
from ui.records.table import RecordTable
from ui.records.table_model import Lines
from ui.wording import _

# Counting every pill may take longer than the frame a keystroke has; it follows a moment later.
COUNTING_DELAY = 90
# In a list of no more rows the places of the selected ones are found within a frame.
_SHORT = 1_000
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
        self._order, self._descending = listed.order, listed.descending
        self._whole = 0
        self._begun = False  # no more than the first lines of the list is there yet
        self._awaited: bytes | None = None  # the record to make current when all of it is
        self.table = RecordTable(listed.columns, listed.movable)
        self.table.setAccessibleName(_(words.title))
        self.filter = FilterBar(_(words.search), listed.pills, listed.rare)
        if listed.choice is not None:
            self.filter.offer_choice(ChoicePill(listed.choice, self._choice_counts))
        self._narrowing = Narrowing(dict, lambda: None)
        self._gatherer = Gatherer()
        self.search = self.filter.search
        self.count = label("", "muted")
        self.heading = QHBoxLayout()
        self.shown_columns = ShownColumns(listed.name, self.table, preferences)
        self._stack = QStackedWidget()
        self._settling = QTimer(self, singleShot=True, interval=COUNTING_DELAY)
        self._settling.timeout.connect(self._settle)
        self._build()
        self._connect()

    # What is listed

    def reload(self) -> None:
        """Ask again with the same question."""
        self._list()
        if self._waits():
            self._settling.start()
            return
        self._settling.stop()
        self._count()

    def show_pill(self, name: str) -> None:
        """List one filter's records only."""
        self.filter.choose(name)
        self.reload()

    def clear_filter(self) -> None:
        self.filter.clear()
        self._narrowing.clear()
        self.reload()
        self.search.setFocus()

    def question(self) -> dict[str, Any]:
        """Return what is listed, as the keywords of the find function."""
        return {
            "text": self.filter.text,
            "pill": self.filter.pill,
            "order": self._order,
            "descending": self._descending,
            **self._narrowing.question(),
        }

    def narrow_by(self, widget: QWidget, narrowing: Narrowing, gatherer: Gatherer) -> None:
        """Let a widget below the search narrow the list; a long one is then asked elsewhere."""
        self._narrowing, self._gatherer = narrowing, gatherer
        self._column.insertWidget(self._column.indexOf(self.filter) + 1, widget)

    @property
    def is_filtering(self) -> bool:
        return self.filter.is_filtering or bool(self._narrowing.question())

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
        if self._begun:
            self._awaited = record
        elif not self.table.select(record) and self.is_filtering:
            self.clear_filter()
            self.table.select(record)

    def _searched(self) -> None:
        self._list(restore=False)
        self._settling.start()

    def _list(self, restore: bool = True) -> None:
        find, question, waits = self._listed.find, self.question(), self._waits()
        known = self._listed.recall(**question) if waits else None
        if waits and known is None:
            self._begin()
        self._gatherer.answer(
            "list",
            lambda: known or (find(**question, whole=True) if waits else find(**question)),
            lambda listing: self._show_listing(listing, restore),
            waits and known is None,
        )

    def _begin(self) -> None:
        """Show the first lines at once, where they are found within a frame."""
        try:
            first = self._listed.begin(**self.question(), wanted=self.table.rows_in_view())
        except UserError:
            # Whoever asks for the whole list is told the same.
            return
        if first:
            self._begun = True
            self.table.show_listing(Beginning(first), restore=False)
            self._stack.setCurrentIndex(_ROWS)
            # Painted before the worker begins: the two of them share one Python.
            self.table.viewport().repaint()

    def _waits(self) -> bool:
        """Whether the question takes longer than a keystroke may."""
        slow = bool(self._narrowing.question()) or self._order in self._listed.slow
        return self._whole > AT_ONCE and slow

    def _show_listing(self, listing: Lines, restore: bool) -> None:
        begun, self._begun = self._begun, False
        self.table.show_listing(listing, restore)
        if begun and not self._settling.isActive():
            self.table.restore_selection()
        filtering = self.is_filtering
        if listing.total:
            self._stack.setCurrentIndex(_ROWS)
        else:
            self._stack.setCurrentIndex(_NOTHING_MATCHES if filtering else _NOTHING_YET)
        self._whole = max(self._whole, listing.total) if filtering else listing.total
        self.filter.show_total(listing.total)
        self._say_count()
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self.select(awaited)

    def _press_pill(self, name: str) -> None:
        self.filter.choose(name)
        self._begin_anew()

    def _begin_anew(self) -> None:
        """List what was asked for from its beginning; the rest follows when that is on screen."""
        self._list(restore=False)
        self.table.scrollToTop()
        if not self._begun and self.table.rows.rowCount() <= _SHORT:
            self.table.restore_selection()
        self._settling.start()

    def _settle(self) -> None:
        """Do what a keystroke could not wait for."""
        if not self._begun:
            self.table.restore_selection()
        self._count()

    def _count(self) -> None:
        text, narrowed = self.filter.text, self._narrowing.question()
        job = partial(both_counts, self._listed.counts, text, narrowed)
        self._gatherer.answer("count", job, self._show_counts, self._waits())

    def _show_counts(self, found: Counts) -> None:
        counts, whole = found
        self.filter.show_counts(counts)
        self._whole = whole.get(ALL, 0)
        self._say_count()

    def _choice_counts(self) -> Mapping[str, int]:
        choice = self._listed.choice
        narrowed = self._narrowing.question()
        return choice.counts(self.filter.text, **narrowed) if choice is not None else {}

    def _say_count(self) -> None:
        shown = self.table.rows.rowCount()
        numbers = [shown, self._whole] if self.is_filtering else [shown]
        self.count.setText(" / ".join(count_text(number) for number in numbers))

    def _sort(self, place: int, direction: Qt.SortOrder) -> None:
        column = self._listed.columns[place]
        if column.sortable:
            self._order = column.name
            self._descending = direction == Qt.SortOrder.DescendingOrder
            self._begin_anew()
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

    def enter_rows(self) -> None:
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

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """List under other columns; where what it was sorted by is gone, as it begins."""
        self._listed = replace(self._listed, columns=columns)
        if self._order not in [column.name for column in columns]:
            self._order, self._descending = self._listed.order, self._listed.descending
        header = self.table.horizontalHeader()
        header.blockSignals(True)
        self.table.set_columns(columns)
        header.blockSignals(False)
        self.shown_columns.apply(columns)
        self._show_order()

    # Putting it together

    def _build(self) -> None:
        self.heading.setSpacing(8)
        self.heading.addWidget(label(_(self._words.title), "title"))
        self.heading.addSpacing(6)
        self.heading.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.heading.addStretch()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 20, 20)
        column.setSpacing(12)
        column.addLayout(self.heading)
        column.addWidget(self.filter)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing_matches())
        self._stack.addWidget(self._nothing_yet())
        column.addWidget(framed(self._stack), 1)

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
        self.shown_columns.apply(self._listed.columns)
        self.filter.searched.connect(self._searched)
        self.filter.pill_chosen.connect(self._press_pill)
        button_of_columns = self.filter.columns_button
        button_of_columns.clicked.connect(lambda: self.shown_columns.offer(button_of_columns))
        self.search.left_downwards.connect(self.enter_rows)
        self.table.typed.connect(self._begin_search)
        self.table.rows.dropped.connect(self.dropped)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._choose())
