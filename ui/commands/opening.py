"""The community file of a command, open for as long as the command runs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.book import SUFFIX, close_book, needs_passphrase, open_book
from models.errors import UserError
from models.storage.failures import sentence_for
from resources.i18n import N_
from ui.commands.author import this_author

_STANDARD_INPUT = "-"


@contextmanager
def open_file(options: Namespace) -> Iterator[None]:
    """Open the file of a command. Raises UserError where it cannot be opened."""
    path: Path = options.file
    passphrase = read_passphrase(options.passphrase_file)
    if not passphrase and path.is_file() and needs_passphrase(path):
        raise UserError(
            N_("“{file}” has a passphrase. Put it into a file and name it with --passphrase-file."),
            file=path.name,
        )
    open_book(path, passphrase, this_author())
    try:
        yield
    finally:
        close_book()


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
    except OSError as error:
        raise sentence_for(error) or UserError(_NO_PASSPHRASE) from error
    except UnicodeDecodeError as error:
        raise UserError(_NO_PASSPHRASE) from error
    passphrase = line.rstrip("\r\n")
    if not passphrase:
        raise UserError(_NO_PASSPHRASE)
    return passphrase


_NO_PASSPHRASE = N_("There is no passphrase to read. Write it into a text file as its first line.")


def check_target(target: Path, file: Path) -> None:
    """Raises UserError where writing to `target` would destroy a community file."""
    if target.suffix.lower() == SUFFIX or target.resolve() == file.resolve():
        raise UserError(
            N_("“{file}” is a community file and is not written over. Choose another name."),
            file=target.name,
        )
