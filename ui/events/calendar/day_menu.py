"""The menu of a day, and of the event that is selected on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from models.events.calendar import WEEK, DayEvent
from ui.events.calendar.wishes import Wishes
from ui.formats import day_text
from ui.icons import icon
from ui.wording import _


def open_day_menu(
    parent: QWidget, wishes: Wishes, day: date, event: DayEvent | None, quiet: bool, where: QPoint
) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    entries = []
    if event is not None:
        menu.setTitle(event.title)
        entries += [
            (_("Open “{title}”", title=event.title), "arrow-right",
             lambda: wishes.opened.emit(event.id)),
            (_("A day later"), "chevron-right", lambda: wishes.moved.emit(event.id, 1)),
            (_("A week later"), "chevrons-right", lambda: wishes.moved.emit(event.id, WEEK)),
            (_("Delete"), "trash-2", lambda: wishes.removed.emit(event.id)),
        ]  # fmt: skip
    entries += [
        (_("New event on {day}", day=day_text(day)), "plus", lambda: wishes.new_wanted.emit(day)),
        (_("All of this day"), "rows-3", lambda: wishes.day_wanted.emit(day)),
        (_("No quiet week any more") if quiet else _("Quiet week…"), "moon",
         lambda: wishes.quiet_wanted.emit(day)),
    ]  # fmt: skip
    for place, (text, picture, do) in enumerate(entries):
        if place and place == len(entries) - 3:
            menu.addSeparator()
        menu.addAction(icon(picture), text.replace("&", "&&")).triggered.connect(do)
    menu.popup(where)
    return menu
