"""What is said when the program itself failed: a sentence, and details in a log file.

The details are made of exception types and our own frames, never of values: they would be names
and phone numbers.
"""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from resources.version import APPLICATION, VERSION
from ui.wording import _

_HOME = Path(__file__).parents[2]


def log_path() -> Path:
    return user_log_path(APPLICATION, appauthor=False) / "faults.log"


def tell(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Say that there was a bug and where its details are; Python then ends with exit code 1."""
    if isinstance(error, KeyboardInterrupt):
        return
    log = log_path()
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(details(error))
    except OSError:
        sys.stderr.write(details(error))
    sys.stderr.write(
        _(
            "This is a mistake in Guildbook, not yours; nothing half-done was kept. Please send"
            " {log} to whoever gave you Guildbook.",
            log=log,
        )
        + "\n"
    )


def details(error: BaseException) -> str:
    """Describe a bug without a word of what the user keeps in the file."""
    lines = [
        f"{datetime.now():%Y-%m-%d %H:%M:%S} · {APPLICATION} {VERSION}"
        f" · Python {platform.python_version()} · {platform.system()}"
    ]
    fault: BaseException | None = error
    while fault is not None:
        lines.append(f"{type(fault).__module__}.{type(fault).__name__}")
        lines += [f"  {frame}" for frame in _own_frames(fault.__traceback__)]
        fault = fault.__cause__ or fault.__context__
    return "\n".join(lines) + "\n"


def _own_frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{Path(frame.filename).relative_to(_HOME).as_posix()}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace, limit=100)
        if Path(frame.filename).is_relative_to(_HOME)
    ]
