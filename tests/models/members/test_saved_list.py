from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.base import database
from models.book import close_book, open_book
from models.errors import Invalid, UserError
from models.journal.transactions import Author
from models.journal.undo import undo, undo_step
from models.members.filters import ALL, Condition, Group, Test
from models.members.member import remove_members, save_member
from models.members.saved_list import (
    SavedList,
    count_lists,
    find_list,
    remove_lists,
    rename_list,
    reorder_lists,
    save_list,
    saved_lists,
)
from models.merging.incoming import receive
from models.merging.merge import merge
from models.storage.copying import copy_to

SHANGHAI = Group(ALL, (Condition("region", Test.IS, "上海"),))
NEW = Group(ALL, (Condition("joined", Test.LAST_DAYS, 30),))


def names() -> list[str]:
    return [each.name for each in saved_lists()]


def undo_last() -> None:
    step = undo_step()
    assert step is not None
    undo(step)


def test_a_list_stays_alive(book: Path) -> None:
    saved = save_list(None, " 上海 ", SHANGHAI)
    assert count_lists(saved_lists()) == {saved: 0}
    member = save_member(None, {"name": "张三", "region": "上海"})
    assert count_lists(saved_lists()) == {saved: 1}
    remove_members([member])
    assert count_lists(saved_lists()) == {saved: 0}
    assert [(each.id, each.name, each.asked) for each in saved_lists()] == [
        (saved, "上海", SHANGHAI)
    ]


def test_they_are_renamed_ordered_removed_and_it_is_undone(book: Path) -> None:
    one, two, three = (save_list(None, name, NEW) for name in ("一", "二", "三"))
    reorder_lists([three, one])
    assert names() == ["三", "一", "二"]
    rename_list(two, "贰")
    remove_lists([three])
    assert names() == ["一", "贰"]
    for _step in range(3):
        undo_last()
    assert names() == ["一", "二", "三"]


def test_a_name_is_needed_and_is_there_once(book: Path) -> None:
    save_list(None, "Long silent", NEW)
    for name in ("", "  ", "long SILENT", "x" * 61):
        with pytest.raises(Invalid):
            save_list(None, name, SHANGHAI)
    assert len(saved_lists()) == 1


def test_a_list_is_found_by_part_of_its_name(book: Path) -> None:
    save_list(None, "很久没联系", NEW)
    save_list(None, "很久没来", SHANGHAI)
    assert find_list("没来").asked == SHANGHAI
    with pytest.raises(UserError, match="Several"):
        find_list("很久")
    with pytest.raises(UserError) as refused:
        find_list("从来")
    assert refused.value.fields["names"] == "很久没联系, 很久没来"


def test_what_cannot_be_asked_has_no_count(book: Path) -> None:
    fine = save_list(None, "好", NEW)
    newer = save_list(None, "新", NEW)
    SavedList.update(filter='{"version": 9}').where(SavedList.id == newer).execute()
    assert count_lists(saved_lists()) == {fine: 0, newer: None}


def test_lists_of_two_copies_are_merged(book: Path, tmp_path: Path) -> None:
    shared = save_list(None, "新来的", NEW)
    copy = tmp_path / "copy.guildbook"
    copy_to(copy)
    close_book()
    open_book(copy, author=Author("laptop-2", "Wei"))
    save_list(shared, "新来的", Group(ALL, (Condition("joined", Test.LAST_DAYS, 60),)))
    save_list(None, "外地", Group(ALL, (Condition("region", Test.IS_NOT, "上海"),)))
    close_book()
    open_book(book, author=Author("laptop-1", "Lin"))
    rename_list(shared, "新成员")
    save_list(None, "上海", SHANGHAI)
    save_member(None, {"name": "王五", "region": "上海", "joined": date(2026, 9, 10)})
    with receive(copy) as incoming:
        merge(incoming)
    assert sorted(names()) == sorted(["新成员", "外地", "上海"])
    counts = {each.name: count_lists([each])[each.id] for each in saved_lists()}
    assert counts == {"新成员": 1, "外地": 0, "上海": 1}
    assert database.execute_sql("SELECT count(*) FROM saved_list").fetchone() == (3,)
