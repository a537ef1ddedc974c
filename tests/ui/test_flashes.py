"""Nothing flashes: no part of a page is ever shown as a window of its own.

A label or button that is shown before it has its place is, for a moment, a window on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.members.contact import note_contact
from models.members.custom_field import define_field
from models.members.member import save_member
from models.members.profile import save_profile
from models.vocabulary import FieldSort
from ui.members.rooms import MembersRooms
from ui.page_commands import Offer, offered
from ui.pages import MEMBERS, Pages
from ui.session import Session

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
_ENDING = ("Delete", "Remove")  # the next command needs somebody to be about


class Watcher(QObject):
    """Notes what is shown as a window and is none: neither a dialog, nor a menu or a hint."""

    def __init__(self, meant: QWidget) -> None:
        super().__init__()
        self._meant = meant
        self.flashes: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            if watched.isWindow() and not self._is_meant(watched):
                self.flashes.append(f"{type(watched).__name__} {watched.objectName()}")
        return False

    def _is_meant(self, widget: QWidget) -> bool:
        if isinstance(widget, QDialog):
            return widget.parentWidget() is not None
        return widget is self._meant or widget.windowType() in _PASSING


@pytest.fixture
def members(session: Session) -> list[bytes]:
    define_field(None, "年数", FieldSort.NUMBER)
    made = [
        save_profile(
            None,
            {"name": name, "joined": date(2026, 1, 5), "tags": ["跑步"], "household": "王家",
             "cadence": 30, "phone": f"1380000000{number}", "email": f"a{number}@b.org"},
        )
        for number, name in enumerate(("张三", "李四", "王芳"))
    ]  # fmt: skip
    save_profile(made[2], {"guardians": [(made[0], "父亲")], "born": "2015"})
    save_member(None, {"name": "申请的", "status": "applicant"})
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 7, 7)})
    save_attendance(event, made[0], came="yes")
    note_contact(made[0], {"day": date(2026, 10, 1), "follow_up": date(2026, 10, 20)})
    return made


@pytest.fixture
def pages(session: Session, members: list[bytes], qtbot: QtBot) -> Pages:
    made = Pages(session)
    qtbot.addWidget(made)
    made.resize(1184, 760)
    return made


@pytest.fixture
def watcher(pages: Pages, qapp: QApplication) -> Iterator[Watcher]:
    made = Watcher(pages)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def run(offer: Offer, settled: Callable[[], None]) -> None:
    """Press it; what asks inside the press is closed, what opens is closed once it stands."""

    def close() -> None:
        if asking := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            asking.close()

    closing = QTimer(interval=50)
    closing.timeout.connect(close)
    closing.start()
    offer.run()
    closing.stop()
    settled()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()


def test_a_part_that_is_shown_without_its_place_is_noticed(
    pages: Pages, watcher: Watcher, qtbot: QtBot
) -> None:
    lost = QLabel("lost")
    qtbot.addWidget(lost)
    lost.show()
    assert watcher.flashes == ["QLabel "]
    dialog = QDialog(pages)
    dialog.open()
    dialog.reject()
    assert len(watcher.flashes) == 1


def nobody(rooms: MembersRooms, members: list[bytes]) -> None:
    rooms.show_members()


def one(rooms: MembersRooms, members: list[bytes]) -> None:
    rooms.show_record(members[0])


def several(rooms: MembersRooms, members: list[bytes]) -> None:
    one(rooms, members)
    rooms.page.listing.table.selectAll()


def person(rooms: MembersRooms, members: list[bytes]) -> None:
    rooms.show_person(members[0])


def calls(rooms: MembersRooms, members: list[bytes]) -> None:
    rooms.show_calls()


@pytest.mark.parametrize(
    ("stand", "least"), [(nobody, 15), (one, 20), (several, 15), (person, 4), (calls, 4)]
)
def test_no_command_about_members_flashes(
    pages: Pages,
    members: list[bytes],
    watcher: Watcher,
    session: Session,
    qtbot: QtBot,
    stand: Callable[[MembersRooms, list[bytes]], None],
    least: int,
) -> None:
    def settled() -> None:
        qtbot.waitUntil(lambda: not session.tasks.busy)
        QApplication.processEvents()

    def offers() -> list[Offer]:
        rooms = pages.visit(MEMBERS)
        assert isinstance(rooms, MembersRooms)
        stand(rooms, members)
        settled()
        return offered(pages)

    pages.show()
    qtbot.waitExposed(pages)
    pressed = []
    for title in [each.title for each in offers()]:
        offer = next((each for each in offers() if each.title == title), None)
        if offer is not None and not title.startswith(_ENDING):
            run(offer, settled)
            pressed.append(title)
            assert watcher.flashes == [], title
    assert len(pressed) >= least
