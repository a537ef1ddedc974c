"""A calendar is chosen or dropped, looked at and taken in; a season is saved as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.events.event import load_event, save_event
from models.events.listing import find_events
from models.events.repeating import standing_of
from models.exchange.calendars.reading import read_calendar
from models.vocabulary import Kind
from tests.models.exchange.calendars.test_importing import FILES
from tests.ui.conftest import Start
from ui import asking
from ui.dialogs.calendars_window import CalendarWindow
from ui.dialogs.importing import import_file
from ui.events.rooms import EventsRooms
from ui.session import Session

GOOGLE = FILES / "google.ics"


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> EventsRooms:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def window_of(parent: QWidget, qtbot: QtBot) -> CalendarWindow:
    found = partial(parent.window().findChild, CalendarWindow)
    qtbot.waitUntil(lambda: found() is not None)
    window = found()
    assert isinstance(window, CalendarWindow)
    return window


def texts(window: CalendarWindow) -> list[list[str]]:
    model = window.lines.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(monkeypatch: pytest.MonkeyPatch, name: str, path: Path) -> Callable[[], None]:
    monkeypatch.setattr(asking, name, lambda *_args, **_named: path)
    return monkeypatch.undo


def test_a_calendar_is_looked_at_and_taken_in(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "choose_file", GOOGLE)
    import_file(session, tab, Kind.EVENT)
    window = window_of(tab, qtbot)
    assert len(texts(window)) == 8 and find_events().total == 0
    assert {line[0] for line in texts(window)} == {"New"}
    assert window.agree.text() == "Import 8 events"
    told: list[str] = []
    session.told.connect(lambda text, *_rest: told.append(text))
    qtbot.mouseClick(window.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["8 events imported."] and find_events().total == 8
    qtbot.waitUntil(lambda: tab.page.listing.table.model().rowCount() == 8)


def test_what_it_would_change_is_said_and_what_stays_outside_why(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    choose(monkeypatch, "choose_file", FILES / "outlook.ics")
    import_file(session, tab, Kind.EVENT)
    window = window_of(tab, qtbot)
    first = texts(window)[0]
    assert first[0] == "Not taken in" and first[2] == "Line 58" and "cancelled" in first[3]
    with qtbot.waitSignal(session.changed):
        window.apply()
    later = tmp_path / "later.ics"
    text = (FILES / "outlook.ics").read_text("utf-8").replace("LOCATION:Library", "LOCATION:Hall")
    later.write_text(text, "utf-8")
    choose(monkeypatch, "choose_file", later)
    import_file(session, tab, Kind.EVENT)
    qtbot.waitUntil(lambda: len(_windows(tab)) == 1 and "later" in _windows(tab)[0]._plan.name)
    lines = texts(_windows(tab)[0])
    assert lines[1][0] == "Changed" and lines[1][3] == "Place or link: Library → Hall"


def test_a_long_title_is_read_whole(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    title = "A recurring event with multiple exceptions"
    long = tmp_path / "long.ics"
    event = f"BEGIN:VEVENT\nUID:1\nDTSTART:20261128T190000\nSUMMARY:{title}\nEND:VEVENT\n"
    long.write_text(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n", "utf-8")
    choose(monkeypatch, "choose_file", long)
    import_file(session, tab, Kind.EVENT)
    lines = window_of(tab, qtbot).lines
    assert lines.columnWidth(2) > lines.fontMetrics().horizontalAdvance(title)


def _windows(tab: EventsRooms) -> list[CalendarWindow]:
    return [each for each in tab.window().findChildren(CalendarWindow) if each.isVisible()]


def test_only_what_is_ticked_comes_in_and_the_rest_stays_away(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "choose_file", GOOGLE)
    import_file(session, tab, Kind.EVENT)
    window = window_of(tab, qtbot)
    window.every.click()
    assert window.agree.text() == "Import" and not window.agree.isEnabled()
    model = window.lines.model()
    runs = [row for row, words in enumerate(texts(window)) if "跑" in words[2]]
    for row in runs[:4] + runs[5:]:
        index = model.index(row, 0)
        assert model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
        model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert window.agree.text() == "Import 5 events"
    window.lines.selectAll()
    for text in ("Import 8 events", "Import"):
        qtbot.keyClick(window.lines, Qt.Key.Key_Space)
        assert window.agree.text() == text
    for row in runs[:4] + runs[5:]:
        window.lines.selectRow(row)
        qtbot.keyClick(window.lines, Qt.Key.Key_Space)
    with qtbot.waitSignal(session.changed):
        window.apply()
    assert find_events().total == 5
    one = find_events().lines(0, 1)[0]
    values = load_event(one.id)
    standing = standing_of(values.series if values else None)
    assert standing and standing.missing == 0, "what was not wanted is not made later"


def test_a_broken_file_is_refused_in_a_sentence(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    source, said = tmp_path / "x.ics", []
    source.write_text("hello", "utf-8")
    choose(monkeypatch, "choose_file", source)
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_rest: said.append(text))
    import_file(session, tab, Kind.EVENT)
    qtbot.waitUntil(lambda: bool(said))
    assert "is no calendar" in said[0] and _windows(tab) == []


def test_what_is_selected_or_all_of_it_is_saved(
    tab: EventsRooms, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    from ui.events.calendar_files import export_one, export_season

    events = [save_event(None, {"title": f"晨跑 {number}", "begins": datetime(2026, 11, number)})
              for number in range(1, 6)]  # fmt: skip
    save_event(None, {"title": "想法"})
    tab.reload()
    told: list[str] = []
    session.told.connect(lambda text, *_rest: told.append(text))
    target = tmp_path / "season.ics"
    choose(monkeypatch, "choose_target", target)
    export_season(session, tab.page)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0] == "5 events are in season.ics. 1 without a date is not in it."
    assert len(read_calendar(target).entries) == 5
    export_one(session, tab.page.listing, events[2])
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [each.title for each in read_calendar(target).entries] == ["晨跑 3"]
    table = tab.page.listing.table
    table.selectAll()
    export_season(session, tab.page)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert len(read_calendar(target).entries) == 5


def test_a_calendar_that_is_dropped_is_looked_at(
    book: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.book import close_book

    close_book()
    desk = start(book)
    desk.merging.take_drop(GOOGLE)
    assert len(texts(window_of(desk.window, qtbot))) == 8
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_rest: said.append(text))
    monkeypatch.setattr(desk.merging, "_session", None)
    desk.merging.take_drop(GOOGLE)
    assert said == ["Open a community first, then drop the calendar on it."]
