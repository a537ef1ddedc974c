from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.journal.history import history_of
from models.members.member import MemberTag, save_member
from tests.conftest import FixedClock
from ui.records.history import HistoryWindow
from ui.session import Session


def test_changes_are_worded_newest_first(session: Session, clock: FixedClock, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "张三", "status": "applicant", "tags": ("晨跑",)})
    clock.set(clock.time.replace(hour=10))
    save_member(member, {"status": "active", "phone": "138", "tags": ("夜跑",)})
    parent = QWidget()
    qtbot.addWidget(parent)
    labels = {"name": "Name", "status": "Status", "phone": "Phone", "tags": "Interests"}
    window = HistoryWindow(parent, history_of(member, MemberTag), labels)
    texts = [each.text() for each in window.findChildren(QLabel)]
    newest, first = texts.index("Change of a member"), texts.index("New member")
    assert newest < first
    assert "Status: Applicant → Active" in texts[newest:first]
    assert "Phone: 138" in texts[newest:first]
    assert "Interests: changed" in texts[newest:first]
    assert "Interests: changed" not in texts[first:]
    assert any("Lin" in text for text in texts)
