from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ui import speech, theme
from ui.records.day_popup import DayPopup


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_month_wears_our_colours(scheme: str, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, scheme)
    behind = QWidget()
    qtbot.addWidget(behind)
    month = DayPopup(behind)
    month.take_colours()
    month.show()
    image = month.grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert image.pixelColor(60, 6).name() == theme.colour_name("surface").lower()
    assert QColor("red").name() not in seen
    month.hide()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_names_of_the_days_have_room(language: str, qapp: QApplication, qtbot: QtBot) -> None:
    speech.speak(language)
    behind = QWidget()
    qtbot.addWidget(behind)
    month = DayPopup(behind)
    month.show()
    table = month.findChild(QTableView)
    assert table is not None
    widest = max(table.fontMetrics().horizontalAdvance(name) for name in ("Wed", "周三"))
    # As the style asks it of a cell, with what stands around its words.
    assert table.sizeHintForColumn(3) <= table.columnWidth(3)
    assert widest <= table.columnWidth(3)
    month.hide()
    speech.speak("en")
