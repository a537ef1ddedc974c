"""Where the lock of a file stands, and the word that calls its holder: all the start must know."""

from __future__ import annotations

from pathlib import Path


def lock_path(path: Path) -> Path:
    return path.with_name(f".~{path.name}.lock")


def call_path(path: Path) -> Path:
    return path.with_name(f".~{path.name}.raise")
