"""What the window says of feedback whose sender was erased."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.erasing import erase_member
from models.feedback.feedback import load_feedback, save_feedback
from models.members.member import save_member
from ui.feedback.tab import feedback_tab
from ui.session import Session


def test_it_counts_and_can_only_be_closed(session: Session, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "张三"})
    said = save_feedback(None, {"date": date(2026, 10, 30), "text": "停车", "member": member})
    erase_member(member)
    page = feedback_tab(session)
    qtbot.addWidget(page)
    page.resize(1084, 760)
    page.show()
    qtbot.waitExposed(page)
    rows = page.listing.table.rows
    cells = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert rows.rowCount() == 1 and "(erased)" in cells and "Anonymous" not in cells
    page.show_record(said)
    shown = [each.text() for each in page.pane.findChildren(QLabel) if each.isVisible()]
    assert "Whoever said this was erased for good. It still counts in the figures." in shown
    steps = [
        each for each in page.pane.findChildren(QPushButton) if each.text().endswith("feedback")
    ]
    assert "Answer…" not in [each.text() for each in page.pane.findChildren(QPushButton)]
    steps[-1].click()
    closed = load_feedback(said)
    assert closed and closed.status == "closed"
