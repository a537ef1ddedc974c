from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.book import is_open
from tests.ui.conftest import Start, settle
from tests.ui.safety.conftest import MemoryKeyring
from tests.ui.test_accessibility import cut, nameless
from ui import asking, pages
from ui.asking import Key
from ui.desk import Desk
from ui.members.rooms import MembersRooms
from ui.preferences import Preferences
from ui.safety import locking
from ui.safety.file_lock import lock_path
from ui.safety.locked_page import LockedPage

Control = Qt.KeyboardModifier.ControlModifier


def locked_page(desk: Desk, qtbot: QtBot) -> LockedPage:
    qtbot.waitUntil(lambda: isinstance(desk.shell.room.currentWidget(), LockedPage))
    return cast(LockedPage, desk.shell.room.currentWidget())


@pytest.fixture
def quiet(secret: Path, start: Start, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A window on a file whose passphrase is “right”."""
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: Key("right"))
    desk = start(secret)
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: pytest.fail("nobody is to be asked"))
    return desk


def test_ctrl_l_closes_the_file_and_its_passphrase_brings_the_tab_back(
    quiet: Desk, secret: Path, qtbot: QtBot
) -> None:
    quiet.show_page(pages.MEMBERS)
    settle(quiet, qtbot)
    quiet.window.activateWindow()
    QTest.keyClick(quiet.window, Qt.Key.Key_L, Control)
    page = locked_page(quiet, qtbot)
    assert not is_open()
    assert quiet.session is None
    assert quiet.pages is None
    assert not lock_path(secret).exists()
    assert not quiet.shell.tabs.isVisible()
    assert quiet.shell.side.name.text() == "Quiet Club"
    QTest.keyClicks(page.passphrase, "wrong")
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(page.complaint.isVisible)
    assert not is_open()
    page.passphrase.setText("right")
    with qtbot.waitSignal(quiet.settled):
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    settle(quiet, qtbot)
    assert is_open()
    assert quiet.shell.tabs.currentIndex() == pages.MEMBERS
    assert lock_path(secret).exists()


def test_a_plain_file_opens_by_a_button(desk: Desk, qtbot: QtBot) -> None:
    desk.safety.locking.lock()
    page = locked_page(desk, qtbot)
    assert not page.passphrase.isVisible()
    assert (nameless(page), cut(page)) == ([], [])
    with qtbot.waitSignal(desk.settled):
        page.agree.click()
    settle(desk, qtbot)
    assert is_open()


def test_the_language_changes_on_the_locked_page_too(
    desk: Desk, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.language = "en"
    desk.safety.locking.lock()
    locked_page(desk, qtbot)
    desk.switch_language()
    page = locked_page(desk, qtbot)
    assert page.agree.text() == "打开"
    with qtbot.waitSignal(desk.settled):
        page.agree.click()
    settle(desk, qtbot)


def test_an_edit_is_asked_about_first(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.pages is not None
    monkeypatch.setattr(desk.pages, "can_leave", lambda: False)
    desk.safety.locking.lock()
    assert is_open()
    monkeypatch.setattr(desk.pages, "can_leave", lambda: True)


def test_an_idle_window_is_locked(
    quiet: Desk, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "MINUTE", 20)
    preferences.lock_after = 5
    quiet.safety.locking.settle()
    locked_page(quiet, qtbot)
    assert not is_open()


def test_keys_and_edits_keep_an_idle_window_open(
    desk: Desk, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "MINUTE", 60)
    monkeypatch.setattr(locking, "_AGAIN", 60)
    preferences.lock_after = 5
    desk.show_page(pages.MEMBERS)
    settle(desk, qtbot)
    desk.start_new()
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    tried: list[bool] = []
    engaged = desk.safety.locking._is_engaged

    def listen() -> bool:
        tried.append(engaged())
        return tried[-1]

    monkeypatch.setattr(desk.safety.locking, "_is_engaged", listen)
    desk.safety.locking.settle()
    handle = desk.window.windowHandle()
    for _second in range(5):
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: len(tried) >= 2)
    assert all(tried)
    assert is_open()
    page.cancel()
    locked_page(desk, qtbot)


@pytest.mark.parametrize(
    ("chosen", "plain", "protected"), [(None, 0, 10), (0, 0, 0), (5, 5, 5), (30, 30, 30)]
)
def test_when_a_file_is_locked(
    chosen: int | None, plain: int, protected: int, preferences: Preferences
) -> None:
    preferences.lock_after = chosen
    assert preferences.lock_after == chosen
    assert (preferences.lock_minutes(False), preferences.lock_minutes(True)) == (plain, protected)


def test_a_remembered_passphrase_opens_the_file_unasked(
    secret: Path, store: MemoryKeyring, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: Key("right", remember=True))
    desk = start(secret)
    qtbot.waitUntil(lambda: list(store.kept.values()) == ["right"])
    desk.window.close()
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: pytest.fail("nobody is to be asked"))
    assert start(secret).shell.side.name.text() == "Quiet Club"


def test_a_wrong_remembered_passphrase_falls_back_to_asking(
    secret: Path, store: MemoryKeyring, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.storage import passphrase

    assert passphrase.remember(secret, "an older one")
    complaints = []

    def answer(_parent: object, _name: str, complaint: str, has_store: bool) -> Key:
        complaints.append(complaint)
        assert has_store
        return Key("right")

    monkeypatch.setattr(asking, "ask_key", answer)
    assert start(secret).shell.side.name.text() == "Quiet Club"
    assert len(complaints) == 1
    assert "remembers" in complaints[0]
