"""Every page in both languages and both schemes: nothing fails, no heading stays English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.book import close_book, create_book
from models.sample import create_sample
from tests.ui.conftest import open_desk
from ui import faults
from ui.desk import Desk
from ui.page_commands import offered
from ui.preferences import Preferences
from ui.rooms import ROOMS

HAN = re.compile("[㐀-鿿]")
WORD = re.compile(r"[A-Za-z]{3,}")
# Names of formats and programs, and keys.
SAME_EVERYWHERE = re.compile(r"English|Guildbook|PDF|Excel|CSV|Alt|Ctrl|Shift|Up|Down|GB18030|UTF")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "灯市读书会.guildbook"
    create_sample(path, "zh_CN")
    close_book()
    return path


@pytest.fixture(params=["light", "dark"])
def preferences(request: pytest.FixtureRequest, tmp_path: Path) -> Preferences:
    made = Preferences(tmp_path / "preferences.ini")
    made.language, made.scheme = "en", request.param
    return made


@pytest.fixture(params=["empty", "sample"])
def desk(
    request: pytest.FixtureRequest, sample: Path, tmp_path: Path, preferences: Preferences,
    qtbot: QtBot,
) -> Iterator[Desk]:  # fmt: skip
    path = sample
    if request.param == "empty":
        path = tmp_path / "新社群.guildbook"
        create_book(path, "新社群")
        close_book()
    made = open_desk(path, preferences, qtbot)
    yield made
    made.window.close()


def test_every_page_in_every_dress(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[BaseException] = []
    monkeypatch.setattr(faults, "show", lambda error, _window: failed.append(error))
    for _language in range(2):
        english: dict[str, list[str]] = {}
        for place, room in enumerate(ROOMS):
            desk.show_page(place)
            qtbot.waitUntil(lambda: not desk.tasks.busy)
            english[room.name] = [text for text in headings(desk.shell) if is_english(text)]
            assert desk.pages is not None
            english[room.name] += [
                offer.title for offer in offered(desk.pages) if is_english(offer.title)
            ]
        chinese = desk.shell.tabs.tabText(1) == "成员"
        assert not chinese or not any(english.values()), english
        assert chinese or all(english.values())
        desk.switch_language()
    assert desk.session is not None
    assert failed == []


def is_english(text: str) -> bool:
    return not HAN.search(text) and bool(WORD.search(SAME_EVERYWHERE.sub("", text)))


def headings(root: QWidget) -> Iterator[str]:
    """Yield the words the program itself says: titles, buttons, table headings, hints."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parentWidget(), QAbstractItemView):
            continue
        if isinstance(widget, QLabel) and widget.property("role") in ("title", "heading"):
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield widget.accessibleName()
        elif isinstance(widget, QTableView):
            yield from _columns(widget)


def _columns(table: QTableView) -> Iterator[str]:
    header: QHeaderView = table.horizontalHeader()
    for section in range(header.count()):
        yield str(table.model().headerData(section, Qt.Orientation.Horizontal) or "")
