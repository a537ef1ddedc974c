"""Do the tests notice a broken journal? Each mutant is the source with one fault in it.

GUILDBOOK_MUTANTS=scripts hunts every one with random scripts, also those a test of their own
notices sooner.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.mutants import MUTANTS, SCRIPTS, Mutant

ROOT = Path(__file__).parents[2]
COPIED = ("models", "resources", "tests")
MOST_SCRIPTS = 600
LONGEST = 900.0
ONLY_SCRIPTS = os.environ.get("GUILDBOOK_MUTANTS") == SCRIPTS


def test_every_mutant_still_has_its_place_in_the_source() -> None:
    for mutant in MUTANTS:
        assert (ROOT / mutant.module).read_text("utf-8").count(mutant.old) == 1, mutant.fault


@pytest.mark.proof
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.fault.replace(" ", "-"))
def test_a_fault_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "ui")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module = tmp_path / mutant.module
    module.write_text(module.read_text("utf-8").replace(mutant.old, mutant.new), "utf-8")
    if ONLY_SCRIPTS or mutant.tests == SCRIPTS:
        command = ["-m", "tests.proof.hunting", str(MOST_SCRIPTS)]
    else:
        command = ["-m", "pytest", "-q", "-x", "-p", "no:xdist", *mutant.tests.split()]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode == 1, f"nobody noticed: {mutant.fault}\n{done.stdout[-2000:]}"
    assert "SyntaxError" not in done.stdout + done.stderr
