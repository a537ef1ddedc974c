from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.feedback.feedback import load_feedback, save_feedback
from models.members.member import save_member
from tests.ui.keyboard import commit
from ui.feedback.tab import feedback_tab
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def feedback(session: Session) -> dict[str, bytes]:
    member = save_member(None, {"name": "张三"})
    said = {
        "late": {"date": date(2026, 10, 1), "text": "停车不方便", "member": member},
        "fresh": {"date": date(2026, 10, 30), "text": "活动很好"},
    }
    return {name: save_feedback(None, values) for name, values in said.items()}


@pytest.fixture
def page(feedback: dict[str, bytes], session: Session, qtbot: QtBot) -> Iterator[RecordPage]:
    made = feedback_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


def shown(page: RecordPage) -> list[str]:
    return [each.text() for each in page.pane.findChildren(QLabel) if each.isVisible()]


def press_step(page: RecordPage, text: str) -> None:
    steps = [each for each in page.pane.findChildren(QPushButton) if each.text() == text]
    steps[-1].click()


def test_overdue_is_told_by_a_red_chip_and_a_pill(
    page: RecordPage, feedback: dict[str, bytes]
) -> None:
    rows = page.listing.table.rows
    chips = {rows.index(row, 6).data() for row in range(2)}
    assert chips == {"Overdue", "New"}
    page.show_pill("overdue")
    assert rows.rowCount() == 1
    page.show_record(feedback["late"])
    assert "Overdue" in shown(page)


def test_anonymous_feedback_says_so(page: RecordPage, feedback: dict[str, bytes]) -> None:
    page.show_record(feedback["fresh"])
    assert "Anonymous" in shown(page)
    assert not [
        each for each in page.pane.findChildren(QPushButton) if each.text().startswith("Told")
    ]


def test_from_answer_to_told_to_closed(page: RecordPage, feedback: dict[str, bytes]) -> None:
    page.show_record(feedback["late"])
    press_step(page, "Answer…")
    answer = page.form.editor("answer").field
    assert isinstance(answer, QPlainTextEdit) and QApplication.focusWidget() is answer
    commit(answer, "下次改到体育馆")
    assert page.save()
    saved = load_feedback(feedback["late"])
    assert saved is not None
    assert (saved.status, saved.answered_on) == ("answered", date(2026, 10, 31))
    press_step(page, "Told the member today")
    press_step(page, "Close this feedback")
    saved = load_feedback(feedback["late"])
    assert saved is not None
    assert (saved.status, saved.told_on) == ("closed", date(2026, 10, 31))
    assert page.listing.filter.pill == "all"


def test_somebody_is_on_it(page: RecordPage, feedback: dict[str, bytes]) -> None:
    page.show_record(feedback["fresh"])
    press_step(page, "Somebody is on it")
    saved = load_feedback(feedback["fresh"])
    assert saved is not None and saved.status == "in_progress"
    assert "In progress" in shown(page)
