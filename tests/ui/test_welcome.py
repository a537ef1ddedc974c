from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.welcome import Welcome


def test_the_ways_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    known = tmp_path / "readers.guildbook"
    known.touch()
    page = Welcome([known, tmp_path / "gone.guildbook"])
    qtbot.addWidget(page)
    buttons = {
        each.accessibleName() or each.text(): each for each in page.findChildren(QPushButton)
    }
    assert "gone" not in buttons
    for text, signal in (
        ("New community…", page.create_wanted),
        ("Open a community…", page.open_wanted),
        ("Look at a sample…", page.sample_wanted),
    ):
        with qtbot.waitSignal(signal):
            buttons[text].click()
    with qtbot.waitSignal(page.recent_wanted) as wanted:
        buttons["readers"].click()
    assert wanted.args == [known]


def test_a_refusal_stands_above(qtbot: QtBot) -> None:
    page = Welcome([], "It is <b>damaged</b>.")
    qtbot.addWidget(page)
    assert "It is <b>damaged</b>." in [label.text() for label in page.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("refusal", "damaged", "first"),
    [
        ("", False, "New community…"),
        ("This is no community file.", False, "Open a community…"),
        ("It is damaged.", True, "Open a backup…"),
    ],
)
def test_the_keyboard_stands_on_the_first_thing_to_do(
    refusal: str, damaged: bool, first: str, qtbot: QtBot
) -> None:
    page = Welcome([], refusal, damaged)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.setFocus()
    focus = page.window().focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == first
