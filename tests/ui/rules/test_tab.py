from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.members.violation import note_violation
from models.rules.rule import save_rule
from models.vocabulary import Kind
from tests.ui.keyboard import press
from ui import asking
from ui.records.record_page import RecordPage
from ui.rules.actions import copy_rules, print_rules
from ui.rules.tab import rules_tab
from ui.session import Session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[RecordPage]:
    for section, title in (
        ("conduct", "No ads"),
        ("values", "Be kind"),
        ("conduct", "Be on time"),
        ("conduct", "No politics"),
    ):
        save_rule(
            None, {"section": section, "title": title, "text": f"{title}.", "status": "draft"}
        )
    made = rules_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


def titles(page: RecordPage) -> list[str]:
    rows = page.listing.table.rows
    return [rows.line(row).title for row in range(rows.rowCount())]  # type: ignore[union-attr]


def drag(page: RecordPage, row: int, before: int) -> None:
    rows = page.listing.table.rows
    carried = rows.mimeData([rows.index(row, 0)])
    rows.dropMimeData(carried, Qt.DropAction.MoveAction, before, 0, QModelIndex())


def test_listed_by_section_and_number(page: RecordPage) -> None:
    assert titles(page) == ["Be kind", "No ads", "Be on time", "No politics"]


def test_alt_down_moves_a_rule_and_keeps_it_current(page: RecordPage) -> None:
    table = page.listing.table
    table.select_near(1)
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == ["Be kind", "Be on time", "No ads", "No politics"]
    assert table.currentIndex().row() == 2
    press(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == ["Be kind", "No ads", "Be on time", "No politics"]


def test_a_dragged_rule_takes_its_place_and_undo_returns_it(
    page: RecordPage, session: Session
) -> None:
    drag(page, 3, 1)
    assert titles(page) == ["Be kind", "No politics", "No ads", "Be on time"]
    step = undo_step()
    assert step is not None and step.kind == "rule.reorder"
    session.announce(*undo(step).kinds)
    assert titles(page) == ["Be kind", "No ads", "Be on time", "No politics"]


def test_a_rule_dragged_to_another_section_joins_it(page: RecordPage) -> None:
    drag(page, 0, 3)
    rows = page.listing.table.rows
    assert titles(page) == ["No ads", "Be on time", "Be kind", "No politics"]
    assert {rows.line(row).section for row in range(4)} == {"conduct"}  # type: ignore[union-attr]


def test_dragging_needs_the_order_of_numbers(page: RecordPage, session: Session) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))
    page.listing.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    before = titles(page)
    drag(page, 0, 3)
    assert titles(page) == before and told[0].startswith("Sort the list by number")


def test_rules_in_force_are_copied_as_plain_text(
    page: RecordPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text: said.append(text))
    QApplication.clipboard().clear()
    copy_rules(session, page)
    assert said and QApplication.clipboard().text() == ""
    save_rule(None, {"section": "values", "title": "Help each other", "status": "in_force"})
    copy_rules(session, page)
    assert "1.1 Help each other" in QApplication.clipboard().text()
    assert "No ads" not in QApplication.clipboard().text()


def test_the_rule_book_is_printed_where_asked(
    page: RecordPage,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    save_rule(None, {"section": "values", "title": "互相帮助", "status": "in_force"})
    target = tmp_path / "rules.pdf"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    with qtbot.waitSignal(session.told, timeout=30_000):
        print_rules(session, page)
    assert target.read_bytes().startswith(b"%PDF")


def test_the_pane_tells_who_broke_a_rule_and_leads_there(
    page: RecordPage, session: Session
) -> None:
    who = save_member(None, {"name": "Ann"})
    table = page.listing.table
    table.select_near(1)
    asked: list[tuple[object, object]] = []
    session.wanted.connect(lambda kind, record, _pill: asked.append((kind, record)))
    note_violation(who, {"rule": page.record, "measure": "warning"})
    session.announce(Kind.MEMBER)
    said = [each.text() for each in page.pane.findChildren(QLabel)]
    assert "Broken once." in said
    lead = next(each for each in page.pane.findChildren(QPushButton) if each.text() == "Ann")
    lead.click()
    assert asked == [(Kind.MEMBER, who)]
