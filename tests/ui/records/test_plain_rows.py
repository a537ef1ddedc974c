from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.records.plain_rows import PlainRows, show_plainly


class Numbers(PlainRows):
    def __init__(self) -> None:
        super().__init__(("Number",))

    def count(self) -> int:
        return 3

    def text(self, row: int, column: int) -> str:
        return str(row)


def test_tab_comes_to_a_row_and_arrows_go_on_from_there(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, table = QLineEdit(), QTableView()
    table.setModel(Numbers())
    table.model().setParent(table)
    show_plainly(table, 30)
    column = QVBoxLayout(window)
    column.addWidget(before)
    column.addWidget(table)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    QTest.keyClick(table, Qt.Key.Key_Tab)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
