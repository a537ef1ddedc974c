from __future__ import annotations

from datetime import date
from pathlib import Path

from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.members.member import remove_members, save_member
from models.stored import fetch_stored, find_ids, is_known
from models.vocabulary import Kind


def test_records_come_whole_and_in_the_order_asked_for(book: Path) -> None:
    lin = save_member(None, {"name": "林夏", "joined": date(2026, 1, 2), "tags": ["诗", "电影"]})
    chen = save_member(None, {"name": "陈雨", "introduced_by": lin})
    assert find_ids(Kind.MEMBER) == [chen, lin]
    first, second = fetch_stored(Kind.MEMBER, [lin, chen])
    assert (first["id"], first["joined"], first["tags"]) == (lin, date(2026, 1, 2), ["电影", "诗"])
    assert (second["introduced_by"], second["introduced_by_name"]) == (lin, "林夏")


def test_what_is_in_the_trash_is_not_listed_but_known(book: Path) -> None:
    lin, chen = (save_member(None, {"name": name}) for name in ("林夏", "陈雨"))
    run = save_event(None, {"title": "晨跑"})
    for member in (lin, chen):
        save_attendance(run, member, came="yes")
    remove_members([lin])
    (row,) = fetch_stored(Kind.ATTENDANCE, find_ids(Kind.ATTENDANCE))
    assert (row["member"], row["member_name"], row["event_title"]) == (chen, "陈雨", "晨跑")
    assert list(fetch_stored(Kind.MEMBER, [lin])) == []
    remove_events([run])
    assert find_ids(Kind.ATTENDANCE) == []
    assert is_known(lin)
    assert not is_known(b"\0" * 16)


def test_attendance_is_not_found_by_the_host_of_an_event(book: Path) -> None:
    lin = save_member(None, {"name": "林夏"})
    chen = save_member(None, {"name": "陈雨"})
    run = save_event(None, {"title": "晨跑", "host": "林夏"})
    save_attendance(run, chen)
    assert find_ids(Kind.ATTENDANCE, "林夏") == []
    assert len(find_ids(Kind.ATTENDANCE, "cp")) == 1
    save_attendance(run, lin)
    assert len(find_ids(Kind.ATTENDANCE, "lx")) == 1


def test_many_records_are_read_in_portions(book: Path) -> None:
    ids = [save_event(None, {"title": f"{number}"}) for number in range(510)]
    assert [record["title"] for record in fetch_stored(Kind.EVENT, ids)][-1] == "509"
