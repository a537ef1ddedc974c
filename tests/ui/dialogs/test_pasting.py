"""Rows copied from the table and pasted into it, and what an import would do cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.exchange.plan import Mode
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.vocabulary import Kind
from ui import asking
from ui.commands.arguments import MODES
from ui.dialogs.importing import import_clipboard, import_file
from ui.dialogs.importing_window import ImportWindow
from ui.import_words import MODES as MODE_TITLES
from ui.members.tab import members_tab
from ui.session import Session


def copied(text: str, markup: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if markup:
        data.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(data)


def opened(parent: QWidget, qtbot: QtBot) -> ImportWindow:
    qtbot.waitUntil(lambda: parent.findChild(ImportWindow) is not None)
    window = parent.findChild(ImportWindow)
    assert window is not None
    settle(window, qtbot)
    return window


def settle(window: ImportWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._planning.isActive() and not window._session.tasks.busy)


def cells(window: ImportWindow) -> list[list[str]]:
    model = window.changes.changes
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_selected_rows_are_copied_as_a_spreadsheet_takes_them(
    book: Path, session: Session, qtbot: QtBot
) -> None:
    save_member(None, {"name": "王芳", "group_name": "=SUM(1)", "region": "东\t湖"})
    save_member(None, {"name": "李四"})
    page = members_tab(session)
    qtbot.addWidget(page)
    page.resize(1400, 700)
    page.show()
    table = page.listing.table
    qtbot.waitUntil(lambda: table.rows.rowCount() == 2)
    table.setFocus()
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, first, second = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert heading.split("\t")[:2] == ["Name", "Group nickname"]
    assert first.startswith("李四\t")
    assert second.split("\t")[:2] == ["王芳", "'=SUM(1)"] and "东 湖" in second


def test_what_is_pasted_is_shown_before_anything_is_written(
    book: Path, session: Session, qtbot: QtBot
) -> None:
    page = members_tab(session)
    qtbot.addWidget(page)
    page.show()
    copied("王芳\t13812345678\t2026/3/5\n李四\t13900000001\t2026/4/1\n")
    page.listing.table.setFocus()
    qtbot.keyClick(page.listing.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window = opened(page, qtbot)
    assert window.columns.mapping() == {0: "name", 1: "phone", 2: "joined"}
    assert window.agree.text() == "Import 2 rows" and find_members().total == 0
    window.agree.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert find_members().total == 2


def test_a_table_of_a_web_page_is_pasted_too(book: Path, session: Session, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    copied("姓名\n王芳\n", "<table><tr><th>姓名</th><th>电话</th></tr>"
           "<tr><td>王芳</td><td>13812345678</td></tr></table>")  # fmt: skip
    import_clipboard(session, parent, Kind.MEMBER)
    window = opened(parent, qtbot)
    assert window.columns.mapping() == {0: "name", 1: "phone"}


def test_each_mode_shows_its_cells_and_does_what_it_shows(
    book: Path, session: Session, qtbot: QtBot
) -> None:
    fang = save_member(None, {"name": "王芳", "region": "东湖"})
    parent = QWidget()
    qtbot.addWidget(parent)
    copied("姓名\t所在地\t角色\n王芳\t西湖\t志愿者\n新人\t\t\n")
    import_clipboard(session, parent, Kind.MEMBER)
    window = opened(parent, qtbot)
    assert window.look_cells.text() == "2 cells compared"
    assert cells(window) == [
        ["王芳", "Region", "东湖", "西湖", "Is replaced"],
        ["王芳", "Role", "", "志愿者", "Is filled in"],
    ]
    window.mode.setCurrentIndex(window.mode.findData("fill"))
    window.mode.changed.emit()
    settle(window, qtbot)
    assert ["王芳", "Region", "东湖", "西湖", "Stays as it is"] in cells(window)
    window.agree.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert find_members().total == 2
    one = load_member(fang)
    assert one is not None and (one.region, one.role) == ("东湖", "志愿者")


def test_an_address_book_comes_in_by_the_same_window(
    book: Path, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "phone.vcf"
    path.write_text("BEGIN:VCARD\nFN:王芳\nTEL:138\nEND:VCARD\n", encoding="utf-8")
    offered: list[object] = []
    monkeypatch.setattr(asking, "choose_file", lambda *asked: (offered.append(asked[-1]), path)[1])
    parent = QWidget()
    qtbot.addWidget(parent)
    import_file(session, parent, Kind.MEMBER)
    window = opened(parent, qtbot)
    assert "vcf" in str(offered)
    assert window.columns.mapping()[0] == "name"
    assert window.agree.text() == "Import 1 row"


def test_the_command_line_has_the_same_modes() -> None:
    assert set(MODES) == {mode.value for mode in Mode} == {mode.value for mode in MODE_TITLES}
    assert MODES[0] == Mode.UPDATE
