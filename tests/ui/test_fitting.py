"""Nothing is larger than a small laptop's screen: 1280 × 720, of which a title bar takes a part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.members.member import save_member
from resources.i18n import LANGUAGES
from tests.ui.keyboard import press
from ui.desk import Desk
from ui.past.window import PastWindow
from ui.rooms import ROOMS
from ui.session import Session

_HOME = Path(__file__).parents[2]
_WIDTH, _HEIGHT, _TITLE_BAR = 1280, 720, 40
_SCRIPT = """
import sys
from pathlib import Path
from ui import start
from ui.preferences import Preferences

preferences = Preferences(Path(sys.argv[1]))
application = start.make_application(preferences)
window = start.make_window(application, preferences, None)
window.show()
print(application.primaryScreen().size().toTuple(), window.size().toTuple())
import os
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.parametrize(
    ("screen", "window"),
    [((1280, 800), (1280, 760)), ((1280, 720), (1280, 680)), ((1920, 1080), (1280, 800))],
)
def test_the_first_window_fits_its_screen_with_its_title_bar(
    screen: tuple[int, int], window: tuple[int, int], tmp_path: Path
) -> None:
    described = tmp_path / "screens.json"
    one = {"name": "one", "x": 0, "y": 0, "width": screen[0], "height": screen[1]}
    described.write_text(json.dumps({"screens": [one]}))
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path / "p.ini")],
        cwd=_HOME,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={described}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == f"{screen} {window}", done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_form_fits(desk: Desk, language: str, qtbot: QtBot) -> None:
    save_member(None, {"name": "欧阳娜娜 Alexandra Featherstonehaugh"})
    desk._preferences.language = language
    desk.apply_settings()
    for place in range(len(ROOMS)):
        desk.show_page(place)
        qtbot.waitUntil(lambda: not desk.tasks.busy)
        assert fits(desk), ROOMS[place].name
        if desk._tab() is not None:
            desk.start_new()
            assert fits(desk), ROOMS[place].name
            press(desk.window.focusWidget() or desk.window, Qt.Key.Key_Escape)


def fits(desk: Desk) -> bool:
    least = desk.shell.minimumSizeHint()
    return least.width() <= _WIDTH and least.height() <= _HEIGHT - _TITLE_BAR


def test_a_window_over_it_fits_too(session: Session, qtbot: QtBot) -> None:
    window = PastWindow(session)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.height() <= room.height() - _TITLE_BAR
    assert window.width() <= max(room.width(), window.minimumWidth())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_fits_in_one_column(desk: Desk, language: str) -> None:
    desk._preferences.language = language
    desk.apply_settings()
    menu = desk.shell._menu
    assert menu.sizeHint().height() <= _HEIGHT - _TITLE_BAR
    places = {menu.actionGeometry(each).left() for each in menu.actions() if each.isVisible()}
    assert len(places) == 1
