"""The program starts in separate processes here, as users start it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.book import close_book

_HOME = Path(__file__).parents[2]
_HEAVY = (
    "peewee",
    "sqlcipher3",
    "reportlab",
    "pypinyin",
    "fontTools",
    "PySide6.QtPdf",
    "babel",
    "lucide",
    "ui.desk",
    "ui.wording",
    "resources.i18n",
)
# Stops at the first painting and tells what was imported until then.
_SCRIPT = """
import sys
from pathlib import Path
from ui import start
from ui.preferences import Preferences

preferences = Preferences(Path(sys.argv[1]))
application = start.make_application(preferences)
window = start.make_window(application, preferences, Path(sys.argv[2]))

def tell():
    assert "Qt" not in vars(sys.modules["PySide6.QtCore"]), "the namespace takes 15 ms"
    assert not {"QIcon", "QFont", "QFontDatabase"} & vars(sys.modules["PySide6.QtGui"]).keys()
    print(*sys.modules)
    sys.stdout.flush()
    import os
    os._exit(0)

window.painted.connect(tell)
window.show()
application.exec()
"""


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=_HOME,
        env={**os.environ, "PYTHONPATH": str(_HOME), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_first_window_waits_for_nothing_heavy(book: Path, tmp_path: Path) -> None:
    close_book()
    done = _run("-c", _SCRIPT, str(tmp_path / "p.ini"), str(book), QT_QPA_PLATFORM="offscreen")
    loaded = done.stdout.split()
    assert "ui.main_window" in loaded, done.stderr
    assert [name for name in _HEAVY if name in loaded] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_without_a_screen_it_says_so_in_a_sentence() -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=_HOME,
        env={**environment, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Guildbook needs a screen")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(("said", "meant"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("", "")])
def test_fcitx_is_reached_through_ibus(
    said: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.start import choose_input_method

    monkeypatch.setenv("QT_IM_MODULE", said)
    choose_input_method()
    assert os.environ["QT_IM_MODULE"] == meant
