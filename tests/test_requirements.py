"""The pinned packages: every one with its hashes, from wherever the installer is told to look."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9._-]+)==[^\s=]+( ;[^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(name: str) -> dict[str, str]:
    """Return the pinned line of each package of a file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {match[1]: line for line in lines if (match := PIN.match(line))}


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_pin_a_hash_or_a_note(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    odd = [
        line
        for line in lines
        if line.strip() and not line.lstrip().startswith("#") and not PIN.match(line)
        if not HASH.match(line)
    ]
    assert odd == []
    unhashed = [line for line, after in pairwise(lines) if PIN.match(line) if not HASH.match(after)]
    assert unhashed == []


@pytest.mark.parametrize("name", FILES)
def test_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|--trusted-host|@ ", text)


def test_the_tools_run_on_the_versions_the_user_gets() -> None:
    program, tools = (pins(name) for name in FILES)
    assert program
    assert program.items() <= tools.items()


def test_everything_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        re.match(r"[A-Za-z0-9._-]+", line)[0].lower()  # type: ignore[index]
        for line in project["dependencies"]
    }
    assert asked <= pins("requirements.txt").keys()
    assert set(project["optional-dependencies"]["dev"]) <= pins("requirements-dev.txt").keys()
