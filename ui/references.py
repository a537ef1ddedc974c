"""Keeps Python alive under PySide6 6.12, which gives away references that are not its own.

Every virtual call into Python costs None one (PYSIDE-3474), every emit() True, every disconnect()
False: after some hundred of them the interpreter would abort. From Python 3.12 on the three are
immortal; here they are made so. To be removed with a release of PySide6 that is mended.
"""

from __future__ import annotations

import sys

_PLENTY = 1 << 40


def hold_singletons() -> None:
    """Give None, True and False more references than a session can lose."""
    if sys.version_info >= (3, 12):
        return
    from ctypes import c_ssize_t  # after the first painting: it takes some milliseconds

    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < _PLENTY:
            # The count is the first field of every object of CPython 3.11.
            c_ssize_t.from_address(id(singleton)).value += _PLENTY
