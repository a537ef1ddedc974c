"""Merging from the window: a file is chosen, looked at, agreed to, and taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QObject

from models.errors import UserError, WrongPassphrase
from models.naming import SUFFIX
from ui import asking, faults
from ui.dialogs.calendars import import_calendar, is_calendar
from ui.merging import wording
from ui.merging.copies import Copies
from ui.merging.file_watch import FileWatch
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.merging.merge import Merged
    from ui.desk import Desk
    from ui.merging.jobs import Looked
    from ui.merging.preview_window import PreviewWindow


class Merging(QObject):
    """Works for one window; begins with every file that is opened and ends when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session: Session | None = None
        self.copies = Copies(desk)
        self.copies.merge_wanted.connect(self.look)
        self.watch = FileWatch(desk)
        self.watch.moved.connect(self._follow)

    def begin(self, session: Session) -> None:
        self._session = session
        session.conflicts_wanted.connect(self.show_conflicts)
        self.watch.begin(session)
        self.copies.begin(session)

    def end(self) -> None:
        self._session = None
        self.watch.end()
        self.copies.end()

    def choose(self) -> None:
        """Ask which file to merge."""
        if self._session is None or self._session.path is None:
            return
        patterns = ((_("Communities"), (SUFFIX.removeprefix("."),)),)
        chosen = asking.choose_file(
            self._desk.window, _("Choose the copy to merge"), patterns, self._session.path.parent
        )
        if chosen is not None:
            self.look(chosen)

    def look(self, path: Path, passphrase: str | None = None, dropped: bool = False) -> None:
        """Say what merging a file would do. Of a dropped one, ask first what is wanted."""
        from ui.merging.jobs import look_at  # the file is open by now

        if self._session is not None:
            self._session.tasks.run(
                look_at,
                path,
                passphrase,
                title=_("Looking into “{name}”…", name=path.name),
                done=self._ask_about if dropped else self._preview,
                failed=partial(self._refuse, path, passphrase, dropped),
            )

    def take_drop(self, path: Path) -> None:
        """A file was dropped on the window: a copy of the open community may be merged, a calendar
        taken in."""
        if is_calendar(path):
            self._take_calendar(path)
        elif self._session is None:
            self._desk.open_file(path)
        elif self._session.path == path:
            self._session.tell(_("“{file}” is open already.", file=path.name))
        else:
            self.look(path, dropped=True)

    def _take_calendar(self, path: Path) -> None:
        if self._session is None:
            asking.say(
                self._desk.window, _("Open a community first, then drop the calendar on it.")
            )
        else:
            import_calendar(self._session, self._desk.window, path)

    def show_conflicts(self) -> None:
        from ui.merging.conflicts_window import ConflictsWindow

        if self._session is not None:
            ConflictsWindow(self._session, self._desk.window).open()

    def move_to_trash(self, path: Path) -> None:
        """Put a copy that is no longer needed into the system's trash."""
        if self._session is None:
            return
        self.copies.settle(path)
        if QFile.moveToTrash(str(path)):
            _forget(path)
            self._session.tell(_("“{file}” is in the computer's trash now.", file=path.name))
        else:
            asking.say(
                self._desk.window,
                _(
                    "“{file}” could not be moved to the computer's trash. Delete it yourself.",
                    file=path.name,
                ),
            )

    # What came of looking

    def _refuse(self, path: Path, passphrase: str | None, dropped: bool, error: UserError) -> None:
        if isinstance(error, WrongPassphrase):
            again = passphrase is not None
            given = asking.ask_passphrase(self._desk.window, path.name, again=again)
            if given is not None:
                self.look(path, given, dropped)
        elif dropped:
            # Another community, or no such file: opening it says what is the matter.
            self._desk.open_file(path)
        else:
            faults.show(error, self._desk.window)

    def _ask_about(self, looked: Looked) -> None:
        question = _("“{file}” is a copy of the community that is open.", file=looked.path.name)
        answers = (_("Merge it"), _("Open it instead"))
        chosen = asking.choose(self._desk.window, question, answers)
        if chosen == 0:
            self._preview(looked)
            return
        looked.incoming.close()
        if chosen == 1:
            self._desk.open_file(looked.path)

    def _preview(self, looked: Looked) -> None:
        from ui.merging.preview_window import PreviewWindow

        window = PreviewWindow(looked, self._is_beside(looked.path), self._desk.window)
        window.finished.connect(partial(self._decide, window, looked))
        window.open()

    def _decide(self, window: PreviewWindow, looked: Looked, agreed: int) -> None:
        from ui.merging.jobs import take_in  # the file is open by now

        if agreed and self._session is not None:
            self._session.tasks.run(
                take_in, looked, title=_("Merging…"), done=partial(self._tell, looked.path)
            )
            return
        looked.incoming.close()
        if looked.brings_nothing and self._is_beside(looked.path):
            self.copies.settle(looked.path)
        if window.trash_wanted:
            self.move_to_trash(looked.path)

    def _tell(self, path: Path, merged: Merged) -> None:
        if self._session is None:
            return
        from models.merging.copies import merges  # the file is open by now

        said = wording.happened(merged, path.name)
        for warning in wording.warnings_afterwards(merged):
            said = wording.together(said, warning)
        self.tell_merged(said, merged)
        if self._is_beside(path):
            _amount, last = merges()
            merge = last if merged.transactions else None
            self.copies.offer_trash(path, partial(self.move_to_trash, path), merge)
        self._session.announce(*merged.kinds)

    def tell_merged(self, text: str, merged: Merged) -> None:
        """Say what a merge did, with the ways on from there."""
        disputed = merged.conflicts or merged.twins
        more = (_("Look at the conflicts"), self.show_conflicts) if disputed else None
        self._desk.shell.notice.tell(text, undo=True, more=more)

    def _follow(self, text: str, merged: Merged | None) -> None:
        """The open file stands elsewhere, or is another one, that holds everything of both."""
        if merged is None:
            self._desk.shell.notice.tell(text)
        else:
            self.tell_merged(text, merged)
        if self._session is not None:
            self.copies.begin(self._session)

    def _is_beside(self, path: Path) -> bool:
        mine = self._session.path if self._session is not None else None
        return mine is not None and path.resolve().parent == mine.resolve().parent


def _forget(path: Path) -> None:
    """Nobody needs to be told of a copy any more that is gone."""
    from models import known_copies  # the file is open by now

    try:
        known_copies.forget(path)
    except UserError:
        return
