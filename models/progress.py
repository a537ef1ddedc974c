"""How a long job tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

# Called with (step, total). It raises models.errors.Cancelled to stop the job.
Progress = Callable[[int, int], None]


def unheard(_step: int, _total: int) -> None:
    """A progress nobody listens to."""
