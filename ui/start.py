"""Starts the window: what must be settled before Qt, the application, the first painting."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from resources import path
from resources.version import APPLICATION, VERSION
from ui import theme
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.safety.lock_names import lock_path


def choose_input_method() -> None:
    """Let fcitx in: the Qt we ship knows only ibus, which fcitx 5 speaks too."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"


def make_application(preferences: Preferences) -> QApplication:
    """Make the application with what the first painting needs: its colours."""
    choose_input_method()
    application = QApplication([APPLICATION])
    QCoreApplication.setApplicationName(APPLICATION)
    QCoreApplication.setApplicationVersion(VERSION)
    application.setDesktopFileName("guildbook")
    theme.choose_first(application, preferences.scheme)
    return application


def make_window(
    application: QApplication, preferences: Preferences, file: Path | None
) -> MainWindow:
    """Make the window; its desk is set up once it has been painted."""
    window = MainWindow(preferences, file.stem if file is not None else "")
    window.painted.connect(
        lambda: QTimer.singleShot(0, lambda: _set_up(application, window, preferences, file))
    )
    return window


def open_window(file: Path | None) -> int:
    """Show the window and return the exit code. `file` None: the last file, else the welcome."""
    preferences = Preferences()
    application = make_application(preferences)
    if file is None:
        file = next((path for path in preferences.recent[:1] if path.is_file()), None)
    if file is not None and _is_shown_elsewhere(file):
        return 0
    window = make_window(application, preferences, file)
    window.show()
    code = application.exec()
    # Qt takes the window apart while everything it stands on still lives; left to the end of
    # Python, the order is chance.
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return code


def _is_shown_elsewhere(file: Path) -> bool:
    """Call the window that has the file open, if there is one; say whether it came."""
    if not lock_path(file.resolve()).exists():
        return False
    from ui.safety.file_lock import call_to_front  # the first painting need not wait for it

    return call_to_front(file)


def _set_up(
    application: QApplication, window: MainWindow, preferences: Preferences, file: Path | None
) -> None:
    from PySide6.QtGui import QIcon

    from ui import faults, speech  # all this may wait for the first painting
    from ui.collecting import Collecting
    from ui.desk import Desk
    from ui.past.opening import introduce
    from ui.references import hold_singletons

    hold_singletons()
    Collecting(window)
    faults.catch(window)
    application.setWindowIcon(QIcon(str(path("icons/guildbook.svg"))))
    speech.speak(preferences.spoken_language)
    theme.apply(application, preferences.scheme)
    desk = Desk(window, preferences, file)
    desk.settled.connect(lambda: introduce(desk))
    desk.begin()
