"""The open file, watched: replaced underneath, renamed, gone, or changed by another program."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from models.errors import UserError, WrongPassphrase
from models.vocabulary import Kind
from ui import asking, faults
from ui.merging import telling, wording
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.outside import Outside
    from models.merging.merge import Merged
    from models.merging.own_work import OwnWork
    from models.merging.rescue import Aside
    from models.progress import Progress
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
        self._own: OwnWork | None = None  # of a file that is only read there is none
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
        from models.book import read_only  # the file is open by now
        from models.journal.outside import Outside
        from models.merging.own_work import OwnWork

        self._stop()
        self._session = session
        if session.path is None:
            return
        try:
            self._known = os.stat(session.path)
        except OSError:
            self._known = None  # replaced between opening and now: the first look finds it
        self._outside = Outside()
        if not read_only():
            self._own = OwnWork()
        self._watcher.addPaths([str(session.path), str(session.path.parent)])
        self._regularly.start()

    def end(self) -> None:
        """The file is being left. What is under way may be dropped, so it is kept first; so is
        what is only here, where the file is another one since the last look."""
        session = self._session
        if session is not None and session.path is not None:
            aside = self._aside or self._only_here(session.path)
            if aside is not None:
                self._keep_for_later(session.path, aside)
        self._stop()

    def _stop(self) -> None:
        if self._own is not None:
            self._own.end()
        self._session, self._outside, self._own = None, None, None
        self._missing, self._at_work = 0, False
        self._soon.stop()
        self._regularly.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)

    def keep_base(self, failed: Callable[[UserError], None]) -> None:
        """Have the backup made, or found, that holds what is in the file now."""
        from ui.safety.jobs import keep_opened  # the file is open by now

        if self._session is not None and (own := self._own) is not None:
            mark = own.mark()
            self._session.tasks.run(
                keep_opened, done=lambda backup: own.rely_on(backup, mark), failed=failed
            )

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
            if self._own is not None and self._own.wants_base:
                self.keep_base(lambda _error: None)

    # Changed by others, in its place

    def _listen(self, session: Session, path: Path) -> None:
        if self._outside is None:
            return
        stands = self._own is None or self._own.still_stands()
        news = self._outside.look()
        if news.overwritten or not stands:
            self._recover(session, path)
        elif news.kinds:
            session.announce(*news.kinds)
            session.tell(_("Another program changed this file. The pages show it as it is now."))

    def _recover(self, session: Session, path: Path) -> None:
        """Another file was written over the open one: make anew what was here, and merge it."""
        own = self._own
        if own is None:  # nothing was written here, so nothing could be lost
            self._stop()
            self._desk.reopen(path)
            return
        self._at_work = True
        own.end()
        session.tasks.run(
            _rebuilt,
            own,
            title=_("Merging…"),
            done=partial(self._join_anew, session, path),
            failed=partial(self._open_anew, path, own.base),
            connected=False,
            stoppable=False,
        )

    def _join_anew(self, session: Session, path: Path, aside: Aside) -> None:
        self._aside = aside
        self._join(session, path, aside, aside.passphrase)

    def _open_anew(self, path: Path, base: Path | None, error: UserError) -> None:
        """What was here cannot be made anew: open what is there, and offer the backups."""
        self._stop()
        self._desk.reopen(path)
        telling.say_when_free(
            self._desk,
            _("“{file}” was overwritten by another file while it was open.", file=path.name),
            _("It was opened anew as it is now. {reason}", reason=faults.worded(error)),
            (_("Backups…"), lambda: self._desk.safety.show_backups(base)),
        )

    def _only_here(self, path: Path) -> Aside | None:
        """Copy what was open where another file stands in its place that was not noticed yet."""
        from models.merging.rescue import set_aside  # the file is open by now

        own = self._own
        if own is None or self._known is None:
            return None
        with suppress(UserError, OSError):
            if self._at_work:
                return own.rebuild()
            if not os.path.samestat(os.stat(path), self._known):
                return set_aside()
            if not own.still_stands():
                return own.rebuild()
        return None

    # Replaced, renamed, gone

    def _rescue(self, session: Session, path: Path) -> None:
        from models.book import read_only  # the file is open by now
        from models.merging.rescue import set_aside

        if read_only():  # nothing was written here, so nothing could be lost
            self._stop()
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
        from ui.merging.jobs import follow_merge, reconnect  # the file is open by now

        self._put_away(aside)
        reconnect(path)
        self.begin(session)
        session.tasks.run(follow_merge, done=lambda _count: session.announce(*Kind))
        self.keep_base(lambda _error: None)
        self.moved.emit(wording.joined(merged, path.name), merged)

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
            self._stop()
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
        self._keep(session, path, aside, _("“{file}” is not there any more.", file=path.name))

    def _keep(self, session: Session, path: Path, aside: Aside, reason: str) -> None:
        """Go on with a file of our own, beside what is there now."""
        from models.merging.rescue import go_on_beside

        try:
            kept = go_on_beside(aside, path, wording.kept_name(path.stem))
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
        telling.say_when_free(self._desk, reason, text)

    def _keep_for_later(self, path: Path, aside: Aside) -> None:
        """Leave what was open beside the file: it is found, and merged, at the next opening."""
        from models.merging.rescue import keep_beside

        with suppress(UserError):
            keep_beside(aside, path, wording.kept_name(path.stem))
        self._aside = None

    def _put_away(self, aside: Aside) -> None:
        self._aside = None
        aside.close()

    def _give_up(self, path: Path, error: UserError) -> None:
        """Nothing can be read or written any more: say so once."""
        self._stop()
        telling.say_when_free(
            self._desk,
            _(
                "“{file}” cannot be reached any more. Close the community, and open it again when"
                " the file is back.",
                file=path.name,
            ),
            faults.worded(error),
        )


def _rebuilt(own: OwnWork, progress: Progress) -> Aside:
    return own.rebuild(progress)
