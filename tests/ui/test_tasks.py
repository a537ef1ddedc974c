from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, UserError
from models.progress import Progress
from resources.i18n import N_
from ui import asking
from ui.faults import FaultWindow
from ui.progress import ProgressWindow
from ui.session import Session


def wait(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


@pytest.fixture(autouse=True)
def no_faults() -> None:
    """The window itself is looked at here."""


def test_results_come_back_to_the_window_in_order(session: Session, qtbot: QtBot) -> None:
    told: list[tuple[int, bool]] = []

    def job(number: int, progress: Progress) -> int:
        assert threading.current_thread() is not threading.main_thread()
        time.sleep(0.05 if number == 1 else 0)
        return number

    for number in (1, 2):
        session.tasks.run(
            job,
            number,
            done=lambda result: told.append(
                (result, threading.current_thread() is threading.main_thread())
            ),
        )
    wait(session, qtbot)
    assert told == [(1, True), (2, True)]


def test_a_job_has_its_own_connection(session: Session, qtbot: QtBot) -> None:
    from models.book import about

    names: list[str] = []
    session.tasks.run(lambda progress: about().name, done=names.append)
    wait(session, qtbot)
    assert names == ["江边慢跑团"]
    assert about().name == "江边慢跑团"


def test_a_refusal_is_said_in_a_sentence(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, detail="": said.append(text))

    def job(progress: Progress) -> None:
        raise UserError(N_("“{text}” is no month. Write it like 2026-10."), text="x")

    session.tasks.run(job)
    wait(session, qtbot)
    assert said == ["“x” is no month. Write it like 2026-10."]


def test_whoever_ran_the_job_may_take_the_refusal(session: Session, qtbot: QtBot) -> None:
    taken: list[UserError] = []

    def job(progress: Progress) -> None:
        raise UserError("no")

    session.tasks.run(job, failed=taken.append)
    wait(session, qtbot)
    assert [error.message for error in taken] == ["no"]


def test_a_bug_opens_the_fault_window(
    session: Session, qtbot: QtBot, later: Callable[[Callable[[], None]], None]
) -> None:
    shown: list[str] = []

    def look() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, FaultWindow)
        shown.append(window.text.toPlainText())
        window.reject()

    def job(progress: Progress) -> None:
        raise ZeroDivisionError("Ann 13800138000")

    later(look)
    session.tasks.run(job)
    wait(session, qtbot)
    assert "ZeroDivisionError" in shown[0]
    assert "Ann" not in shown[0]


def test_cancelling_stops_at_the_next_step_in_silence(session: Session, qtbot: QtBot) -> None:
    heard: list[object] = []
    stopped = threading.Event()
    steps = threading.Event()

    def job(progress: Progress) -> None:
        try:
            for step in range(1000):
                progress(step, 1000)
                steps.set()
                time.sleep(0.005)
        except Cancelled:
            stopped.set()
            raise

    task = session.tasks.run(job, done=heard.append, failed=heard.append)
    qtbot.waitUntil(steps.is_set)
    task.cancel()
    wait(session, qtbot)
    assert stopped.is_set()
    assert heard == []


def test_progress_is_shown_only_when_it_takes_long(session: Session, qtbot: QtBot) -> None:
    window = ProgressWindow(None, "Importing…")
    qtbot.addWidget(window)
    assert not window.isVisible()
    qtbot.waitUntil(window.isVisible)
    window.show_step(3, 10)
    window.reject()
    assert window.cancelled
    assert window.isVisible(), "it stays until the job has really stopped"
    window.finish()
    assert not window.isVisible()


def test_what_cannot_be_stopped_offers_no_cancel(qtbot: QtBot) -> None:
    window = ProgressWindow(None, "One moment…", stoppable=False)
    qtbot.addWidget(window)
    qtbot.waitUntil(window.isVisible)
    assert not [button for button in window.findChildren(QPushButton) if button.isVisible()]
    window.reject()
    assert not window.cancelled
    window.finish()


def test_the_user_stops_a_long_job(session: Session, qtbot: QtBot) -> None:
    ended = threading.Event()

    def job(progress: Progress) -> None:
        try:
            while True:
                progress(1, 0)
                time.sleep(0.005)
        finally:
            ended.set()

    task = session.tasks.run(job, title="Working…")
    assert task.shown is not None
    qtbot.waitUntil(task.shown.isVisible)
    task.shown.reject()
    wait(session, qtbot)
    assert ended.is_set()


def test_stopping_waits_for_the_worker(session: Session) -> None:
    ended = threading.Event()

    def job(progress: Progress) -> None:
        time.sleep(0.1)
        ended.set()

    session.tasks.run(job)
    session.tasks.stop()
    assert ended.is_set()
    assert not session.tasks.busy
