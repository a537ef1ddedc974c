from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.book import close_book
from models.journal.happened import Actions
from models.journal.transactions import current_session
from models.members.member import save_member
from ui.commands.author import settings_path, this_author
from ui.desk import Desk
from ui.dialogs.settings import Settings
from ui.main_window import MainWindow
from ui.past.introduction import Introduction, laptop_suggestion
from ui.past.opening import introduce
from ui.preferences import Preferences
from ui.session import Session


@pytest.fixture
def dialog(session: Session, preferences: Preferences, qtbot: QtBot) -> Introduction:
    made = Introduction(preferences)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_name_is_kept_outside_the_file_and_signs_what_follows(
    dialog: Introduction, preferences: Preferences
) -> None:
    assert dialog.laptop.text() == laptop_suggestion()
    assert not dialog.agree.isEnabled()
    dialog.name.setText("  林知夏 ")
    dialog.laptop.setText("ThinkPad")
    dialog.agree.click()
    assert (preferences.organizer, preferences.laptop) == ("林知夏", "ThinkPad")
    save_member(None, {"name": "Ann"})
    newest = Actions().lines(0, 1)[0]
    assert (newest.who, newest.device) == ("林知夏 (ThinkPad)", preferences.device)
    assert preferences.introduced


def test_who_skips_it_is_never_asked_again(dialog: Introduction, preferences: Preferences) -> None:
    assert not preferences.introduced
    author = current_session()[0]
    dialog.skip.click()
    assert preferences.introduced
    assert (preferences.organizer, preferences.laptop) == ("", "")
    assert current_session()[0] == author


def test_escape_skips_it_too(dialog: Introduction, preferences: Preferences, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert preferences.introduced


@pytest.fixture
def desk(book: Path, preferences: Preferences, qtbot: QtBot) -> Desk:
    close_book()
    window = MainWindow(preferences, "club")
    qtbot.addWidget(window, before_close_func=lambda _window: made.finish())
    window.show()
    made = Desk(window, preferences, book)
    made.settled.connect(lambda: introduce(made))
    return made


def test_it_is_asked_when_the_first_community_is_opened(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.settled):
        desk.begin()
    asked = desk.window.findChild(Introduction)
    assert asked.isVisible()
    # The window behind it stays in use.
    assert not asked.isModal()
    asked.close()
    qtbot.waitUntil(lambda: desk.window.findChild(Introduction) is None)
    desk.settled.emit()
    assert desk.window.findChild(Introduction) is None


def test_who_has_a_name_is_not_asked(desk: Desk, preferences: Preferences, qtbot: QtBot) -> None:
    preferences.organizer = "Lin"
    with qtbot.waitSignal(desk.settled):
        desk.begin()
    assert desk.window.findChild(Introduction) is None


def test_name_and_laptop_can_be_changed_in_the_settings(
    session: Session, preferences: Preferences, qtbot: QtBot
) -> None:
    settings = Settings(preferences, session, lambda: None)
    settings.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(settings)
    settings.organizer.setText("Wei")
    settings.laptop.setText("MateBook")
    settings.save.click()
    save_member(None, {"name": "Ann"})
    assert Actions().lines(0, 1)[0].who == "Wei (MateBook)"


def test_a_command_signs_as_the_window_does() -> None:
    preferences = Preferences(settings_path())
    preferences.organizer, preferences.laptop = "林", "ThinkPad"
    expected = preferences.signature
    del preferences
    assert this_author().name == expected == "林 (ThinkPad)"
