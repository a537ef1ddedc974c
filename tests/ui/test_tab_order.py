from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import tab_stops
from ui.tab_order import order_tabs


def test_what_is_put_between_others_later_is_reached_there(qtbot: QtBot) -> None:
    window, page, scroll = QWidget(), QWidget(), QScrollArea(widgetResizable=True)
    scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
    first, last, late = QLineEdit(), QLineEdit(), QLineEdit()
    across = QHBoxLayout(page)
    for line in (first, last):
        across.addWidget(line)
    scroll.setWidget(page)
    below = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(scroll)
    column.addWidget(below)
    across.insertWidget(1, late)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert tab_stops(window, first) == [first, last, below, late]
    order_tabs(window)
    assert tab_stops(window, first) == [first, late, last, below]


def test_choices_in_the_cells_of_a_table_are_reached_where_the_table_stands(
    qtbot: QtBot,
) -> None:
    window, before, after = QWidget(), QLineEdit(), QLineEdit()
    table = QTableWidget(1, 2)
    table.setFocusPolicy(table.focusPolicy().NoFocus)
    table.setTabKeyNavigation(False)
    column = QVBoxLayout(window)
    for each in (before, table, after):
        column.addWidget(each)
    choices = [QLineEdit(), QLineEdit()]
    for place, each in enumerate(choices):
        table.setCellWidget(0, place, each)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    order_tabs(window)
    assert tab_stops(window, before) == [before, *choices, after]


def test_what_comes_first_later_takes_the_place_of_the_anchor(qtbot: QtBot) -> None:
    window, inner = QWidget(), QWidget()
    before, anchor, after = QLineEdit(), QLineEdit(), QLineEdit()
    across = QHBoxLayout(inner)
    across.addWidget(anchor)
    column = QVBoxLayout(window)
    for each in (before, inner, after):
        column.addWidget(each)
    late = QLineEdit()
    across.insertWidget(0, late)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    order_tabs(inner, anchor)
    assert tab_stops(window, before) == [before, late, anchor, after]
