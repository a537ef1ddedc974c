"""What SQLite and the system say when the world is at fault, as sentences for the user."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from models.errors import Damaged, UserError
from resources.i18n import N_

_SENTENCES = (
    (
        "disk is full",
        N_("The disk is full. Nothing was changed. Free some space and try again."),
    ),
    (
        "readonly database",
        N_("This file cannot be written. Nothing was changed. Move it to a folder of your own."),
    ),
    (
        "unable to open database file",
        N_("The file or its folder cannot be opened for writing. Choose another folder."),
    ),
    (
        "database is locked",
        N_("Another program is writing to this file. Close it there and try again."),
    ),
    (
        "disk I/O error",
        N_("The disk could not be read or written. Check it, then open the file again."),
    ),
)
# What is said when SQLite has rolled back by itself and is asked to do it once more.
_AFTERWARDS = ("no transaction is active", "no such savepoint")
_DAMAGED = N_("This file is damaged. Nothing was changed. Open a backup, or another copy of it.")
_ERRORS = {
    errno.ENOSPC: _SENTENCES[0][1],
    errno.EDQUOT: _SENTENCES[0][1],
    errno.EROFS: _SENTENCES[1][1],
    errno.EACCES: N_("You are not allowed to read or write there. Choose another folder."),
    errno.EPERM: N_("You are not allowed to read or write there. Choose another folder."),
    errno.ENOENT: N_("The file or folder is not there any more. Choose another one."),
    errno.EISDIR: N_("There is a folder where a file should be. Choose a file."),
    errno.ENOTDIR: N_("There is a file where a folder should be. Choose another folder."),
    errno.ENAMETOOLONG: N_("This name is too long. Choose a shorter one."),
    errno.ELOOP: N_("This link leads round in a circle. Choose the file itself."),
    errno.EIO: _SENTENCES[4][1],
}


def sentence_for(error: BaseException) -> UserError | None:
    """Return what to tell the user, or None where the error is a bug of ours.

    Where SQLite has rolled back by itself, the failed rollback hides the cause: it is looked for.
    """
    if isinstance(error, UserError):
        return error
    if isinstance(error, OSError) and error.errno in _ERRORS:
        return UserError(_ERRORS[error.errno])
    text = str(error)
    if "disk image is malformed" in text:
        return Damaged(_DAMAGED)
    for said, message in _SENTENCES:
        if said in text:
            return UserError(message)
    if error.__context__ and any(said in text for said in _AFTERWARDS):
        return sentence_for(error.__context__)
    return None


def refusal_for(error: OSError, path: Path) -> UserError:
    """Return what to tell the user where a file could be neither read nor written: always a
    sentence."""
    if isinstance(error, FileNotFoundError) and not os.path.isdir(path.absolute().parent):
        return UserError(
            N_("There is no such folder “{folder}”. Make it first, or choose another one."),
            folder=path.absolute().parent.name,
        )
    if isinstance(error, IsADirectoryError):
        return UserError(
            N_("There is a folder called {name}. Choose another name."), name=path.name
        )
    return sentence_for(error) or UserError(
        N_("“{file}” cannot be read or written. Check the disk, or choose another file."),
        file=path.name,
    )


def demand_file(path: Path) -> None:
    """Raises UserError where the path leads to no file: to read a pipe would never end."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            # SQLite's journal lies beside the file, and a name may be too long for that one.
            path.with_name(f"{path.name}-journal").exists()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(
            N_("There is no file “{file}”. Check its name and folder."), file=path.name
        ) from error
    except OSError as error:
        raise refusal_for(error, path) from error
    if stat.S_ISDIR(mode):
        # "." and ".." have another name of their own.
        raise UserError(
            N_("“{file}” is a folder. Name the community file in it."), file=path.resolve().name
        )
    if not stat.S_ISREG(mode):
        raise UserError(
            N_("“{file}” is a device or a pipe, not a file. Choose a file."), file=path.name
        )
