"""What belongs to this machine and its user, never to a community file."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from resources.i18n import LANGUAGES
from resources.version import APPLICATION

SYSTEM = "system"
SCHEMES = (SYSTEM, "light", "dark")
_RECENT_LIMIT = 8


class Preferences:
    """Settings kept by QSettings; `path` names another file than the user's own."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            self._store = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, APPLICATION, APPLICATION
            )
        else:
            self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The chosen language, or "system"."""
        return self._choice("language", (SYSTEM, *LANGUAGES))

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def spoken_language(self) -> str:
        """The language to speak: the chosen one, else the nearest to the system's."""
        if self.language != SYSTEM:
            return self.language
        speaks_chinese = QLocale.system().uiLanguages()[:1]
        return "zh_CN" if any(name.startswith("zh") for name in speaks_chinese) else "en"

    @property
    def scheme(self) -> str:
        """The chosen colour scheme: "system", "light" or "dark"."""
        return self._choice("scheme", SCHEMES)

    @scheme.setter
    def scheme(self, scheme: str) -> None:
        self._store.setValue("scheme", scheme)

    @property
    def organizer(self) -> str:
        """The name under which this machine's changes are written down."""
        return str(self._store.value("organizer", ""))

    @organizer.setter
    def organizer(self, name: str) -> None:
        self._store.setValue("organizer", name)

    @property
    def device(self) -> str:
        """The random name of this machine in the journal, made once."""
        name = str(self._store.value("device", ""))
        if not name:
            name = os.urandom(8).hex()
            self._store.setValue("device", name)
        return name

    @property
    def recent(self) -> tuple[Path, ...]:
        """The community files opened last, the latest first."""
        kept = self._store.value("recent")
        names = kept if isinstance(kept, list) else [kept]  # Qt reads a list of one as its item
        return tuple(Path(str(name)) for name in names if name)

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        others = [known for known in self.recent if known != path]
        self._store.setValue("recent", [str(known) for known in (path, *others)][:_RECENT_LIMIT])

    def forget(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self._store.setValue("recent", [str(known) for known in self.recent if known != path])

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, as Qt keeps it; empty at first."""
        kept = self._store.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def widths(self, name: str) -> QByteArray:
        """The kept layout of a table or a splitter; empty at first."""
        kept = self._store.value(f"widths/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_widths(self, name: str, state: QByteArray) -> None:
        self._store.setValue(f"widths/{name}", state)

    def _choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = str(self._store.value(name, SYSTEM))
        return value if value in choices else SYSTEM
