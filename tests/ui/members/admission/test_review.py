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
from ui import asking
from ui.members.admission.deciding import RefusalWindow
from ui.members.admission.review_window import ReviewWindow
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


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
    qtbot.waitUntil(lambda: made.list.count() == 3)
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
    qtbot.waitUntil(lambda: names(window) == ["甲", "乙", "丙"])


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
    assert names(window) == ["乙", "丙"]
    qtbot.waitUntil(lambda: names(window) == ["乙", "丙", "甲"])
    told = window.list.item(2).text()
    assert "Waiting list" in told and "criteria" not in told, "no room for both"
    press(window.list, Qt.Key.Key_Down, CONTROL)
    assert window.list.current is not None and window.list.current.facts.name == "丙"
    press(window.list, Qt.Key.Key_R)
    (asking,) = window.findChildren(RefusalWindow)
    enter(next(b for b in asking.findChildren(QPushButton) if b.text() == "Refuse"))
    assert status(people["丙"]) == "applicant"
    commit(asking.reason.line, "名额已满")
    enter(next(b for b in asking.findChildren(QPushButton) if b.text() == "Refuse"))
    assert status(people["丙"]) == "refused"
    assert names(window) == ["乙", "甲"]
    assert load_member(people["丙"]).decision == "名额已满"  # type: ignore[union-attr]


def test_several_are_accepted_in_one_step(
    window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot
) -> None:
    press(window.list, Qt.Key.Key_Down, SHIFT)
    assert window.accepting.text() == "Accept 2" and window.refusing.text() == "Refuse 2…"
    press(window.list, Qt.Key.Key_A)
    assert [status(each) for each in people.values()] == ["active", "active", "applicant"]
    assert names(window) == ["丙"] and window.accepting.text() == "Accept"
    assert all(len(steps_of(people[name])) == 4 for name in ("甲", "乙"))
    press(window.list, Qt.Key.Key_Z, CONTROL)
    assert [status(each) for each in people.values()] == ["applicant"] * 3
    qtbot.waitUntil(lambda: names(window) == ["甲", "乙", "丙"])
    assert window.list.current is not None and window.list.current.facts.name == "丙"


def test_several_are_refused_for_one_reason(
    window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot
) -> None:
    press(window.list, Qt.Key.Key_A, CONTROL)
    press(window.list, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: names(window) == ["甲", "乙", "丙"])
    assert {status(each) for each in people.values()} == {"waiting"}
    press(window.list, Qt.Key.Key_A, CONTROL)
    assert window.waiting.text() == "Take off the list"
    press(window.list, Qt.Key.Key_R)
    (asking,) = window.findChildren(RefusalWindow)
    assert "Refuse 3 applicants" in [each.text() for each in asking.findChildren(QLabel)]
    commit(asking.reason.line, "名额已满")
    enter(next(b for b in asking.findChildren(QPushButton) if b.text() == "Refuse"))
    assert {status(each) for each in people.values()} == {"refused"}
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("member.refuse", 3)


def test_a_note_that_is_being_written_stays_when_the_list_comes(
    window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot
) -> None:
    press(window.list, Qt.Key.Key_A)
    commit(window.pane.note, "搬来了")
    save_member(people["丙"], {"name": "丁"})
    window._reload()  # the one that deciding began may have been answered before the save
    qtbot.waitUntil(lambda: names(window) == ["乙", "丁"])
    assert window.pane.note.text() == "搬来了"


def test_what_a_line_has_no_room_for_is_said_below(window: ReviewWindow) -> None:
    criteria = window.pane.criteria
    for place in range(criteria.topLevelItemCount()):
        item = criteria.topLevelItem(place)
        criteria.setCurrentItem(item)
        assert window.pane.in_full.text() == f"{item.text(1)}: {item.text(2)}"


def test_nobody_left(window: ReviewWindow, people: dict[str, bytes], qtbot: QtBot) -> None:
    for _name in people:
        press(window.list, Qt.Key.Key_A)
    assert {status(each) for each in people.values()} == {"active"}
    qtbot.waitUntil(lambda: window.heading.text() == "Nobody is waiting for an answer")
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
    assert ". Number 1 on the waiting list." in shown(page), "one sentence after the other"
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
    qtbot.waitUntil(lambda: any("丁" in text and "辱骂别人" in text for text in told))
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


def test_a_note_half_written_stays_with_whom_it_is_about(
    window: ReviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 0]
    monkeypatch.setattr(asking, "choose", lambda *_asked: answers.pop(0))
    window.pane.note.setText("问过了")
    press(window, Qt.Key.Key_Down, CONTROL)
    assert window.pane.note.text() == ""
    press(window, Qt.Key.Key_Up, CONTROL)
    assert window.pane.note.text() == "问过了"
    window.pane.note.setFocus()
    press(window.pane.note, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.pane.criteria
    press(window, Qt.Key.Key_Escape)
    assert window.isVisible() and len(answers) == 1
    press(window, Qt.Key.Key_Escape)
    assert not answers
