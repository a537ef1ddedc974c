from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.members.member import load_member, save_member
from models.members.profile import save_profile
from tests.ui.keyboard import commit, press
from ui.dialogs.name_dialog import NameDialog
from ui.members.tags_window import TagsWindow
from ui.session import Session


def shown(window: TagsWindow) -> list[str]:
    items = [window.table.item(row, 0) for row in range(window.table.rowCount())]
    return [item.text() for item in items if item is not None]


def test_the_heading_of_the_figures_stands_over_them(session: Session, qtbot: QtBot) -> None:
    save_profile(None, {"name": "张三", "tags": ("摄影",)})
    page = QWidget()
    qtbot.addWidget(page)
    window = TagsWindow(session, page)
    heading, figure = window.table.horizontalHeaderItem(1), window.table.item(0, 1)
    assert heading is not None and figure is not None
    assert heading.textAlignment() == figure.textAlignment()


def test_enter_asks_for_a_new_name_and_does_not_answer_itself(
    session: Session, qtbot: QtBot
) -> None:
    save_profile(None, {"name": "张三", "tags": ("摄影",)})
    page = QWidget()
    qtbot.addWidget(page)
    window = TagsWindow(session, page)
    told: list[str] = []
    session.told.connect(lambda text, *_more: told.append(text))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    press(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(NameDialog) is not None)
    dialog = window.findChild(NameDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    press(dialog.name, Qt.Key.Key_Return)  # the same name: nothing is to be done
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert not dialog.isVisible() and told == []


def test_tags_are_joined_in_their_window(session: Session, qtbot: QtBot) -> None:
    for tags in (("跑步",), ("跑步", "摄影"), ("跑步", "摄影"), ("读书",)):
        save_member(None, {"name": "王五", "tags": tags})
    joined = save_member(None, {"name": "赵六", "tags": ("跑步", "摄影")})
    page = QWidget()
    qtbot.addWidget(page)
    window = TagsWindow(session, page)
    window.show()
    assert shown(window) == ["跑步", "摄影", "读书"]
    window.table.setFocus()
    press(window.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.selected() == ["跑步", "摄影"] and not window.rename.isEnabled()
    window.join.click()
    (dialog,) = (each for each in window.findChildren(NameDialog) if each.isVisible())
    dialog.name.clear()
    press(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    commit(dialog.name, "户外")
    press(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window) == ["户外", "读书"])
    assert load_member(joined).tags == ("户外",)  # type: ignore[union-attr]
