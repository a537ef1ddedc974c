"""The community file of a command, open for as long as the command runs."""

from __future__ import annotations

import stat
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.book import close_book, needs_passphrase, open_book
from models.errors import UserError
from models.naming import SUFFIX
from models.storage.failures import sentence_for
from resources.i18n import N_
from ui.commands.author import this_author

_STANDARD_INPUT = "-"


@contextmanager
def open_file(options: Namespace) -> Iterator[None]:
    """Open the file of a command. Raises UserError where it cannot be opened."""
    path: Path = options.file
    _check_there(path)
    passphrase = read_passphrase(options.passphrase_file)
    if not passphrase and needs_passphrase(path):
        raise UserError(
            N_("“{file}” has a passphrase. Put it into a file and name it with --passphrase-file."),
            file=path.name,
        )
    open_book(path, passphrase, this_author())
    try:
        yield
    finally:
        close_book()


def _check_there(path: Path) -> None:
    """Raises UserError where the path leads to no file."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(_NOTHING, file=path.name) from error
    except OSError as error:
        raise sentence_for(error) or error from error
    if stat.S_ISDIR(mode):
        # "." and ".." have another name of their own.
        raise UserError(_FOLDER, file=path.resolve().name)


def read_passphrase(source: str | None) -> str:
    """Return the first line of a file or of standard input; "" where none is named.

    Raises UserError where there is nothing to read.
    """
    if source is None:
        return ""
    try:
        if source == _STANDARD_INPUT:
            line = sys.stdin.readline()
        else:
            with Path(source).open(encoding="utf-8-sig") as stream:
                line = stream.readline()
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise UserError(_NO_PASSPHRASE) from error
    except OSError as error:
        raise sentence_for(error) or UserError(_NO_PASSPHRASE) from error
    passphrase = line.rstrip("\r\n")
    if not passphrase:
        raise UserError(_NO_PASSPHRASE)
    return passphrase


_FOLDER = N_("“{file}” is a folder. Name the community file in it.")
_NOTHING = N_("There is no file “{file}”. Check its name and folder.")
_NO_PASSPHRASE = N_("There is no passphrase to read. Write it into a text file as its first line.")


def check_target(target: Path, file: Path) -> None:
    """Raises UserError where writing to `target` would destroy a community file."""
    if target.suffix.lower() == SUFFIX or target.resolve() == file.resolve():
        raise UserError(
            N_("“{file}” is a community file and is not written over. Choose another name."),
            file=target.name,
        )
