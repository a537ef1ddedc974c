"""Planning a series in its window, and changing one event of it from the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import EventValues, load_event, save_event
from models.events.quiet_week import set_quiet
from models.events.recurring import Frequency, Repetition
from models.events.repeating import plan_series
from models.members.member import save_member
from tests.conftest import FixedClock
from tests.models.events.test_repeating import RUN, SATURDAY, begun, planned, weeks
from ui import asking
from ui.events.rooms import EventsRooms
from ui.events.series.window import RepeatWindow, repeat_event
from ui.session import Session

TEN = Repetition(Frequency.WEEKLY, weekdays=(5,), count=10)


class Answers:
    """What is answered when asked, and what was asked."""

    def __init__(self) -> None:
        self.next: int | None = 0
        self.asked: list[str] = []


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()

    def choose(_parent: object, question: str, _answers: object) -> int | None:
        made.asked.append(question)
        return made.next

    monkeypatch.setattr(asking, "choose", choose)
    return made


@pytest.fixture
def tab(session: Session, qtbot: QtBot, clock: FixedClock) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


def window_of(tab: EventsRooms, session: Session, event: bytes) -> RepeatWindow:
    repeat_event(session, event, tab)
    found = tab.window().findChildren(RepeatWindow)[-1]
    assert isinstance(found, RepeatWindow)
    return found


def loaded(event: bytes) -> EventValues:
    values = load_event(event)
    assert values is not None
    return values


def test_every_second_saturday_without_one(
    tab: EventsRooms, session: Session, qtbot: QtBot
) -> None:
    event = save_event(None, RUN)
    window = window_of(tab, session, event)
    assert window.words.text().startswith("every Saturday, until")
    window.editor.apart.setValue(2)
    window.editor.until.set_value(date(2026, 12, 31))
    window.editor.changed.emit()
    assert window.words.text() == "every second Saturday, until 31 December"
    dates = [window.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(4)]
    assert window.list.count() == 4 and dates == weeks(0, 2, 4, 6)
    assert not window.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    window.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert window.agree.text() == "Plan 3 events"
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(window.agree, Qt.MouseButton.LeftButton)
    series = loaded(event).series
    assert series and begun(series) == weeks(0, 2, 6)
    assert tab.page.listing.table.model().rowCount() == 3


def test_a_quiet_week_is_left_out_until_it_is_ticked(tab: EventsRooms, session: Session) -> None:
    set_quiet(weeks(2)[0].date(), "期末考试")
    window = window_of(tab, session, save_event(None, RUN))
    assert window.left_out() == weeks(2) and "quiet week" in window.list.item(2).text()
    window.list.item(2).setCheckState(Qt.CheckState.Checked)
    window.editor.times.setValue(9)
    window.editor.ends.setCurrentIndex(1)
    assert window.list.count() == 9 and window.left_out() == []


def test_what_cannot_be_planned_is_said_where_it_is_asked(
    tab: EventsRooms, session: Session
) -> None:
    window = window_of(tab, session, save_event(None, RUN))
    window.editor.ends.setCurrentIndex(0)
    window.editor.until.field.setText("someday")  # type: ignore[attr-defined]
    window.editor.changed.emit()
    assert "Write a date" in window.words.text() and not window.agree.isEnabled()
    window.editor.frequency.setCurrentIndex(0)
    window.editor.ends.setCurrentIndex(1)
    window.editor.times.setValue(400)
    assert window.list.count() == 400 and window.agree.isEnabled()
    for pill in window.editor.weekdays:
        pill.setChecked(False)
    window.editor.frequency.setCurrentIndex(1)
    assert window.words.text() == "Choose at least one day of the week."


def test_an_event_without_a_beginning_is_told(
    tab: EventsRooms, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text: said.append(text))
    repeat_event(session, save_event(None, {"title": "x"}), tab)
    assert said and not tab.window().findChildren(RepeatWindow)


def test_the_last_friday_is_offered_for_one(tab: EventsRooms, session: Session) -> None:
    event = save_event(None, {"title": "读书会", "begins": datetime(2026, 11, 27, 19)})
    window = window_of(tab, session, event)
    window.editor.frequency.setCurrentIndex(2)
    assert window.words.text().startswith("on the last Friday of each month")
    assert window.list.item(1).data(Qt.ItemDataRole.UserRole) == datetime(2026, 12, 25, 19)


def test_a_series_is_given_another_rhythm(tab: EventsRooms, session: Session, qtbot: QtBot) -> None:
    series = plan_series(RUN, TEN, left_out=weeks(5))
    event = planned(series)[4][0]
    window = window_of(tab, session, event)
    assert window.words.text() == "every Saturday, 6 times"
    assert window.left_out() == weeks(5)
    window.editor.apart.setValue(2)
    window.editor.times.setValue(3)
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(window.agree, Qt.MouseButton.LeftButton)
    changed = loaded(event).series
    assert changed and changed != series
    assert begun(series) == weeks(0, 1, 2, 3) and begun(changed) == weeks(4, 6, 8)


def test_saving_asks_whether_the_others_follow(tab: EventsRooms, answers: Answers) -> None:
    series = plan_series(RUN, TEN)
    event, after = planned(series)[4][0], planned(series)[5][0]
    tab.show_record(event)
    for answer, title, follows in ((0, "东门", "晨跑"), (1, "西门", "西门")):
        answers.next = answer
        tab.page.edit("title")
        tab.page.form.editor("title").field.setText(title)  # type: ignore[attr-defined]
        assert tab.page.save()
        assert (loaded(event).title, loaded(after).title) == (title, follows)
    assert len(answers.asked) == 2
    answers.next = None
    tab.page.edit("title")
    tab.page.form.editor("title").field.setText("北门")  # type: ignore[attr-defined]
    assert not tab.page.save() and tab.page.pane.is_editing
    assert loaded(event).title == "西门"


def test_nothing_is_asked_where_nothing_follows_or_changes(
    tab: EventsRooms, answers: Answers
) -> None:
    series = plan_series(RUN, TEN)
    last = planned(series)[-1][0]
    for event, title in ((last, "东门"), (planned(series)[0][0], "晨跑")):
        tab.show_record(event)
        tab.page.edit("title")
        tab.page.form.editor("title").field.setText(title)  # type: ignore[attr-defined]
        assert tab.page.save()
    assert answers.asked == []


def test_deleting_asks_too(
    tab: EventsRooms, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    series = plan_series(RUN, TEN)
    told: list[str] = []
    session.told.connect(lambda text, *_rest: told.append(text))
    save_attendance(planned(series)[6][0], save_member(None, {"name": "张三"}), rsvp="yes")
    for answer, left, said in ((None, 10, ""), (0, 9, "1 event deleted."), (1, 4, "5 events")):
        answers.next = answer
        tab.show_record(planned(series)[4][0])
        tab.page.remove()
        assert len(planned(series)) == left
        assert said in (told[-1] if told else "")
    assert all("on the list of 1 event from here on" in each for each in answers.asked)


def test_the_pane_says_how_it_repeats_and_plans_more(
    tab: EventsRooms, session: Session, clock: FixedClock
) -> None:
    series = plan_series(RUN, Repetition(Frequency.WEEKLY, weekdays=(5,)))
    event = planned(series)[0][0]
    save_event(event, {"begins": SATURDAY + timedelta(hours=1)})
    clock.set(datetime(2026, 12, 1, 9))
    tab.show_record(event)
    details = tab.page._records.describe(loaded(event))
    section = next(each for each in details.sections if each.title == "Series")
    assert section.text == "every Saturday"
    assert section.lines[0][0].startswith("Moved from")
    section.steps[0].do()
    assert len(planned(series)) == 56
    details = tab.page._records.describe(loaded(event))
    section = next(each for each in details.sections if each.title == "Series")
    assert [step.text for step in section.steps] == ["Change the repetition…"]
    assert not tab.findChildren(QDialog)


def test_the_list_of_dates_shows_where_the_keyboard_is(tab: EventsRooms, session: Session) -> None:
    window = window_of(tab, session, save_event(None, RUN))
    assert window.list.currentRow() == 0
    window.list.setCurrentRow(3)
    window.editor.apart.setValue(2)
    assert window.list.currentRow() == 3
