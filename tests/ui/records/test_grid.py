from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.vocabulary import BudgetSort
from tests.ui.keyboard import commit, press
from ui.records.editors import Unreadable
from ui.records.grid import Grid
from ui.records.grid_editor import GridEditor
from ui.records.grid_model import GridColumn
from ui.records.notation import read_money

COLUMNS = (
    GridColumn("sort", "Kind", choices=tuple(BudgetSort), usual="other"),
    GridColumn("title", "What for", usual=""),
    GridColumn("planned", "Planned", 90, read_money, str, wrong="Write an amount.", right=True),
)


@pytest.fixture
def editor(qtbot: QtBot) -> GridEditor:
    made = GridEditor(COLUMNS, "Lines")
    qtbot.addWidget(made)
    made.set_value([{"sort": "venue", "title": "Room", "planned": Decimal(500)}])
    made.resize(500, 300)
    made.show()
    qtbot.waitExposed(made)
    made.grid.setFocus()
    return made


def go(grid: Grid, row: int, column: int) -> None:
    grid.setCurrentIndex(grid.rows.index(row, column))


def cell(grid: Grid) -> QLineEdit:
    """The line that is open in a cell."""
    (line,) = (each for each in grid.findChildren(QLineEdit) if each.isVisible())
    return line


def write(grid: Grid, text: str) -> None:
    press(grid, Qt.Key.Key_F2)
    line = cell(grid)
    line.clear()
    commit(line, text)
    press(line, Qt.Key.Key_Return)
    QApplication.processEvents()


def values(editor: GridEditor) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in editor.value()]


def test_enter_goes_on_and_a_new_row_appears_below(editor: GridEditor) -> None:
    grid = editor.grid
    QAbstractItemModelTester(grid.rows)
    go(grid, 1, 1)
    write(grid, "蛋糕")
    assert values(editor)[1] == ("other", "蛋糕", None)
    assert grid.currentIndex().column() == 2 and grid.currentIndex().row() == 1
    line = cell(grid)  # Enter opened the next cell
    commit(line, "１60元")
    press(line, Qt.Key.Key_Return)
    assert values(editor)[1] == ("other", "蛋糕", Decimal(160))
    assert grid.rows.rowCount() == 3 and grid.height() > 3 * 36


def test_a_letter_begins_to_write(editor: GridEditor) -> None:
    go(editor.grid, 0, 1)
    press(editor.grid, Qt.Key.Key_H)
    assert cell(editor.grid).text().lower() == "h"


def test_what_cannot_be_read_stays_and_is_said(editor: GridEditor) -> None:
    grid = editor.grid
    go(grid, 0, 2)
    write(grid, "many")
    assert grid.rows.index(0, 2).data() == "many"
    with pytest.raises(Unreadable) as told:
        editor.value()
    assert told.value.message == "Write an amount."
    go(grid, 0, 2)
    press(grid, Qt.Key.Key_F2)
    assert cell(grid).text() == "many"
    press(cell(grid), Qt.Key.Key_Escape)
    press(grid, Qt.Key.Key_Backspace)
    assert values(editor) == [("venue", "Room", None)]


def test_space_and_a_menu_choose(editor: GridEditor) -> None:
    grid = editor.grid
    go(grid, 0, 0)
    press(grid, Qt.Key.Key_Space)
    assert values(editor)[0][0] == "food"
    press(grid, Qt.Key.Key_Return)
    (menu,) = (each for each in grid.findChildren(QMenu) if each.isVisible())
    assert [entry.text() for entry in menu.actions()][:2] == ["Venue", "Food and drinks"]
    menu.actions()[4].trigger()
    menu.close()
    assert values(editor)[0][0] == "income"


def test_a_choice_alone_is_no_row(editor: GridEditor) -> None:
    go(editor.grid, 1, 0)
    press(editor.grid, Qt.Key.Key_Space)
    assert len(editor.value()) == 1
    go(editor.grid, 1, 1)
    write(editor.grid, "Fee")
    assert values(editor)[1][:2] == ("income", "Fee")


def test_delete_takes_the_row_away_and_the_keyboard_stays_near(editor: GridEditor) -> None:
    grid = editor.grid
    go(grid, 1, 1)
    write(grid, "Cake")
    press(cell(grid), Qt.Key.Key_Escape)
    go(grid, 0, 1)
    press(grid, Qt.Key.Key_Delete)
    assert [row[1] for row in values(editor)] == ["Cake"]
    assert grid.currentIndex().row() == 0
    go(grid, 1, 1)
    press(grid, Qt.Key.Key_Delete)
    assert len(editor.value()) == 1


def test_it_says_its_cells_aloud(editor: GridEditor) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert editor.grid.rows.index(0, 1).data(role) == "What for: Room"
    assert editor.grid.rows.index(1, 2).data(role) == "Planned: empty"
