from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.records.columns import Column, Look
from ui.records.table_model import KEPT_PAGES, LINE_ROLE, PAGE, TableModel

COLUMNS = (
    Column("name", "Name", lambda line: line.name),
    Column("came", "Came", lambda line: str(line.came), look=Look.NUMBER),
)


@dataclass(frozen=True)
class Line:
    id: bytes
    name: str
    came: int


class Long:
    """A listing of any length that writes down which stretches it was asked for."""

    def __init__(self, total: int, missing: int = 0) -> None:
        self.total = total
        self.asked: list[tuple[int, int]] = []
        self._missing = missing

    def lines(self, start: int, stop: int) -> list[Line]:
        self.asked.append((start, stop))
        rows = range(start, min(stop, self.total - self._missing))
        return [Line(row.to_bytes(16), f"member {row}", row) for row in rows]

    def position(self, record_id: bytes) -> int | None:
        row = int.from_bytes(record_id)
        return row if row < self.total else None

    def ids(self) -> list[bytes]:
        return [row.to_bytes(16) for row in range(self.total)]


@pytest.fixture
def model(qapp: object) -> TableModel:
    return TableModel(COLUMNS)


def test_obeys_qt(model: TableModel) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, None
    )
    model.show(Long(250))
    model.show(Long(3))
    assert tester.model() is model


def test_fetches_only_the_pages_that_are_looked_at(model: TableModel) -> None:
    listing = Long(100_000)
    model.show(listing)
    assert model.rowCount() == 100_000 and listing.asked == []
    assert model.index(50_000, 0).data() == "member 50000"
    assert model.index(50_000 + PAGE - 1, 0).data() == f"member {50_000 + PAGE - 1}"
    assert listing.asked == [(50_000, 50_000 + PAGE)]


def test_keeps_a_few_pages_and_forgets_the_rest(model: TableModel) -> None:
    listing = Long(100_000)
    model.show(listing)
    for page in range(KEPT_PAGES + 1):
        model.line(page * PAGE)
    listing.asked.clear()
    model.line(KEPT_PAGES * PAGE)
    assert listing.asked == []
    model.line(0)
    assert listing.asked == [(0, PAGE)]


def test_a_row_that_vanished_is_empty_not_an_error(model: TableModel) -> None:
    model.show(Long(10, missing=2))
    assert model.index(9, 0).data() is None
    assert model.index(9, 0).data(LINE_ROLE) is None


def test_numbers_stand_right_and_headings_with_them(model: TableModel) -> None:
    model.show(Long(1))
    role = Qt.ItemDataRole.TextAlignmentRole
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.index(0, 1).data(role) == right
    assert model.headerData(1, Qt.Orientation.Horizontal, role) == right
    assert model.index(0, 0).data(role) != right


def test_ids_of_many_rows_do_not_load_their_lines(model: TableModel) -> None:
    listing = Long(5_000)
    model.show(listing)
    assert model.ids(range(0, 5_000)) == listing.ids()
    assert listing.asked == []


def test_a_dropped_row_is_told_and_the_rows_stay(qapp: object) -> None:
    model = TableModel(COLUMNS, movable=True)
    model.show(Long(5))
    told: list[tuple[int, int]] = []
    model.dropped.connect(lambda row, before: told.append((row, before)))
    carried: QMimeData = model.mimeData([model.index(3, 0), model.index(3, 1)])
    taken = model.dropMimeData(carried, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert told == [(3, 1)] and not taken and model.rowCount() == 5
