"""The community file of a command, open for as long as the command runs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.book import close_book, open_book
from models.errors import UserError, WrongPassphrase
from models.journal.transactions import stamp
from models.naming import SUFFIX
from models.storage import passphrase
from models.storage.connecting import NO_TEXT, check_passphrase
from models.storage.failures import demand_file, sentence_for
from resources.i18n import N_
from ui.commands.author import this_author

_STANDARD_INPUT = "-"
_LONGEST = 65_536


@contextmanager
def open_file(options: Namespace) -> Iterator[None]:
    """Open the file of a command. Raises UserError where it cannot be opened.

    Afterwards `options.written` says whether something was done in it, however the command ended.
    """
    path: Path = options.file
    demand_file(path)
    with asking_for_passphrase(options):
        open_book(path, find_passphrase(options), this_author())
    try:
        before = stamp()
        try:
            yield
        finally:
            options.written = stamp() != before
    finally:
        close_book()


def find_passphrase(options: Namespace) -> str:
    """Return the passphrase of a command's file: the one that is named, else what the system's key
    store has, else "".
    """
    if options.passphrase_file is not None:
        return read_passphrase(options.passphrase_file)
    return passphrase.remembered(options.file) or ""


@contextmanager
def asking_for_passphrase(options: Namespace) -> Iterator[None]:
    """Say how to name a passphrase where none was named and the file does not open without."""
    try:
        yield
    except WrongPassphrase as error:
        if options.passphrase_file is not None:
            raise
        raise UserError(
            N_("“{file}” has a passphrase. Put it into a file and name it with --passphrase-file."),
            file=options.file.name,
        ) from error


def read_passphrase(source: str | None) -> str:
    """Return the first line of a file or of standard input; "" where none is named.

    Raises UserError where there is nothing to read.
    """
    if source is None:
        return ""
    try:
        if source == _STANDARD_INPUT:
            line = sys.stdin.readline(_LONGEST)
        else:
            with open(source, encoding="utf-8-sig", opener=_open_at_once) as stream:
                line = stream.readline(_LONGEST)
    except UnicodeDecodeError as error:
        raise UserError(NO_TEXT) from error
    except FileNotFoundError as error:
        raise UserError(_NO_PASSPHRASE) from error
    except OSError as error:
        raise sentence_for(error) or UserError(_NO_PASSPHRASE) from error
    first = line.rstrip("\r\n")
    if not first:
        raise UserError(_NO_PASSPHRASE)
    check_passphrase(first)
    return first


def _open_at_once(name: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe; where there is one, reading waits."""
    opened = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if sys.platform != "win32":
        os.set_blocking(opened, True)
    return opened


_NO_PASSPHRASE = N_("There is no passphrase to read. Write it into a text file as its first line.")


def check_target(target: Path, file: Path) -> None:
    """Raises UserError where writing to `target` would destroy a community file."""
    if target.suffix.lower() == SUFFIX or os.path.realpath(target) == os.path.realpath(file):
        raise UserError(
            N_("“{file}” is a community file and is not written over. Choose another name."),
            file=target.name,
        )
