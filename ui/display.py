"""Is there a screen for the window? Asked before Qt is loaded: Qt would abort."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Only Linux can be without a screen."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def no_display() -> str:
    """Say in the user's language that there is no screen, and what can be done without one."""
    from resources.i18n import translation

    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return translation("zh_CN" if spoken.startswith("zh") else "en")._(
        "Guildbook needs a screen for its window: start it in a desktop session, or use its"
        " commands without one (main.py --help)."
    )
