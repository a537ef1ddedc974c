"""Letting Python's garbage collector rest while hundreds of thousands of rows are made.

Each of its full passes walks every row so far, and the rows hold no cycles for it to find.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Counts what was made as old without looking at it; the collector would begin with a walk.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()
