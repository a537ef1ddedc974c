from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.book import about
from models.vocabulary import Kind
from ui.dialogs.settings import Settings
from ui.preferences import Preferences
from ui.session import Session


@pytest.fixture
def applied() -> list[str]:
    return []


@pytest.fixture
def settings(
    session: Session, preferences: Preferences, qtbot: QtBot, applied: list[str]
) -> Iterator[Settings]:
    room = QWidget()
    qtbot.addWidget(room)
    made = Settings(preferences, session, lambda: applied.append("applied"), room)
    made.show()
    yield made


def test_both_halves_are_saved(
    settings: Settings, session: Session, preferences: Preferences, qtbot: QtBot, applied: list[str]
) -> None:
    settings.language.setCurrentIndex(settings.language.findData("zh_CN"))
    settings.scheme.setCurrentIndex(settings.scheme.findData("dark"))
    settings.organizer.setText(" 林 ")
    settings.lock_after.setCurrentIndex(settings.lock_after.findData(30))
    settings.name.setText("江边夜跑团")
    settings.purpose.setPlainText("一起跑步")
    settings.currency.setCurrentText("eur")
    settings.promise.setValue(3)
    with qtbot.waitSignal(session.changed) as changed:
        settings.save.click()
    assert changed.args == [frozenset({Kind.COMMUNITY})]
    assert (preferences.language, preferences.scheme) == ("zh_CN", "dark")
    assert preferences.organizer == "林"
    assert preferences.lock_after == 30
    kept = about()
    assert (kept.name, kept.purpose, kept.currency) == ("江边夜跑团", "一起跑步", "EUR")
    assert kept.promise_days == 3
    assert applied == ["applied"]


def test_a_refusal_saves_nothing(
    settings: Settings, preferences: Preferences, applied: list[str]
) -> None:
    settings.language.setCurrentIndex(settings.language.findData("zh_CN"))
    settings.name.setText("  ")
    settings.save.click()
    assert settings.isVisible()
    assert settings.name.accessibleDescription() == "A name is needed."
    assert preferences.language == "system"
    assert about().name == "江边慢跑团"
    assert applied == []


def test_without_a_file_there_is_only_this_computer(
    preferences: Preferences, qtbot: QtBot, applied: list[str]
) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    made = Settings(preferences, None, lambda: applied.append("applied"), room)
    assert not hasattr(made, "currency")
    made.save.click()
    assert applied == ["applied"]
