"""What is derived brought up to date behind the scenes, after everything the user waits for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from models import clock
from models.vocabulary import Kind
from ui.session import Session
from ui.tasks import Task, Tasks

# Milliseconds without a job before it begins: the page that was waited for is painted first.
PAUSE = 60
# Milliseconds between two looks at the calendar: a laptop may sleep over midnight.
DAY_WATCH = 60_000
_FOUND = (Kind.MEMBER, Kind.RULE, Kind.EVENT, Kind.FEEDBACK)


class CatchingUp(QObject):
    """Runs while nobody else wants the worker; gives way to any other job and begins again."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._session: Session | None = None
        self._task: Task | None = None
        self._wanted = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._start)
        self._day = clock.today()
        self._watch = QTimer(self, interval=DAY_WATCH)
        self._watch.timeout.connect(self.look_at_calendar)
        tasks.wanted.connect(self._give_way)
        tasks.idle.connect(self._pause.start)

    def begin(self, session: Session) -> None:
        """Keep the index of the file that was opened up to date."""
        self._session = session
        session.changed.connect(self._look)
        self._day = clock.today()
        self._watch.start()
        self._look()

    def end(self) -> None:
        """The file is being left."""
        self._session, self._wanted = None, False
        self._pause.stop()
        self._watch.stop()
        if self._task is not None:
            self._task.cancel()

    def look_at_calendar(self) -> None:
        """Let every page show itself anew on a new day: much of what it says counts days."""
        if self._session is not None and clock.today() != self._day:
            self._day = clock.today()
            self._session.announce(*Kind)

    def _look(self) -> None:
        self._wanted = True
        self._pause.start()

    def _start(self) -> None:
        """Begin where something is to be done; after a failure only the next change does."""
        from models import search  # the file is open by now

        # While a job is under way its end is waited for.
        if self._session is None or not self._wanted or self._tasks.busy:
            return
        self._wanted = False
        if search.is_behind():
            self._task = None
            self._task = self._tasks.run(
                search.catch_up, done=self._tell, failed=lambda _error: None
            )

    def _give_way(self, _other: Task) -> None:
        if self._task is not None and not self._task.ended:
            self._task.cancel()
            self._wanted = self._session is not None

    def _tell(self, _nothing: object) -> None:
        if self._session is not None:
            self._session.relist(*_FOUND)
