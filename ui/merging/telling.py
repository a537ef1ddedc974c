"""Messages about the file, one at a time: they come when nothing else is asked or under way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import asking

if TYPE_CHECKING:
    from ui.desk import Desk

_AGAIN = 100  # milliseconds


def say_when_free(
    desk: Desk, text: str, detail: str = "", way: tuple[str, Callable[[], None]] | None = None
) -> None:
    """Say something once no other window waits for the user and no job is under way.

    `way` is a button and what it does.
    """
    is_taken = QApplication.activeModalWidget() is not None or desk.tasks.busy
    if is_taken:
        QTimer.singleShot(_AGAIN, desk, lambda: say_when_free(desk, text, detail, way))
    elif way is None:
        asking.say(desk.window, text, detail)
    elif asking.offer(desk.window, text, detail, way[0]):
        way[1]()
