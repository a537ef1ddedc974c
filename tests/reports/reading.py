"""What a PDF reader finds in a document: its text, its fonts, its pages. Uses poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*)</word>')


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


def places_of(document: Path) -> list[tuple[int, float, float, str]]:
    """Return each word with its page and where it begins, in points from the upper left."""
    found, page = [], 0
    for line in _run("pdftotext", "-bbox", str(document), "-").splitlines():
        page += "<page " in line
        word = _WORD.search(line)
        if word:
            found.append((page, float(word[1]), float(word[2]), word[3]))
    return found


def outline_of(document: Path) -> list[str]:
    """Return the bookmarks in their order."""
    from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument

    opened, marks = QPdfDocument(), QPdfBookmarkModel()
    opened.load(str(document))
    marks.setDocument(opened)
    title = QPdfBookmarkModel.Role.Title
    return [str(marks.data(marks.index(row, 0), int(title))) for row in range(marks.rowCount())]


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip("poppler is not installed")
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")
