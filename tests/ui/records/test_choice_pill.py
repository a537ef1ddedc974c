from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from ui.records.choice_pill import ChoicePill
from ui.records.described import ALL, PillChoice, PillEntry
from ui.records.filter_bar import FilterBar

ENTRIES = (PillEntry("class.core", "Core", "accent"), PillEntry("class.silent", "Silent", "grey"))


def counts(*_asked: object) -> Mapping[str, int]:
    return {"class.core": 3, "class.silent": 1_200}


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar("Name…", ((ALL, "All"), ("left", "Left")))
    made.offer_choice(ChoicePill(PillChoice("Class", ENTRIES, counts), counts))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(bar: FilterBar, qtbot: QtBot, downs: int) -> None:
    """Open the menu and choose by the keyboard."""
    pill = bar.choice
    assert pill is not None
    pill.setFocus()
    qtbot.keyClick(pill, Qt.Key.Key_Down)
    for _down in range(downs):
        qtbot.keyClick(pill.offered, Qt.Key.Key_Down)
    qtbot.keyClick(pill.offered, Qt.Key.Key_Return)


def checked(bar: FilterBar) -> list[str]:
    return [name for name, pill in bar._pills.items() if pill.isChecked()]


def test_a_class_is_chosen_by_the_keyboard_and_let_go_again(bar: FilterBar, qtbot: QtBot) -> None:
    pill = bar.choice
    assert pill is not None and not pill.isChecked() and pill.text() == "Class"
    with qtbot.waitSignal(bar.pill_chosen) as told:
        choose(bar, qtbot, 1)
    assert told.args == ["class.silent"] and bar.pill == "class.silent" and bar.is_filtering
    bar.show_total(1_200)
    assert pill.isChecked() and pill.text() == "Silent 1,200" and checked(bar) == []
    assert pill.accessibleName() == "Class: Silent 1,200"
    choose(bar, qtbot, 0)
    assert bar.pill == ALL and not pill.isChecked() and checked(bar) == [ALL]
    assert pill.text() == "Class"


def test_what_is_cleared_without_saying_so_offers_no_clearing(bar: FilterBar, qtbot: QtBot) -> None:
    buttons = bar.search.findChildren(QToolButton)
    bar.search.setText("lin")
    qtbot.waitUntil(lambda: all(button.property("opacity") == 1 for button in buttons))
    with qtbot.assertNotEmitted(bar.searched):
        bar.clear()
    assert bar.text == ""
    qtbot.waitUntil(lambda: any(button.property("opacity") == 0 for button in buttons))


def test_the_menu_says_how_many_each_would_list(bar: FilterBar, qtbot: QtBot) -> None:
    pill = bar.choice
    assert pill is not None
    pill.click()
    assert [each.text() for each in pill.offered.actions()] == ["Core\t3", "Silent\t1,200"]
    pill.offered.close()


def test_an_ordinary_pill_takes_its_place(bar: FilterBar, qtbot: QtBot) -> None:
    bar.choose("class.core")
    assert bar.pill == "class.core" and checked(bar) == []
    bar._pills["left"].click()
    assert bar.pill == "left" and checked(bar) == ["left"]
    assert bar.choice is not None and not bar.choice.isChecked()
    bar.choose("class.core")
    bar.clear()
    assert bar.pill == ALL and checked(bar) == [ALL] and not bar.choice.isChecked()
