"""What narrows a list beside its search and its pills, and how a long list waits for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.progress import Progress
from ui.session import Session
from ui.tasks import Failed, Task

# Up to so many records any filter is answered within a frame.
AT_ONCE = 3_000


@dataclass(frozen=True)
class Narrowing:
    """`question` gives more keywords for the functions that find and count, none where nothing
    is narrowed; `clear` stops it without saying so."""

    question: Callable[[], dict[str, Any]]
    clear: Callable[[], None]


Counts = tuple[Mapping[str, int], Mapping[str, int]]


def both_counts(
    counts: Callable[..., Mapping[str, int]], text: str, narrowed: Mapping[str, Any]
) -> Counts:
    """Return what each pill shows now, and what it would show of everything."""
    whole = counts("")
    return (counts(text, **narrowed) if text or narrowed else whole), whole


@dataclass(frozen=True)
class Beginning:
    """The first lines of a list of which nothing more is known yet."""

    first: Sequence[Any]

    @property
    def total(self) -> int:
        return len(self.first)

    def lines(self, start: int, stop: int) -> Sequence[Any]:
        return self.first[start:stop]

    def position(self, record_id: bytes) -> int | None:
        places = (place for place, line in enumerate(self.first) if line.id == record_id)
        return next(places, None)

    def ids(self) -> Sequence[bytes]:
        return [line.id for line in self.first]


class Gatherer:
    """Asks on the worker, one question at a time: a newer one takes the place of the last."""

    def __init__(self, session: Session | None = None) -> None:
        """Without a session nothing waits."""
        self._session = session
        self._tasks: dict[str, Task] = {}

    def answer(
        self, subject: str, job: Callable[[], Any], done: Callable[[Any], None], waits: bool
    ) -> None:
        """Do a job here and now, or there where it `waits`."""
        if waits and self._session is not None:
            self.ask(subject, job, done)
        else:
            self.forget(subject)
            done(job())

    def ask(
        self,
        subject: str,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Failed | None = None,
    ) -> None:
        """Do a job there, then say here what came of it, unless the subject was asked anew."""
        self.forget(subject)
        if self._session is not None:
            self._tasks[subject] = self._session.tasks.run(_done, job, done=done, failed=failed)

    def forget(self, subject: str) -> None:
        """Nobody waits for the answer any more."""
        task = self._tasks.pop(subject, None)
        if task is not None:
            task.cancel()


def _done(job: Callable[[], Any], progress: Progress) -> Any:
    progress(0, 1)
    return job()
