"""The windows of criteria, welcome, leaving, returning and bars, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.erasing import preview_erasure
from models.members.barred import Bar, bar_people, list_bars, recognise
from models.members.criterion import Asked, list_criteria, save_criterion
from models.members.custom_field import define_field
from models.members.leaving import earlier_stays, leave
from models.members.member import load_member, save_member
from models.members.welcome import template
from models.vocabulary import CriterionSort, FieldSort
from resources.i18n import translation
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.members.admission.bars_window import BarsWindow
from ui.members.admission.criteria_window import CriteriaWindow
from ui.members.admission.leaving_window import LeavingWindow
from ui.members.admission.return_window import ReturnWindow
from ui.members.admission.welcome_window import WelcomeWindow
from ui.members.tab import members_tab
from ui.past.erasing import EraseDialog
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def agree(window: QWidget, text: str) -> None:
    made = next(b for b in window.findChildren(QPushButton) if b.text() == text)
    made.setFocus()
    enter(made)


def line(editor: QWidget) -> QLineEdit:
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_criterion_is_written_by_keyboard_with_a_preview(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    for name, born in (("甲", "1990"), ("乙", "2015-01-01"), ("丙", "")):
        save_member(None, {"name": name, "status": "applicant", "born": born})
    window = CriteriaWindow(session, page)
    window.show()
    agree(window, "New criterion")
    assert window.focusWidget() is window.form.title
    commit(window.form.title, "年满 18 岁")
    low = next(b for b in window.findChildren(QLineEdit) if b.accessibleName() == "At least")
    agree(window, "Save criterion")
    assert list_criteria() == ()
    commit(low, "18")
    qtbot.waitUntil(lambda: "1 would pass, 1 would not, 1 have" in window.preview.text())
    press(window.form.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (saved,) = list_criteria()
    assert (saved.title, saved.sort, saved.wanted, saved.required) == (
        "年满 18 岁", CriterionSort.AGE, "18-", True,
    )  # fmt: skip
    window.form.required.setFocus()
    press(window.form.required, Qt.Key.Key_Space)
    window.form.weight.setValue(4)
    agree(window, "Save criterion")
    (saved,) = list_criteria()
    assert (saved.required, saved.weight) == (False, 4)
    press(window.ordered.remove, Qt.Key.Key_Space)
    assert list_criteria() == ()
    window.close()


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (CriterionSort.AGE, "18-60"),
        (CriterionSort.GENDER, "female\nother"),
        (CriterionSort.REGION, "武汉\n长沙"),
        (CriterionSort.INTEREST, "跑步"),
        (CriterionSort.REFERRAL, ""),
        (CriterionSort.QUESTION, ""),
        (CriterionSort.FIELD, "number\n2..10"),
        (CriterionSort.FIELD, "date\n..2026-10-03"),
        (CriterionSort.FIELD, "answer\nno"),
        (CriterionSort.FIELD, "choice\n早\n晚"),
    ],
)
def test_what_a_criterion_asks_for_comes_back_from_the_form(
    page: RecordPage, session: Session, sort: CriterionSort, wanted: str
) -> None:
    fields = {
        "number": define_field(None, "公里", FieldSort.NUMBER),
        "date": define_field(None, "体检", FieldSort.DATE),
        "answer": define_field(None, "已交费", FieldSort.YES_NO),
        "choice": define_field(None, "组", FieldSort.CHOICE, ("早", "晚")),
    }
    name, _break, rest = wanted.partition("\n")
    if sort is CriterionSort.FIELD:
        wanted = f"field:{fields[name].hex()}\n{rest}"
    saved = save_criterion(Asked(b"", "条件", sort, wanted, False, 3))
    window = CriteriaWindow(session, page)
    assert window.form.value() == Asked(saved, "条件", sort, wanted, False, 3)
    window.close()


def test_the_checklist_is_edited(page: RecordPage, session: Session) -> None:
    window = WelcomeWindow(session, page)
    window.show()
    press(window.lines[0].remove, Qt.Key.Key_Space)
    agree(window, "Another step")
    assert window.focusWidget() is window.lines[-1].title
    agree(window, "Save")
    assert "what is to be done" in window.complaint.text()
    commit(window.lines[-1].title, "一起吃饭")
    window.lines[-1].day.setValue(7)
    agree(window, "Save")
    assert [each.day for each in template(translation("en"))] == [3, 7, 14, 30]


def test_leaving_with_a_bar(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "甲", "phone": "13900139000", "joined": date(2026, 1, 1)})
    window = LeavingWindow(session, page, member)
    window.show()
    commit(window.reason.line, "被请离")
    window.barring.box.setFocus()
    press(window.barring.box, Qt.Key.Key_Space)
    agree(window, "Leave")
    assert load_member(member).status == "active"  # type: ignore[union-attr]
    commit(window.barring.reason, "甲辱骂别人")
    window.barring.reason.setText("辱骂别人")
    with qtbot.waitSignal(session.changed):
        agree(window, "Leave")
    found = load_member(member)
    assert found is not None
    assert (found.status, found.left, found.left_reason) == ("left", date(2026, 10, 31), "被请离")
    assert [each.reason for each in list_bars()] == ["辱骂别人"]


def test_coming_back_from_the_menu(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 1, 1)})
    page.reload()
    page.show_record(member)
    assert offered(page.pane.menu) == ["Leave…"]
    leave([member], date(2026, 5, 1), "moved")
    page.show_record(member)
    assert offered(page.pane.menu) == ["Come back…"]
    next(a for a in page.pane.menu.actions() if a.text() == "Come back…").trigger()
    (window,) = page.window().findChildren(ReturnWindow)
    agree(window, "Come back")
    assert load_member(member).joined == date(2026, 10, 31)  # type: ignore[union-attr]
    assert len(earlier_stays(member)) == 1


def offered(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    ours = ("Leave…", "Come back…")
    return [each.text() for each in menu.actions() if each.text() in ours and each.isVisible()]


def test_a_bar_is_removed(page: RecordPage, session: Session) -> None:
    member = save_member(None, {"name": "甲", "phone": "13900139000"})
    bar_people([member], Bar("辱骂", date(2026, 12, 31)))
    window = BarsWindow(session, page)
    window.show()
    assert "until 12/31/2026" in window.list.item(0).text()
    press(window.lift, Qt.Key.Key_Space)
    assert list_bars() == ()
    assert window.nobody.isVisible()


def test_erasing_offers_to_recognise_them(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "甲", "phone": "13900139000"})
    window = EraseDialog(session, member, page)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.barring.box.isVisible())
    window.barring.box.setChecked(True)
    window.asked.setChecked(True)
    agree(window, "Erase for good")
    assert preview_erasure(member) is not None
    commit(window.barring.reason, "辱骂")
    with qtbot.waitSignal(session.changed):
        agree(window, "Erase for good")
    assert preview_erasure(member) is None
    again = save_member(None, {"name": "乙", "phone": "139 0013 9000"})
    assert [each.reason for each in recognise([again])] == ["辱骂"]


def test_a_criterion_half_written_is_asked_about(
    page: RecordPage, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for title in ("甲", "乙"):
        save_criterion(Asked(b"", title, CriterionSort.QUESTION, ""))
    answers: list[int | None] = [None, 0, 1]
    monkeypatch.setattr(asking, "choose", lambda *_asked: answers.pop(0))
    window = CriteriaWindow(session, page)
    window.show()
    window.form.title.setText("甲甲")
    press(window.ordered.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert window.ordered.list.currentRow() == 0 and window.form.title.text() == "甲甲"
    press(window.ordered.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.form.title.text() == "乙")
    assert [each.title for each in list_criteria()] == ["甲甲", "乙"]
    window.form.title.setText("丙")
    press(window, Qt.Key.Key_Escape)
    assert not answers and [each.title for each in list_criteria()] == ["甲甲", "乙"]


def test_ctrl_enter_agrees_from_a_note(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 1, 1)})
    window = LeavingWindow(session, page, member)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.note.setFocus()
    press(window.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert load_member(member).status == "left"  # type: ignore[union-attr]


def test_a_written_exit_note_is_not_dropped_unasked(
    page: RecordPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers: list[int | None] = [None, 0]

    def choose(_parent: object, question: str, _answers: object, careful: bool) -> int | None:
        assert careful
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr(asking, "choose", choose)
    member = save_member(None, {"name": "甲", "status": "active"})
    empty = LeavingWindow(session, page, member)
    empty.show()
    press(empty, Qt.Key.Key_Escape)
    assert (empty.isVisible(), asked) == (False, [])
    written = LeavingWindow(session, page, member)
    written.show()
    written.note.set_value("搬去外地了")
    press(written, Qt.Key.Key_Escape)
    assert (written.isVisible(), len(asked)) == (True, 1)
    press(written, Qt.Key.Key_Escape)
    assert (written.isVisible(), len(asked)) == (False, 2)
    known = load_member(member)
    assert known is not None and known.status == "active"
