"""The search index: it follows every change, catches up in portions, and lets saves in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models import coded, following, indexing, search
from models.base import database
from models.book import close_book, open_book
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.contact import note_contact, remove_contacts, save_contact
from models.members.listing import MEMBER_INDEX, find_members, pill_counts
from models.members.member import remove_members, restore_members, save_member
from resources import i18n


def add(name: str, **values: object) -> bytes:
    return save_member(None, {"name": name, **values})


def names(text: str = "", **options: object) -> list[str]:
    found = find_members(text, **options)  # type: ignore[arg-type]
    return [line.name for line in found.lines(0, found.total)]


def test_the_index_follows_every_change(book: Path) -> None:
    member = add("张三", tags=["摄影"])
    friend = add("李四", introduced_by=member)
    assert names("摄影") == ["张三"]
    save_member(member, {"tags": ["书法"], "name": "赵六"})
    assert (names("摄影"), names("书法"), names("张三")) == ([], ["赵六"], [])
    assert set(names("赵六")) == {"赵六", "李四"}
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET name = '钱七' WHERE id = ?", (friend,))
        other.execute("INSERT INTO member (name) VALUES ('孙八')")
        other.commit()
    assert names("qianqi") == ["钱七"]
    assert names("sunba") == ["孙八"]
    remove_members([friend])
    assert names("钱七") == []
    assert pill_counts("钱七")["all"] == 0
    restore_members([friend])
    assert names("钱七") == ["钱七"]
    step = undo_step()
    assert step
    undo(step)
    assert names("钱七") == []


def test_many_changes_wait_for_catching_up_and_counts_stay_true(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = [add(f"张{number}") for number in range(6)]
    assert find_members("张").total == 6
    monkeypatch.setattr(indexing, "_INLINE", 2)
    with action("member.edit"):
        for member in members[:3]:
            save_member(member, {"status": "left"})
        remove_members(members[5:])
    nobody = dict.fromkeys(("applicant", "waiting", "refused", "visitor", "paused"), 0)
    assert pill_counts("张") == {"all": 5, "active": 2, "left": 3, **nobody}
    assert len(names("张", pill="left")) == 3
    search.catch_up()
    nobody = dict.fromkeys(("applicant", "waiting", "refused", "visitor", "paused"), 0)
    assert pill_counts("张") == {"all": 5, "active": 2, "left": 3, **nobody}


def test_catching_up_can_be_stopped_and_goes_on(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 2)
    for number in range(7):
        add(f"张{number}")

    def stop(step: int, _total: int) -> None:
        if step >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.catch_up(MEMBER_INDEX, stop)
    assert indexing.catch_up(MEMBER_INDEX)
    assert len(names("张")) == 7


def test_where_most_has_changed_the_index_is_written_anew(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 2)
    members = [add(f"张{number}") for number in range(7)]
    assert indexing.catch_up(MEMBER_INDEX)
    with action("member.edit"):
        for member in members[:5]:
            save_member(member, {"note": "晨跑"})
        remove_members(members[4:5])
    emptied: list[str] = []
    execute = database.execute_sql

    def watch(sql: str, *values: object) -> object:
        emptied.extend([sql] if "delete-all" in sql else [])
        return execute(sql, *values)

    monkeypatch.setattr(database, "execute_sql", watch)
    assert indexing.catch_up(MEMBER_INDEX)
    assert emptied and len(names("张")) == 6 and len(names("晨跑")) == 4


def test_catching_up_lets_a_save_in_between_its_portions(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 2)
    members = [add(f"张{number}") for number in range(7)]
    saved: list[int] = []

    def save_beside(_seconds: float) -> None:
        with closing(sqlite3.connect(book, timeout=0)) as other:
            change = "UPDATE member SET note = '旁边' WHERE id = ?"
            saved.append(other.execute(change, (members[len(saved)],)).rowcount)
            other.commit()

    monkeypatch.setattr("models.indexing.time.sleep", save_beside)
    assert indexing.catch_up(MEMBER_INDEX)
    assert saved == [1, 1, 1]
    assert len(names("旁边")) == 3


def test_changes_asked_for_in_portions_are_all_indexed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "CERTAINLY_MANY", 3)
    friend = add("介绍人")
    for number in range(5):
        add(f"张{number}", introduced_by=friend, tags=["摄影"])
    search.catch_up()
    assert len(names("张")) == len(names("摄影")) == 5
    save_member(friend, {"name": "钱七"})
    search.catch_up()
    assert len(names("钱七")) == 6


def test_what_was_noted_of_a_contact_is_found(book: Path) -> None:
    member = add("张三")
    add("李四")
    first = note_contact(member, {"note": "想找周末一起跑步的伙伴", "needs": "Rollstuhl"})
    note_contact(member, {"note": "搬到浦东"})
    assert names("跑步") == names("roll") == names("浦东 伙伴") == ["张三"]
    save_contact(first, {"note": "已经找到", "needs": ""})
    assert (names("跑步"), names("rollstuhl"), names("找到")) == ([], [], ["张三"])
    remove_contacts([first])
    assert (names("找到"), names("浦东")) == ([], ["张三"])
    step = undo_step()
    assert step
    undo(step)
    assert names("找到") == ["张三"]


def test_of_a_long_piece_every_part_is_asked_for(book: Path) -> None:
    add("张三", note="下次想带相机来拍日出日落")
    add("李四", note="想带相机，拍日出")
    assert names("想带相机来拍日出") == names("带相机来拍") == ["张三"]
    assert names("想带相机来看日落") == []
    assert sorted(names("想带相机")) == ["张三", "李四"]


@pytest.mark.parametrize("at_once", [2, 1_000])
def test_a_file_with_an_older_index_is_indexed_anew(
    book: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", at_once)
    # As a program without contact notes left it.
    before = replace(MEMBER_INDEX, texts=MEMBER_INDEX.texts.replace("c.note", "''"), version=1)
    for number in range(5):
        note_contact(add(f"张{number}"), {"note": "跑步", "needs": "鞋"})
    assert indexing.catch_up(before)
    database.execute_sql("DELETE FROM _indexed WHERE name = ?", (MEMBER_INDEX.followed,))
    close_book()
    open_book(book)
    search.catch_up()
    assert len(names("跑步")) == len(names("张")) == len(names("鞋")) == 5
    rows = database.execute_sql("SELECT count(*) FROM _search_member").fetchone()
    assert rows == (5,)


def test_without_a_compiled_catalogue_records_are_found_by_their_english_words(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "path", lambda name: tmp_path / name)
    kept = i18n.translation, coded.words_of_choice
    for each in kept:
        each.cache_clear()
    try:
        add("张三", status="paused")
        assert names("paused") == names("zhang") == ["张三"]
    finally:
        for each in kept:
            each.cache_clear()
