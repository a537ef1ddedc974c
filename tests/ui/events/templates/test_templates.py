from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.events.budget_line import lines_of, save_line
from models.events.event import load_event, save_event
from models.events.listing import find_events
from models.events.task import save_task, tasks_of
from models.events.template import Cost, ToDo, load_template, save_template, templates
from models.journal.undo import undo, undo_step
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.dialogs.name_dialog import NameDialog
from ui.events.rooms import EventsRooms
from ui.events.templates.window import ChooseWindow, TemplatesWindow
from ui.page_commands import offered
from ui.records.grid_editor import GridEditor
from ui.session import Session

Window = TypeVar("Window", bound=QDialog)
READING = {
    "name": "读书会", "format": "discussion", "minutes": 120, "place": "活动室",
    "to_dos": [ToDo(-7, "订场地"), ToDo(1, "写总结")],
    "costs": [Cost("venue", "场地", Decimal(300))],
}  # fmt: skip


@pytest.fixture
def rooms(session: Session, qtbot: QtBot) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


def run(rooms: EventsRooms, title: str) -> None:
    """Do what Ctrl+K would."""
    (found,) = (each for each in offered(rooms.page) if each.title == title)
    found.run()
    QApplication.processEvents()


def opened(rooms: EventsRooms, kind: type[Window]) -> Window:
    (window,) = (each for each in rooms.window().findChildren(kind) if each.isVisible())
    return window


def first_event() -> bytes:
    return find_events("").ids()[0]


def test_the_only_template_fills_the_form_of_a_new_event(rooms: EventsRooms) -> None:
    save_template(None, READING)
    run(rooms, "New from a template…")
    form = rooms.page.form
    assert rooms.page.is_new and form.editor("place").value() == "活动室"
    assert form.editor("title").value() == "读书会" and form.is_edited()
    commit(form.editor("title").field, "冬夜读书")
    assert form.editor("title").value() == "冬夜读书", "what is typed takes the place of the usual"
    form.editor("begins").set_value(datetime(2026, 11, 14, 19))
    assert rooms.page.save()
    event = load_event(first_event())
    assert event is not None and event.ends == datetime(2026, 11, 14, 21)
    assert [(task.title, task.due) for task in tasks_of(event.id)] == [
        ("订场地", date(2026, 11, 7)), ("写总结", date(2026, 11, 15)),
    ]  # fmt: skip
    assert [(line.title, line.planned) for line in lines_of(event.id)] == [("场地", Decimal(300))]
    undo(undo_step())  # type: ignore[arg-type]
    assert find_events("").total == 0 and tasks_of(event.id) == ()


def test_of_several_one_is_chosen_by_keyboard(rooms: EventsRooms) -> None:
    save_template(None, READING)
    save_template(None, {"name": "晨跑", "format": "gathering", "minutes": 60})
    run(rooms, "New from a template…")
    window = opened(rooms, ChooseWindow)
    names = [window.list.item(row).text().splitlines()[0] for row in range(2)]
    assert names == [each.name for each in templates()]
    window.list.setCurrentRow(names.index("晨跑"))
    enter(window.list)
    assert not window.isVisible() and rooms.page.form.editor("title").value() == "晨跑"


def test_the_form_offers_the_template_of_its_format(rooms: EventsRooms, qtbot: QtBot) -> None:
    save_template(None, READING)
    rooms.start_new()
    qtbot.wait(10)
    take = next(
        each for each in rooms.page.form.findChildren(QPushButton) if "读书会" in each.text()
        or "Begin with" in each.text()
    )  # fmt: skip
    assert not take.isVisible()
    form = rooms.page.form
    commit(form.editor("title").field, "十一月读书会")
    box = form.editor("format").field
    box.setEditText("Topic discussion")  # type: ignore[attr-defined]
    assert take.isVisible() and take.text() == "Begin with the template “读书会”"
    take.click()
    assert form.editor("title").value() == "十一月读书会"
    assert form.editor("place").value() == "活动室" and not take.isVisible()
    assert rooms.page.save()
    assert len(tasks_of(first_event())) == 2
    # The next new event is not made from it by itself.
    rooms.start_new()
    commit(form.editor("title").field, "晨跑")
    assert rooms.page.save()
    assert {len(tasks_of(event)) for event in find_events("").ids()} == {0, 2}


def test_nothing_is_offered_while_an_event_is_changed(rooms: EventsRooms, qtbot: QtBot) -> None:
    save_template(None, {**READING, "format": "gathering"})
    event = save_event(None, {"title": "聚会"})
    rooms.reload()
    rooms.show_record(event)
    rooms.edit_selected()
    qtbot.wait(10)
    assert not [
        each for each in rooms.page.form.findChildren(QPushButton)
        if each.isVisible() and "template" in each.text()
    ]  # fmt: skip


def test_an_event_is_kept_as_a_template(rooms: EventsRooms, session: Session) -> None:
    event = save_event(None, {"title": "聚会", "begins": datetime(2026, 11, 14, 15)})
    save_task(None, event, {"title": "订场地", "due": date(2026, 11, 7)})
    save_line(None, event, {"sort": "food", "title": "蛋糕", "planned": Decimal(80)})
    rooms.show_room("plan", event)
    rooms.room("plan").head.keep.click()  # type: ignore[attr-defined]
    dialog = opened(rooms, NameDialog)
    dialog.name.clear()
    commit(dialog.name, "月度聚会")
    enter(dialog.name)
    (kept,) = templates()
    assert (kept.name, kept.to_dos, kept.costs) == (
        "月度聚会", (ToDo(-7, "订场地"),), (Cost("food", "蛋糕", Decimal(80)),),
    )  # fmt: skip


@pytest.fixture
def window(rooms: EventsRooms) -> TemplatesWindow:
    save_template(None, READING)
    run(rooms, "Templates…")
    return opened(rooms, TemplatesWindow)


def test_a_template_is_changed_and_saved(window: TemplatesWindow) -> None:
    form = window.form
    assert window.heading.text() == "读书会"
    to_dos = form.editor("to_dos")
    assert isinstance(to_dos, GridEditor)
    rows = to_dos.grid.rows
    assert [rows.index(row, 1).data() for row in range(2)] == ["7 days before", "1 day after"]
    rows.setData(rows.index(2, 0), "发提醒")
    rows.setData(rows.index(2, 1), "提前2天")
    window.new.setFocus()
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (kept,) = templates()
    assert kept.to_dos == (ToDo(-7, "订场地"), ToDo(-2, "发提醒"), ToDo(1, "写总结"))
    assert kept.costs == (Cost("venue", "场地", Decimal(300)),)
    undo(undo_step())  # type: ignore[arg-type]
    window._session.announce(Kind.COMMUNITY)
    assert len(templates()[0].to_dos) == 2 and to_dos.grid.rows.rowCount() == 3


def test_a_new_one_is_begun_and_a_bad_one_refused(window: TemplatesWindow) -> None:
    window.begin()
    assert window.heading.text() == "New template"
    assert not window.save() and len(templates()) == 1
    commit(window.form.editor("name").field, "晨跑")
    to_dos = window.form.editor("to_dos")
    assert isinstance(to_dos, GridEditor)
    to_dos.grid.rows.setData(to_dos.grid.rows.index(0, 1), "soon")
    assert not window.save() and len(templates()) == 1
    to_dos.grid.rows.setData(to_dos.grid.rows.index(0, 1), "")
    assert window.save() and {each.name for each in templates()} == {"晨跑", "读书会"}


def test_delete_and_undo(window: TemplatesWindow, session: Session) -> None:
    window.list.setFocus()
    press(window.list, Qt.Key.Key_Delete)
    assert templates() == () and window.list.count() == 0 and not window.use.isEnabled()
    window.notice.undo.click()
    assert [each.name for each in templates()] == ["读书会"] and window.list.count() == 1


def answer(do: Callable[[QWidget], None], left: int = 50) -> None:
    """Answer the question that is asked above the window, which is modal itself."""
    asked = QApplication.activeModalWidget()
    if asked is None or isinstance(asked, TemplatesWindow):
        if left:
            QTimer.singleShot(20, lambda: answer(do, left - 1))
        return
    do(asked)


def test_a_half_written_one_is_asked_about(window: TemplatesWindow) -> None:
    window.form.focus_first()
    commit(window.form.editor("name").field, "新")
    answer(lambda asked: press(asked, Qt.Key.Key_Escape))
    window.reject()
    assert window.isVisible() and window.form.is_edited()
    answer(lambda asked: enter(asked.focusWidget()))
    window.reject()
    assert not window.isVisible() and "新" in templates()[0].name


def test_it_plans_an_event_with_the_one_chosen(window: TemplatesWindow, rooms: EventsRooms) -> None:
    window.use.click()
    assert not window.isVisible() and rooms.page.form.editor("title").value() == "读书会"


def test_lines_say_what_a_template_holds(window: TemplatesWindow) -> None:
    assert window.list.item(0).text() == (
        "读书会\nTopic discussion · 2 h · 2 tasks · 1 budget line"
    )
    assert load_template(templates()[0].id) is not None


def test_another_template_is_shown_when_the_edit_before_it_is_saved(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("读书会", "A"):
        save_template(None, {**READING, "name": name})
    window = TemplatesWindow(session, None, lambda _template: None)
    qtbot.addWidget(window)
    window.show()
    window.list.setCurrentRow(0)
    place = window.form.editor("place").field
    place.selectAll()  # type: ignore[attr-defined]
    commit(place, "新的地方")
    monkeypatch.setattr(asking, "choose", lambda *_asked: 0)
    window.list.setCurrentRow(1)
    assert sorted(each.place for each in templates()) == ["新的地方", "活动室"]
    assert window.list.currentRow() == 1 and not window.form.is_edited()
