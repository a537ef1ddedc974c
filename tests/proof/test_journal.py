"""Very many random scripts: GUILDBOOK_SCRIPTS of them, 500 unless it says otherwise."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.models.journal.scripts import run, scripts


@pytest.mark.proof
@pytest.mark.timeout(0)
@settings(
    max_examples=int(os.environ.get("GUILDBOOK_SCRIPTS", "500")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(scripts)
def test_every_script_leaves_a_file_that_equals_its_journal(script: list[tuple[Any, ...]]) -> None:
    run(script)
