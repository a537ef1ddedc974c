"""The import window with the kind of file people really have."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.keyboard import press, tab_stops
from ui import asking
from ui.dialogs.importing import import_clipboard, import_file
from ui.dialogs.importing_doubts import possible_choices
from ui.dialogs.importing_window import ImportWindow
from ui.session import Session

MEMBERS = """成员名单 2026年

姓名,手机,入群时间,兴趣,备用
张三,13800138000,2026年3月5日,晨跑,x
李四,13800138001,2026/4/1,"晨跑,摄影",y
王五,,someday,,z
合计,3,,,
"""

Open = Callable[..., ImportWindow]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_window(
    session: Session, parent: QWidget, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> Iterator[Open]:
    def opened(text: str, kind: Kind = Kind.MEMBER, encoding: str = "gb18030") -> ImportWindow:
        path = tmp_path / "名单.csv"
        path.write_bytes(text.encode(encoding))
        monkeypatch.setattr(asking, "choose_file", lambda *_asked: path)
        import_file(session, parent, kind)
        qtbot.waitUntil(lambda: parent.findChild(ImportWindow) is not None)
        window = parent.findChild(ImportWindow)
        assert window is not None
        settle(window, qtbot)
        return window

    yield opened


def settle(window: ImportWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._planning.isActive() and not window._session.tasks.busy)


def counts(window: ImportWindow) -> list[str]:
    return window.counts.texts()


def doubts(window: ImportWindow) -> list[tuple[str, str, str]]:
    model = window.doubts.doubts
    return [
        (model.index(row, 0).data(), model.index(row, 1).data(), model.index(row, 2).data())
        for row in range(model.rowCount())
    ]


def decide(window: ImportWindow, row: int, place: int) -> None:
    window.doubts.selectRow(row)
    window.doubts.offer_decisions(row)
    menu = window.doubts.findChildren(QMenu)[-1]
    menu.actions()[place].trigger()
    menu.close()


def test_the_preview_says_what_would_happen_and_writes_nothing(open_window: Open) -> None:
    window = open_window(MEMBERS)
    assert window.source.encoding.currentData() == "gb18030"
    assert window.columns.mapping() == {0: "name", 1: "phone", 2: "joined", 3: "tags"}
    assert window.columns.item(1, 0).text() == "张三"
    assert counts(window)[:2] == ["2 new", "0 changed"] and "1 to decide" in counts(window)
    lines = {line: reason for line, reason, _what in doubts(window)}
    assert "someday" in lines["6"] and "total" in lines["7"]
    assert window.agree.text() == "Import 2 rows" and find_members().total == 0


def test_tab_leads_past_the_columns_to_the_cells(open_window: Open) -> None:
    save_member(None, {"name": "张三", "phone": "13800138000"})
    window = open_window(MEMBERS)
    window.show()
    stops = tab_stops(window, window.agree)
    assert window.columns not in stops
    assert window.look_at in stops and window.mode in stops and window.doubts in stops


def test_tab_comes_to_what_a_column_becomes_where_it_stands(open_window: Open) -> None:
    window = open_window(MEMBERS)
    window.show()
    stops = tab_stops(window, window.source.encoding)
    first, last = window.columns.cellWidget(0, 0), window.columns.cellWidget(0, 3)
    assert stops.index(first) + 3 == stops.index(last) < stops.index(window.look_at)


def test_a_column_is_wide_enough_for_what_it_becomes(open_window: Open) -> None:
    window = open_window(MEMBERS)
    combo = window.columns.cellWidget(0, 0)
    narrow = window.columns.columnWidth(0)
    longest = max(range(combo.count()), key=lambda place: len(combo.itemText(place)))
    combo.setCurrentIndex(longest)
    text = combo.fontMetrics().horizontalAdvance(combo.currentText())
    assert window.columns.columnWidth(0) >= max(narrow, text + 40)


def test_a_list_that_brings_nothing_says_so(open_window: Open) -> None:
    save_member(None, {"name": "张三", "phone": "13800138000"})
    window = open_window("姓名,手机\n张三,13800138000\n")
    assert not window.agree.isEnabled()
    assert "in the book already" in window._nothing.text()


def test_decided_rows_go_in_with_the_rest_as_one_action(
    open_window: Open, session: Session, qtbot: QtBot
) -> None:
    window = open_window(MEMBERS)
    told: list[tuple[str, bool]] = []
    changed: list[frozenset[Kind]] = []
    session.told.connect(lambda text, can_undo: told.append((text, can_undo)))
    session.changed.connect(changed.append)
    decide(window, 0, 0)
    settle(window, qtbot)
    assert window.agree.text() == "Import 3 rows"
    assert doubts(window)[0][2] == "Take it in as new"
    window.agree.click()
    qtbot.waitUntil(lambda: bool(told))
    assert find_members().total == 3 and changed == [frozenset({Kind.MEMBER})]
    assert told == [("3 rows imported. 1 row was left out.", True)]
    step = undo_step()
    assert step is not None and step.kind == "member.import"
    undo(step)
    assert find_members().total == 0


def test_decisions_are_not_dropped_unasked(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []
    answers: list[int | None] = [None, 0]

    def choose(_parent: object, question: str, _answers: object, careful: bool) -> int | None:
        asked.append(question)
        return answers.pop(0) if careful else 0

    monkeypatch.setattr(asking, "choose", choose)
    undecided = open_window(MEMBERS)
    press(undecided, Qt.Key.Key_Escape)
    assert not undecided.isVisible() and not asked
    qtbot.waitUntil(lambda: not shiboken6.isValid(undecided))
    window = open_window(MEMBERS)
    decide(window, 0, 1)
    press(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert asked == ["What becomes of 1 row would have to be decided again."]
    press(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_row_left_out_stays_out(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(MEMBERS)
    decide(window, 0, 1)
    settle(window, qtbot)
    assert doubts(window)[0][2] == "Leave it out" and "0 to decide" in counts(window)
    assert window.agree.text() == "Import 2 rows"


def test_homonyms_are_chosen_by_the_user(open_window: Open, session: Session, qtbot: QtBot) -> None:
    first = save_member(None, {"name": "王芳", "group_name": "东门王芳", "phone": "13900000001"})
    save_member(None, {"name": "王芳", "group_name": "西门王芳", "phone": "13900000002"})
    window = open_window("姓名,所在地\n王芳,杭州\n")
    doubt = window.doubts.doubts.doubt(0)
    assert doubt is not None and len(doubt.candidates) == 2
    place = possible_choices(doubt).index(first)
    decide(window, 0, place)
    settle(window, qtbot)
    assert counts(window)[1] == "1 changed" and "东门王芳" in doubts(window)[0][2]


def test_a_column_can_be_given_another_meaning(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("代号,备注\n张三,李四\n")
    assert not window.agree.isEnabled() and window._problem.isVisibleTo(window)
    combo = window.columns.cellWidget(0, 0)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("name"))
    combo.activated.emit(combo.currentIndex())
    settle(window, qtbot)
    assert window.agree.text() == "Import 2 rows" and not window._problem.isVisibleTo(window)
    window.first_row.setChecked(True)
    settle(window, qtbot)
    assert window.agree.text() == "Import 1 row"
    other = window.columns.cellWidget(0, 1)
    assert isinstance(other, QComboBox)
    other.setCurrentIndex(other.findData("name"))
    other.activated.emit(other.currentIndex())
    assert combo.currentData() == "" and window.columns.mapping() == {1: "name"}


def test_another_encoding_reads_the_file_anew(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("姓名\n张三\n", encoding="utf-8")
    assert window.columns.item(1, 0).text() == "张三"
    window.source.encoding.setCurrentIndex(window.source.encoding.findData("gb18030"))
    window.source.encoding.activated.emit(window.source.encoding.currentIndex())
    settle(window, qtbot)
    assert "张三" not in (window.columns.item(1, 0) or window.columns.item(0, 0)).text()


def test_rows_left_out_are_saved_with_their_reason(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(MEMBERS)
    target = tmp_path / "left.csv"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    window.save_left_out()
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["Line", "Reason", "姓名"] and [row[0] for row in rows[1:]] == ["6", "7"]
    assert rows[1][2] == "王五"


def test_the_same_file_again_adds_nothing(
    open_window: Open, session: Session, qtbot: QtBot
) -> None:
    text = "姓名,手机\n张三,13800138000\n"
    with qtbot.waitSignal(session.told):
        open_window(text).agree.click()
    qtbot.wait(20)
    again = open_window(text)
    assert counts(again)[:3] == ["0 new", "0 changed", "1 unchanged"]
    assert not again.agree.isEnabled()


def test_the_clipboard_is_a_list_too(session: Session, parent: QWidget, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("姓名\t手机\n赵六\t13800138009\n")
    import_clipboard(session, parent, Kind.MEMBER)
    window = parent.findChild(ImportWindow)
    assert window is not None
    settle(window, qtbot)
    with qtbot.waitSignal(session.told):
        window.agree.click()
    assert find_members().lines(0, 1)[0].name == "赵六"


def test_an_empty_clipboard_is_said(
    session: Session, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text: said.append(text))
    QApplication.clipboard().clear()
    import_clipboard(session, parent, Kind.MEMBER)
    assert said and "clipboard" in said[0] and parent.findChild(ImportWindow) is None


def test_attendance_asks_for_the_event_a_list_does_not_name(
    open_window: Open, session: Session, qtbot: QtBot
) -> None:
    from models.events.attendance import attendance_of
    from models.events.event import save_event

    event = save_event(None, {"title": "晨跑"})
    save_member(None, {"name": "张三"})
    window = open_window("姓名,到场\n张三,是\n", Kind.ATTENDANCE)
    assert not window.agree.isEnabled()
    window.source.event_line._pick(event, "晨跑")
    settle(window, qtbot)
    with qtbot.waitSignal(session.told):
        window.agree.click()
    assert [line.came for line in attendance_of(event)] == ["yes"]


def test_all_undecided_rows_are_settled_at_once(
    open_window: Open, session: Session, qtbot: QtBot
) -> None:
    for group_name in ("东门王芳", "西门王芳"):
        save_member(None, {"name": "王芳", "group_name": group_name})
    window = open_window("姓名,入群时间\n张三,someday\n李四,whenever\n王芳,2026-1-1\n")
    assert "3 to decide" in counts(window)
    window.take_rest.click()
    settle(window, qtbot)
    # The homonym stays undecided: it is never silently a new person.
    assert counts(window)[0] == "2 new" and "1 to decide" in counts(window)
    assert not window.take_rest.isVisibleTo(window)
    window.skip_rest.click()
    settle(window, qtbot)
    assert "0 to decide" in counts(window) and window.agree.text() == "Import 2 rows"


@pytest.mark.parametrize(
    ("headings", "kind", "said"),
    [
        ("活动,姓名,报名,到场,评分", Kind.EVENT, "looks like an attendance list"),
        ("昵称,姓名,性别,电话,微信号", Kind.EVENT, "looks like a list of members"),
        ("姓名,手机号,入群时间", Kind.MEMBER, ""),
    ],
)
def test_a_list_of_another_kind_is_pointed_out(
    open_window: Open, headings: str, kind: Kind, said: str
) -> None:
    window = open_window(f"{headings}\n{','.join('x' * (headings.count(',') + 1))}\n", kind)
    assert window._problem.isVisibleTo(window) == bool(said)
    assert said in window._problem.text()


def test_without_a_plan_nothing_is_offered(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("日期,姓名,反馈\n2026-04-12,袁东,太挤\n", Kind.FEEDBACK)
    assert window.skip_rest.isVisibleTo(window) and window.doubts.isVisibleTo(window)
    combo = window.columns.cellWidget(0, 2)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(""))
    combo.activated.emit(combo.currentIndex())
    settle(window, qtbot)
    assert not window.agree.isEnabled()
    away = (window.skip_rest, window.take_rest, window.look_cells, window.doubts)
    assert not any(each.isVisibleTo(window) for each in away)


def test_the_window_leaves_room_for_its_title_bar(open_window: Open) -> None:
    window = open_window("姓名\n张三\n")
    assert window.height() <= window.screen().availableSize().height() - 40
    assert window.width() <= window.screen().availableSize().width()
