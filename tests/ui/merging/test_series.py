"""After a merge, what another laptop planned by a former rule follows the present one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.base import database
from models.events.following import move_event
from models.events.repeating import extend_series, plan_series
from models.journal.undo import undo_step
from tests.conftest import FixedClock
from tests.models.events.test_repeating import RUN, WEEKLY, planned
from tests.models.merging.conftest import Laptops
from ui.commands import run
from ui.merging.jobs import look_at, take_in


@pytest.fixture
def apart(tmp_path: Path, clock: FixedClock) -> Laptops:
    """Lin meets an hour later from March on; Mei planned ahead at the old hour."""
    laptops = Laptops(tmp_path, clock)
    with laptops.at("lin"):
        series = plan_series(RUN, WEEKLY)
    laptops.copy("lin", "mei")
    clock.set(datetime(2027, 3, 1, 9))
    with laptops.at("lin"):
        event, begins = next(each for each in planned(series) if each[1] > clock())
        move_event(event, begins + timedelta(hours=1), following=True)
    with laptops.at("mei"):
        assert extend_series(series) > 10
    return laptops


def hours() -> set[str]:
    rows = database.execute_sql(
        "SELECT DISTINCT substr(begins, 12) FROM event WHERE deleted = 0 AND begins > '2027-03-08'"
    )
    return {hour for (hour,) in rows.fetchall()}


def test_in_the_window(apart: Laptops) -> None:
    with apart.at("lin"):
        take_in(look_at(apart.path("mei"), None, lambda _done, _total: None))
        assert hours() == {"08:30"}
        step = undo_step()
        assert step and step.kind == "merge"


def test_on_the_command_line(apart: Laptops) -> None:
    assert run(["merge", str(apart.path("lin")), str(apart.path("mei"))]) == 0
    with apart.at("lin"):
        assert hours() == {"08:30"}
