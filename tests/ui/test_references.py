from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# More emissions than True has references at the start of a program.
_SCRIPT = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
from ui.references import hold_singletons

class Bell(QObject):
    rung = Signal()

application = QCoreApplication([])
hold_singletons()
hold_singletons()
bell = Bell()
for turn in range(200_000):
    bell.rung.emit()
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is not counted there")
def test_a_long_session_does_not_use_up_true() -> None:
    home = Path(__file__).parents[2]
    for script, ends_well in ((_SCRIPT, True), (_SCRIPT.replace("hold_singletons()\n", ""), False)):
        done = subprocess.run([sys.executable, "-c", script], cwd=home, capture_output=True)
        assert (done.returncode == 0) is ends_well, done.stderr.decode()
