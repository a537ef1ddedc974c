"""The open file, watched: replaced underneath, renamed, gone, or changed by another program."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from models import clock
from models.errors import UserError, WrongPassphrase
from models.vocabulary import Kind
from ui import asking, faults
from ui.merging import wording
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.outside import Outside
    from models.merging.merge import Merged
    from models.merging.rescue import Aside
    from ui.desk import Desk

_EVERY = 1_000  # milliseconds
_AT_ONCE = 60
# So many looks a file may be missing: who saves it anew may take it away first.
_PATIENCE = 3


class FileWatch(QObject):
    """Only names and times are asked of the file here: reading it would drop SQLite's locks.

    Signals:
    moved(str, object): the window goes on with both together, or under another name; a sentence,
    and the Merged where there was a merge.
    """

    moved = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session: Session | None = None
        self._known: os.stat_result | None = None
        self._outside: Outside | None = None
        self._missing = 0
        self._at_work = False
        self._aside: Aside | None = None  # what was open, until it is in a file again
        self._soon = QTimer(self, singleShot=True, interval=_AT_ONCE)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _file: self._soon.start())
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._regularly = QTimer(self, interval=_EVERY)
        self._regularly.timeout.connect(self.look)

    def begin(self, session: Session) -> None:
        """Watch the file of a session, which this thread is connected to."""
        from models.journal.outside import Outside  # the file is open by now

        self.end()
        self._session = session
        if session.path is None:
            return
        try:
            self._known = os.stat(session.path)
        except OSError:
            self._known = None  # replaced between opening and now: the first look finds it
        self._outside = Outside()
        self._watcher.addPaths([str(session.path), str(session.path.parent)])
        self._regularly.start()

    def end(self) -> None:
        """The file is being left. What is under way may be dropped, so it is kept first."""
        if self._session is not None and self._session.path is not None and self._aside is not None:
            self._keep_for_later(self._session.path, self._aside)
        self._session, self._outside, self._missing, self._at_work = None, None, 0, False
        self._soon.stop()
        self._regularly.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)

    def look(self) -> None:
        """See whether the file is still the one that was opened, and what others wrote to it."""
        session = self._session
        if session is None or session.path is None or self._at_work or session.tasks.busy:
            return
        try:
            now = os.stat(session.path)
        except OSError:
            self._missing += 1
            if self._missing >= _PATIENCE:
                self._lose(session, session.path)
            return
        self._missing = 0
        if self._known is None or not os.path.samestat(now, self._known):
            self._rescue(session, session.path)
        else:
            self._listen(session, session.path)

    # Changed by others, in its place

    def _listen(self, session: Session, path: Path) -> None:
        if self._outside is None:
            return
        news = self._outside.look()
        if news.overwritten:
            self._open_anew(path)
        elif news.kinds:
            session.announce(*news.kinds)
            session.tell(_("Another program changed this file. The pages show it as it is now."))

    def _open_anew(self, path: Path) -> None:
        """Another file was written over the open one: nothing known of it holds any more."""
        self.end()
        self._desk.reopen(path)
        asking.say(
            self._desk.window,
            _("“{file}” was overwritten by another file while it was open.", file=path.name),
            _(
                "It was opened anew. If something you wrote is missing, merge the latest backup:"
                " nothing in it gets lost."
            ),
        )

    # Replaced, renamed, gone

    def _rescue(self, session: Session, path: Path) -> None:
        from models.book import read_only  # the file is open by now
        from models.merging.rescue import set_aside

        if read_only():  # nothing was written here, so nothing could be lost
            self.end()
            self._desk.reopen(path)
            return
        self._at_work = True
        try:
            aside = set_aside()
        except UserError as error:
            self._give_up(path, error)
            return
        self._aside = aside
        self._join(session, path, aside, aside.passphrase)

    def _join(self, session: Session, path: Path, aside: Aside, passphrase: str) -> None:
        from models.merging.rescue import join  # the file is open by now

        session.tasks.run(
            join,
            path,
            passphrase,
            aside,
            title=_("Merging…"),
            done=partial(self._joined, session, path, aside),
            failed=partial(self._part, session, path, aside, passphrase),
            connected=False,
            stoppable=False,
        )

    def _joined(self, session: Session, path: Path, aside: Aside, merged: Merged) -> None:
        from models.merging.rescue import reconnect  # the file is open by now

        self._put_away(aside)
        reconnect(path)
        self.begin(session)
        session.announce(*Kind)
        self.moved.emit(_joined_words(path, merged), merged)

    def _part(
        self, session: Session, path: Path, aside: Aside, passphrase: str, error: UserError
    ) -> None:
        if isinstance(error, WrongPassphrase):
            again = passphrase != aside.passphrase
            given = asking.ask_passphrase(self._desk.window, path.name, again=again)
            if given is not None:
                self._join(session, path, aside, given)
                return
        text = _("“{file}” was replaced by a file that cannot be merged.", file=path.name)
        self._keep(session, path, aside, wording.together(text, faults.worded(error)))

    def _lose(self, session: Session, path: Path) -> None:
        from models.book import read_only  # the file is open by now
        from models.merging.rescue import find_renamed, reconnect, set_aside

        if read_only():
            self.end()
            self._desk.reopen(path)
            return
        self._at_work = True
        found = find_renamed(path, self._known) if self._known is not None else None
        if found is not None:
            self._desk.follow(found)
            reconnect(found)
            self.begin(session)
            self.moved.emit(_("The file is called “{file}” now.", file=found.name), None)
            return
        try:
            aside = set_aside()
        except UserError as error:
            self._give_up(path, error)
            return
        text = _("“{file}” is not there any more.", file=path.name)
        self._keep(session, path, aside, text)

    def _keep(self, session: Session, path: Path, aside: Aside, reason: str) -> None:
        """Go on with a file of our own, beside what is there now."""
        from models.merging.rescue import go_on_beside

        try:
            kept = go_on_beside(aside, path, _kept_name(path))
        except UserError as error:
            self._give_up(path, error)
            return
        finally:
            self._put_away(aside)
        self._desk.follow(kept)
        self.begin(session)
        session.announce(*Kind)
        text = _("What you had open goes on in “{file}”, with everything in it.", file=kept.name)
        self.moved.emit(text, None)
        asking.say(self._desk.window, reason, text)

    def _keep_for_later(self, path: Path, aside: Aside) -> None:
        """Leave what was open beside the file: it is found, and merged, at the next opening."""
        from models.merging.rescue import keep_beside

        with suppress(UserError):
            keep_beside(aside, path, _kept_name(path))
        self._aside = None

    def _put_away(self, aside: Aside) -> None:
        self._aside = None
        aside.close()

    def _give_up(self, path: Path, error: UserError) -> None:
        """Nothing can be read or written any more: say so once."""
        self.end()
        asking.say(
            self._desk.window,
            _(
                "“{file}” cannot be reached any more. Close the community, and open it again when"
                " the file is back.",
                file=path.name,
            ),
            faults.worded(error),
        )


def _kept_name(path: Path) -> str:
    return _("{name} (kept {day})", name=path.stem, day=f"{clock.today():%Y-%m-%d}")


def _joined_words(path: Path, merged: Merged) -> str:
    if merged.relation in ("same", "older"):
        return _(
            "“{file}” was replaced by a newer copy. It has all you wrote; the pages show it now.",
            file=path.name,
        )
    said = _(
        "“{file}” was replaced by another copy while it was open. What you wrote was merged into"
        " it: nothing is lost.",
        file=path.name,
    )
    left = wording.conflicts_headline(len(merged.conflicts), len(merged.twins))
    return wording.together(said, _("{what}.", what=left)) if left else said
