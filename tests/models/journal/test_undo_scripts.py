"""A few random scripts on every run of the tests; tests/proof runs very many."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.models.journal.scripts import run, scripts


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(scripts)
def test_state_is_the_fold_of_the_journal_and_undo_restores_it(
    script: list[tuple[Any, ...]],
) -> None:
    run(script)


def test_a_row_that_another_program_replaced_is_still_taken_back() -> None:
    person = ("member", "张三丰", "张三丰", [])
    replaced = ("outside", "replace", "sqlcipher3", "feedback", 0, 0, None)
    run([person, person, person, ("feedback", 0, "张三丰", 1), replaced])
