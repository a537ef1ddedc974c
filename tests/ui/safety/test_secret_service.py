"""The window beside a real Secret Service, in processes and sessions of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.storage.test_passphrase import in_a_session

_WINDOW = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from models.book import close_book, create_book
from models.members.listing import find_members
from models.members.member import save_member
from models.storage.elsewhere import passphrase_in_use
from models.storage.passphrase import remembered
from ui import asking, theme, wording
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.safety.locked_page import LockedPage
from ui.safety.passphrase_window import PassphraseWindow

folder = Path(sys.argv[1])
application = QApplication([])
theme.apply(application, "light")
wording.use("en")

def never(*_asked, **_named):
    raise AssertionError("the passphrase was asked for")

asking.ask_key = never

def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        application.processEvents()
        time.sleep(0.01)

def start(path):
    preferences = Preferences(folder / "preferences.ini")
    preferences.set_introduced()
    window = MainWindow(preferences, path.stem)
    window.show()
    desk = Desk(window, preferences, path)
    desk.begin()
    until(lambda: desk.session is not None and not desk.tasks.busy)
    return desk

def protect(desk):
    desk.safety.show_passphrase()
    shown = lambda: [e for e in desk.window.findChildren(PassphraseWindow) if e.isVisible()]
    until(shown)
    window = shown()[0]
    for field in (window.new.first, window.new.second):
        field.setText("blue horse on the river")
    assert window.remember.isVisible()
    window.remember.setChecked(True)
    window.agree.click()
    until(lambda: desk.session is None)
    until(lambda: desk.session is not None and not desk.tasks.busy)

path = folder / "a.guildbook"
create_book(path, "a")
save_member(None, {"name": "Ann"})
close_book()
"""
_AGAIN = """
desk = start(path)
protect(desk)
assert passphrase_in_use() == "blue horse on the river"
assert remembered(path) == "blue horse on the river"
desk.window.close()
again = start(path)
assert passphrase_in_use() == "blue horse on the river"
assert find_members().total == 1
again.window.close()
print("went well")
"""
_TWO = """
import subprocess
SECOND = '''
exec(open(sys.argv[2]).read().partition("path = folder")[0])
path = folder / "a.guildbook"
desk = start(path)
assert find_members().total == 1
save_member(None, {"name": "From the second window"})
desk.window.close()
print("second went well", flush=True)
'''
desk = start(path)
protect(desk)
desk.safety.locking.lock()
until(lambda: desk.closed.page is not None)
assert isinstance(desk.closed.page, LockedPage)
story = folder / "story.py"
story.write_text(OWN)
done = subprocess.run(
    [sys.executable, "-c", "import sys\\n" + SECOND, str(folder), str(story)],
    capture_output=True, text=True, timeout=60,
)
assert done.stdout.endswith("second went well\\n"), done.stderr
desk.closed.page.unlock_wanted.emit("blue horse on the river")
until(lambda: desk.session is not None and not desk.tasks.busy)
assert {line.name for line in find_members().lines(0, 9)} == {"Ann", "From the second window"}
desk.window.close()
print("went well")
"""


@pytest.mark.parametrize(
    "story",
    [_WINDOW + _AGAIN, f"OWN = {_WINDOW!r}\n" + _WINDOW + _TWO],
    ids=["remembers", "two windows"],
)
def test_a_passphrase_is_set_in_the_window_and_the_next_opening_does_not_ask(
    story: str, tmp_path: Path
) -> None:
    done = in_a_session(story, tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("went well\n")
