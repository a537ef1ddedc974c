from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import speech, theme
from ui.records.columns import Column, Look
from ui.records.header import Header
from ui.records.table import RecordTable

COLUMNS = (
    Column("number", "Number", lambda line: "", width=40, look=Look.NUMBER, stretch=0),
    Column("title", "Title", lambda line: "", width=40, stretch=0),
)
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture(params=["en", "zh_CN"])
def table(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> RecordTable:
    before = qapp.font()
    request.addfinalizer(lambda: (speech.speak("en"), qapp.setFont(before)))
    speech.speak(request.param)
    made = RecordTable(COLUMNS)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.fit_columns()
    return made


def header_of(table: RecordTable) -> Header:
    header = table.horizontalHeader()
    assert isinstance(header, Header)
    return header


def section_of(header: Header, section: int) -> QRect:
    left = header.sectionViewportPosition(section)
    return QRect(left, 0, header.sectionSize(section), header.height())


def painted(header: Header, section: int) -> set[int]:
    """Return the columns of pixels on which a section shows anything, in its own coordinates."""
    image = header.grab(section_of(header, section)).toImage()
    ground = theme.colour("surface")
    rows = range(2, image.height() - 3)
    return {x for x in range(image.width()) if any(_differs(image, x, y, ground) for y in rows)}


def _differs(image: QImage, x: int, y: int, ground: QColor) -> bool:
    return abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("section", [0, 1])
def test_the_arrow_stands_beside_the_words(
    table: RecordTable, qapp: QApplication, scheme: str, section: int
) -> None:
    theme.apply(qapp, scheme)
    header = header_of(table)
    header.setSortIndicator(1 - section, UP)
    words = painted(header, section)
    for order in (UP, DOWN):
        header.setSortIndicator(section, order)
        arrow = painted(header, section) - words
        assert words < painted(header, section)
        assert len(arrow) >= 6
        assert max(arrow) < min(words) - 1 if section == 0 else min(arrow) > max(words) + 1
        assert 0 < min(arrow)
        assert max(arrow) < header.sectionSize(section) - 1
    theme.apply(qapp, "light")


def test_a_heading_has_room_for_its_words_and_the_arrow(table: RecordTable) -> None:
    header = header_of(table)
    for section in (0, 1):
        rect = section_of(header, section)
        assert rect.width() >= header.needed_width(section)
        assert rect.contains(header.arrow_place(section, rect))


def test_the_arrow_stays_inside_a_heading_made_too_narrow(table: RecordTable) -> None:
    header = header_of(table)
    for section in (0, 1):
        header.resizeSection(section, 40)
        rect = section_of(header, section)
        assert rect.width() == 40
        assert rect.contains(header.arrow_place(section, rect))
