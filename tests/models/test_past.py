from __future__ import annotations

from datetime import date

import pytest

from models.base import database
from models.events.attendance import add_attendees
from models.events.event import save_event
from models.events.task import save_task
from models.journal.undo import Kept, undo, undo_step
from models.members.member import MemberTag, remove_members, save_member, tag_id
from models.past import count_actions, deed_of, find_actions, record_past, titles_of_kept
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")


def lines(text: str = "", pill: str = "all", kinds: tuple[str | None, ...] = ()):  # type: ignore[no-untyped-def]
    found = find_actions(text, pill, kinds)
    return found.lines(0, found.total)


def kinds_found(text: str, kinds: tuple[str | None, ...] = ()) -> list[str | None]:
    return [line.happened.kind for line in lines(text, "all", kinds)]


def test_an_action_on_one_record_names_it() -> None:
    member = save_member(None, {"name": "张三"})
    save_member(member, {"tags": ("茶",)})
    newest, added, founded = lines()
    assert (newest.subject, added.subject) == ("张三", "张三")
    assert founded.subject == "江边慢跑团"


def test_attendance_is_named_by_its_event_and_alone_by_both() -> None:
    event = save_event(None, {"title": "Night run"})
    people = [save_member(None, {"name": name}) for name in ("Ann", "Ben")]
    add_attendees(event, people[:1], rsvp="yes")
    assert lines()[0].subject == "Ann · Night run"
    add_attendees(event, people, came="yes")
    assert lines()[0].subject == "Night run"


@pytest.mark.parametrize("text", ["张", "zhangsan", "138-555", "Lin", "wei"])
def test_actions_are_found_by_name_sound_old_value_and_author(text: str) -> None:
    member = save_member(None, {"name": "张三", "phone": "1"})
    save_member(member, {"phone": "138-555"})
    save_member(member, {"phone": "139", "region": "Weihai"})
    found = kinds_found(text)
    assert found[0] == "member.edit"
    assert kinds_found("nobody") == []


def test_actions_are_found_by_their_words_and_what_is_in_the_trash_too() -> None:
    member = save_member(None, {"name": "Ann"})
    remove_members([member])
    assert kinds_found("deletion", ("member.remove",)) == ["member.remove"]
    assert kinds_found("ann") == ["member.remove", "member.add"]
    assert kinds_found("100%") == []
    assert count_actions("ann", ())["member"] == 2


def test_attendance_is_found_by_the_member() -> None:
    event = save_event(None, {"title": "Night run"})
    add_attendees(event, [save_member(None, {"name": "Ann"})])
    assert kinds_found("Ann")[0] == "attendance.add"


def test_a_deed_groups_what_it_did_by_record() -> None:
    ann, ben = (save_member(None, {"name": name}) for name in ("Ann", "Ben"))
    save_member(ann, {"phone": "138", "introduced_by": ben, "tags": ("tea",)})
    deed = deed_of(lines()[0].happened.transaction)
    (record,) = deed.records
    assert (record.kind, record.id, record.title, record.live) == (Kind.MEMBER, ann, "Ann", True)
    assert {cell.column for cell in record.cells} == {"phone", "introduced_by", None}
    assert deed.names[ben] == "Ben"
    assert deed.names[tag_id(ann, "tea")] == "tea"
    assert deed.more == 0


def test_a_deed_of_attendance_leads_to_the_event() -> None:
    event = save_event(None, {"title": "Night run"})
    ann = save_member(None, {"name": "Ann"})
    add_attendees(event, [ann], rsvp="yes")
    (record,) = deed_of(lines()[0].happened.transaction).records
    assert (record.kind, record.id, record.title) == (Kind.EVENT, event, "Ann · Night run")
    assert record.live


def test_a_large_deed_is_cut_and_says_how_much_is_left() -> None:
    people = [save_member(None, {"name": f"M{number}"}) for number in range(60)]
    remove_members(people)
    deed = deed_of(lines()[0].happened.transaction, limit=50)
    assert (len(deed.records), deed.more) == (50, 10)
    assert not any(record.live for record in deed.records)


def test_a_record_s_past_knows_what_stands_now() -> None:
    ann = save_member(None, {"name": "Ann", "joined": date(2026, 1, 1)})
    save_member(ann, {"phone": "138", "tags": ("tea",)})
    past = record_past(ann, (MemberTag,))
    assert past.standing[ann, "phone"] == "138"
    assert past.standing[tag_id(ann, "tea"), "deleted"] == 0
    assert past.names[tag_id(ann, "tea")] == "tea"


def test_what_an_undo_left_alone_is_named() -> None:
    ann = save_member(None, {"name": "Ann"})
    save_member(ann, {"phone": "138", "region": "North"})
    step = undo_step()
    assert step is not None
    database.execute_sql("UPDATE member SET phone = '139' WHERE id = ?", (ann,))
    kept = undo(step).kept
    assert kept == (Kept(Kind.MEMBER, ann, "phone"),)
    assert titles_of_kept(kept) == ["Ann"]
    tag = tag_id(ann, "tea")
    save_member(ann, {"tags": ("tea",)})
    assert titles_of_kept([Kept(Kind.MEMBER, tag, "deleted")]) == ["Ann"]
    task = save_task(None, save_event(None, {"title": "Night run"}), {"title": "Book"})
    assert titles_of_kept([Kept(Kind.EVENT, task, "due")]) == ["Night run"]
