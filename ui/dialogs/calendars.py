"""Calendar files in and out: choosing one, showing what would come of it, writing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import asking
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.exchange.calendars.planning import CalendarPlan
    from models.exchange.calendars.writing import Written
    from models.progress import Progress

ENDING = "ics"
SUFFIX = f".{ENDING}"


def is_calendar(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX


def import_calendar(session: Session, parent: QWidget, path: Path) -> None:
    """Read a calendar and show what would become of it."""
    session.tasks.run(
        _plan,
        path,
        title=_("Reading {name}…", name=path.name),
        done=partial(_open, session, parent),
    )


def export_calendar(
    session: Session, parent: QWidget, ids: Callable[[], Sequence[bytes]], name: str
) -> None:
    """Ask for a file and write events into it; `ids` is asked on the worker, `name` is what the
    file is called at first."""
    patterns = [(_("Calendar (iCalendar)"), (ENDING,))]
    safe = "".join(" " if each in '\\/:*?"<>|' else each for each in name).strip()
    title = _("Save as a calendar")
    target = asking.choose_target(parent.window(), title, patterns, f"{safe or 'events'}{SUFFIX}")
    if target is not None:
        session.tasks.run(
            _write, target, ids, title=_("Exporting…"), done=partial(_tell, session, target)
        )  # fmt: skip


def _tell(session: Session, target: Path, written: Written) -> None:
    said = n_(
        "{count} event is in {name}.", "{count} events are in {name}.", written.count,
        name=target.name,
    )  # fmt: skip
    if written.dateless:
        said = n_(
            "{said} {count} without a date is not in it.",
            "{said} {count} without a date are not in it.",
            written.dateless,
            said=said,
        )
    session.tell(said)


def _plan(path: Path, progress: Progress) -> CalendarPlan:
    from models.exchange.calendars.planning import plan_calendar
    from models.exchange.calendars.reading import read_calendar

    progress(0, 1)
    return plan_calendar(read_calendar(path))


def _open(session: Session, parent: QWidget, plan: CalendarPlan) -> None:
    from ui.dialogs.calendars_window import CalendarWindow

    CalendarWindow(session, parent, plan).open()


def _write(target: Path, ids: Callable[[], Sequence[bytes]], progress: Progress) -> Written:
    from models.book import about
    from models.exchange.calendars.writing import write_calendar

    progress(0, 1)
    return write_calendar(target, ids(), about().name)
