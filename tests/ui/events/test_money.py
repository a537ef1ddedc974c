"""The pane and the form of an event tell what the lines of its budget say."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.budget_line import save_line
from models.events.event import load_event, save_event
from models.members.member import save_member
from tests.ui.keyboard import commit
from ui.events.details import describe_event
from ui.events.rooms import EventsRooms
from ui.session import Session


@pytest.fixture
def event(session: Session) -> bytes:
    made = save_event(None, {"title": "秋游", "begins": datetime(2026, 10, 3, 9),
                             "cost": Decimal(999), "income": Decimal(20)})  # fmt: skip
    save_line(None, made, {"sort": "venue", "planned": Decimal(500), "actual": Decimal("450.50")})
    save_attendance(made, save_member(None, {"name": "张三"}), came="yes", guests=1)
    return made


def test_the_pane_says_what_the_lines_say(event: bytes) -> None:
    values = load_event(event)
    assert values is not None
    facts = {fact.label: fact.value for fact in describe_event(values, ()).facts}
    assert (facts["Budget"], facts["Cost"], facts["Income"], facts["A head"]) == (
        "¥500.00", "¥450.50", "¥20.00", "¥225.25",
    )  # fmt: skip


def test_the_form_shows_sums_that_cannot_be_contradicted(
    event: bytes, session: Session, qtbot: QtBot
) -> None:
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    rooms.show()
    rooms.show_record(event)
    rooms.edit_selected()
    form = rooms.page.form
    cost, income = form.editor("cost").field, form.editor("income").field
    assert isinstance(cost, QLineEdit) and isinstance(income, QLineEdit)
    assert cost.isReadOnly() and cost.text() == "450.5 (from the lines)"
    assert "Plan…" in cost.toolTip() and not income.isReadOnly()
    commit(cost, "7")
    income.clear()
    commit(income, "30")
    assert rooms.page.save()
    values = load_event(event)
    assert values is not None and (values.cost, values.income) == (Decimal(999), Decimal(30))
    rooms.start_new()
    assert not cost.isReadOnly() and cost.text() == ""
