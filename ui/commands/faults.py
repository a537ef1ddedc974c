"""What is said when the program itself failed: a sentence, and details in a log file."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from models import clock
from resources.version import APPLICATION
from ui.fault_words import details
from ui.wording import _


def log_path() -> Path:
    return user_log_path(APPLICATION, appauthor=False) / "faults.log"


def tell(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Say that there was a bug and where its details are; Python then ends with exit code 1."""
    if isinstance(error, KeyboardInterrupt):
        return
    log, described = log_path(), details(error, f"{clock.now():%Y-%m-%d %H:%M:%S}")
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(described)
    except OSError:
        sys.stderr.write(described)
    sys.stderr.write(
        _(
            "This is a mistake in Guildbook, not yours; nothing half-done was kept. Please send"
            " {log} to whoever gave you Guildbook.",
            log=log,
        )
        + "\n"
    )
