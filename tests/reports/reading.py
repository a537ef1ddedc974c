"""What a PDF reader finds in a document: its text, its fonts, its pages. Uses poppler."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def text_of(document: Path) -> str:
    return _run("pdftotext", "-layout", str(document), "-")


def plain_text_of(document: Path) -> str:
    """Return the text without any white space, as a search would see it."""
    return "".join(text_of(document).split())


def fonts_of(document: Path) -> list[tuple[str, bool]]:
    """Return each font's name and whether it is embedded."""
    lines = _run("pdffonts", str(document)).splitlines()[2:]
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines]


def info_of(document: Path) -> dict[str, str]:
    lines = _run("pdfinfo", str(document)).splitlines()
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip("poppler is not installed")
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")
