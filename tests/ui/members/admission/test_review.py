"""Applicants are looked through and decided about without the mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.applicants import check
from models.members.barred import Bar
from models.members.criterion import Asked, save_criterion
from models.members.leaving import leave
from models.members.member import load_member, save_member
from models.members.welcome import steps_of
from models.vocabulary import CriterionSort, Kind, Verdict
from tests.ui.keyboard import commit, enter, press
from ui.members.admission.deciding import RefusalWindow
from ui.members.admission.review_window import ReviewWindow
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    save_criterion(Asked(b"", "住在武汉", CriterionSort.REGION, "武汉"))
    save_criterion(Asked(b"", "为什么想来？", CriterionSort.QUESTION, ""))
    return {
        name: save_member(
            None,
            {"name": name, "status": "applicant", "region": region, "applied": date(2026, 10, day)},
        )
        for name, region, day in (("甲", "武汉", 1), ("乙", "北京", 2), ("丙", "", 3))
    }


@pytest.fixture
def page(people: dict[str, bytes], session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def window(page: RecordPage, session: Session, qtbot: QtBot) -> ReviewWindow:
    made = ReviewWindow(session, page)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def names(window: ReviewWindow) -> list[str]:
    return [window.list.item(row).text().split("\n")[0] for row in range(window.list.count())]


def status(member: bytes) -> str:
    found = load_member(member)
    assert found is not None
    return found.status


def verdicts(member: bytes) -> list[Verdict]:
    found = check(member)
    assert found is not None
    return [each.verdict for each in found.judged]


def shown(page: RecordPage) -> str:
    return "\n".join(each.text() for each in page.pane.findChildren(QLabel) if each.isVisible())


def press_in_pane(page: RecordPage, text: str) -> None:
    made = next(each for each in page.pane.findChildren(QPushButton) if each.text() == text)
    made.setFocus()
    enter(made)


def test_one_after_the_other_by_keys(
    window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot
) -> None:
    assert names(window) == ["甲", "乙", "丙"]
    assert window.pane.current is not None
    assert window.pane.current.criterion.title == "为什么想来？"
    press(window.list, Qt.Key.Key_P)
    assert verdicts(people["甲"]) == [Verdict.PASS, Verdict.PASS]
    assert window.pane.outcome.text() == "Meets the criteria"
    press(window.list, Qt.Key.Key_U)
    assert verdicts(people["甲"])[1] is Verdict.UNKNOWN
    press(window.list, Qt.Key.Key_A)
    assert status(people["甲"]) == "active"
    assert names(window) == ["乙", "丙"]
    press(window.list, Qt.Key.Key_Z, CONTROL)
    assert status(people["甲"]) == "applicant"
    assert names(window) == ["甲", "乙", "丙"]


def test_a_note_goes_with_the_verdict_and_backspace_takes_it_back(
    window: ReviewWindow, people: dict[str, bytes]
) -> None:
    window.list.setCurrentRow(1)
    press(window.list, Qt.Key.Key_N)
    assert window.focusWidget() is window.pane.note
    commit(window.pane.note, "搬来了")
    enter(window.pane.note)
    assert window.focusWidget() is window.pane.criteria
    press(window.pane.criteria, Qt.Key.Key_P)
    found = check(people["乙"])
    assert found is not None
    assert (found.judged[0].verdict, found.judged[0].note) == (Verdict.PASS, "搬来了")
    window.pane.criteria.setCurrentItem(window.pane.criteria.topLevelItem(0))
    press(window.pane.criteria, Qt.Key.Key_Backspace)
    assert verdicts(people["乙"])[0] is Verdict.FAIL


def test_waiting_and_refusing_by_keys(
    window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot
) -> None:
    press(window.list, Qt.Key.Key_W)
    assert status(people["甲"]) == "waiting"
    assert names(window) == ["乙", "丙", "甲"]
    press(window.list, Qt.Key.Key_Down, CONTROL)
    assert window.current is not None and window.current.facts.name == "丙"
    press(window.list, Qt.Key.Key_R)
    (asking,) = window.findChildren(RefusalWindow)
    enter(next(b for b in asking.findChildren(QPushButton) if b.text() == "Refuse"))
    assert status(people["丙"]) == "applicant"
    commit(asking.reason.line, "名额已满")
    enter(next(b for b in asking.findChildren(QPushButton) if b.text() == "Refuse"))
    assert status(people["丙"]) == "refused"
    assert names(window) == ["乙", "甲"]
    assert load_member(people["丙"]).decision == "名额已满"  # type: ignore[union-attr]


def test_nobody_left(window: ReviewWindow, people: dict[str, bytes]) -> None:
    for _name in people:
        press(window.list, Qt.Key.Key_A)
    assert window.heading.text() == "Nobody is waiting for an answer"
    assert not window.accepting.isEnabled()
    press(window.list, Qt.Key.Key_A)
    press(window.list, Qt.Key.Key_P)


def test_the_pane_says_how_an_applicant_stands_and_decides(
    page: RecordPage, people: dict[str, bytes], session: Session
) -> None:
    page.show_record(people["乙"])
    text = shown(page)
    assert "✗  住在武汉" in text and "北京" in text and "Not asked yet" in text
    assert "1 required criterion is not met" in text
    press_in_pane(page, "Waiting list")
    assert status(people["乙"]) == "waiting"
    assert "Number 1 on the waiting list." in shown(page)
    press_in_pane(page, "Accept")
    assert status(people["乙"]) == "active"
    assert len(steps_of(people["乙"])) == 4


def test_a_welcome_step_is_ticked_and_keeps_the_keyboard(
    page: RecordPage, people: dict[str, bytes], qtbot: QtBot
) -> None:
    page.show_record(people["甲"])
    press_in_pane(page, "Accept")
    page.activateWindow()
    boxes = page.pane.findChildren(QCheckBox)
    box = next(b for b in boxes if b.accessibleName().startswith("Welcome them"))
    name = box.accessibleName()
    box.setFocus()
    press(box, Qt.Key.Key_Space)
    assert steps_of(people["甲"])[0].done == date(2026, 10, 31)
    boxes = page.pane.findChildren(QCheckBox)
    again = next(b for b in boxes if b.accessibleName() == name and b.isChecked())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is again)
    step = undo_step()
    assert step is not None and step.kind == "member.welcome"
    undo(step)
    assert steps_of(people["甲"])[0].done is None


def test_somebody_barred_is_recognised_and_nobody_is_refused_by_it(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    gone = save_member(None, {"name": "某人", "phone": "13900139000"})
    leave([gone], date(2026, 10, 1), "asked to", bar=Bar("辱骂别人"))
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    again = save_member(None, {"name": "丁", "status": "applicant", "phone": "139 0013 9000"})
    session.announce(Kind.MEMBER)
    qtbot.waitUntil(lambda: any("丁" in text and "辱骂别人" in text for text in told), timeout=9000)
    page.show_record(again)
    assert "same phone number" in shown(page)
    press_in_pane(page, "Accept")
    assert status(again) == "active"


def test_waiting_and_refused_have_a_pill_once_there_is_somebody(
    page: RecordPage, people: dict[str, bytes], session: Session
) -> None:
    def pills() -> list[str]:
        made = page.findChildren(QPushButton)
        return [b.text() for b in made if b.property("role") == "pill" and not b.isHidden()]

    assert not any(text.startswith(("Waiting", "Refused")) for text in pills())
    save_member(people["甲"], {"status": "waiting"})
    session.announce(Kind.MEMBER)
    assert "Waiting list 1" in pills()
    assert not any(text.startswith("Refused") for text in pills())
