"""Guildbook opens no network connection, ever."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

from tests.test_architecture import ROOT, imports, name_of, program

NETWORK = {
    *("asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc"),
}
HARMLESS = "urllib.parse"  # it spells addresses and goes to none
QT_NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngine")

# The interpreter itself reports every socket, whoever wants one, to an audit hook.
_FLOWS = """
import os, sys
from pathlib import Path

def refuse(event, arguments):
    if event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.")):
        sys.stderr.write(f"NETWORK: {event} {arguments}\\n")
        sys.stderr.flush()
        os._exit(77)

sys.addaudithook(refuse)
from main import main

folder = Path(sys.argv[1])
book = str(folder / "sample.guildbook")

def run(*arguments):
    code = main([str(argument) for argument in arguments])
    assert code == 0, (arguments, code)

run("new", book, "--name", "Offline", "--sample")
run("list", book, "members", "--search", "zhang", "--json")
run("export", book, folder / "members.csv", "--as", "members")
run("export", book, folder / "members.xlsx", "--as", "members")
run("new", folder / "other.guildbook", "--name", "Other")
run("import", folder / "other.guildbook", folder / "members.xlsx", "--as", "members")
run("undo", folder / "other.guildbook")
run("report", book, "--month", "2026-10", "--output", folder / "month.pdf", "--language", "zh_CN")
run("print", book, "rulebook", "--output", folder / "rules.pdf")
run("history", book)

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from ui.desk import Desk
from ui.preferences import Preferences
from ui.rooms import ROOMS
from ui.start import make_application, make_window

def wait_for(condition):
    for _turn in range(1200):
        if condition():
            return
        turn = QEventLoop()  # QTest.qWait would leave the workers no time
        QTimer.singleShot(25, turn.quit)
        turn.exec()
    raise AssertionError("waited in vain")

preferences = Preferences()
preferences.set_introduced()
application = make_application(preferences)
window = make_window(application, preferences, Path(book))
window.show()
wait_for(lambda: window.findChild(Desk) is not None)  # it is made after the first painting
desk = window.findChild(Desk)
wait_for(lambda: desk.session is not None and not desk.tasks.busy)
assert desk.session.path == Path(book)
sys.excepthook = sys.__excepthook__  # a window that tells of a fault would wait for ever
window.activateWindow()
wait_for(window.isActiveWindow)
for place in range(len(ROOMS)):
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: desk.shell.tabs.currentIndex() == place and not desk.tasks.busy)
window.close()
assert not {"PySide6.QtNetwork"} & sys.modules.keys()
print("went through everything")
"""


def test_no_module_of_ours_knows_the_network() -> None:
    known = [
        f"{name_of(file)}:{line} imports {imported}"
        for file in program()
        for imported, line in imports(ast.parse(file.read_text(encoding="utf-8")))
        if (imported.split(".")[0] in NETWORK and not imported.startswith(HARMLESS))
        or imported.startswith(QT_NETWORK)
    ]
    assert known == []


def test_the_whole_program_runs_where_no_socket_can_be_made(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    went = subprocess.run(
        [sys.executable, "-c", _FLOWS, str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=100,
    )
    assert went.returncode == 0, went.stderr[-3000:]
    assert went.stdout.endswith("went through everything\n")
