"""What the window shows while no file is open: the welcome page, a refusal, or the locked page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import Damaged, UserError
from ui import asking, faults, pages
from ui.safety.locked_page import LockedPage

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.preferences import Preferences
    from ui.records.record_page import RecordPage


@dataclass(frozen=True)
class Locked:
    """Which file waits to be unlocked, and the tab it comes back to."""

    path: Path
    name: str
    place: int
    protected: bool


@dataclass(frozen=True)
class View:
    """What a list of records was showing, to be shown again when its file is."""

    path: Path
    place: int
    search: str
    pill: str


class Closed(QObject):
    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._desk = desk
        self._preferences = preferences
        self._place: tuple[Path, int] | None = None
        self.locked: Locked | None = None
        self.page: LockedPage | None = None
        self._view: View | None = None
        desk.settled.connect(self._show_again)

    def show(self) -> None:
        """Show the locked page where a file is locked, else the welcome page."""
        if self.locked is None:
            self.welcome()
        else:
            self.lock(self.locked)

    def welcome(self, refusal: str = "", damaged: Path | None = None) -> None:
        """Welcome; where a file was refused, say why, and how a damaged one may be saved."""
        from ui.welcome import Welcome  # the pages of a file may never be left for it

        desk, self.locked = self._desk, None
        page = Welcome(self._preferences.recent, refusal, damaged is not None)
        page.create_wanted.connect(desk.make_community)
        page.open_wanted.connect(desk.choose_community)
        page.sample_wanted.connect(desk.make_sample)
        page.recent_wanted.connect(desk.open_file)
        page.backup_wanted.connect(lambda: desk.safety.open_backup(damaged))
        page.salvage_wanted.connect(lambda: desk.safety.salvage(damaged))
        desk.show_closed(page)

    def lock(self, locked: Locked) -> None:
        self.locked = locked
        self.page = LockedPage(locked.name, locked.protected)
        self.page.unlock_wanted.connect(self._unlock)
        self.page.other_wanted.connect(self._desk.choose_community)
        self._desk.show_closed(self.page, locked.name)

    def refuse(self, path: Path, error: UserError | None, before: Path | None) -> None:
        """A file was not opened: the one before comes back, or what the window showed."""
        refusal = faults.worded(error) if error is not None else ""
        if before is not None:
            if refusal:
                asking.say(self._desk.window, refusal)
            self._desk.opening.open(before)
        elif self.locked is None:
            self.welcome(refusal, path if isinstance(error, Damaged) else None)
        else:
            self.lock(self.locked)
            if refusal and self.page is not None:
                self.page.complain(refusal)

    def come_back(self, path: Path, place: int) -> None:
        """Once this file is open again, show this tab."""
        self._place = (path, place)

    def note_view(self) -> None:
        """The file is about to be closed for a while: remember what is searched for."""
        desk, place = self._desk, self._desk.shell.tabs.currentIndex()
        page = self._list_at(place)
        if page is not None and desk.session is not None and desk.session.path:
            bar = page.listing.filter
            self._view = View(desk.session.path, place, bar.search.text(), bar.pill)

    def _show_again(self) -> None:
        desk, view = self._desk, self._view
        if view is None or desk.session is None or desk.pages is None:
            return
        self._view = None
        page = self._list_at(view.place)
        if desk.session.path == view.path and page is not None:
            page.show_pill(view.pill)
            page.listing.search.setText(view.search)

    def _list_at(self, place: int) -> RecordPage | None:
        """Return the list of a tab, which may be one of several views of its subject."""
        from ui.records import record_page  # a page of records was built by now

        tab = self._desk.pages.records(place) if self._desk.pages is not None else None
        if isinstance(tab, record_page.RecordPage):
            return tab
        found = tab.findChild(record_page.RecordPage) if isinstance(tab, QWidget) else None
        return found if isinstance(found, record_page.RecordPage) else None

    def place_of(self, path: Path) -> int:
        """A file was opened: return the tab to begin with."""
        wanted, locked = self._place, self.locked
        self._place, self.locked, self.page = None, None, None
        if locked is not None and locked.path == path:
            return locked.place
        return wanted[1] if wanted is not None and wanted[0] == path else pages.OVERVIEW

    def _unlock(self, key: str) -> None:
        if self.locked is not None:
            self._desk.opening.unlock(self.locked.path, key, self._wrong)

    def _wrong(self) -> None:
        if self.page is not None:
            self.page.refuse()
