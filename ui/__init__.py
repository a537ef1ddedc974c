"""The window and the command line: the only package that knows PySide6."""

from __future__ import annotations

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 gives up a reference to None with every virtual call it makes into Python
    # (PYSIDE-3474), and one to True or False with every emit(): after some hundred of them the
    # interpreter would abort. From Python 3.12 on the three are immortal; here they are made so.
    # To be removed with a release of PySide6 that is mended.
    from ctypes import c_ssize_t

    for _singleton in (None, True, False):
        c_ssize_t.from_address(id(_singleton)).value += 1 << 40
