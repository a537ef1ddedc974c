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

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.preferences import Preferences
from ui.start import make_application, make_window

preferences = Preferences()
application = make_application(preferences)
window = make_window(application, preferences, Path(book))
window.show()
QTest.qWait(1000)
for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6):
    QTest.qWait(300)
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
QTest.qWait(300)
window.close()
assert not {"PySide6.QtNetwork"} & sys.modules.keys()
print("went through everything")
"""


def test_no_module_of_ours_knows_the_network() -> None:
    known = [
        f"{name_of(file)}:{line} imports {imported}"
        for file in program()
        for imported, line in imports(ast.parse(file.read_text(encoding="utf-8")))
        if imported.split(".")[0] in NETWORK or imported.startswith(QT_NETWORK)
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
