from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.budget_line import lines_of, save_line
from models.events.event import load_event, remove_events, save_event
from models.events.helping import helpers_of
from models.events.money import money_of
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.vocabulary import EventStatus, Kind
from tests.ui.events.plan.conftest import BEGINS, answer
from tests.ui.keyboard import commit, enter, press, tab_stops
from ui.events.plan.page import PlanPage
from ui.events.rooms import EventsRooms
from ui.session import Session


def texts(widget: object) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]  # type: ignore[attr-defined]


def type_cell(page: PlanPage, text: str) -> None:
    """Write into the cell that is open, and go on with Enter."""
    QApplication.processEvents()
    grid = page.money.grid
    lines = [each for each in grid.findChildren(QLineEdit) if each.isVisible()]
    if not lines:
        press(grid, Qt.Key.Key_F2)
        lines = [each for each in grid.findChildren(QLineEdit) if each.isVisible()]
    commit(lines[0], text)
    press(lines[0], Qt.Key.Key_Return)


def test_the_head_says_what_when_and_where(page: PlanPage) -> None:
    assert page.head.title.text() == "十一月聚会"
    assert page.head.when.accessibleName() == "Sat, 14 November 15:00 · 活动室"
    assert page.head.steps[EventStatus.PLANNED].isChecked()


def test_each_status_is_one_press_away(page: PlanPage, event: bytes, session: Session) -> None:
    for status in (EventStatus.ANNOUNCED, EventStatus.CANCELLED, EventStatus.DONE):
        page.head.steps[status].click()
        values = load_event(event)
        assert values is not None and values.status == status
        assert page.head.steps[status].isChecked()
    undo(undo_step())  # type: ignore[arg-type]
    session.announce(Kind.EVENT)
    assert page.head.steps[EventStatus.CANCELLED].isChecked()


def test_a_budget_is_written_by_keyboard_alone(page: PlanPage, event: bytes) -> None:
    grid = page.money.grid
    grid.begin_row()
    press(grid, Qt.Key.Key_Space)  # other → income
    press(grid, Qt.Key.Key_Space)  # → venue
    press(grid, Qt.Key.Key_Right)
    for text in ("活动室", "500", "450.5"):
        type_cell(page, text)
    assert [(line.sort, line.title, line.planned, line.actual) for line in lines_of(event)] == [
        ("venue", "活动室", Decimal(500), Decimal("450.5"))
    ]
    assert page.money.sums.rows == [
        ("Venue", "500.00", "450.50"),
        ("Spent in all", "500.00", "450.50"),
    ]
    press(grid, Qt.Key.Key_Home)
    grid.setCurrentIndex(grid.rows.index(0, 1))
    press(grid, Qt.Key.Key_Delete)
    assert lines_of(event) == ()
    undo(undo_step())  # type: ignore[arg-type]
    assert len(lines_of(event)) == 1


def test_the_sums_are_right(page: PlanPage, event: bytes, session: Session, qtbot: QtBot) -> None:
    spent = [("venue", 500, 450), ("food", 200, 186), ("food", 160, None), ("other", None, 30)]
    earned = [("income", 400, 420), ("income", 50, None)]
    for sort, planned, actual in spent + earned:
        save_line(None, event, {
            "sort": sort, "planned": planned and Decimal(planned),
            "actual": actual and Decimal(actual),
        })  # fmt: skip
    for line in find_members("").lines(0, 3):
        save_attendance(event, line.id, came="yes", guests=1)
    other = save_event(None, {"title": "秋游", "begins": BEGINS, "cost": Decimal(90)})
    save_attendance(other, find_members("").lines(0, 1)[0].id, came="yes")
    session.announce(Kind.EVENT)
    planned = sum(amount for _sort, amount, _actual in spent if amount)
    actual = sum(amount for _sort, _planned, amount in spent if amount)
    assert page.money.sums.rows == [
        ("Venue", "500.00", "450.00"), ("Food and drinks", "360.00", "186.00"),
        ("Other", "–", "30.00"), ("Income", "450.00", "420.00"),
        ("Spent in all", f"{planned}.00", f"{actual}.00"),
        ("Left over", f"{450 - planned}.00", f"{420 - actual}.00"),
    ]  # fmt: skip
    assert money_of(event).cost == actual
    own = f"¥{actual / 6:.2f} for each of 6 people."
    assert page.money.per_head.text() == own, "what is usual the worker tells"
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert page.money.per_head.text() == (
        f"¥{actual / 6:.2f} for each of 6 people. The other event of this format: ¥90.00 a head."
    )


def test_totals_without_lines_are_told(page: PlanPage, event: bytes, session: Session) -> None:
    assert not page.money.totals.isVisible() and not page.money.sums.isVisible()
    save_event(event, {"cost": Decimal(90), "income": Decimal(10)})
    session.announce(Kind.EVENT)
    assert page.money.totals.text() == (
        "Written down as totals: cost ¥90.00, income ¥10.00. Lines take their place."
    )


def test_an_amount_that_cannot_be_read_keeps_the_page(
    page: PlanPage, event: bytes, later: Callable[[Callable[[], None]], None]
) -> None:
    save_line(None, event, {"title": "活动室", "planned": Decimal(5)})
    page.reload()
    grid = page.money.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.rows.index(0, 2))
    press(grid, Qt.Key.Key_Backspace)
    assert lines_of(event)[0].planned is None
    type_cell(page, "five")
    assert page.money.wrong.isVisible() and "86.50" in page.money.wrong.text()
    page.reload()
    assert grid.rows.index(0, 2).data() == "five"
    later(answer)
    assert not page.can_leave()
    assert grid.currentIndex() == grid.rows.index(0, 2)


def test_who_helped_how_long_is_one_line(page: PlanPage, event: bytes) -> None:
    card = page.help
    card.who.field.setFocus()
    commit(card.who.field, "lxm")
    enter(card.who.field)
    enter(card.who.field)
    assert QApplication.focusWidget() is card.long.field
    commit(card.long.field, "1:30")
    commit(card.what.field, "布置会场")
    enter(card.what.field)
    (held,) = helpers_of(event)
    assert (held.name, held.minutes, held.note) == ("林晓梅", 90, "布置会场")
    assert money_of(event).minutes == 90
    assert card.note.text() == "1 h 30 min · 1 person"
    assert QApplication.focusWidget() is card.who.field
    card.list.setFocus()
    press(card.list, Qt.Key.Key_F2)
    card.long.field.clear()  # type: ignore[attr-defined]
    commit(card.long.field, "两小时")
    enter(card.long.field)
    assert helpers_of(event)[0].minutes == 120
    press(card.list, Qt.Key.Key_Delete)
    assert helpers_of(event) == ()
    undo(undo_step())  # type: ignore[arg-type]
    assert len(helpers_of(event)) == 1


def test_hours_without_a_name_or_a_length_are_refused(page: PlanPage, event: bytes) -> None:
    card = page.help
    commit(card.long.field, "2")
    enter(card.long.field)
    assert card.fields.said == "Write who helped."
    commit(card.who.field, "lxm")
    enter(card.who.field)
    card.long.field.clear()  # type: ignore[attr-defined]
    card.what.field.setFocus()
    enter(card.what.field)
    assert "45 min" in card.fields.said and helpers_of(event) == ()


def test_escape_leads_back_and_a_deleted_event_leaves(
    page: PlanPage, rooms: EventsRooms, event: bytes, session: Session
) -> None:
    press(page.tasks.line.field, Qt.Key.Key_Escape)
    assert rooms.currentWidget() is rooms.page
    rooms.show_room("plan", event)
    remove_events([event])
    session.announce(Kind.EVENT)
    assert rooms.currentWidget() is rooms.page


def test_ctrl_n_begins_a_line_and_a_narrow_page_is_one_column(
    page: PlanPage, rooms: EventsRooms, qtbot: QtBot
) -> None:
    page.money.grid.setFocus()
    rooms.start_new()
    grid = page.money.grid
    assert grid.hasFocus() and grid.currentIndex() == grid.rows.index(0, 0)
    page.help.long.field.setFocus()
    rooms.start_new()
    assert QApplication.focusWidget() is page.help.who.field
    page.head.back.setFocus()
    rooms.start_new()
    assert QApplication.focusWidget() is page.tasks.line.field
    assert page.money.mapTo(page, page.money.rect().topLeft()).x() > 400
    rooms.resize(780, 700)
    qtbot.wait(20)
    assert page.money.mapTo(page, page.money.rect().topLeft()).x() < 60
    assert page.money.mapTo(page, page.money.rect().topRight()).x() <= page.width()


def test_tab_walks_the_cards_as_they_stand(page: PlanPage, event: bytes) -> None:
    save_line(None, event, {"title": "活动室"})
    page.reload()
    first = page.tasks.line.field
    stops = tab_stops(page.window(), first)
    fields = [page.tasks.who.field, page.tasks.due.field, page.tasks.add]
    helped = [page.help.who.field, page.help.long.field, page.help.what.field, page.help.add]
    assert stops[: len(fields) + len(helped) + 2] == [first, *fields, *helped, page.money.grid]


def test_the_overview_leads_to_the_plan(rooms: EventsRooms, event: bytes, session: Session) -> None:
    rooms.show_record(event)
    rooms.show_pill("plan")
    page = rooms.room("plan")
    assert rooms.currentWidget() is page and isinstance(page, PlanPage)
    assert page.head.title.text() == "十一月聚会"
