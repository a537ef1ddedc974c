"""Opening, making and closing the community file, off the GUI thread where it takes long."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import UserError, WrongPassphrase
from ui import asking
from ui.preferences import Preferences
from ui.tasks import Tasks
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.transactions import Author
    from models.progress import Progress


class Opening(QObject):
    """Signals:

    opened(Path, str): the file is open; the community's name.
    refused(Path, object): the file stays closed; the UserError, or None where the user stopped.
    """

    opened = Signal(object, str)
    refused = Signal(object, object)

    def __init__(self, window: QWidget, tasks: Tasks, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._preferences = preferences
        self._is_open = False

    def open(self, path: Path) -> None:
        """Open a file, asking for its passphrase where it has one."""
        self.close()
        self._run(_needs_passphrase, path, path=path, done=partial(self._knock, path))

    def create(self, path: Path, name: str, passphrase: str) -> None:
        """Make a new community at `path` and open it."""
        self.close()
        self._open_by(_create, path, name, passphrase)

    def sample(self, path: Path, language: str) -> None:
        """Write the sample community to `path` and open it."""
        self.close()
        self._open_by(_sample, path, language)

    def close(self) -> None:
        """Close the open file whole. Nothing may run on the worker."""
        if self._is_open:
            from models.book import close_book  # not before the first window is painted

            close_book()
            self._is_open = False

    def _knock(self, path: Path, protected: bool, again: bool = False) -> None:
        passphrase: str | None = ""
        if protected:
            passphrase = asking.ask_passphrase(self._window, path.name, again=again)
        if passphrase is None:
            self.refused.emit(path, None)
        else:
            self._open_by(_open, path, passphrase)

    def _open_by(self, job: Any, path: Path, *args: Any) -> None:
        title = _("Opening “{name}”…", name=path.stem)
        author = (self._preferences.device, self._preferences.organizer)
        self._run(
            _leaving, job, author, path, *args,
            path=path, title=title, done=partial(self._enter, path),
        )  # fmt: skip

    def _run(self, job: Any, *args: Any, path: Path, done: Any, title: str = "") -> None:
        self._tasks.run(
            job,
            *args,
            title=title,
            done=done,
            failed=partial(self._refuse, path),
            connected=False,
        )

    def _enter(self, path: Path, name: str) -> None:
        from models.base import database  # the worker's connection was its own

        database.connect(reuse_if_open=True)
        self._is_open = True
        self.opened.emit(path, name)

    def _refuse(self, path: Path, error: UserError) -> None:
        if isinstance(error, WrongPassphrase):
            self._knock(path, protected=True, again=True)
        else:
            self.refused.emit(path, error)


# The jobs import at their call: the first window must not wait for the database.
def _needs_passphrase(path: Path, progress: Progress) -> bool:
    from models.book import needs_passphrase

    return needs_passphrase(path)


def _leaving(job: Any, author: tuple[str, str], *args: Any, progress: Progress) -> Any:
    """Do the job and close the worker's connection: the window works on its own."""
    from models.base import database
    from models.journal.transactions import Author

    try:
        return job(Author(*author), *args, progress)
    finally:
        if not database.is_closed():
            database.close()


def _open(author: Author, path: Path, passphrase: str, progress: Progress) -> str:
    from models.book import open_book

    return open_book(path, passphrase, author).name


def _create(author: Author, path: Path, name: str, passphrase: str, progress: Progress) -> str:
    from models.book import create_book

    return create_book(path, name, passphrase, author).name


def _sample(author: Author, path: Path, language: str, progress: Progress) -> str:
    from models.book import open_book
    from models.sample import create_sample

    create_sample(path, language, progress=progress)
    return open_book(path, "", author).name
