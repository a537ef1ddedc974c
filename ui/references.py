"""Keeps Python alive under PySide 6.12: it gives away references to True, False and None.

Every emit() from Python, every disconnect() and every QTimer.singleShot() drops one reference that
it never took (measured with 6.12.0 on 3.11.7). Python ends with "deallocating True or False" when
the count, a few hundred at the start, is used up. From 3.12 on these objects are not counted.
"""

from __future__ import annotations

import sys

_PLENTY = 1 << 40  # no session emits that often


def hold_singletons() -> None:
    """Give the three objects more references than can ever be dropped. Harmless when repeated."""
    if sys.version_info >= (3, 12):
        return
    import ctypes  # after the first painting: it takes some milliseconds

    for singleton in (True, False, None):
        if sys.getrefcount(singleton) < _PLENTY:
            # The count is the first field of every object of CPython 3.11.
            ctypes.c_ssize_t.from_address(id(singleton)).value += _PLENTY
