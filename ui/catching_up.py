"""What is derived brought up to date behind the scenes, after everything the user waits for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from models import clock
from models.vocabulary import Kind
from ui.session import Session
from ui.tasks import Task, Tasks

# Milliseconds without a job before it begins: the page that was waited for is painted first.
PAUSE = 60
# Milliseconds without a change before long lists are remembered anew: whoever writes one thing
# soon writes another.
QUIET = 1_500
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
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._remember)
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
        opened = self._session is not None
        self._session, self._wanted = None, False
        for timer in (self._pause, self._quiet, self._watch):
            timer.stop()
        if self._task is not None:
            self._task.cancel()
        if opened:
            from models.members.long_lists import forget_members  # here since it was opened

            forget_members()

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
            self._run(search.catch_up, self._tell)
        else:
            self._quiet.start()

    def _remember(self) -> None:
        """Let long lists be remembered, once nobody writes or waits for anything."""
        from models.members import long_lists

        if self._tasks.busy:
            self._wanted = self._session is not None
        elif self._session is not None and long_lists.is_forgetful():
            self._run(long_lists.remember_members, lambda _nothing: None)

    def _run(self, job: Callable[..., object], done: Callable[[object], None]) -> None:
        self._task = None
        self._task = self._tasks.run(job, done=done, failed=lambda _error: None)

    def _give_way(self, _other: Task) -> None:
        if self._task is not None and not self._task.ended:
            self._task.cancel()
            self._wanted = self._session is not None

    def _tell(self, _nothing: object) -> None:
        self._quiet.start()
        if self._session is not None:
            self._session.relist(*_FOUND)
