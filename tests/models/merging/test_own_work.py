"""What a session wrote is remembered outside of the file, as far as no backup has it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.erasing import erase_member
from models.errors import UserError
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import save_member
from models.merging import own_work
from models.merging.own_work import OwnWork
from models.storage.backups import keep_opened
from models.storage.elsewhere import visiting


@pytest.fixture
def own(book: Path) -> OwnWork:
    save_member(None, {"name": "Ann"})
    made = OwnWork()
    made.rely_on(keep_opened(), made.mark())
    return made


def names() -> set[str]:
    return {line.name for line in find_members().lines(0, 99)}


def rebuilt(own: OwnWork, tmp_path: Path) -> set[str]:
    with_all = tmp_path / "rebuilt.guildbook"
    aside = own.rebuild()
    shutil.copyfile(aside.copy, with_all)
    aside.close()
    with visiting(with_all):
        return names()


def test_the_last_state_is_the_backup_and_what_was_done_since(own: OwnWork, tmp_path: Path) -> None:
    ben = save_member(None, {"name": "Ben"})
    save_member(ben, {"name": "Benno"})
    save_member(None, {"name": "Gone"})
    step = undo_step()
    assert step is not None
    undo(step)
    assert rebuilt(own, tmp_path) == names() == {"Ann", "Benno"}
    own.end()
    save_member(None, {"name": "Later"})
    assert rebuilt(own, tmp_path) == {"Ann", "Benno"}


def test_who_was_erased_does_not_come_back(own: OwnWork, tmp_path: Path) -> None:
    ben = save_member(None, {"name": "Benedikt", "phone": "170"})
    erase_member(ben)
    assert rebuilt(own, tmp_path) == {"Ann"}
    assert b"Benedikt" not in (tmp_path / "rebuilt.guildbook").read_bytes()


def test_a_newer_backup_takes_over_what_was_remembered(own: OwnWork, tmp_path: Path) -> None:
    save_member(None, {"name": "Ben"})
    mark = own.mark()
    newer = keep_opened()
    save_member(None, {"name": "Cai"})
    before = own.base
    own.rely_on(newer, mark)
    assert own.base == newer != before
    assert len(own._kept) == 1
    assert rebuilt(own, tmp_path) == {"Ann", "Ben", "Cai"}


def test_beyond_a_bound_a_backup_is_wanted_and_an_older_one_does_not_do(
    own: OwnWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_work, "_MOST", 3)
    mark = own.mark()
    made_before = keep_opened()
    for name in ("Ben", "Cai", "Dora", "Eve"):
        save_member(None, {"name": name})
    assert own.wants_base
    own.rely_on(made_before, mark)
    with pytest.raises(UserError, match="Look at the backups"):
        own.rebuild()
    mark = own.mark()
    assert not own.wants_base
    own.rely_on(keep_opened(), mark)
    assert rebuilt(own, tmp_path) == names()


def test_a_copy_that_is_visited_is_no_work_of_ours(own: OwnWork, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert own.base is not None
    shutil.copyfile(own.base, other)
    with visiting(other, read_only=False):
        save_member(None, {"name": "Elsewhere"})
    assert own._kept == []
    assert own.still_stands()


def test_what_others_write_into_it_is_still_our_file(own: OwnWork, book: Path) -> None:
    import subprocess
    import sys

    save_member(None, {"name": "Ben"})
    assert own.still_stands()
    script = (
        "import sys; from pathlib import Path; from models.book import *;"
        "from models.members.member import save_member;"
        "open_book(Path(sys.argv[1])); save_member(None, {'name': 'Fay'}); close_book()"
    )
    subprocess.run([sys.executable, "-c", script, str(book)], check=True)
    assert own.still_stands()
    assert names() == {"Ann", "Ben", "Fay"}


def test_nothing_is_remembered_of_a_file_that_is_another_one(
    own: OwnWork, book: Path, tmp_path: Path
) -> None:
    assert own.base is not None
    older = tmp_path / "older"
    shutil.copyfile(own.base, older)
    save_member(None, {"name": "Ben"})
    book.write_bytes(older.read_bytes())
    save_member(None, {"name": "Into the other"})
    assert not own.still_stands() or names() == {"Ann", "Into the other"}
    assert rebuilt(own, tmp_path) == {"Ann", "Ben"}
    close_book()
    open_book(book)
    assert names() == {"Ann", "Into the other"}
