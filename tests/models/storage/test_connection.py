"""What another program wrote into the file can be read, whatever it is; and it is noticed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.base import database
from models.book import open_book
from models.members.member import Member, save_member


def test_text_that_is_none_is_shown_and_stays_as_it_is(book: Path) -> None:
    first, second = save_member(None, {"name": "a"}), save_member(None, {"name": "b"})
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET name = CAST(x'ff41fe' AS TEXT) WHERE name = 'b'")
        other.commit()
    wanted = [("a",), ("\ufffdA\ufffd",)]
    query = "SELECT name FROM member ORDER BY rid"
    assert list(database.execute_sql(query)) == wanted
    open_book(book)
    cursor = database.execute_sql(query)
    assert [cursor.fetchone(), cursor.fetchone(), cursor.fetchone()] == [*wanted, None]
    open_book(book)
    assert database.execute_sql(query).fetchall() == wanted
    open_book(book)
    assert [each.name for each in Member.select().order_by(Member.rid)] == ["a", "\ufffdA\ufffd"]
    save_member(second, {"phone": "1"})
    save_member(first, {"phone": "2"})
    names = database.execute_sql("SELECT hex(name) FROM member ORDER BY rid").fetchall()
    assert names == [("61",), ("FF41FE",)]


def test_what_no_transaction_here_wrote_is_counted(book: Path) -> None:
    def strangers() -> int:
        database.state()
        return database.strangers

    before = strangers()
    save_member(None, {"name": "a"})
    assert strangers() == before
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET pinyin = 'x'")
        other.commit()
        save_member(None, {"name": "b"})
        assert strangers() == before + 1
        other.execute("UPDATE member SET pinyin = 'y'")
        other.commit()
    assert strangers() == before + 2
    assert strangers() == before + 2
