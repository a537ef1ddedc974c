"""Who has the file open: a hidden lock beside it, and a way to call the window that holds it.

On one computer the window that came first is called to the front: the second start puts a small
file beside the lock, the first one takes it away and comes. No socket is needed for that.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, QTimer, Signal

from ui.safety.lock_names import call_path, lock_path

# How long a called window may take until it counts as one that does not answer.
PATIENCE = 4.0  # seconds
_EVERY = 1_000  # milliseconds
_STEP = 0.02  # seconds


@dataclass(frozen=True)
class Holder:
    """Who has the file open. `here`: a program on this computer. `computer` may be unknown."""

    computer: str
    since: datetime | None
    here: bool


def call_to_front(path: Path) -> bool:
    """Call the window of this computer that has a file open; say whether one came.

    Waits for it: only for the start of the program, before there is a window of its own.
    """
    path = path.resolve()
    if not lock_path(path).exists():
        return False
    lock = _lock_for(path)
    if lock.tryLock(0):
        lock.unlock()
        return False
    holder = _holder_of(path)
    if not holder.here or not call(path):
        return False
    until = time.monotonic() + PATIENCE
    while is_calling(path) and time.monotonic() < until:
        time.sleep(_STEP)
    return not withdraw(path)


def call(path: Path) -> bool:
    """Leave word for the window that has the file open; False where nothing can be written."""
    try:
        os.close(os.open(call_path(path), os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True


def is_calling(path: Path) -> bool:
    """Say whether the word is still there: nobody has come yet."""
    return call_path(path).exists()


def withdraw(path: Path) -> bool:
    """Take the word away; say whether it was still there."""
    try:
        call_path(path).unlink()
    except OSError:
        return False
    return True


class FileLock(QObject):
    """The lock of the one file this window has open.

    Signals:
    called: the program was started once more with this file.
    """

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _folder: self._listen())
        self._regularly = QTimer(self, interval=_EVERY)
        self._regularly.timeout.connect(self._listen)

    def take(self, path: Path, anyway: bool = False) -> Holder | None:
        """Lock a file in place of the last one; return who has it where that fails.

        A lock that a crashed program of this computer left is taken over; `anyway`, so is one of
        another computer. That one may have crashed too, and a sync program carries its lock about:
        left there, it would be asked about at every opening. Where the folder cannot be written
        there is no lock, and nobody to tell of.
        """
        path = path.resolve()
        if self._lock is not None and self._path == path:
            return None
        self.release()
        if not os.access(path.parent, os.W_OK):
            return None
        lock = _lock_for(path)
        if anyway and lock_path(path).exists() and not _holder_of(path).here:
            with suppress(OSError):
                lock_path(path).unlink()
        if not lock.tryLock(0):
            failed = lock.error() == QLockFile.LockError.LockFailedError
            return _holder_of(path) if failed and not _is_own(lock) else None
        with suppress(OSError):
            lock_path(path).chmod(0o600)
        self._path, self._lock = path, lock
        self._watcher.addPath(str(path.parent))
        self._regularly.start()
        return None

    def follow(self, path: Path) -> None:
        """The file that is open has another name now."""
        if self._lock is not None:
            self.take(path)

    def release(self) -> None:
        """The file is closed, or is to be: others may have it."""
        self._regularly.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        if self._lock is not None:
            self._lock.unlock()
        self._path, self._lock = None, None

    def _listen(self) -> None:
        if self._path is not None and is_calling(self._path) and withdraw(self._path):
            self.called.emit()


def _lock_for(path: Path) -> QLockFile:
    lock = QLockFile(str(lock_path(path)))
    lock.setStaleLockTime(0)  # however old: a community may stay open for days
    return lock


def _is_own(lock: QLockFile) -> bool:
    known = lock.getLockInfo()
    return bool(known and known[0] == os.getpid() and known[1] == QSysInfo.machineHostName())


def _holder_of(path: Path) -> Holder:
    """Read a lock as Qt writes it: process, program, computer, the computer's own number."""
    place = lock_path(path)
    try:
        lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
        since: datetime | None = datetime.fromtimestamp(place.stat().st_mtime)
    except OSError:
        lines, since = [], None
    computer, machine = ([*lines, "", "", "", ""])[2:4]
    own = bytes(QSysInfo.machineUniqueId().data()).decode("ascii", "replace")
    same_number = not machine or not own or machine == own
    return Holder(computer, since, computer == QSysInfo.machineHostName() and same_number)
