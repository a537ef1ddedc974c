"""An organizer who plans a season at the window, by keys and mouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.vocabulary import EventStatus, Kind
from tests.ui.events.calendar.conftest import bar_of, drag, let_go, middle_of
from tests.ui.keyboard import commit, press
from tests.ui.merging.organizers import Control, Left, Organizer
from ui import asking
from ui.events.calendar.page import CalendarPage
from ui.events.plan.page import PlanPage
from ui.events.rooms import AFTER, ATTENDANCE, CALENDAR, PLAN, EventsRooms
from ui.events.series.window import RepeatWindow
from ui.events.templates.window import TemplatesWindow
from ui.page_commands import offered
from ui.records.editors import Editor
from ui.records.grid_editor import GridEditor
from ui.records.record_page import RecordPage

Key = Qt.Key


class Planner(Organizer):
    """Plans events, lets them repeat, moves them, writes what they cost."""

    # Planning

    def plan_event(self, **values: Any) -> bytes:
        """Fill the form of a new event and save it by its keys; return the event."""
        self._go_to(Kind.EVENT)
        self._give_key(Key.Key_N)
        return self._fill_event(values)

    def make_template(self, to_dos: Sequence[tuple[str, str]], **values: str) -> None:
        page = self._go_to(Kind.EVENT)
        self._run(page, "Templates…")
        window = self._window(TemplatesWindow)
        for name, text in values.items():
            self._type_into(window.form.editor(name).field, text)
        grid = window.form.editor("to_dos")
        assert isinstance(grid, GridEditor)
        for row, cells in enumerate(to_dos):
            for column, text in enumerate(cells):
                assert grid.grid.rows.setData(grid.grid.rows.index(row, column), text)
        window.new.setFocus()
        press(window, Key.Key_S, Control)
        window.close()

    def plan_from_template(self, **values: Any) -> bytes:
        page = self._go_to(Kind.EVENT)
        self._run(page, "New from a template…")
        return self._fill_event(values)

    def repeat(
        self, event: bytes, until: date, left_out: Sequence[datetime] = (), monthly: bool = False
    ) -> str:
        """Let an event come again, some dates ticked away; return what the rule is in words."""
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        self._choose_action(page, "Repeat…")
        window = self._window(RepeatWindow)
        if monthly:
            window.editor.frequency.setFocus()
            press(window.editor.frequency, Key.Key_Down)
        self._type_into(window.editor.until.field, until.isoformat())
        press(window.editor.until.field, Key.Key_Tab)
        window.list.setFocus()
        for row in range(window.list.count()):
            if window.list.item(row).data(Qt.ItemDataRole.UserRole) in left_out:
                window.list.setCurrentRow(row)
                press(window.list, Key.Key_Space)
        assert window.left_out() == list(left_out)
        said = window.words.text()
        self._qtbot.mouseClick(window.agree, Left)
        self._qtbot.waitUntil(lambda: self._windows(RepeatWindow) == [])
        self._settle()
        return said

    def drag_to(self, event: bytes, day: date, other: date) -> None:
        """Take one event of a series to another day of its month, by mouse."""
        asked: list[str] = []

        def only_this(_parent: object, question: str, _answers: object) -> int:
            asked.append(question)
            return 0

        rooms = self._rooms()
        self._qtbot.mouseClick(rooms.switch.pills["month"], Left)
        self._settle()
        page = rooms.room(CALENDAR)
        assert isinstance(page, CalendarPage)
        view = page.month
        for _month in range(24):
            if page.first.first <= day <= page.first.last:
                break
            press(view, Key.Key_PageDown if page.first.first < day else Key.Key_PageUp)
            self._settle()
        self._monkeypatch.setattr(asking, "choose", only_this)
        target = middle_of(view, other)
        drag(view, bar_of(view, event, day), target)
        let_go(view, target)
        self._settle()
        assert len(asked) == 1
        press(view, Key.Key_Escape)
        assert rooms.currentWidget() is rooms.page

    def set_status(self, event: bytes, status: EventStatus) -> None:
        page = self._room(event, PLAN, PlanPage)
        self._qtbot.mouseClick(page.head.steps[status], Left)
        self._back(page.tasks.line.field)

    def add_money(self, event: bytes, lines: Sequence[tuple[int, str, str, str]]) -> list[str]:
        """Write budget lines: how often Space turns the kind, what for, planned, actual. Return the
        sums, and what it was for each who came."""
        page = self._room(event, PLAN, PlanPage)
        grid = page.money.grid
        for turns, *texts in lines:
            grid.begin_row()
            for _turn in range(turns):
                press(grid, Key.Key_Space)
            press(grid, Key.Key_Right)
            for text in texts:
                self._type_cell(grid, text)
        self._settle()
        said = [" ".join(row) for row in page.money.sums.rows]
        said.append(page.money.per_head.text())
        self._back(page.tasks.line.field)
        return said

    # How it is done

    def _rooms(self) -> EventsRooms:
        self._go_to(Kind.EVENT)
        rooms = self._page_shown()
        assert isinstance(rooms, EventsRooms)
        return rooms

    def _room(self, event: bytes, name: str, sort: type[Any]) -> Any:
        """Open a view of one event by the button in its pane."""
        buttons = {PLAN: "Plan…", ATTENDANCE: "Attendance…", AFTER: "Afterwards…"}
        rooms = self._rooms()
        self._click_on(rooms.page, event)
        self._press_button(rooms.page.pane, buttons[name])
        QApplication.processEvents()
        return self._shown_room(sort)

    def _shown_room(self, sort: type[Any]) -> Any:
        rooms = self._page_shown()
        assert isinstance(rooms, EventsRooms)
        shown = rooms.currentWidget()
        assert isinstance(shown, sort)
        return shown

    def _back(self, held: QWidget) -> None:
        """Leave a view by Esc."""
        self._settle()
        held.setFocus()
        press(held, Key.Key_Escape)
        rooms = self._page_shown()
        assert isinstance(rooms, EventsRooms) and rooms.currentWidget() is rooms.page

    def _run(self, page: RecordPage, title: str) -> None:
        """Do what Ctrl+K would."""
        (found,) = (each for each in offered(page) if each.title == title)
        found.run()
        QApplication.processEvents()

    def _choose_action(self, page: RecordPage, title: str) -> None:
        (found,) = (each for each in page.pane.menu.actions() if each.text() == title)
        found.trigger()

    def _fill_event(self, values: dict[str, Any]) -> bytes:
        rooms = self._page_shown()
        assert isinstance(rooms, EventsRooms)
        page = rooms.page
        assert page.is_new
        for name, value in values.items():
            editor = page.form.editor(name)
            if isinstance(value, datetime):
                self._type_moment(editor, value)
            else:
                self._type_into(editor.field, str(value))
        press(page.form, Key.Key_S, Control)
        assert not page.pane.is_editing
        self._settle()
        assert page.record is not None
        return bytes(page.record)

    def _type_moment(self, editor: Editor, moment: datetime) -> None:
        self._type_into(editor.field, moment.date().isoformat())
        press(editor.field, Key.Key_Tab)
        clock = QApplication.focusWidget()
        assert clock is not None and clock.parent() is editor
        press(clock, Key.Key_A, Control)
        self._qtbot.keyClicks(clock, f"{moment:%H:%M}")

    def _type_cell(self, grid: QWidget, text: str) -> None:
        QApplication.processEvents()
        lines = [each for each in grid.findChildren(QLineEdit) if each.isVisible()]
        if not lines:
            press(grid, Key.Key_F2)
            lines = [each for each in grid.findChildren(QLineEdit) if each.isVisible()]
        commit(lines[0], text)
        press(lines[0], Key.Key_Return)
