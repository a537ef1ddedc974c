"""The numbers of the classes changed by the keyboard, their effect seen before they are saved."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.undo import undo, undo_step
from models.members.class_rules import ClassRules, read_rules, save_rules
from models.members.member import save_member
from models.vocabulary import Kind, Standing
from ui import wording
from ui.members.classes_window import ClassesWindow, show_classes
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    """Members who came none, once, … seven times this month."""
    for number in range(8):
        member = save_member(
            None, {"name": f"m{number}", "joined": date(2025, 1, 1), "role": "Volunteer"}
        )
        for back in range(number):
            begins = datetime(2026, 10, 30, 19) - timedelta(days=back)
            save_attendance(
                save_event(None, {"title": "夜跑", "begins": begins}), member, came="yes"
            )
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def window(page: RecordPage, session: Session, qtbot: QtBot) -> ClassesWindow:
    show_classes(session, page)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ClassesWindow)))
    (made,) = page.window().findChildren(ClassesWindow)
    waited(made, session, qtbot)
    return made


def waited(window: ClassesWindow, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._pause.isActive() and not session.tasks.busy)


def then(window: ClassesWindow) -> dict[Standing, str]:
    return {standing: becomes.text() for standing, (_was, becomes) in window.counts.items()}


def now(window: ClassesWindow) -> dict[Standing, str]:
    return {standing: was.text() for standing, (was, _becomes) in window.counts.items()}


def type_number(window: ClassesWindow, name: str, text: str, qtbot: QtBot) -> None:
    editor = window.form.editors[name]
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_the_keyboard_begins_in_the_first_number(window: ClassesWindow) -> None:
    assert next(iter(window.form.editors.values())) is window.focusWidget()


def test_the_effect_is_seen_while_numbers_are_typed(
    window: ClassesWindow, session: Session, qtbot: QtBot
) -> None:
    before = now(window)
    assert (before[Standing.CORE], before[Standing.ACTIVE]) == ("3", "3")
    assert then(window) == before and "Core 3" in window.chart.accessibleName()
    type_number(window, "core_score", "4", qtbot)
    waited(window, session, qtbot)
    assert then(window)[Standing.CORE] == "4" and now(window) == before
    assert "Core 4" in window.chart.accessibleName()
    assert "1 member without" in window.note.text()
    assert read_rules() == ClassRules(), "nothing is saved yet"


def test_saved_by_the_keyboard_it_is_one_step_of_undo(
    window: ClassesWindow, page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    page.show_pill("class.core")
    assert page.listing.table.rows.rowCount() == 3
    type_number(window, "core_score", "4", qtbot)
    type_number(window, "lapsing_drop", "50", qtbot)
    with qtbot.waitSignal(session.told) as told:
        window.save.setFocus()
        qtbot.keyClick(window.save, Qt.Key.Key_Return)
    assert told.args is not None and told.args[1] is True
    assert read_rules() == ClassRules(core_score=4.0, lapsing_drop=0.5)
    assert page.listing.table.rows.rowCount() == 4
    step = undo_step()
    assert step and step.kind == "class.edit"
    undo(step)
    session.announce(Kind.COMMUNITY)
    assert read_rules() == ClassRules() and page.listing.table.rows.rowCount() == 3


def test_a_contradiction_is_said_and_not_saved(
    window: ClassesWindow, session: Session, qtbot: QtBot
) -> None:
    type_number(window, "active_score", "9", qtbot)
    waited(window, session, qtbot)
    assert window.form.editors["active_score"].property("invalid") is True
    assert window.complaint.text() == "Regulars need less activity than core members."
    window.save.click()
    assert window.isVisible() and read_rules() == ClassRules()
    type_number(window, "active_score", "3", qtbot)
    waited(window, session, qtbot)
    assert window.complaint.text() == "" and then(window)[Standing.ACTIVE] == "2"


def test_escape_changes_nothing(window: ClassesWindow, session: Session, qtbot: QtBot) -> None:
    type_number(window, "attended", "3", qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible() and read_rules() == ClassRules()
    qtbot.waitUntil(lambda: not session.tasks.busy)


def test_back_to_the_defaults_and_roles_left_out(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    save_rules(ClassRules(core_score=4.0, attended=1.125))
    show_classes(session, page)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ClassesWindow)))
    (window,) = page.window().findChildren(ClassesWindow)
    waited(window, session, qtbot)
    assert window.form.rules() == ClassRules(core_score=4.0, attended=1.125), "not rounded"
    window.form.left_out.set_value(("volunteer",))
    window.form.changed.emit()
    waited(window, session, qtbot)
    assert set(then(window).values()) == {"0"}
    window.defaults.setFocus()
    qtbot.keyClick(window.defaults, Qt.Key.Key_Space)
    waited(window, session, qtbot)
    assert window.form.rules() == ClassRules() and then(window)[Standing.CORE] == "3"
    window.save.click()
    assert read_rules() == ClassRules()


def test_every_field_has_a_name_and_can_be_reached(window: ClassesWindow) -> None:
    names = [editor.accessibleName() for editor in window.form.editors.values()]
    assert all(names) and len(set(names)) == len(names)
    assert "Core: Activity of at least" in names
    assert isinstance(window.form.editors["decay"], QSpinBox)


def test_the_list_and_the_pane_say_why(page: RecordPage, qtbot: QtBot) -> None:
    table = page.listing.table
    names = [column.name for column in page.listing._listed.columns]
    place = names.index("standing")
    tips = {
        table.rows.line(row).name: table.rows.data(  # type: ignore[union-attr]
            table.rows.index(row, place), Qt.ItemDataRole.ToolTipRole
        )
        for row in range(8)
    }
    assert tips["m1"] == (
        "Occasional: came to 0 of the last 5 events · last took part 1 day ago · activity 1.0"
    )
    assert tips["m0"].startswith("Silent: came to 0 of the last 5 events · never took part")
    page.show_record(table.rows.line(1).id)  # type: ignore[union-attr]
    QApplication.processEvents()
    shown = "\n".join(text.text() for text in page.pane.findChildren(QLabel))
    assert "Class: Occasional" in shown and "Came to an event, once" in shown
    assert "Coming to one more event now would make this: Regular." in shown


def test_it_speaks_chinese(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    wording.use("zh_CN")
    show_classes(session, page)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ClassesWindow)))
    (window,) = page.window().findChildren(ClassesWindow)
    waited(window, session, qtbot)
    texts = "".join(text.text() for text in window.findChildren(QLabel))
    assert "核心" in texts and not any(letter.isascii() and letter.isalpha() for letter in texts)
    window.reject()
