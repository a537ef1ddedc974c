"""What was open is merged into the file that took its place, or kept beside it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.book import close_book, create_book, open_book
from models.errors import UserError, WrongPassphrase
from models.journal.transactions import Author
from models.members.listing import find_members
from models.members.member import save_member
from models.merging.rescue import find_renamed, go_on_beside, join, reconnect, set_aside
from models.storage.elsewhere import passphrase_in_use, path_in_use
from models.storage.rekeying import set_passphrase


@pytest.fixture
def other(book: Path) -> Path:
    """Another laptop's copy, with a member of its own; the book is open with one, too."""
    save_member(None, {"name": "Ann"})
    close_book()
    copy = book.with_name("there.copy")
    shutil.copyfile(book, copy)
    open_book(copy, author=Author("laptop-2", "Wei"))
    save_member(None, {"name": "Ben"})
    close_book()
    open_book(book, author=Author("laptop-1", "Lin"))
    save_member(None, {"name": "Cai"})
    return copy


def on_the_worker(job: Callable[..., Any], *args: object) -> Any:
    """Run a job as the window does: this thread stays connected to what it had."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(job(*args))
        except UserError as error:
            found.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(found[0], UserError):
        raise found[0]
    return found[0]


def names() -> set[str]:
    return {line.name for line in find_members().lines(0, 9)}


def test_both_become_one(book: Path, other: Path) -> None:
    os.replace(other, book)
    aside = set_aside()
    merged = on_the_worker(join, book, aside.passphrase, aside)
    assert merged.tallies[0].added == 1
    assert names() == {"Ann", "Cai"}  # this thread still reads what was replaced
    reconnect(book)
    assert names() == {"Ann", "Ben", "Cai"}
    aside.close()
    assert not aside.copy.exists()


def test_another_passphrase_is_asked_for_and_used_from_then_on(book: Path, other: Path) -> None:
    set_passphrase(other, "", "river stone")
    os.replace(other, book)
    aside = set_aside()
    with pytest.raises(WrongPassphrase):
        on_the_worker(join, book, "", aside)
    on_the_worker(join, book, "river stone", aside)
    reconnect(book)
    assert names() == {"Ann", "Ben", "Cai"}
    assert passphrase_in_use() == "river stone"
    aside.close()


def test_what_cannot_be_merged_is_kept_beside(book: Path, other: Path, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    close_book()
    create_book(strange, "Other")
    close_book()
    open_book(book, author=Author("laptop-1", "Lin"))
    content = strange.read_bytes()
    os.replace(strange, book)
    aside = set_aside()
    with pytest.raises(UserError, match="another community"):
        on_the_worker(join, book, "", aside)
    taken = book.with_name("club (kept).guildbook")
    taken.write_bytes(b"")
    kept = go_on_beside(aside, book, "club (kept)")
    aside.close()
    assert kept == book.with_name("club (kept) 2.guildbook")
    assert path_in_use() == kept
    save_member(None, {"name": "Dora"})
    assert names() == {"Ann", "Cai", "Dora"}
    assert book.read_bytes() == content
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_renamed_file_is_found(book: Path, other: Path) -> None:
    known = os.stat(book)
    assert find_renamed(book, known) == book
    renamed = book.rename(book.with_name("runners.guildbook"))
    assert find_renamed(book, known) == renamed
    renamed.unlink()
    shutil.copyfile(other, book)
    assert find_renamed(book, known) is None
