"""Two entries side by side, joined or told apart with the keyboard alone; and while typing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from models.members.duplicates import found_while_typing, strong_now
from models.members.joining import Stands
from models.members.member import load_member, save_member
from models.metrics.attention import Matter
from models.metrics.overview import overview_now
from models.vocabulary import Kind
from ui.members.duplicates_window import DuplicatesWindow
from ui.members.maybe_line import MaybeLines
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session


def person(name: str = "王芳", **values: Any) -> bytes:
    return save_member(None, {"name": name, **values})


@pytest.fixture
def opened(book: Path, session: Session, qtbot: QtBot) -> DuplicatesWindow:
    person(phone="13812345678", region="东湖", note="爱跑步")
    person("芳姐", phone="+8613812345678", region="西湖", note="会烘焙", tags=["读书"])
    person("李四", phone="13900000001", region="东湖")
    person("李四", phone="13900000002", region="东湖")
    person("赵六")
    person("赵六", phone="13900000003")
    window = DuplicatesWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.found is not None)
    return window


def titles(window: DuplicatesWindow) -> list[str]:
    shown = [window.list.rows.worded(row) for row in range(window.list.rows.rowCount())]
    return [each.title for each in shown if each is not None]


def test_pairs_stand_by_how_likely_they_are(opened: DuplicatesWindow) -> None:
    assert titles(opened) == ["芳姐 and 王芳"] or titles(opened) == ["王芳 and 芳姐"]
    assert opened.weak.text() == "2 unlikely pairs too"
    opened.weak.setChecked(True)
    assert titles(opened)[1:] == ["赵六", "李四"]
    assert opened.heading.note.text() == "1 possible"


def test_the_keyboard_alone_joins_and_undo_brings_back(
    opened: DuplicatesWindow, session: Session, qtbot: QtBot
) -> None:
    joining = opened.pane.joining
    assert joining is not None
    assert set(opened.pane.choices) == {"name", "region", "note"}
    assert opened.pane.chosen()["note"] is Stands.BOTH
    opened.pane.choices["region"].button(1).setChecked(True)
    qtbot.keyClick(opened.list, Qt.Key.Key_J)
    one = load_member(joining.kept)
    assert one is not None and load_member(joining.other) is None
    assert one.region == ("西湖" if one.name == "王芳" else "东湖")
    assert one.tags == ("读书",)
    qtbot.waitUntil(lambda: titles(opened) == [])
    opened.notice.undo_wanted.emit()
    qtbot.waitUntil(lambda: len(titles(opened)) == 1)
    assert load_member(joining.other) is not None


def test_which_entry_is_kept_can_be_changed(opened: DuplicatesWindow) -> None:
    before = opened.pane.joining
    assert before is not None
    opened.pane.swap.click()
    after = opened.pane.joining
    assert after is not None and (after.kept, after.other) == (before.other, before.kept)
    said = [each.text() for each in opened.pane.findChildren(QRadioButton)]
    assert "东湖" in said and "西湖" in said and "Both" in said


def test_two_people_stay_two(opened: DuplicatesWindow, session: Session, qtbot: QtBot) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    qtbot.keyClick(opened.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: titles(opened) == [])
    opened.reload()
    qtbot.wait(200)
    assert titles(opened) == []
    qtbot.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told[-1] == "Undone: note that two entries are two people."
    qtbot.waitUntil(lambda: len(titles(opened)) == 1)


def test_later_puts_a_pair_last(opened: DuplicatesWindow, qtbot: QtBot) -> None:
    opened.weak.setChecked(True)
    opened.list.choose(0)
    qtbot.keyClick(opened.list, Qt.Key.Key_L)
    assert titles(opened)[:2] == ["赵六", "李四"]
    assert opened.list.rows.worded(2).faded  # type: ignore[union-attr]


def test_the_overview_tells_of_those_that_are_very_likely(book: Path) -> None:
    assert strong_now() == 0
    person(wechat_id="fang")
    person("芳姐", wechat_id="Fang")
    assert strong_now() == 1
    (line,) = [each for each in overview_now().attention if each.matter is Matter.DUPLICATES]
    assert (line.count, line.kind, line.pill) == (1, Kind.MEMBER, "duplicates")


def warned(page: RecordPage, qtbot: QtBot) -> tuple[QPushButton, MaybeLines]:
    """Type the phone number of somebody there is; return what is said of it."""
    page.start_new()
    lines = page.form.findChild(MaybeLines)
    assert isinstance(lines, MaybeLines)
    qtbot.keyClicks(page.form.editor("phone").field, "138 1234 5678")
    qtbot.waitUntil(lambda: not lines.isHidden())
    (line,) = lines.buttons()
    return line, lines


def test_somebody_who_is_typed_in_twice_is_told(book: Path, session: Session, qtbot: QtBot) -> None:
    fang = person(phone="13812345678", region="东湖")
    wanted: list[object] = []
    session.wanted.connect(lambda _kind, record, _pill: wanted.append(record))
    page = members_tab(session)
    qtbot.addWidget(page)
    page.show()
    line, lines = warned(page, qtbot)
    assert line.text() == "Maybe the same as 王芳 (东湖 · …5678)"
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert wanted == [fang]
    field = page.form.editor("phone").field
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lines.isHidden)


def test_a_long_name_is_not_cut_where_the_form_ends(
    book: Path, session: Session, qtbot: QtBot
) -> None:
    name = "Bartholomew Featherstonehaugh of the Upper Riverside"
    person(name=name, phone="13812345678", region="Totterdown")
    page = members_tab(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    line, _lines = warned(page, qtbot)
    qtbot.waitUntil(lambda: line.text().endswith("…"))
    assert line.fontMetrics().horizontalAdvance(line.text()) <= line.width()
    assert name in line.accessibleName() and name in line.toolTip()


def test_nobody_is_asked_about_while_a_member_is_edited(
    book: Path, session: Session, qtbot: QtBot
) -> None:
    fang, _other = person(phone="13812345678"), person(phone="13812345678")
    page = members_tab(session)
    qtbot.addWidget(page)
    page.show()
    page.show_record(fang)
    page.edit()
    lines = page.form.findChild(MaybeLines)
    assert isinstance(lines, MaybeLines)
    qtbot.keyClicks(page.form.editor("group_name").field, "fang")
    qtbot.wait(600)
    assert lines.isHidden()
    assert found_while_typing({"name": "王芳"})
