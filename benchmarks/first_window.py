"""Process start to first painted window: ours on a large file beside a bare QMainWindow.

Both start as fresh processes, in pairs, so that the machine's moods hit both alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).parents[1]
PAIRS = 11
MEMBERS = 100_000
TARGET = 1.3

# The clock is the system's monotonic one, which both processes share.
_BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        print(time.monotonic(), flush=True)
        os._exit(0)

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""
# main.py itself, with an ear at the window's first painting.
_OURS = """
import os, sys, time
from PySide6.QtCore import QSettings
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[2])
import ui.main_window

class Window(ui.main_window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted.connect(lambda: (print(time.monotonic(), flush=True), os._exit(0)))

ui.main_window.MainWindow = Window
import main
main.main([sys.argv[1]])
"""


def seconds_until_painted(script: str, *arguments: str) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=HOME,
        env={**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.split()[0]) - begun


def make_file(path: Path, members: int) -> None:
    """Write a community of so many members."""
    from models.book import close_book, create_book
    from models.journal.transactions import action
    from models.members.member import Member

    create_book(path, "Benchmark")
    with action("member.import", members):
        for first in range(0, members, 500):
            names = [f"成员{number:06d}" for number in range(first, min(first + 500, members))]
            Member.bulk_create([Member(name=name, pinyin=name) for name in names])
    close_book()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "large.guildbook")
        make_file(file, MEMBERS)
        pairs = []
        for turn in range(PAIRS + 1):
            bare = seconds_until_painted(_BARE)
            ours = seconds_until_painted(_OURS, str(file), folder)
            if turn:  # the first pair warms the disk cache
                pairs.append((bare, ours))
    bare = statistics.median(bare for bare, _ours in pairs)
    ours = statistics.median(ours for _bare, ours in pairs)
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    print(
        f"first window, {MEMBERS:,} members: {ours * 1000:.0f} ms;"
        f" bare QMainWindow: {bare * 1000:.0f} ms; ratio {ratio:.2f} (target {TARGET})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
