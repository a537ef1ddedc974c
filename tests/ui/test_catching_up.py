from __future__ import annotations

import time
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from models import search
from models.errors import UserError
from models.journal.transactions import action
from models.members import long_lists
from models.members.member import save_member
from models.progress import Progress
from models.vocabulary import Kind
from tests.conftest import FixedClock
from ui.catching_up import CatchingUp
from ui.session import Session


class Index:
    """Stands for a large index: behind until a run was not stopped."""

    def __init__(self) -> None:
        self.behind, self.runs, self.error = True, 0, ""

    def catch_up(self, progress: Progress) -> None:
        self.runs += 1
        if self.error:
            raise UserError(self.error)
        for step in range(40):
            progress(step, 40)
            time.sleep(0.005)
        self.behind = False


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    made = Index()
    monkeypatch.setattr(search, "catch_up", lambda progress: made.catch_up(progress))
    monkeypatch.setattr(search, "is_behind", lambda: made.behind)
    return made


def test_it_waits_for_other_jobs_gives_way_to_them_and_begins_again(
    session: Session, qtbot: QtBot, index: Index
) -> None:
    relisted: list[frozenset[Kind]] = []
    session.relisted.connect(relisted.append)
    order: list[int] = []
    session.tasks.run(lambda progress: time.sleep(0.1), done=lambda _none: order.append(index.runs))
    CatchingUp(session.tasks).begin(session)
    qtbot.waitUntil(lambda: index.runs == 1)
    assert order == [0]
    session.tasks.run(lambda progress: index.behind, done=order.append)
    qtbot.waitUntil(lambda: not index.behind)
    qtbot.waitUntil(lambda: bool(relisted))
    assert (order, index.runs) == ([0, True], 2)
    assert relisted == [frozenset({Kind.MEMBER, Kind.RULE, Kind.EVENT, Kind.FEEDBACK})]


def test_after_a_failure_the_next_change_begins_again(
    session: Session, qtbot: QtBot, index: Index
) -> None:
    index.error = "The file cannot be written."
    CatchingUp(session.tasks).begin(session)
    qtbot.waitUntil(lambda: index.runs == 1 and not session.tasks.busy)
    index.error = ""
    qtbot.wait(150)
    assert index.runs == 1
    session.announce(Kind.MEMBER)
    qtbot.waitUntil(lambda: not index.behind)
    assert index.runs == 2


def test_a_file_that_is_left_is_left_alone(session: Session, qtbot: QtBot, index: Index) -> None:
    made = CatchingUp(session.tasks)
    made.begin(session)
    qtbot.waitUntil(lambda: index.runs == 1)
    made.end()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    made.begin(session)
    qtbot.waitUntil(lambda: not index.behind)
    assert index.runs == 2


def test_long_lists_are_remembered_when_all_is_quiet_and_forgotten_with_the_file(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "_LONG", 1)
    monkeypatch.setattr("ui.catching_up.QUIET", 20)
    save_member(None, {"name": "Ann"})
    search.catch_up()
    made = CatchingUp(session.tasks)
    made.begin(session)
    qtbot.waitUntil(lambda: not long_lists.is_forgetful())
    assert long_lists.recall_members() is not None
    save_member(None, {"name": "Ben"})
    assert long_lists.recall_members() is not None and not long_lists.is_forgetful()
    with action("member.import"):
        for number in range(300):
            save_member(None, {"name": f"member {number}"})
    assert long_lists.recall_members() is None
    session.announce(Kind.MEMBER)
    session.tasks.run(lambda progress: time.sleep(0.1))
    qtbot.waitUntil(lambda: not long_lists.is_forgetful() and not session.tasks.busy)
    remembered = long_lists.recall_members()
    assert remembered is not None and remembered.total == 302
    made.end()
    assert long_lists.recall_members() is None


def test_a_new_day_lets_every_page_show_itself_anew(
    session: Session, clock: FixedClock, qtbot: QtBot
) -> None:
    catching_up = CatchingUp(session.tasks)
    catching_up.begin(session)
    told: list[frozenset[Kind]] = []
    session.changed.connect(told.append)
    clock.set(datetime(2026, 10, 31, 23, 59))
    catching_up.look_at_calendar()
    assert told == []
    clock.set(datetime(2026, 11, 1, 0, 1))
    catching_up.look_at_calendar()
    catching_up.look_at_calendar()
    assert told == [frozenset(Kind)]
    catching_up.end()
    clock.set(datetime(2026, 11, 2, 0, 1))
    catching_up.look_at_calendar()
    assert len(told) == 1
