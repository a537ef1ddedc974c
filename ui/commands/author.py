"""Who is at work on this machine, read from the window's own settings without Qt.

QSettings keeps them as an INI file in UTF-8: keys of the section [General], values in quotes where
they hold separators.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from models.errors import UserError
from models.journal.transactions import Author
from models.storage.replacing import replacing
from resources.version import APPLICATION
from ui.signature import signed

_SECTION = "[General]\n"
_ESCAPED = re.compile(r"\\(x[0-9a-fA-F]{1,4}|.)")


def this_author() -> Author:
    """Return the machine and the organizer as the window knows them.

    A machine without a name gets one, as the window would give it; where it cannot be kept, the
    command works without.
    """
    path = settings_path()
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    device = _value(text, "device")
    if not device:
        device = os.urandom(8).hex()
        _keep_device(path, text, device)
    return Author(device, signed(_value(text, "organizer"), _value(text, "laptop")))


def settings_path() -> Path:
    """Return the file in which QSettings keeps the window's preferences."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return folder / APPLICATION / f"{APPLICATION}.ini"


def _value(text: str, key: str) -> str:
    section = text.partition(_SECTION)[2].partition("\n[")[0]
    found = re.search(rf"^{key}=(.*)$", section, re.MULTILINE)
    value = found[1].strip() if found else ""
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        value = value[1:-1]
    return _ESCAPED.sub(_unescape, value)


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else code


def _keep_device(path: Path, text: str, device: str) -> None:
    if _SECTION not in text:
        text = f"{_SECTION}{text and chr(10)}{text}"
    with suppress(OSError, UserError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(path) as beside:
            beside.write_text(text.replace(_SECTION, f"{_SECTION}device={device}\n", 1), "utf-8")
