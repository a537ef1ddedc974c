"""Runs random worlds until one fails: `python -m tests.proof.hunting 200`. Shrinks nothing."""

from __future__ import annotations

import sys
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.models.merging.replicas import run, worlds

SEED = 20261031
# Worlds that one seed brings forth resemble each other: many seeds find more than many worlds.
AT_ONCE = 20


def hunt(scripts: int, begin: int = SEED) -> None:
    """Raise what the first failing world raises."""

    @settings(
        max_examples=AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds)
    def play(world: Any) -> None:
        run(world)

    for number in range(begin, begin + scripts // AT_ONCE):
        seed(number)(play)()


if __name__ == "__main__":
    hunt(*map(int, sys.argv[1:]))
