"""Files the program carries: words, icons, styles, fonts, the sample community."""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parent


def path(name: str) -> Path:
    """Return where a carried file lies, from source and inside the bundle alike."""
    return _HOME / name
