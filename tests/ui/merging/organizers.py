"""An organizer at a window, who does by keys and mouse what organizers do."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.merging.conflicts import Conflict
from models.vocabulary import Kind
from tests.ui.conftest import open_desk, settle
from tests.ui.keyboard import commit, enter, press
from ui import asking, pages
from ui.dialogs.importing_window import ImportWindow
from ui.events.attendance_model import RATING
from ui.events.rooms import EventsRooms
from ui.members.rooms import MembersRooms
from ui.merging.conflicts_window import ConflictsWindow
from ui.merging.preview_window import PreviewWindow
from ui.past.erasing import EraseDialog
from ui.preferences import Preferences
from ui.records.history import HistoryWindow
from ui.records.record_page import RecordPage

Control = Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton
Shown = TypeVar("Shown", bound=QWidget)


class Organizer:
    """Has a laptop with preferences of its own, and a copy of the file open in its window."""

    def __init__(
        self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, file: Path, name: str, laptop: str
    ) -> None:
        preferences = Preferences(file.parent / "settings" / "preferences.ini")
        preferences.organizer, preferences.laptop = name, laptop
        self._qtbot, self._monkeypatch = qtbot, monkeypatch
        self._desk = open_desk(file, preferences, qtbot)

    def leave(self) -> None:
        """Close the window, and with it the file."""
        self._settle()
        assert self._desk.window.close()

    def add_member(self, **values: str) -> None:
        page = self._go_to(Kind.MEMBER)
        self._give_key(Qt.Key.Key_N)
        self._fill_and_save(page, values)

    def edit_member(self, member: bytes, **values: str) -> None:
        page = self._go_to(Kind.MEMBER)
        self._click_on(page, member)
        press(page.listing.table, Qt.Key.Key_F2)
        self._fill_and_save(page, values)

    def delete_member(self, member: bytes) -> None:
        page = self._go_to(Kind.MEMBER)
        self._click_on(page, member)
        press(page.listing.table, Qt.Key.Key_Delete)
        assert page.listing.table.rows.row_of(member) is None
        self._settle()

    def check_in(self, event: bytes, guests: dict[bytes, str], rating: int) -> None:
        """Add members, given with their names, to who came; each gives the same rating."""
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        self._press_button(page.pane, "Attendance…")
        tab = self._page_shown()
        assert isinstance(tab, EventsRooms)
        view = tab.attendance
        for guest, name in guests.items():
            commit(view.line, name)
            enter(view.line)
            row = view.people.row_of(guest)
            assert row is not None
            view.table.setFocus()
            view.table.setCurrentIndex(view.people.index(row, RATING))
            self._qtbot.keyClicks(view.table, str(rating))
        self._settle()

    def answer(self, feedback: bytes, text: str) -> None:
        page = self._go_to(Kind.FEEDBACK)
        self._click_on(page, feedback)
        self._press_button(page.pane, "Answer…")
        written = QApplication.focusWidget()
        assert written is page.form.editor("answer").field
        commit(written, text)
        press(written, Qt.Key.Key_S, Control)
        assert not page.pane.is_editing
        self._settle()

    def import_members(self, table: Path) -> list[str]:
        """Return what the window said would come of the list, which is then imported."""
        page = self._go_to(Kind.MEMBER)
        self._monkeypatch.setattr(asking, "choose_file", lambda *_asked: table)
        press(page.listing.table, Qt.Key.Key_I, Control)
        window = self._window(ImportWindow)
        self._qtbot.waitUntil(window.agree.isEnabled)
        said = window.counts.texts()
        self._qtbot.mouseClick(window.agree, Left)
        self._qtbot.waitUntil(lambda: self._windows(ImportWindow) == [])
        self._settle()
        return said

    def erase_member(self, member: bytes) -> None:
        page = self._go_to(Kind.MEMBER)
        self._click_on(page, member)
        erase = page.pane.menu.actions()[-1]
        assert erase.text().startswith("Erase")
        erase.trigger()
        dialog = self._window(EraseDialog)
        self._qtbot.waitUntil(dialog.asked.isVisible)
        press(dialog.asked, Qt.Key.Key_Space)
        self._qtbot.mouseClick(dialog.erase_button, Left)
        self._qtbot.waitUntil(lambda: not dialog.erase_button.isVisible())
        self._qtbot.mouseClick(dialog.close_button, Left)
        assert self._windows(EraseDialog) == []
        self._settle()

    def merge(self, copy: Path) -> None:
        self._monkeypatch.setattr(asking, "choose_file", lambda *_asked: copy)
        self._give_key(Qt.Key.Key_M)
        window = self._window(PreviewWindow)
        self._settle()
        self._qtbot.mouseClick(window.first, Left)
        self._settle()
        assert self._windows(PreviewWindow) == []

    def look_at_conflicts(self) -> tuple[Conflict, ...]:
        """Open the conflicts from what is said after a merge, and return those that are shown."""
        self._qtbot.mouseClick(self._desk.shell.notice.more, Left)
        window = self._window(ConflictsWindow)
        self._settle()
        assert window.list.rows.rowCount() == len(window.disputes.conflicts)
        window.close()
        return window.disputes.conflicts

    def look_at_history(self, kind: Kind, record: bytes) -> str:
        """Return what the history of a record says."""
        page = self._go_to(kind)
        self._click_on(page, record)
        history = page.pane.menu.actions()[0]
        assert history.text() == "History"
        history.trigger()
        window = self._window(HistoryWindow)
        said = [label.text() for label in window.findChildren(QLabel)]
        window.close()
        return "\n".join(said)

    # How it is done

    def _give_key(self, key: Qt.Key) -> None:
        """Press Ctrl and a key, which is a command of the whole window."""
        window = self._desk.window
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        press(window, key, Control)

    def _page_shown(self) -> QWidget:
        assert self._desk.pages is not None
        return self._desk.pages.currentWidget()

    def _go_to(self, kind: Kind) -> RecordPage:
        self._give_key(Qt.Key(Qt.Key.Key_1.value + pages.place_of(kind)))
        page = self._page_shown()
        if isinstance(page, EventsRooms | MembersRooms):
            page = page.page
        assert isinstance(page, RecordPage)
        return page

    def _click_on(self, page: RecordPage, record: bytes) -> None:
        """Click on a line; where the list is narrow, the first columns may be hidden."""
        table = page.listing.table
        row = table.rows.row_of(record)
        assert row is not None
        shown = (at for at in range(table.rows.columnCount()) if not table.isColumnHidden(at))
        index = table.rows.index(row, next(shown))
        table.scrollTo(index)
        self._qtbot.mouseClick(table.viewport(), Left, pos=table.visualRect(index).center())
        assert table.current_id() == record

    def _fill_and_save(self, page: RecordPage, values: dict[str, str]) -> None:
        assert page.pane.is_editing
        for name, text in values.items():
            self._type_into(page.form.editor(name).field, text)
        self._qtbot.mouseClick(page.pane.save_button, Left)
        assert not page.pane.is_editing
        self._settle()

    def _type_into(self, field: QWidget, text: str) -> None:
        """Type over what stands there; Chinese comes as from an input method."""
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        assert line is not None
        line.setFocus()
        press(line, Qt.Key.Key_A, Control)
        if text.isascii():
            self._qtbot.keyClicks(line, text)
        else:
            commit(line, text)

    def _press_button(self, inside: QWidget, text: str) -> None:
        buttons = inside.findChildren(QPushButton)
        (found,) = [each for each in buttons if each.text() == text and each.isVisible()]
        self._qtbot.mouseClick(found, Left)

    def _window(self, sort: type[Shown]) -> Shown:
        """Wait for a window of this sort."""
        self._qtbot.waitUntil(lambda: self._windows(sort) != [])
        (found,) = self._windows(sort)
        return found

    def _windows(self, sort: type[Shown]) -> list[Shown]:
        return [each for each in self._desk.window.findChildren(sort) if each.isVisible()]

    def _settle(self) -> None:
        settle(self._desk, self._qtbot)
