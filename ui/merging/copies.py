"""Copies find their way home: what sync programs and browsers leave beside the file is noticed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from models.naming import SUFFIX
from ui.merging.offers import Offer, OfferBar
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.merging.copies import Copy
    from ui.desk import Desk

# A file and when it was last changed: what was decided holds until it changes again.
Mark = tuple[Path, int]

_PAUSE = 400  # milliseconds after the folder changed
_SLOWLY = 30_000  # folders of some systems say nothing
_SETTLED = 2.0  # seconds without a change before a file counts as whole
_PROGRAMS = {
    "syncthing": "Syncthing",
    "nextcloud": "Nextcloud",
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
}


class Copies(QObject):
    """Looks at names and times here, at contents on the worker; offers one copy at a time.

    Signals:
    merge_wanted(Path): the user wants a copy merged.
    """

    merge_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session: Session | None = None
        self._looked: set[Mark] = set()
        self._offers: list[Offer] = []
        self._undone: set[int] = set()  # merges that offers rest on
        self._merges = 0
        self.bar: OfferBar | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._slowly = QTimer(self, interval=_SLOWLY)
        self._slowly.timeout.connect(self.look)

    def begin(self, session: Session) -> None:
        """Watch the folder of the file that is open; into one that is only read nothing merges."""
        from models.book import read_only  # the file is open by now
        from models.merging.copies import merges

        self.end()
        if session.path is None or read_only():
            return
        self._session = session
        self._merges = merges()[0]
        session.changed.connect(self._reconsider)
        self._looked = set(session.preferences.declined)
        self._watcher.addPath(str(session.path.parent))
        self._slowly.start()
        self._soon.start()

    def end(self) -> None:
        """The file is being left."""
        if self._session is not None:
            self._session.changed.disconnect(self._reconsider)
        self._session = None
        self._soon.stop()
        self._slowly.stop()
        if folders := self._watcher.directories():
            self._watcher.removePaths(folders)
        self._offers.clear()
        self._show()

    def look(self) -> None:
        """Look for copies that were not looked at yet, as soon as nobody is writing them."""
        if self._session is None or self._session.path is None:
            return
        beside = _beside(self._session.path)
        there = {path for path, _time in beside}
        self._offers = [offer for offer in self._offers if offer.path in there]
        self._show()
        new = beside - self._looked
        if not new:
            return
        now = time.time()
        if self._session.tasks.busy or any(now - at / 1e9 < _SETTLED for _path, at in new):
            self._soon.start()
            return
        from ui.merging.jobs import find_new_copies  # the file is open by now

        known = frozenset(self._looked)
        self._looked |= new
        self._session.tasks.run(
            find_new_copies, known, done=self._found, failed=lambda _error: None
        )

    def offer_trash(self, path: Path, move: Callable[[], None], merge: int | None = None) -> None:
        """Offer to clear away a copy that holds nothing new any more, since this merge."""
        text = _("“{file}” holds nothing new any more.", file=path.name)
        self._offer(replace(self._trash_offer(path, text, move), merge=merge), first=True)

    def settle(self, path: Path) -> None:
        """Never offer this copy again as it is now."""
        mark = _mark(path)
        if mark is not None and self._session is not None:
            self._looked.add(mark)
            self._session.preferences.decline(mark)
        self._offers = [offer for offer in self._offers if not _is_same(offer.path, path)]
        self._show()

    def _reconsider(self, _kinds: object) -> None:
        """Something was written: a merge, perhaps, or its undoing. What was offered may not hold
        any more; after a merge the copies that are offered for merging are looked at anew."""
        from models.merging.copies import is_undone, merges  # the file is open by now

        if not self._offers:
            return
        rested_on = {offer.merge for offer in self._offers if offer.merge is not None}
        self._undone = {merge for merge in rested_on if is_undone(merge)}
        amount, _last = merges()
        if amount != self._merges:
            self._merges = amount
            doubtful = {offer.path for offer in self._offers if offer.merge is None}
            self._looked = {mark for mark in self._looked if mark[0] not in doubtful}
            self._looked |= set(self._session.preferences.declined if self._session else ())
            self._offers = [offer for offer in self._offers if offer.path not in doubtful]
            self._soon.start()
        self._show()

    def _found(self, copies: tuple[tuple[Copy, bool | None], ...]) -> None:
        for copy, brings_nothing in copies:
            if brings_nothing and copy.hint in _PROGRAMS:
                text = _(
                    "“{file}” is left over from {program} and holds nothing new.",
                    file=copy.path.name,
                    program=_PROGRAMS[copy.hint],
                )
                move = partial(self._desk.merging.move_to_trash, copy.path)
                self._offer(self._trash_offer(copy.path, text, move))
            elif not brings_nothing:
                self._offer(self._merge_offer(copy))

    def _merge_offer(self, copy: Copy) -> Offer:
        if copy.hint in _PROGRAMS:
            text = _(
                "A copy made by {program} was found: “{file}”. Merged, nothing in it is lost.",
                program=_PROGRAMS[copy.hint],
                file=copy.path.name,
            )
        else:
            text = _(
                "A copy of this community was found beside it: “{file}”. Merged, nothing in it is"
                " lost.",
                file=copy.path.name,
            )
        merge = partial(self.merge_wanted.emit, copy.path)
        settle = partial(self.settle, copy.path)
        return Offer(copy.path, text, ((_("Merge…"), merge), (_("Not now"), settle)))

    def _trash_offer(self, path: Path, text: str, move: Callable[[], None]) -> Offer:
        ways = (
            (_("Move it to the computer's trash"), move),
            (_("Keep it"), partial(self.settle, path)),
        )
        return Offer(path, text, ways, "trash-2")

    def _offer(self, offer: Offer, first: bool = False) -> None:
        others = [each for each in self._offers if not _is_same(each.path, offer.path)]
        self._offers = [offer, *others] if first else [*others, offer]
        self._show()

    def _show(self) -> None:
        """Show the first of the offers, if it is not shown already."""
        standing = (offer for offer in self._offers if offer.merge not in self._undone)
        wanted = next(standing, None)
        if self.bar is not None:
            if self.bar.offer == wanted:
                return
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None
        if wanted is not None:
            self.bar = OfferBar(wanted)
            self.bar.decided.connect(self._take_away)
            self._desk.shell.offers.addWidget(self.bar)
            self.bar.show()

    def _take_away(self) -> None:
        if self.bar is not None:
            self._offers = [offer for offer in self._offers if offer is not self.bar.offer]
        self._show()


def _beside(mine: Path) -> set[Mark]:
    """Return the files of our kind beside the open one. Asks for names and times alone: reading
    the open file here would drop SQLite's locks."""
    found = set()
    try:
        with os.scandir(mine.parent) as entries:
            for entry in entries:
                name = Path(entry.name)
                if name.suffix == SUFFIX and not entry.name.startswith("."):
                    if entry.name != mine.name and entry.is_file():
                        found.add((Path(entry.path), entry.stat().st_mtime_ns))
    except OSError:
        return set()
    return found


def _is_same(one: Path, other: Path) -> bool:
    return one == other or one.resolve() == other.resolve()


def _mark(path: Path) -> Mark | None:
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return None
