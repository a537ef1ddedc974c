from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.events.event import save_event
from models.members.member import save_member
from tests.ui.keyboard import enter
from ui.events.plan.page import PlanPage
from ui.events.rooms import PLAN, EventsRooms
from ui.session import Session

BEGINS = datetime(2026, 11, 14, 15)


@pytest.fixture
def event(session: Session) -> bytes:
    for name in ("林晓梅", "陈大伟", "陈小伟"):
        save_member(None, {"name": name})
    return save_event(None, {"title": "十一月聚会", "begins": BEGINS, "place": "活动室"})


@pytest.fixture
def rooms(event: bytes, session: Session, qtbot: QtBot) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made


@pytest.fixture
def page(rooms: EventsRooms, event: bytes) -> PlanPage:
    rooms.show_room(PLAN, event)
    QApplication.processEvents()
    made = rooms.room(PLAN)
    assert isinstance(made, PlanPage)
    return made


def asked() -> QWidget:
    """The question that is asked now."""
    window = QApplication.activeModalWidget()
    assert window is not None
    return window


def answer() -> None:
    """Give the first answer, which has the keyboard."""
    chosen = asked().focusWidget()
    assert chosen is not None
    enter(chosen)
