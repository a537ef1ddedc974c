"""What belongs to this machine and its user, never to a community file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from resources.version import APPLICATION
from ui.signature import signed

SYSTEM = "system"
SCHEMES = (SYSTEM, "light", "dark")
_RECENT_LIMIT = 8
_USUAL_MINUTES = 10  # until a file that has a passphrase is locked
_DECLINED_LIMIT = 100


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
        from resources.i18n import LANGUAGES  # the first painting has no words

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
    def laptop(self) -> str:
        """What the user calls this machine in the history; "" where it was never said."""
        return str(self._store.value("laptop", ""))

    @laptop.setter
    def laptop(self, name: str) -> None:
        self._store.setValue("laptop", name)

    @property
    def signature(self) -> str:
        """What is written beside this machine's changes: "Lin (ThinkPad)"."""
        return signed(self.organizer, self.laptop)

    @property
    def introduced(self) -> bool:
        """Whether the user was asked for their name, or has one; it is asked only once."""
        return bool(self.organizer) or str(self._store.value("introduced", "")) == "yes"

    def set_introduced(self) -> None:
        self._store.setValue("introduced", "yes")

    def introduce(self, organizer: str, laptop: str) -> None:
        """Keep under which name and on which laptop changes are written down from now on."""
        self.organizer, self.laptop = organizer.strip(), laptop.strip()
        self.set_introduced()

    @property
    def lock_after(self) -> int | None:
        """After how many idle minutes the file is locked; 0 never, None as it is usual."""
        kept = str(self._store.value("lock_after", ""))
        return int(kept) if kept.isdecimal() else None

    @lock_after.setter
    def lock_after(self, minutes: int | None) -> None:
        self._store.setValue("lock_after", "" if minutes is None else str(minutes))

    def lock_minutes(self, protected: bool) -> int:
        """Return after how many idle minutes a file is locked; 0 for never."""
        usual = _USUAL_MINUTES if protected else 0
        return usual if self.lock_after is None else self.lock_after

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

    def backups_of(self, path: Path) -> Path | None:
        """The folder of a file's backups, which a damaged file can no longer tell."""
        kept = str(self._store.value(f"backups/{_key(path)}", ""))
        return Path(kept) if kept else None

    def note_backups(self, path: Path, folder: Path) -> None:
        self._store.setValue(f"backups/{_key(path)}", str(folder))

    def forget(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self._store.setValue("recent", [str(known) for known in self.recent if known != path])

    @property
    def declined(self) -> tuple[tuple[Path, int], ...]:
        """The copies not to be offered for merging again, each with when it was last changed."""
        kept = self._store.value("declined")
        marks = [str(each).partition(" ") for each in (kept if isinstance(kept, list) else [kept])]
        return tuple((Path(path), int(time)) for time, _space, path in marks if time.isdigit())

    def decline(self, copy: tuple[Path, int]) -> None:
        """Never offer a copy again as it is now."""
        marks = [copy, *(each for each in self.declined if each[0] != copy[0])]
        kept = [f"{time} {path}" for path, time in marks[:_DECLINED_LIMIT]]
        self._store.setValue("declined", kept)

    @property
    def events_view(self) -> str:
        """How events were looked at last; "" at first."""
        return str(self._store.value("events_view", ""))

    @events_view.setter
    def events_view(self, view: str) -> None:
        self._store.setValue("events_view", view)

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

    def kept_names(self, name: str) -> list[str]:
        """The kept names of some columns; none at first."""
        kept = bytes(self.widths(name).data()).decode()
        return kept.split(",") if kept else []

    def keep_names(self, name: str, names: Sequence[str]) -> None:
        self.keep_widths(name, QByteArray(",".join(names).encode()))

    def _choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = str(self._store.value(name, SYSTEM))
        return value if value in choices else SYSTEM


def _key(path: Path) -> str:
    """Return a path as a name that QSettings keeps as it is."""
    import hashlib  # the first window need not wait for it

    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
