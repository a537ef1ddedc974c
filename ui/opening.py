"""Opening, making and closing the community file, off the GUI thread where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.errors import UserError, WrongPassphrase
from ui import asking
from ui.preferences import Preferences
from ui.safety import file_lock
from ui.safety.file_lock import FileLock, Holder
from ui.safety.holders import ask_about
from ui.tasks import Tasks
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.transactions import Author
    from models.progress import Progress
    from ui.safety.jobs import Found

_EVERY = 50  # milliseconds


@dataclass(frozen=True)
class Attempt:
    """One try to open a file. `key` is a passphrase that is known already; `wrong` is told of a
    wrong one, where nobody else is to be asked. `remember` it once it has opened the file.
    `anyway`: somebody has it open, and the user knows."""

    path: Path
    key: str | None = None
    read_only: bool = False
    anyway: bool = False
    remember: bool = False
    has_store: bool = False
    wrong: Callable[[], None] | None = None


class Opening(QObject):
    """Signals:

    opened(Path, str): the file is open; the community's name.
    refused(Path, object): the file stays closed; the UserError, or None where the user stopped or
    the window that has it open came to the front.
    """

    opened = Signal(object, str)
    refused = Signal(object, object)

    def __init__(self, window: QWidget, tasks: Tasks, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._preferences = preferences
        self._is_open = False
        self.lock = FileLock(self)

    def open(self, path: Path, key: str | None = None) -> None:
        """Open a file with a passphrase that is known, that the key store has, or that is asked."""
        self.close()
        self._reserve(Attempt(path, key))

    def unlock(self, path: Path, key: str, wrong: Callable[[], None]) -> None:
        """Open a file with a passphrase that was just typed; `wrong` hears of a wrong one."""
        self.close()
        self._reserve(Attempt(path, key, wrong=partial(self._hand_back, wrong)))

    def create(self, path: Path, name: str, passphrase: str) -> None:
        """Make a new community at `path` and open it."""
        self.close()
        self._open_by(_create, Attempt(path), name, passphrase)

    def sample(self, path: Path, language: str) -> None:
        """Write the sample community to `path` and open it."""
        self.close()
        self._open_by(_sample, Attempt(path), language)

    def close(self) -> None:
        """Close the open file whole. Nothing may run on the worker."""
        if self._is_open:
            from models.book import close_book  # not before the first window is painted

            close_book()
            self._is_open = False
        self.lock.release()

    # Is it open elsewhere?

    def _reserve(self, attempt: Attempt) -> None:
        holder = self.lock.take(attempt.path) if attempt.path.is_file() else None
        if holder is None:
            self._look(attempt)
        elif holder.here and file_lock.call(attempt.path.resolve()):
            self._wait(attempt, holder, file_lock.PATIENCE)
        else:
            self._ask(attempt, holder)

    def _wait(self, attempt: Attempt, holder: Holder, patience: float) -> None:
        """The window that has the file was called: it comes, or is asked about."""
        path = attempt.path.resolve()
        if not file_lock.is_calling(path):
            self.refused.emit(attempt.path, None)
        elif patience > 0:
            QTimer.singleShot(
                _EVERY, self, partial(self._wait, attempt, holder, patience - _EVERY / 1000)
            )
        else:
            file_lock.withdraw(path)
            self._ask(attempt, holder)

    def _ask(self, attempt: Attempt, holder: Holder) -> None:
        chosen = ask_about(self._window, attempt.path.name, holder)
        if chosen is None:
            self.refused.emit(attempt.path, None)
        else:
            self._look(replace(attempt, read_only=chosen == 0, anyway=chosen == 1))

    # With which passphrase?

    def _look(self, attempt: Attempt) -> None:
        if attempt.key is not None:
            self._open_by(_open, attempt, attempt.key, attempt.read_only)
            return
        from ui.safety.jobs import look_at  # not before the first window is painted

        self._run(look_at, attempt.path, attempt=attempt, done=partial(self._knock, attempt))

    def _knock(self, attempt: Attempt, found: Found) -> None:
        attempt = replace(attempt, has_store=found.has_store)
        if not found.protected:
            self._open_by(_open, attempt, "", attempt.read_only)
        elif found.remembered is None:
            self._ask_key(attempt, "")
        else:
            stale = _("The passphrase this laptop remembers does not open it any more.")
            attempt = replace(attempt, wrong=partial(self._ask_key, attempt, stale))
            self._open_by(_open, attempt, found.remembered, attempt.read_only)

    def _ask_key(self, attempt: Attempt, complaint: str) -> None:
        key = asking.ask_key(self._window, attempt.path.name, complaint, attempt.has_store)
        if key is None:
            self._stop(attempt, None)
            return
        wrong = partial(self._ask_key, attempt, _("That does not open it. Please try again."))
        self._open_by(
            _open,
            replace(attempt, wrong=wrong, remember=key.remember),
            key.passphrase,
            attempt.read_only,
        )

    # On the worker

    def _open_by(self, job: Any, attempt: Attempt, *args: Any) -> None:
        title = _("Opening “{name}”…", name=attempt.path.stem)
        author = (self._preferences.device, self._preferences.signature)
        self._run(
            _leaving, job, author, attempt.path, *args,
            attempt=attempt, title=title, done=partial(self._enter, attempt),
        )  # fmt: skip

    def _run(self, job: Any, *args: Any, attempt: Attempt, done: Any, title: str = "") -> None:
        self._tasks.run(
            job,
            *args,
            title=title,
            done=done,
            failed=partial(self._refuse, attempt),
            connected=False,
        )

    def _enter(self, attempt: Attempt, name: str) -> None:
        from models.base import database  # the worker's connection was its own

        database.connect(reuse_if_open=True)
        self._is_open = True
        if not attempt.read_only:
            self.lock.take(attempt.path, attempt.anyway)
        if attempt.remember:
            self._remember(attempt.path)
        self.opened.emit(attempt.path, name)

    def _remember(self, path: Path) -> None:
        from models.storage.elsewhere import passphrase_in_use
        from ui.safety.jobs import remember

        self._tasks.run(remember, path, passphrase_in_use(), done=self._remembered)

    def _remembered(self, kept: bool) -> None:
        if not kept:
            asking.say(
                self._window,
                _("The key store of this computer did not take the passphrase."),
                _("Nothing is lost: it will be asked for at the next opening."),
            )

    def _refuse(self, attempt: Attempt, error: UserError) -> None:
        if isinstance(error, WrongPassphrase):
            if attempt.wrong is not None:
                attempt.wrong()
            else:
                self._ask_key(attempt, _("That does not open it. Please try again."))
        else:
            self._stop(attempt, error)

    def _hand_back(self, wrong: Callable[[], None]) -> None:
        self.lock.release()
        wrong()

    def _stop(self, attempt: Attempt, error: UserError | None) -> None:
        self.lock.release()
        self.refused.emit(attempt.path, error)


# The jobs import at their call: the first window must not wait for the database.
def _leaving(job: Any, author: tuple[str, str], *args: Any, progress: Progress) -> Any:
    """Do the job and close the worker's connection: the window works on its own."""
    from models.base import database
    from models.journal.transactions import Author

    try:
        return job(Author(*author), *args, progress)
    finally:
        if not database.is_closed():
            database.close()


def _open(author: Author, path: Path, key: str, read_only: bool, progress: Progress) -> str:
    from models.book import open_book
    from ui.safety.jobs import clear_away

    name = open_book(path, key, author, read_only).name
    clear_away()  # what a process that was killed left of other files
    return name


def _create(author: Author, path: Path, name: str, passphrase: str, progress: Progress) -> str:
    from models.book import create_book

    return create_book(path, name, passphrase, author).name


def _sample(author: Author, path: Path, language: str, progress: Progress) -> str:
    from models.book import open_book
    from models.sample import create_sample

    create_sample(path, language, progress=progress)
    return open_book(path, "", author).name
