"""One slow function at a time, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import Cancelled, UserError
from ui import faults
from ui.progress import ProgressWindow

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Done = Callable[[Any], None]
Failed = Callable[[UserError], None]


class Tasks(QObject):
    """Results, progress and failures arrive on the GUI thread, in the order of the jobs.

    Signals:
    wanted(Task): a job was asked for.
    idle: the last job that was waited for has ended.
    """

    wanted = Signal(object)
    idle = Signal()
    _progressed = Signal(object, int, int)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self._executor: ThreadPoolExecutor | None = None
        self._running: set[Task] = set()
        self._progressed.connect(self._show_progress)
        self._ended.connect(self._finish)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def run(
        self,
        job: Callable[..., Any],
        *args: Any,
        title: str = "",
        done: Done | None = None,
        failed: Failed | None = None,
        connected: bool = True,
        stoppable: bool = True,
    ) -> Task:
        """Call job(*args, progress=…) on the worker, then done(result) here.

        With a title the user sees how far it is (after 300 ms) and can cancel, unless it is not
        `stoppable`: it never looks at its progress. Without a title the job is quiet and the
        window stays usable. A UserError goes to `failed`, else is said to the user; a cancelled
        job ends in silence. `connected` gives the job its own connection to the open file. The
        task that is returned can be cancelled alone.
        """
        shown = ProgressWindow(self.window, title, stoppable) if title else None
        task = Task(done, failed, shown)
        self._running.add(task)
        work = _connected if connected else _call
        future = self._worker().submit(work, job, args, lambda *news: self._report(task, *news))
        future.add_done_callback(lambda ended: self._ended.emit(task, ended))
        self.wanted.emit(task)
        return task

    def cancel(self) -> None:
        """Stop what runs at its next step and drop what waits."""
        for task in self._running:
            task.cancel()

    def stop(self) -> None:
        """Cancel everything and wait for the worker: the program is about to end."""
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
        for task in self._running:
            task.close()
        self._running.clear()

    def _worker(self) -> ThreadPoolExecutor:
        # Imported at the first job: the first window must not wait for it.
        from concurrent.futures import ThreadPoolExecutor

        if self._executor is None:
            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        return self._executor

    def _report(self, task: Task, step: int, total: int) -> None:
        """Runs on the worker: pass the news on, or stop the job."""
        if task.stopped:
            raise Cancelled
        self._progressed.emit(task, step, total)

    def _show_progress(self, task: Task, step: int, total: int) -> None:
        if task.shown is not None:
            task.shown.show_step(step, total)

    def _finish(self, task: Task, ended: Future[Any]) -> None:
        if task not in self._running:
            return
        self._running.discard(task)
        task.ended = True
        task.close()
        try:
            if not ended.cancelled() and not task.cancelled:
                self._tell(task, ended)
        finally:
            if not self._running:
                self.idle.emit()

    def _tell(self, task: Task, ended: Future[Any]) -> None:
        error = ended.exception()
        if error is None:
            if task.done is not None:
                task.done(ended.result())
        elif isinstance(error, UserError) and task.failed is not None:
            task.failed(error)
        else:
            faults.show(error, self.window)


class Task:
    """One job under way: who is told of its end, and whether it is to stop."""

    def __init__(
        self, done: Done | None, failed: Failed | None, shown: ProgressWindow | None
    ) -> None:
        self.done = done
        self.failed = failed
        self.shown = shown
        self.cancelled = False
        self.ended = False

    def cancel(self) -> None:
        """Stop the job at its next step; nobody is told."""
        self.cancelled = True

    @property
    def stopped(self) -> bool:
        return self.cancelled or (self.shown is not None and self.shown.cancelled)

    def close(self) -> None:
        if self.shown is not None:
            self.shown.finish()
            self.shown = None


def _call(job: Callable[..., Any], args: tuple[Any, ...], progress: Callable[..., None]) -> Any:
    return job(*args, progress=progress)


def _connected(
    job: Callable[..., Any], args: tuple[Any, ...], progress: Callable[..., None]
) -> Any:
    from models.base import database  # the first window must not wait for the database

    with database.connection_context():
        return job(*args, progress=progress)
