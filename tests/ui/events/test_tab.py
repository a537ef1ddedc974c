from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.events.event import load_event
from models.vocabulary import EventFormat, EventMode
from tests.ui.keyboard import commit
from ui.events.rooms import EventsRooms
from ui.session import Session


def test_an_event_is_made_from_its_form(session: Session, qtbot: QtBot) -> None:
    tab = EventsRooms(session)
    qtbot.addWidget(tab)
    tab.resize(1084, 760)
    tab.show()
    qtbot.waitExposed(tab)
    tab.start_new()
    form = tab.page.form
    typed = {"title": "周六晨跑", "begins": "2026-11-07", "capacity": "３０", "cost": "¥86.5"}
    for name, text in typed.items():
        field = form.editor(name).field
        assert isinstance(field, QLineEdit)
        commit(field, text)
    clock = form.editor("begins").findChild(QComboBox)
    assert clock is not None
    clock.setEditText("7:30")
    box = form.editor("format").field
    assert isinstance(box, QComboBox)
    box.setEditText("野餐")
    assert tab.page.save()
    current = tab.page.listing.table.current_id()
    assert current is not None
    event = load_event(current)
    assert event is not None
    assert (event.title, event.begins) == ("周六晨跑", datetime(2026, 11, 7, 7, 30))
    assert (event.capacity, event.cost, event.income) == (30, Decimal("86.5"), None)
    assert (event.format, event.mode) == ("野餐", EventMode.OFFLINE)
    tab.page.edit()
    offered = [box.itemText(place) for place in range(box.count())]
    assert "野餐" in offered and EventFormat.GATHERING.title in offered


def test_an_end_before_the_beginning_is_marked(session: Session, qtbot: QtBot) -> None:
    tab = EventsRooms(session)
    qtbot.addWidget(tab)
    tab.show()
    tab.start_new()
    for name, text in {"title": "x", "begins": "2026-11-07", "ends": "2026-11-06"}.items():
        field = tab.page.form.editor(name).field
        assert isinstance(field, QLineEdit)
        commit(field, text)
    assert not tab.page.save()
    assert tab.page.form.editor("ends").field.property("invalid")
    assert not tab.page.form.editor("begins").field.property("invalid")
