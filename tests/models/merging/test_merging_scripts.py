"""A few random worlds on every run of the tests; tests/proof runs very many."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.models.merging.replicas import run, worlds


@pytest.mark.timeout(0)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(worlds)
def test_copies_that_met_in_any_order_are_equal_and_nothing_is_lost(world: Any) -> None:
    run(world)
