from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.members.filters import ALL, ANY, Condition, Group, Test, Visits
from ui.members.filter_builder import FilterBuilder
from ui.session import Session

ONE = "one event:"


def test_a_long_filter_opens_where_its_focus_is(session: Session, qtbot: QtBot) -> None:
    places = tuple(Condition("region", Test.IS, f"区{place}") for place in range(20))
    home = QWidget()
    qtbot.addWidget(home)
    builder = FilterBuilder(session, home, Group(ALL, (Group(ANY, places),)))
    qtbot.addWidget(builder)
    with qtbot.waitActive(builder):
        builder.show()
        builder.activateWindow()
    last = list(builder.group.rows())[-1].field
    assert builder.focusWidget() is last
    port = builder._scroll.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(last.mapTo(port, QPoint(0, last.height() - 1))))


def test_a_side_of_a_period_left_empty_is_called_open_not_unknown(
    session: Session, qtbot: QtBot
) -> None:
    asked = Group(ALL, (Condition("attendance", Test.CAME, Visits()),))
    home = QWidget()
    qtbot.addWidget(home)
    builder = FilterBuilder(session, home, asked)
    qtbot.addWidget(builder)
    hints = [line.placeholderText() for line in builder.findChildren(QLineEdit)]
    assert hints.count("Any day") == 2 and "Unknown" not in hints


def test_a_condition_that_is_not_whole_counts_nobody(session: Session, qtbot: QtBot) -> None:
    asked = Group(ALL, (Condition("attendance", Test.NOT_COME, Visits()),))
    home = QWidget()
    qtbot.addWidget(home)
    builder = FilterBuilder(session, home, asked)
    qtbot.addWidget(builder)
    qtbot.waitUntil(lambda: bool(builder.found.text()))
    which = next(each for each in builder.findChildren(QComboBox) if each.findText(ONE) >= 0)
    which.setCurrentIndex(which.findText(ONE))
    which.activated.emit(which.currentIndex())
    assert builder.summary.text() == "Choose the event first." and not builder.found.text()
