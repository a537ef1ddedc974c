"""What style.qss does to widgets: measured in the picture they give, in both schemes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_theme import contrast
from ui import furniture, theme
from ui.records.plain_rows import PlainRows, share_width, show_plainly

SCHEMES = ("light", "dark")


class Blocks(PlainRows):
    """A full block in every cell: its edges are where the writing begins and ends."""

    def count(self) -> int:
        return 1

    def text(self, row: int, column: int) -> str:
        return "█"


@pytest.mark.parametrize("numbers", [(), (0,)], ids=["words", "numbers"])
def test_a_heading_stands_in_line_with_its_column(qtbot: QtBot, numbers: tuple[int, ...]) -> None:
    rows, table = Blocks(("█",), numbers), QTableView()
    qtbot.addWidget(table)
    rows.setParent(table)
    table.setModel(rows)
    show_plainly(table, 30)
    share_width(table, {}, 0)
    table.resize(200, 160)
    table.show()
    qtbot.waitExposed(table)
    edge = -1 if numbers else 0
    heading = written(table.horizontalHeader().viewport(), 18)[edge]
    assert abs(heading - written(table.viewport(), 15)[edge]) <= 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("role", ["primary", "danger"])
def test_a_button_that_waits_can_be_read(
    scheme: str, role: str, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, scheme)
    made = furniture.button("Go", role=role)
    qtbot.addWidget(made)
    made.setEnabled(False)
    made.show()
    ground = made.grab().toImage().pixelColor(6, made.height() // 2)
    words = made.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert contrast(words.name(), ground.name()) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_cross_that_empties_a_line_is_ours(
    scheme: str, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, scheme)
    line = QLineEdit("Ann", clearButtonEnabled=True)
    qtbot.addWidget(line)
    line.show()
    (cross,) = line.findChildren(QToolButton)
    image = cross.icon().pixmap(16, 16).toImage()
    assert image.pixelColor(8, 8).name() == "#808d9a"
    assert image.pixelColor(8, 2).alpha() == 0, "Qt's own is a disc"
    assert contrast("#808d9a", QColor(theme.colour_name("surface")).name()) >= 3


def written(widget: QWidget, height: int) -> list[int]:
    """Return the columns of pixels in which something is written at a height."""
    image = widget.grab().toImage()
    ground = image.pixelColor(4, height)
    return [x for x in range(5, image.width() - 5) if image.pixelColor(x, height) != ground]
