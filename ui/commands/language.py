"""The language a command answers in: the one of the user's system."""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from resources import path
from resources.i18n import DOMAIN

_NAMES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def spoken_language() -> str:
    """Return "zh_CN" where the system speaks Chinese, else "en"."""
    named = next((os.environ[name] for name in _NAMES if os.environ.get(name)), "")
    return "zh_CN" if (named or _system_language()).lower().startswith("zh") else "en"


def _system_language() -> str:
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


@contextmanager
def argparse_speaks(language: str) -> Iterator[None]:
    """Let argparse take its own words from our catalogue: it asks gettext's current domain."""
    domain, named = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(path("locale")))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if named is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = named
