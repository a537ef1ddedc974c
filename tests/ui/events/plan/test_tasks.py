"""The checklist of an event, written and ticked in the window by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.erasing import erase_member
from models.events.event import save_event
from models.events.task import save_task, tasks_of
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.events.plan.conftest import BEGINS, answer, asked
from tests.ui.keyboard import commit, enter, press
from ui.events.plan.page import PlanPage
from ui.events.rooms import EventsRooms
from ui.session import Session

LATER = date(2026, 11, 10)
ALT = Qt.KeyboardModifier.AltModifier


def add(page: PlanPage, text: str) -> None:
    commit(page.tasks.line.field, text)
    enter(page.tasks.line.field)


def stored(event: bytes) -> list[tuple[str, str, date | None]]:
    return [(task.title, task.who, task.due) for task in tasks_of(event)]


def test_one_line_says_what_until_when_and_who(page: PlanPage, event: bytes) -> None:
    assert QApplication.focusWidget() is page.tasks.line.field
    commit(page.tasks.line.field, "订场地 周五 @晓梅")
    assert page.tasks.fields.said == "due Fri, 6 November · 林晓梅"
    enter(page.tasks.line.field)
    assert stored(event) == [("订场地", "林晓梅", date(2026, 11, 6))]
    assert page.tasks.line.value() == "" and QApplication.focusWidget() is page.tasks.line.field
    add(page, "买水 ")
    assert stored(event)[1] == ("买水", "", None)
    assert page.tasks.note.text() == "0 of 2 done"


def test_the_fields_say_it_as_well(page: PlanPage, event: bytes) -> None:
    tasks = page.tasks
    commit(tasks.line.field, "海报 周五")
    press(tasks.line.field, Qt.Key.Key_Tab)
    commit(tasks.who.field, "lxm")
    enter(tasks.who.field)
    assert tasks.who.value() is not None and stored(event) == []
    press(tasks.who.field, Qt.Key.Key_Tab)
    commit(tasks.due.field, "2026-11-10")
    enter(tasks.due.field)
    # The day has its own field, so the word belongs to the title.
    assert stored(event) == [("海报 周五", "林晓梅", LATER)]


def test_a_name_that_may_be_several_is_asked_about(page: PlanPage, event: bytes) -> None:
    add(page, "音响 @陈 明天")
    assert stored(event) == [] and page.tasks.who.field.property("invalid") is True
    assert page.tasks.line.value() == "音响" and page.tasks.due.value() == date(2026, 11, 1)
    assert QApplication.focusWidget() is page.tasks.who.field
    enter(page.tasks.who.field)
    enter(page.tasks.who.field)
    assert stored(event) == [("音响", "陈大伟", date(2026, 11, 1))]


def test_nothing_is_no_task_and_a_bad_day_stays(page: PlanPage, event: bytes) -> None:
    enter(page.tasks.line.field)
    assert page.tasks.fields.said == "Write what is to be done."
    commit(page.tasks.line.field, "买水")
    commit(page.tasks.due.field, "sometime")
    enter(page.tasks.due.field)
    assert stored(event) == [] and page.tasks.line.value() == "买水"
    assert "2026-10-03" in page.tasks.fields.said


def test_space_ticks_and_ticks_off(page: PlanPage, event: bytes) -> None:
    add(page, "买水 昨天")
    assert page.tasks.note.text() == "0 of 1 done · 1 late"
    page.focus_search()
    assert QApplication.focusWidget() is page.tasks.list
    press(page.tasks.list, Qt.Key.Key_Space)
    assert tasks_of(event)[0].done == date(2026, 10, 31)
    assert page.tasks.note.text() == "1 of 1 done"
    press(page.tasks.list, Qt.Key.Key_Space)
    assert tasks_of(event)[0].done is None
    item = page.tasks.list.visualItemRect(page.tasks.list.item(0))
    place = QPoint(item.x() + 12, item.center().y())
    QTest.mouseClick(page.tasks.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tasks_of(event)[0].done is not None


def test_a_task_is_changed_in_the_same_fields(page: PlanPage, event: bytes) -> None:
    add(page, "买水 @晓梅")
    add(page, "海报")
    page.tasks.list.setFocus()
    press(page.tasks.list, Qt.Key.Key_Home)
    press(page.tasks.list, Qt.Key.Key_F2)
    assert (page.tasks.line.value(), page.tasks.who.field.text()) == ("买水", "林晓梅")  # type: ignore[attr-defined]
    page.tasks.line.field.clear()  # type: ignore[attr-defined]
    commit(page.tasks.line.field, "买水和水果 周五")
    enter(page.tasks.line.field)
    # Words are not read out of a title that stands: its fields are beside it.
    assert stored(event) == [("买水和水果 周五", "林晓梅", None), ("海报", "", None)]
    assert QApplication.focusWidget() is page.tasks.list


def test_alt_and_the_arrows_put_in_order(page: PlanPage, event: bytes) -> None:
    for title in ("一", "二", "三"):
        add(page, title)
    page.tasks.list.setFocus()
    press(page.tasks.list, Qt.Key.Key_End)
    press(page.tasks.list, Qt.Key.Key_Up, ALT)
    press(page.tasks.list, Qt.Key.Key_Up, ALT)
    press(page.tasks.list, Qt.Key.Key_Up, ALT)
    assert [title for title, _who, _due in stored(event)] == ["三", "一", "二"]
    current = page.tasks.list.current()
    assert current is not None and current.title == "三"
    step = undo_step()
    assert step is not None and step.kind == "event.task_order"


def test_delete_offers_undo(page: PlanPage, event: bytes, session: Session) -> None:
    add(page, "买水")
    told: list[tuple[str, bool]] = []
    session.told.connect(lambda text, undo: told.append((text, undo)))
    page.tasks.list.setFocus()
    press(page.tasks.list, Qt.Key.Key_Delete)
    assert stored(event) == [] and told == [("“买水” is deleted.", True)]
    undo(undo_step())  # type: ignore[arg-type]
    session.announce(Kind.EVENT)
    assert page.tasks.list.count() == 1


def test_what_is_half_written_is_asked_about(
    page: PlanPage, rooms: EventsRooms, event: bytes, later: Callable[[Callable[[], None]], None]
) -> None:
    commit(page.tasks.line.field, "买水")
    later(lambda: press(asked(), Qt.Key.Key_Escape))
    assert not rooms.can_leave() and page.tasks.line.value() == "买水"
    later(answer)
    assert rooms.can_leave() and stored(event) == [("买水", "", None)]


def test_the_owner_who_is_erased_leaves_the_task(
    page: PlanPage, event: bytes, session: Session
) -> None:
    mei = save_member(None, {"name": "阿梅"})
    save_task(None, event, {"title": "订场地", "member": mei})
    session.announce(Kind.EVENT)
    page.focus_search()
    press(page.tasks.list, Qt.Key.Key_F2)
    commit(page.tasks.line.field, "！")
    erase_member(mei)
    session.announce(Kind.MEMBER)
    current = page.tasks.list.current()
    assert current is not None and current.who == "" and page.tasks.line.value() == "！订场地"


def test_due_dates_follow_the_event_with_one_press(
    page: PlanPage, event: bytes, session: Session
) -> None:
    add(page, "订场地 2026-11-07")
    assert not page.tasks.along.isVisible()
    save_event(event, {"begins": BEGINS + timedelta(days=7)})
    session.announce(Kind.EVENT)
    assert page.tasks.along.text() == "The event was moved: move 1 due date along (7 days later)"
    page.tasks.along.click()
    assert stored(event)[0][2] == date(2026, 11, 14) and not page.tasks.along.isVisible()
