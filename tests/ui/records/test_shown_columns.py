from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models.members.member import save_member
from tests.ui.keyboard import press
from ui.members.columns import COLUMNS
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    for name, region in (("Ann", "Bath"), ("Ben", "Aust"), ("Cid", "Yate")):
        save_member(None, {"name": name, "region": region})
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(page: RecordPage) -> list[str]:
    rows = page.listing.table.rows
    return [rows.line(row).name for row in range(rows.rowCount())]  # type: ignore[union-attr]


def opened() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def sort_by(page: RecordPage, title: str) -> None:
    page.listing.filter.columns_button.click()
    menu = opened()
    inner = menu.actions()[0].menu()
    assert isinstance(inner, QMenu)
    next(each for each in inner.actions() if each.text() == title).trigger()
    menu.close()


def test_the_list_is_sorted_without_the_mouse(page: RecordPage) -> None:
    sort_by(page, "Region")
    assert names(page) == ["Ben", "Ann", "Cid"]
    sort_by(page, "The other way round")
    assert names(page) == ["Cid", "Ann", "Ben"]
    sort_by(page, "Name")
    assert names(page) == ["Ann", "Ben", "Cid"]


def test_a_column_somebody_ticked_is_seen_where_room_is_short(page: RecordPage) -> None:
    page.resize(700, 600)
    table = page.listing.table
    headings = [column.name for column in table.shown_columns()]
    place = [column.name for column in COLUMNS].index("points")
    assert "points" not in headings and table.isColumnHidden(place)
    page.listing.filter.columns_button.click()
    menu = opened()
    next(each for each in menu.actions() if each.text() == "Active points").trigger()
    menu.close()
    assert not table.isColumnHidden(place) and not table.isColumnHidden(0)


def test_the_menu_key_opens_what_is_done_with_one_or_with_several(page: RecordPage) -> None:
    table = page.listing.table
    page.focus_list()
    assert page.record == table.current_id() is not None
    QApplication.sendEvent(table.viewport(), _menu_key())
    assert opened() is page.pane.menu
    page.pane.menu.close()
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(table.viewport(), _menu_key())
    assert opened() is page.many_menu
    opened().close()


def test_news_do_not_draw_the_keyboard_into_the_pane(page: RecordPage) -> None:
    page.focus_list()
    page.pane.focus_details()
    page.focus_search()
    page.reload()
    assert page.window().focusWidget() is page.listing.search


def _menu_key() -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
