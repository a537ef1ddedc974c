from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from models.journal.undo import undo_step
from models.members.contact import Contact
from models.members.member import save_member
from models.members.points import balance_of, give_points, ledger_of, read_decay
from tests.ui.test_accessibility import nameless
from ui import asking
from ui.members.ledger_window import LedgerWindow
from ui.members.points import give_to_list, give_to_selected, show_ledger, show_thanks
from ui.members.points_form import PointsForm
from ui.members.tab import members_tab
from ui.members.thanks_window import ThankForm, ThanksWindow
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.undoing import undo


@pytest.fixture
def people(session: Session) -> list[bytes]:
    return [
        save_member(None, {"name": name, "joined": date(2026, 1, 5)})
        for name in ("Ann", "Bob", "Cho")
    ]


@pytest.fixture
def page(people: list[bytes], session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    return made


def window(page: RecordPage, sort: type[QDialog]) -> QDialog:
    shown = [each for each in page.window().findChildren(sort) if each.isVisible()]
    return shown[-1]


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


def said(page: RecordPage) -> str:
    return "\n".join(text.text() for text in page.pane.findChildren(QLabel) if text.isVisible())


def test_the_selected_are_given_points(
    page: RecordPage, people: list[bytes], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text: refused.append(text))
    page.listing.table.clearSelection()
    give_to_selected(session, page.listing)
    assert refused == ["Select the members in the list first."]
    page.listing.table.selectAll()
    give_to_selected(session, page.listing)
    form = window(page, PointsForm)
    assert isinstance(form, PointsForm)
    assert form.windowTitle() == "Points for 3 members"
    form._agree()
    assert form.isVisible(), "a reason is needed"
    assert form.reason.accessibleDescription() == "Write down what the points are for."
    form.amount.setValue(3)
    form.reason.setEditText("carried chairs")
    form.day._line.setText("2026-10-30")
    form._agree()
    assert not form.isVisible()
    assert [balance_of(each).total for each in people] == [3, 3, 3]
    assert ledger_of(people[0])[0].day == date(2026, 10, 30)
    undo(session)
    assert [balance_of(each).total for each in people] == [0, 0, 0]


def test_many_are_given_points_on_the_worker(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    many = [save_member(None, {"name": f"M{number}"}) for number in range(201)]
    give_to_list(session, page, many)
    form = window(page, PointsForm)
    assert isinstance(form, PointsForm)
    form.reason.setEditText("a good year")
    form._agree()
    settle(session, qtbot)
    assert balance_of(many[200]).total == 5
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("points.give", 201)


def test_the_pane_says_what_somebody_has(
    page: RecordPage, people: list[bytes], session: Session
) -> None:
    page.show_record(people[0])
    assert "Points" not in said(page)
    give_points([people[0]], 10, "talk", date(2026, 9, 3))
    page.reload()
    assert "9.0 active, 10 in all" in said(page)
    assert "talk" in said(page)


def test_the_column_is_hidden_until_it_is_chosen(page: RecordPage, people: list[bytes]) -> None:
    assert "points" in page.listing.table.hidden_columns()
    give_points([people[1]], 10, "talk", date(2026, 9, 3))
    page.listing.shown_columns.toggle("points", True)
    page.reload()
    assert "points" not in page.listing.table.hidden_columns()


def test_a_line_is_corrected_removed_and_brought_back(
    page: RecordPage, people: list[bytes], session: Session
) -> None:
    give_points([people[0]], 10, "talk", date(2026, 9, 3))
    show_ledger(session, page, people[0])
    ledger = window(page, LedgerWindow)
    assert isinstance(ledger, LedgerWindow)
    assert nameless(ledger) == []
    assert ledger.heading.note.text() == "9.0 active, 10 in all"
    ledger._edit()
    form = window(page, PointsForm)
    assert isinstance(form, PointsForm)
    assert form.reason.currentText() == "talk"
    form.amount.setValue(8)
    form._agree()
    assert ledger.heading.note.text() == "7.2 active, 8 in all"
    ledger._remove()
    assert ledger.heading.note.text() == "No points yet."
    assert not ledger.edit.isEnabled()
    undo(session)
    assert ledger.heading.note.text() == "7.2 active, 8 in all"
    ledger.close()


def test_who_is_thanked_leaves_the_list(
    page: RecordPage, people: list[bytes], session: Session, qtbot: QtBot
) -> None:
    give_points([people[1], people[0]], 10, "talk", date(2026, 9, 3))
    give_points([people[1]], 90, "hosted", date(2026, 9, 4))
    session.preferences.organizer = "Lin"
    show_thanks(session, page)
    thanks = window(page, ThanksWindow)
    assert isinstance(thanks, ThanksWindow)
    settle(session, qtbot)
    assert nameless(thanks) == []
    rows = thanks.list.rows
    assert [rows.line(row).name for row in range(2)] == ["Ann", "Bob"]  # type: ignore[union-attr]
    shown = rows.worded(1)
    assert shown is not None and (shown.caption, shown.chip) == ("hosted, talk", "90.0 active")
    thanks._thank()
    form = window(page, ThankForm)
    assert isinstance(form, ThankForm)
    form.note.setText("a card")
    form._agree()
    settle(session, qtbot)
    assert rows.rowCount() == 1
    contact = Contact.get()
    assert (contact.member_id, contact.who, contact.note) == (people[0], "Lin", "a card")
    thanks.decay.setValue(80)
    thanks._keep_decay()
    settle(session, qtbot)
    assert read_decay() == 0.8
    thanks.close()
