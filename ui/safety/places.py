"""Folders the program keeps things in, shown in the system's own windows."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from resources.version import APPLICATION
from ui import asking
from ui.wording import _


def backups_folder() -> Path:
    """Return where the backups of every community are. It may not be there yet."""
    return user_data_path(APPLICATION, appauthor=False) / "backups"


def show_folder(parent: QWidget, folder: Path) -> None:
    """Open a folder in the system's file manager, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        asking.say(parent, _("This computer has no program that shows folders."), str(folder))
