"""Erasing a person: what is said before, what stays as a count, and not a byte of the rest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models import book, erasing, indexing, known_copies, search, trash
from models.base import GONE, database
from models.errors import UserError
from models.events.attendance import (
    attendance_of,
    erased_of,
    recent_attendance,
    save_attendance,
)
from models.events.event import save_event
from models.events.listing import find_events
from models.feedback.feedback import save_feedback
from models.feedback.listing import find_feedback
from models.journal.folding import find_differences
from models.journal.happened import Actions
from models.journal.history import happenings
from models.journal.transactions import action
from models.journal.undo import redo_step, undo, undo_step
from models.members.listing import find_members
from models.members.member import Member, all_tags, remove_members, save_member, words_in_use
from models.metrics.monthly import MonthFacts, facts_of
from models.metrics.overview import overview_now
from models.month import Month
from models.safety import restore
from models.storage import backups
from models.storage.copying import copy_to
from models.vocabulary import Kind

# Nothing of these words is in the program, in another record or in each other.
SECRETS = {
    "name": "欧阳锋驼",
    "wechat_name": "白驼山庄主人",
    "wechat_id": "wxid_xidu77310",
    "group_name": "西毒老叔叔",
    "born": "1987-06-05",
    "region": "龟兹国",
    "phone": "13977310442",
    "email": "xidu77310@baituo.example",
    "role": "毒术教头",
    "source": "华山论剑",
    "left_reason": "练功走火入魔",
    "note": "逆练九阴真经",
}
OLD = {"name": "叶尔羌汗", "note": "蛤蟆功未成", "phone": "13811223355", "region": "于阗镇"}
TAGS = ("养蛇人", "弹铁筝")
SAID, ANSWERED, SAID_FIRST = "铁筝太吵了吧", "请去桃花岛上谈", "蛇阵无人喂食"
CHANNEL = "飞鸽传来的信"
COMMENT, COMMENT_FIRST = "输给北丐一招", "与老叫花斗酒"
EVERYTHING = (
    *SECRETS.values(), *OLD.values(), *TAGS, CHANNEL,
    SAID, ANSWERED, SAID_FIRST, COMMENT, COMMENT_FIRST,
)  # fmt: skip
PINYIN = ("ouyangfengtuo", "baituoshan", "yeerqiang", "xiduyulaoshu")


@dataclass(frozen=True)
class Club:
    path: Path
    person: bytes
    friend: bytes
    event: bytes


@pytest.fixture
def club(book: Path, clock: object) -> Club:
    """A person with something in every field, all of it changed, searched, undone and trashed."""
    person = save_member(None, {**SECRETS, **OLD, "joined": date(2025, 1, 5), "tags": TAGS[:1]})
    friend = save_member(
        None, {"name": "黄固", "introduced_by": person, "joined": date(2025, 2, 1)}
    )
    save_member(person, {"introduced_by": friend, "tags": TAGS})
    event = save_event(
        None, {"title": "品茶会", "begins": datetime(2026, 10, 3, 9), "status": "done"}
    )
    for who, came in ((person, "yes"), (friend, "no")):
        save_attendance(event, who, rsvp="yes", came=came, rating=3, comment=COMMENT_FIRST[:2])
    save_attendance(event, person, comment=COMMENT_FIRST)
    save_attendance(event, person, comment=COMMENT)
    said = save_feedback(None, {"text": SAID_FIRST, "member": person, "satisfaction": 4})
    save_feedback(said, {"text": SAID, "answer": ANSWERED, "channel": CHANNEL})
    for number in range(4):
        save_feedback(None, {"text": f"话{number}", "satisfaction": number + 2})
    search.catch_up()
    save_member(person, SECRETS)
    undone = undo_step()
    assert undone
    undo(undone)
    save_member(person, SECRETS)
    search.catch_up()
    remove_members([person])
    trash.restore(trash.trash(Kind.MEMBER))
    save_member(person, {"note": "又改一次"})
    save_member(person, {"note": SECRETS["note"]})
    search.catch_up()
    assert find_members("欧阳").total == 2
    return Club(book, person, friend, event)


def found_in(path: Path, words: tuple[str, ...] = EVERYTHING) -> set[str]:
    content = path.read_bytes()
    return {word for word in words if word.encode() in content}


def test_no_byte_of_the_person_is_left_in_the_file(club: Club) -> None:
    assert found_in(club.path) == set(EVERYTHING)
    tokens = tuple(
        word
        for word in indexing.words_of((SECRETS["name"], SECRETS["wechat_name"]), EVERYTHING).split()
        if len(word.encode()) >= 6
    )
    assert len(found_in(club.path, tokens)) > 20, "the search index is in the file"
    done = erasing.erase_member(club.person)
    assert done and done.purged
    book.close_book()
    assert found_in(club.path, (*EVERYTHING, *tokens, *PINYIN)) == set()


def test_statistics_of_another_program_hold_nothing_either(club: Club) -> None:
    with closing(sqlite3.connect(club.path)) as connection:
        connection.execute("ANALYZE")
        # Not every SQLite makes this one, which has samples of the values themselves.
        made = "CREATE TABLE sqlite_stat4 (tbl, idx, neq, nlt, ndlt, sample)"
        connection.execute(made.replace("sqlite", "other"))
        connection.execute("INSERT INTO other_stat4 (sample) VALUES (?)", (SECRETS["name"],))
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute(
            "UPDATE sqlite_schema SET name = 'sqlite_stat4', tbl_name = 'sqlite_stat4', sql = ?"
            " WHERE name = 'other_stat4'",
            (made,),
        )
        connection.commit()
    book.close_book()
    book.open_book(club.path)
    erasing.erase_member(club.person)
    book.close_book()
    assert found_in(club.path) == set()


def test_the_file_is_written_anew(club: Club) -> None:
    """Overwriting what is deleted is not enough: pages have gaps, seen in one file of six."""
    with action("member.import"):
        for number in range(500):
            save_member(None, {"name": f"成员{number}", "note": "长" * 300})
    search.catch_up()
    erasing.erase_member(club.person)
    assert database.execute_sql("PRAGMA freelist_count").fetchone() == (0,)


def test_edits_of_another_program_after_the_erasure_leave_no_byte(club: Club) -> None:
    erasing.erase_member(club.person)
    with closing(sqlite3.connect(club.path)) as connection:
        for column, value in SECRETS.items():
            connection.execute(
                f'UPDATE member SET "{column}" = ? WHERE id = ?', (value, club.person)
            )
        connection.commit()
    search.catch_up()
    assert found_in(club.path) >= set(SECRETS.values()) - {SECRETS["born"]}
    book.close_book()
    book.open_book(club.path, read_only=True)
    erasing.tidy()
    assert find_differences() != []
    book.open_book(club.path)
    erasing.tidy()
    assert find_differences() == []
    book.close_book()
    assert found_in(club.path) == set()


def test_the_preview_says_what_goes_and_what_stays(club: Club) -> None:
    before = club.path.read_bytes()
    preview = erasing.preview_erasure(club.person)
    assert preview
    assert (preview.name, preview.tags, preview.fields) == (SECRETS["name"], 2, 14)
    assert (preview.texts, preview.comments) == (1, 1)
    assert (preview.attendances, preview.feedback) == (1, 1)
    assert preview.earlier > 20
    assert preview.mentions == () and preview.mentioned == preview.history == 0
    assert not preview.purged
    assert club.path.read_bytes() == before
    assert erasing.erase_member(club.person) == replace(preview, purged=True)


def test_who_is_gone_is_not_asked_for_again(club: Club) -> None:
    erasing.erase_member(club.person)
    assert erasing.preview_erasure(club.person) is None
    assert erasing.erase_member(club.person) is None
    kinds = database.execute_sql("SELECT count(*) FROM _transaction WHERE kind = 'member.erase'")
    assert kinds.fetchone() == (1,)


def test_a_second_person_is_previewed_alone(club: Club) -> None:
    erasing.erase_member(club.person)
    preview = erasing.preview_erasure(club.friend)
    assert preview
    assert (preview.attendances, preview.feedback, preview.tags) == (1, 0, 0)
    erasing.erase_member(club.friend)
    assert find_members().total == 0


def test_texts_of_others_that_name_the_person_are_listed(club: Club) -> None:
    save_event(club.event, {"host": SECRETS["name"]})
    save_event(club.event, {"host": f"{SECRETS['group_name']}等"})
    save_member(club.friend, {"note": f"电话 {SECRETS['phone']}"})
    preview = erasing.preview_erasure(club.person)
    assert preview
    assert [(each.kind, each.id, each.title) for each in preview.mentions] == [
        (Kind.MEMBER, club.friend, "黄固"),
        (Kind.EVENT, club.event, "品茶会"),
    ]
    assert (preview.mentioned, preview.history) == (2, 3)


def test_copies_are_listed_and_still_hold_the_person(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.guildbook"
    target.parent.mkdir()
    copy_to(target)
    known_copies.remember(target)
    done = erasing.erase_member(club.person)
    assert done and done.copies == (target,)
    assert found_in(target) == set(EVERYTHING) - found_in(club.path)


def test_backups_that_hold_the_person_are_listed(club: Club) -> None:
    kept = backups.keep(backups.Reason.MERGE)
    done = erasing.erase_member(club.person)
    assert done and [each.path for each in done.backups] == [kept]
    after = backups.keep(backups.Reason.MERGE)
    assert after and found_in(after) == set()
    held = erasing.preview_erasure(club.friend)
    assert held and {each.path for each in held.backups} == {kept, after}


def test_restoring_a_backup_brings_nobody_back(club: Club) -> None:
    backups.keep(backups.Reason.MERGE)
    erasing.erase_member(club.person)
    (backup,) = backups.backups_of()
    restore(backup)
    assert Member.get(Member.id == club.person).deleted == GONE
    assert find_differences() == []
    erasing.purge()
    book.close_book()
    assert found_in(club.path) == set()


def shown(facts: MonthFacts) -> tuple[object, ...]:
    """The figures that count what people did, names left out. Who was erased takes no place."""
    return (
        *(replace(each, events=tuple(replace(event, claimed=0) for event in each.events))
          for each in (facts.attendance, facts.attendance_before)),
        facts.activity.series,
        facts.cost,
        facts.feedback.by_kind,
        facts.feedback.satisfaction,
        facts.feedback.answer_days,
        len(facts.feedback.open_items),
        tuple(replace(event, claimed=0) for event in facts.planned),
    )  # fmt: skip


@pytest.mark.parametrize("trashed", [False, True])
def test_figures_are_what_they_were(club: Club, trashed: bool) -> None:
    if trashed:
        remove_members([club.person])
    before = facts_of(Month(2026, 10))
    lines = find_events().lines(0, 9)
    erasing.erase_member(club.person)
    after = facts_of(Month(2026, 10))
    assert shown(after) == shown(before)
    assert after.attendance.events[0].came == (0 if trashed else 1)
    assert after.feedback.satisfaction[-1].answers == 5
    assert find_events().lines(0, 9) == lines
    assert after.growth.members == before.growth.members - (not trashed)


def test_a_blank_person_is_listed_nowhere(club: Club) -> None:
    erasing.erase_member(club.person)
    facts, now = facts_of(Month(2026, 10)), overview_now()
    assert [each.id for each in facts.activity.participants] == [club.friend]
    assert [line.id for line in find_members().lines(0, 9)] == [club.friend]
    assert {each.name for each in facts.feedback.open_items} <= {""}
    assert [line.member for line in attendance_of(club.event)] == [club.friend]
    assert erased_of(club.event).people == erased_of(club.event).came == 1
    assert trash.trash() == ()
    assert all(each.id != club.person for each in now.attention)
    assert all(line.who == "" for line in find_feedback().lines(0, 9))
    assert all_tags() == () and words_in_use("role") == ()
    assert len(recent_attendance(club.friend)) == 1


def test_an_erased_question_asks_for_nobody(club: Club) -> None:
    late = save_feedback(None, {"text": SAID, "member": club.person, "date": date(2026, 9, 1)})
    assert any(each.id == late for each in overview_now().attention)
    before = overview_now()
    erasing.erase_member(club.person)
    assert overview_now().overdue == before.overdue
    assert all(each.id != late for each in overview_now().attention)


def test_while_another_program_reads_nothing_is_done_or_it_is_done_later(club: Club) -> None:
    database.execute_sql("PRAGMA busy_timeout = 10")
    with closing(dbapi2.connect(club.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM member").fetchone()
        with pytest.raises(UserError):
            erasing.erase_member(club.person)
        assert Member.get(Member.id == club.person).deleted != GONE
        assert not erasing.purge()
        other.execute("ROLLBACK")
        assert erasing.purge()
    done = erasing.erase_member(club.person)
    assert done and done.purged


def test_sweeping_costs_one_question_where_nobody_is_erased(club: Club) -> None:
    asked: list[str] = []
    database.connection().set_trace_callback(asked.append)
    erasing.sweep()
    database.connection().set_trace_callback(None)
    assert len(asked) == 1


def test_an_action_of_which_nothing_is_left_is_not_offered(club: Club) -> None:
    save_member(None, {"name": "程灵素"})
    before = undo_step()
    assert before is not None
    save_member(club.person, {"phone": "139"})
    save_member(club.person, {"region": "徐汇"})
    taken_back = undo_step()
    assert taken_back is not None
    undo(taken_back)
    assert redo_step() is not None
    erasing.erase_member(club.person)
    assert (undo_step(), redo_step()) == (before, None)
    latest = [each.kind for each in happenings()[:2]]
    assert latest == [erasing.ERASING, before.kind]
    assert [each.kind for each in Actions().lines(0, 2)] == latest
    undo(before)
    assert find_differences() == []
