"""What is said of a failure, with a window or without: imports no Qt.

Details are made of exception types and our own frames. Never of values: they would be names and
phone numbers.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from models.errors import Invalid, UserError
from resources.version import APPLICATION, VERSION
from ui.wording import _

_HOME = Path(__file__).parents[1]


def worded(error: UserError) -> str:
    """Say a refusal in the user's language; of a record, why each field was refused."""
    if isinstance(error, Invalid):
        return " ".join(_(reason) for reason in error.errors.values())
    return _(error.message, **error.fields)


def details(error: BaseException, *circumstances: str) -> str:
    """Describe a bug without a word of what the user keeps in the file."""
    python = f"Python {platform.python_version()}"
    about = (f"{APPLICATION} {VERSION}", *circumstances, python, platform.system())
    lines = [" · ".join(about)]
    fault: BaseException | None = error
    told: list[BaseException] = []
    while fault is not None and not any(fault is each for each in told):
        told.append(fault)
        lines.append(f"{type(fault).__module__}.{type(fault).__name__}")
        lines += [f"  {frame}" for frame in _own_frames(fault.__traceback__)]
        fault = fault.__cause__ or fault.__context__
    return "\n".join(lines) + "\n"


def _own_frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace, limit=100):
        file = Path(frame.filename)
        if file.is_relative_to(_HOME):
            yield f"{file.relative_to(_HOME).as_posix()}:{frame.lineno} {frame.name}"
