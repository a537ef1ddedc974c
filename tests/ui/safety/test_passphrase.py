from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.book import close_book, is_open, needs_passphrase, open_book
from models.errors import UserError, WrongPassphrase
from models.members.member import load_member, save_member
from models.storage import rekeying
from models.storage.elsewhere import passphrase_in_use
from tests.ui.conftest import Start, settle
from tests.ui.safety.conftest import MemoryKeyring
from ui import asking, pages
from ui.asking import Key
from ui.desk import Desk
from ui.members.rooms import MembersRooms
from ui.safety.changed_window import ChangedWindow
from ui.safety.passphrase_window import PassphraseWindow
from ui.safety.recovery_window import RecoveryWindow
from ui.safety.unlocking import UnlockWindow


def window_of(desk: Desk, sort: type[QDialog], qtbot: QtBot) -> QDialog:
    """Wait for a window of this sort and return it."""
    found: list[QDialog] = []

    def look() -> bool:
        found[:] = [each for each in desk.window.findChildren(sort) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(look)
    return found[0]


def ask(desk: Desk, qtbot: QtBot) -> PassphraseWindow:
    desk.safety.show_passphrase()
    window = window_of(desk, PassphraseWindow, qtbot)
    assert isinstance(window, PassphraseWindow)
    return window


def opened_again(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.session is not None)
    settle(desk, qtbot)


def test_a_passphrase_is_set_and_the_same_tab_comes_back(
    desk: Desk, book: Path, qtbot: QtBot
) -> None:
    member = save_member(None, {"name": "Ann"})
    desk.show_page(pages.REPORTS)
    place = desk.shell.tabs.currentIndex()
    window = ask(desk, qtbot)
    assert not window.agree.isEnabled()
    window.new.first.setText("1234")
    assert window.new.meter.word.text() == "Weak"
    window.new.first.setText("blue horse on the river")
    assert window.new.meter.word.text() in ("Fair", "Strong")
    window.new.second.setText("blue hat")
    assert window.new.complaint.text() == "The two passphrases differ."
    assert not window.agree.isEnabled()
    window.new.second.setText("blue horse on the river")
    assert not window.remember.isVisible()
    window.agree.click()
    opened_again(desk, qtbot)
    assert desk.shell.tabs.currentIndex() == place
    assert passphrase_in_use() == "blue horse on the river"
    told = window_of(desk, ChangedWindow, qtbot)
    assert isinstance(told, ChangedWindow)
    told.sheet.click()
    assert isinstance(window_of(desk, RecoveryWindow, qtbot), RecoveryWindow)
    desk.window.close()
    assert needs_passphrase(book)
    with pytest.raises(WrongPassphrase):
        open_book(book, "")
    open_book(book, "blue horse on the river")
    assert load_member(member) is not None
    close_book()


@pytest.mark.parametrize("removed", [True, False])
def test_a_passphrase_is_changed_or_removed_by_who_knows_it(
    removed: bool, secret: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: Key("right"))
    desk = start(secret)
    window = ask(desk, qtbot)
    window.present.setText("guessed")
    if removed:
        window.removing.click()
        assert window.unwanted.isVisible()
    else:
        for field in (window.new.first, window.new.second):
            field.setText("quite another one")
    window.agree.click()
    assert window.complaint.text() == "That is not the passphrase of this file. Please try again."
    assert is_open()
    window.present.setText("right")
    window.agree.click()
    opened_again(desk, qtbot)
    desk.window.close()
    assert needs_passphrase(secret) is not removed
    open_book(secret, "" if removed else "quite another one")


def test_whatever_fails_the_old_passphrase_still_opens_it(
    secret: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, detail="": said.extend((text, detail)))
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: Key("right"))

    def fail(*_asked: object) -> None:
        raise UserError("The disk is full. Nothing was changed. Free some space and try again.")

    desk = start(secret)
    before = desk.shell.tabs.currentIndex()
    monkeypatch.setattr(rekeying, "set_passphrase", fail)
    window = ask(desk, qtbot)
    window.present.setText("right")
    for field in (window.new.first, window.new.second):
        field.setText("another")
    window.agree.click()
    opened_again(desk, qtbot)
    assert said[0].startswith("The disk is full.")
    assert said[1] == "The file is as it was and opens as before."
    assert passphrase_in_use() == "right"
    assert desk.shell.tabs.currentIndex() == before


@pytest.mark.parametrize("kept", [True, False])
def test_the_key_store_knows_what_the_user_wants_it_to_know(
    kept: bool,
    secret: Path,
    store: MemoryKeyring,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from models.storage import passphrase

    assert passphrase.remember(secret, "right")
    desk = start(secret)
    window = ask(desk, qtbot)
    assert window.remember.isChecked()
    window.remember.setChecked(kept)
    window.present.setText("right")
    for field in (window.new.first, window.new.second):
        field.setText("another one")
    window.agree.click()
    opened_again(desk, qtbot)
    assert list(store.kept.values()) == (["another one"] if kept else [])


def test_the_asking_window_offers_to_remember_only_where_that_can_be(qtbot: QtBot) -> None:
    with_store, without = UnlockWindow("a", "", True), UnlockWindow("a", "Wrong.", False)
    for window in (with_store, without):
        qtbot.addWidget(window)
        window.show()
        assert not window.agree.isEnabled()
    assert with_store.remember.isVisible()
    assert not without.remember.isVisible()
    with_store.passphrase.setText("x")
    with_store.remember.setChecked(True)
    with_store.agree.click()
    assert with_store.result() == QDialog.DialogCode.Accepted
    assert with_store.key == Key("x", remember=True)


def test_what_was_searched_for_is_searched_for_again(desk: Desk, qtbot: QtBot) -> None:
    for name in ("Ann", "Ben"):
        save_member(None, {"name": name})
    desk.show_page(pages.MEMBERS)
    settle(desk, qtbot)
    assert desk.pages is not None
    before = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    before.show_pill("active")
    before.listing.search.setText("Ann")
    window = ask(desk, qtbot)
    for field in (window.new.first, window.new.second):
        field.setText("blue horse on the river")
    window.agree.click()
    opened_again(desk, qtbot)
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    assert page is not before
    assert (page.listing.search.text(), page.listing.filter.pill) == ("Ann", "active")
