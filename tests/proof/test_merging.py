"""Very many random worlds of copies: GUILDBOOK_SCRIPTS of them, 100 unless it says otherwise."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.models.merging.replicas import run, worlds


@pytest.mark.proof
@pytest.mark.timeout(0)
@settings(
    max_examples=int(os.environ.get("GUILDBOOK_SCRIPTS", "100")),
    deadline=None,
    database=None,
    # What fails is shown as it is: ids are random, and making it smaller takes minutes.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(worlds)
def test_copies_that_met_in_any_order_are_equal_and_nothing_is_lost(world: Any) -> None:
    run(world)
