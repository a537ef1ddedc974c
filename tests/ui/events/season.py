"""An organizer who runs a season at the window: pastes, checks in, evaluates, prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from models.exchange.signup.plan import SignUp
from models.vocabulary import Kind
from tests.ui.events.season_plan import Planner
from tests.ui.keyboard import commit, enter, press
from tests.ui.merging.organizers import Control, Left
from ui import asking
from ui.dialogs.calendars_window import CalendarWindow
from ui.events.after.page import NOTES, WORTH, AfterPage
from ui.events.after.worth_window import WorthWindow
from ui.events.attendance_view import AttendanceView
from ui.events.door.window import DoorWindow
from ui.events.papers_window import EventPapersWindow
from ui.events.rooms import AFTER, ATTENDANCE
from ui.events.signup.offers import candidates_of
from ui.events.signup.window import SignUpWindow
from ui.overview.tab import OverviewTab

Key = Qt.Key


class Host(Planner):
    """Does at the window what a season takes; what the window says comes back as text."""

    # Who comes

    def paste(
        self,
        event: bytes,
        text: str,
        settle_doubts: Callable[[SignUp], bytes],
        missing_withdrew: bool = False,
    ) -> tuple[str, dict[str, int]]:
        """Paste a chain; `settle_doubts` says whom a line that asks means. Return what was told at
        the end, and how many lines there were of each state."""
        QApplication.clipboard().setText(text)
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        self._press_button(page.pane, "Paste sign-ups…")
        window = self._window(SignUpWindow)
        self._settle_plan(window)
        while window.plan is not None and window.plan.waiting:
            assert window.focusWidget() is window.lines
            line = window.lines.current()
            assert line is not None
            meant = [each.answer for each in candidates_of(line)].index(settle_doubts(line))
            press(window.lines, Key(Key.Key_1.value + meant))
            self._settle_plan(window)
        if missing_withdrew:
            self._qtbot.mouseClick(window.foot.withdrawn, Left)
            self._settle_plan(window)
        assert window.plan is not None
        counts = {str(state): count for state, count in window.plan.counts.items()}
        assert self._desk.session is not None
        with self._qtbot.waitSignal(self._desk.session.told) as told:
            press(window.lines, Key.Key_Return, Control)
        self._settle()
        assert self._windows(SignUpWindow) == []
        return told.args[0], counts

    def open_door(self, event: bytes) -> DoorWindow:
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        self._press_button(page.pane, "Check in…")
        return self._window(DoorWindow)

    def let_in(self, window: DoorWindow, word: str, member: bytes | None) -> str:
        """Type what somebody says at the door, mark them with the arrows, press Enter; None is
        somebody nobody knows. Return what is shown large."""
        commit(window.line, word) if not word.isascii() else QTest.keyClicks(window.line, word)
        rows = [row.match.member if row.match else None for row in window.list.shown]
        assert member in rows, (word, [row.name for row in window.list.shown])
        for _step in range(rows.index(member)):
            press(window.line, Key.Key_Down)
        enter(window.line)
        assert window.banner.said is not None and window.line.text() == ""
        return f"{window.banner.said.name}: {window.banner.said.text}"

    def close_door(self, window: DoorWindow) -> str:
        assert self._desk.session is not None
        with self._qtbot.waitSignal(self._desk.session.told) as told:
            press(window.line, Key.Key_Escape)
        self._settle()
        return str(told.args[0])

    def look_at_attendance(self, event: bytes, rest_stayed_away: bool = False) -> list[str]:
        """Return what stands above the list: the counts, the places, how many to expect."""
        view = self._room(event, ATTENDANCE, AttendanceView)
        if rest_stayed_away:
            self._press_button(view, "The rest did not come")
        self._settle()
        head = view.head
        said = [chip.text() for chip in head.counts.values()]
        said += [head.full.text(), head.turnout.text()]
        self._back(view.line)
        return said

    # Afterwards

    def evaluate(self, event: bytes, marks: str, comments: dict[int, str], slips: str) -> str:
        """Give marks in a row by one key each, write comments, type slips; return the sum."""
        page = self._room(event, AFTER, AfterPage)
        table = page.opinions.table
        table.setFocus()
        table.select_row(0)
        QTest.keyClicks(table, marks)
        for row, text in comments.items():
            table.select_row(row)
            enter(table)
            editor = QApplication.focusWidget()
            assert isinstance(editor, QLineEdit) and editor is not page.opinions.line
            commit(editor, text)
            enter(editor)
            QApplication.processEvents()
        commit(page.opinions.line, slips)
        enter(page.opinions.line)
        self._settle()
        return str(page.opinions.summary.text())

    def raise_feedback(self, row: int) -> None:
        """Make feedback of the comment of a row on show, by one key."""
        page = self._shown_room(AfterPage)
        page.opinions.table.setFocus()
        page.opinions.table.select_row(row)
        press(page.opinions.table, Key.Key_F)
        self._settle()

    def write_notes(self, **texts: str) -> None:
        page = self._shown_room(AfterPage)
        press(page, Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert page.pills[NOTES].isChecked()
        for name, text in texts.items():
            commit(page.notes.texts[name].field, text)
        page.notes.contributions.line.setFocus()

    def look_at_worth(self) -> dict[str, str]:
        page = self._shown_room(AfterPage)
        page.show_pane(WORTH)
        self._settle()
        rows = page.worth.rows
        said = {rows.text(row, 0): rows.text(row, 1) for row in range(rows.count())}
        self._back(page.worth.table)
        return said

    # Out

    def save_papers(self, event: bytes, folder: Path, wanted: Sequence[str]) -> list[Path]:
        """Print the papers of an event, chosen by their titles, into files of a folder."""
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        press(page.listing.table, Key.Key_P, Control)
        window = self._window(EventPapersWindow)
        made = []
        for title in wanted:
            target = folder / f"{title}.pdf"
            self._monkeypatch.setattr(
                asking, "choose_target", lambda *_asked, target=target, **_more: target
            )
            window.paper.setCurrentIndex(window.paper.findText(title))
            self._qtbot.waitUntil(lambda: not window._settling.isActive())
            self._settle()
            assert self._desk.session is not None
            with self._qtbot.waitSignal(self._desk.session.told):
                self._qtbot.mouseClick(window.counter.save_button, Left)
            made.append(target)
        press(window, Key.Key_Escape)
        return made

    def export_season(self, target: Path) -> str:
        page = self._go_to(Kind.EVENT)
        self._monkeypatch.setattr(asking, "choose_target", lambda *_asked, **_more: target)
        assert self._desk.session is not None
        with self._qtbot.waitSignal(self._desk.session.told) as told:
            self._run(page, "Save as a calendar…")
        return str(told.args[0])

    def take_in(self, calendar: Path) -> str:
        """Import a calendar by the keys of the events, and return what is told."""
        page = self._go_to(Kind.EVENT)
        self._monkeypatch.setattr(asking, "choose_file", lambda *_asked, **_more: calendar)
        press(page.listing.table, Key.Key_I, Control)
        window = self._window(CalendarWindow)
        self._qtbot.waitUntil(window.agree.isEnabled)
        assert self._desk.session is not None
        with self._qtbot.waitSignal(self._desk.session.told) as told:
            self._qtbot.mouseClick(window.agree, Left)
        self._settle()
        return str(told.args[0])

    def look_at_formats(self) -> list[list[str]]:
        """Return the rows of the formats side by side, and what is said of the best hour."""
        page = self._go_to(Kind.EVENT)
        self._run(page, "Was it worth it…")
        window = self._window(WorthWindow)
        self._settle()
        rows = window.rows
        said = [[rows.text(row, at) for at in range(9)] for row in range(rows.rowCount())]
        said.append([window.best.text()])
        window.close()
        return said

    def look_at_overview(self) -> list[str]:
        """Return the lines of what is next and of what needs somebody, as they are read aloud."""
        self._give_key(Key.Key_1)
        tab = self._page_shown()
        assert isinstance(tab, OverviewTab)
        self._settle()
        QApplication.processEvents()
        said = []
        for card in (tab.next, tab.attention):
            for line in card.findChildren(QWidget):
                if line.isVisible() and line.property("role") == "line":
                    chips = [each.text() for each in line.findChildren(QLabel)]
                    said.append(" | ".join([line.accessibleName(), chips[-1]]))
        return said

    def look_at_figures(self) -> list[str]:
        """Return what the cards of the overview say first."""
        self.look_at_overview()
        tab = self._page_shown()
        assert isinstance(tab, OverviewTab)
        return [card.accessibleName().partition(".")[0] for card in tab.figures.cards()]

    def look_at_pane(self, event: bytes) -> str:
        page = self._go_to(Kind.EVENT)
        self._click_on(page, event)
        return "\n".join(each.text() for each in page.pane.findChildren(QLabel) if each.isVisible())

    # How it is done

    def _settle_plan(self, window: SignUpWindow) -> None:
        self._qtbot.waitUntil(lambda: not window._planning.isActive() and not self._desk.tasks.busy)
