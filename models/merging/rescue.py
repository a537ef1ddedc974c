"""What was open goes on after its file was replaced underneath: both become one, or ours is kept.

The window's connection still reads the file that was replaced, and nothing can be written to that
any more. So it is copied aside whole, and the copy merged into the file that took its place.
"""

from __future__ import annotations

import os
import shutil
import weakref
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from models.errors import UserError
from models.merging.incoming import receive
from models.merging.merge import Merged, merge
from models.progress import Progress, unheard
from models.records import RECORDS
from models.storage import opening
from models.storage.connecting import connect, disconnect, point_at
from models.storage.copying import copy_to
from models.storage.elsewhere import passphrase_in_use
from models.storage.replacing import replacing
from models.storage.workrooms import Workroom, private_folder


@dataclass(frozen=True)
class Aside:
    """The state of the window's file, copied out of everybody's way. `passphrase` opens it."""

    copy: Path
    passphrase: str
    room: Workroom

    def close(self) -> None:
        """Remove the copy; whoever drops it instead has it removed in the end."""
        self.room.cleanup()


def set_aside() -> Aside:
    """Copy what this thread is connected to. Raises UserError where it cannot be read any more."""
    room = private_folder()
    aside = Aside(Path(room.name) / "mine.guildbook", passphrase_in_use(), room)
    weakref.finalize(aside, room.cleanup)
    copy_to(aside.copy)
    return aside


def join(path: Path, passphrase: str, aside: Aside, progress: Progress = unheard) -> Merged:
    """Open the file that is there now and merge into it what was set aside, on the worker.

    Once begun it is finished: nobody can stop it by its progress.
    Raises WrongPassphrase, or another UserError where the two cannot be merged; then the file is
    as it was, and the program still knows the passphrase of what was set aside.
    """
    try:
        opening.open_file(path, passphrase, RECORDS)
        with closing(receive(aside.copy, aside.passphrase)) as incoming:
            return merge(incoming)
    except UserError:
        point_at(path, aside.passphrase)
        raise
    finally:
        disconnect()


def reconnect(path: Path) -> None:
    """Connect this thread to the file that is there now, under the passphrase known last."""
    passphrase = passphrase_in_use()
    disconnect()
    connect(path, passphrase)


def keep_beside(aside: Aside, path: Path, stem: str) -> Path:
    """Make what was set aside a file of its own beside the other.

    `stem` is what it is called; a number is added where that name is taken.

    Raises UserError where no place for it can be written.
    """
    names = (f"{stem} {number}" if number > 1 else stem for number in count(1))
    target = next(
        place for name in names if not (place := path.with_name(f"{name}{path.suffix}")).exists()
    )
    with replacing(target) as beside:
        shutil.copyfile(aside.copy, beside)
    return target


def go_on_beside(aside: Aside, path: Path, stem: str) -> Path:
    """Do the same, and connect this thread to it."""
    target = keep_beside(aside, path, stem)
    disconnect()
    connect(target, aside.passphrase)
    return target


def find_renamed(path: Path, known: os.stat_result) -> Path | None:
    """Return where in its folder the file stands now, if it only got another name."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.endswith(path.suffix) and os.path.samestat(entry.stat(), known):
                return Path(entry.path)
    return None
