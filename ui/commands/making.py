"""`new`: a new community file, empty or with the sample community."""

from __future__ import annotations

from argparse import Namespace

from models.book import about, close_book, create_book, open_book
from models.sample import create_sample
from ui import wording
from ui.commands.answering import Answer
from ui.commands.author import this_author
from ui.commands.opening import read_passphrase
from ui.wording import _


def new(options: Namespace) -> Answer:
    """Make the file. Nothing is written over; nothing half-made stays."""
    path, passphrase = options.file, read_passphrase(options.passphrase_file)
    try:
        if options.sample:
            create_sample(
                path,
                options.language or wording.language(),
                passphrase=passphrase,
                name=options.name,
            )
            open_book(path, passphrase, this_author())
        else:
            create_book(path, options.name, passphrase, this_author())
        name = about().name
    finally:
        close_book()
    if options.json:
        return {"file": str(path), "name": name}
    return _("“{name}” is in {file}.", name=name, file=path)
