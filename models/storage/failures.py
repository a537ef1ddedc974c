"""What SQLite and the system say when the world is at fault, as sentences for the user."""

from __future__ import annotations

import errno

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
