from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.test_every_page import HAN
from ui import speech
from ui.speech import speak


@pytest.fixture(autouse=True)
def silent_again() -> Iterator[None]:
    yield
    speak("en")


def file_window(qtbot: QtBot) -> QFileDialog:
    made = QFileDialog()
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setNameFilter("*.guildbook")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory])
def test_qt_s_own_windows_speak_chinese_too(mode: QFileDialog.FileMode, qtbot: QtBot) -> None:
    speak("zh_CN")
    window = file_window(qtbot)
    window.setFileMode(mode)
    words = [each.text() for each in window.findChildren(QLabel) + window.findChildren(QPushButton)]
    assert [text for text in words if text and not HAN.search(text)] == []
    buttons = QMessageBox.StandardButton
    box = QMessageBox(
        QMessageBox.Icon.Question, "", "", buttons.Ok | buttons.Cancel | buttons.Yes | buttons.No
    )
    qtbot.addWidget(box)
    assert all(HAN.search(each.text()) for each in box.buttons())


def test_back_in_english_they_are_english(qtbot: QtBot) -> None:
    speak("zh_CN")
    speak("en")
    assert speech._Speaking.translators == ()
    window = file_window(qtbot)
    words = [each.text() for each in window.findChildren(QLabel)]
    assert "Files of &type:" in words
    row = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(row)
    assert row.buttons()[0].text() == "Cancel"
