"""The recovery sheet and the hand-over pack, from their windows to the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import known_copies
from models.book import close_book, create_book, open_book
from models.members.member import load_member, save_member
from tests.reports.reading import text_of
from ui import asking
from ui.preferences import Preferences
from ui.safety.handover_window import HandoverWindow
from ui.safety.recovery_window import RecoveryWindow
from ui.session import Session


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_passphrase_is_printed_only_by_who_types_it(
    room: QWidget,
    preferences: Preferences,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, target = tmp_path / "secret.guildbook", tmp_path / "sheet.pdf"
    create_book(path, "Quiet Club", "right and long")
    session = Session(preferences, path)
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    window = RecoveryWindow(session, room)
    window.show()
    assert not window.passphrase.isVisible()
    window.printed.click()
    window.passphrase.setText("wrong")
    window.agree.click()
    assert window.complaint.text() == "That is not the passphrase of this file. Please try again."
    window.passphrase.setText("right and long")
    window.agree.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert "right and long" in text_of(target)
    session.tasks.stop()
    close_book()


def test_the_pack_holds_the_copy_the_sheet_and_the_page(
    room: QWidget, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = save_member(None, {"name": "Ann"})
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(asking, "choose_folder", lambda *_asked: stick)
    window = HandoverWindow(session, room)
    window.show()
    window.contact.setText("Lin, 138 0000 0000")
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    window.agree.click()
    qtbot.waitUntil(lambda: bool(told))
    assert sorted(each.name for each in stick.iterdir()) == [
        "Read this first.pdf",
        "club Recovery sheet.pdf",
        "club.guildbook",
    ]
    assert "Lin, 138 0000 0000" in text_of(stick / "Read this first.pdf")
    assert known_copies.known() == ((stick / "club.guildbook").resolve(),)
    close_book()
    open_book(stick / "club.guildbook")
    assert load_member(ann) is not None


def test_an_earlier_pack_is_not_written_over(
    room: QWidget, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "club (hand-over)").mkdir(parents=True)
    (stick / "club.guildbook").write_bytes(b"what the successor wrote")
    monkeypatch.setattr(asking, "choose_folder", lambda *_asked: stick)
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    HandoverWindow(session, room).agree.click()
    qtbot.waitUntil(lambda: bool(told))
    assert (stick / "club.guildbook").read_bytes() == b"what the successor wrote"
    assert (stick / "club (hand-over) 2" / "club.guildbook").is_file()
    assert "club (hand-over) 2" in told[0]


def test_beside_the_file_itself_the_pack_gets_a_folder_of_its_own(
    room: QWidget, session: Session, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "choose_folder", lambda *_asked: book.parent)
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    window = HandoverWindow(session, room)
    window.agree.click()
    qtbot.waitUntil(lambda: bool(told))
    assert (book.parent / "club (hand-over)" / "club.guildbook").is_file()
