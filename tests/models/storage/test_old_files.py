"""Files that earlier programs wrote, kept as they were: each opens and holds what it held."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.events.listing import find_events
from models.journal.folding import find_differences
from models.journal.transactions import Author
from models.members.listing import find_members
from models.storage import upgrading

FILES = sorted((Path(__file__).parents[2] / "data").glob("version-*.guildbook"))


def test_there_is_one_of_every_earlier_version() -> None:
    assert len(FILES) == upgrading.latest_version() - 1


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_an_old_file_opens_with_all_it_holds(old: Path, tmp_path: Path) -> None:
    file = tmp_path / old.name
    shutil.copy(old, file)
    open_book(file, author=Author("laptop"))
    try:
        assert upgrading.file_version() == upgrading.latest_version()
        assert find_members().total and find_events().total
        assert find_differences() == []
    finally:
        close_book()
