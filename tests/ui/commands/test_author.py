from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ui.commands.author import settings_path, this_author
from ui.preferences import Preferences

ROOT = Path(__file__).parents[3]


def test_the_settings_are_the_windows_own() -> None:
    # In a process of its own: Qt looks only once where the user's settings are.
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from ui.preferences import Preferences;"
        "from ui.commands.author import this_author; window = Preferences();"
        "window.organizer = '林'; device = window.device; del window;"
        "sys.exit((this_author().device, this_author().name) != (device, '林'))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(ROOT)], check=False).returncode == 0


def test_a_command_writes_under_the_name_the_window_has(home: Path) -> None:
    preferences = Preferences(settings_path())
    preferences.organizer = '林知夏, "Lin"; a=b \\x é'
    preferences.remember(home / "a, b.guildbook")
    device = preferences.device
    del preferences
    author = this_author()
    assert (author.device, author.name) == (device, '林知夏, "Lin"; a=b \\x é')


def test_a_machine_gets_its_name_once_and_keeps_its_settings() -> None:
    preferences = Preferences(settings_path())
    preferences.organizer = "林"
    preferences.keep_widths("device", preferences.geometry)
    del preferences
    device = this_author().device
    assert device
    assert this_author().device == device
    again = Preferences(settings_path())
    assert (again.device, again.organizer) == (device, "林")


def test_without_settings_a_machine_still_has_one_name() -> None:
    assert this_author() == this_author()
    assert Preferences(settings_path()).device == this_author().device


def test_settings_that_cannot_be_kept_do_no_harm(home: Path) -> None:
    settings_path().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_path().parent.write_text("in the way", encoding="utf-8")
    assert this_author().device


def test_a_machines_name_is_kept_for_its_owner_alone_and_nothing_beside_it() -> None:
    assert this_author().device in settings_path().read_text(encoding="utf-8")
    assert [each.name for each in settings_path().parent.iterdir()] == [settings_path().name]
    if os.name == "posix":
        assert settings_path().stat().st_mode & 0o777 == 0o600
