from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from peewee import InterfaceError

from models.base import database, live
from models.book import about, close_book, is_open, open_book, save_about
from models.errors import Invalid
from models.journal.transactions import action
from models.members.member import Member


def test_what_the_organizer_decided_is_kept(book: Path) -> None:
    values = {"name": "新名", "purpose": "跑", "founded": date(2020, 5, 1), "promise_days": 3}
    save_about(values)
    open_book(book)
    found = about()
    assert {name: getattr(found, name) for name in values} == values
    assert found.currency == "CNY"
    assert is_open()


def test_what_cannot_stand_is_marked(book: Path) -> None:
    for values in ({"name": " "}, {"promise_days": -1}, {"promise_days": 400}):
        with pytest.raises(Invalid) as caught:
            save_about(values)
        assert set(caught.value.errors) == set(values)
    assert about().name == "江边慢跑团"


def test_a_closed_file_is_not_opened_again_by_a_query(book: Path) -> None:
    close_book()
    for query in (live(Member).count, about, database.connection, action("member.add").__enter__):
        with pytest.raises(InterfaceError):
            query()
    assert not is_open()
