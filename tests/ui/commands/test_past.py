from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models.book import close_book, open_book
from models.events.attendance import attendance_of, remove_attendance, save_attendance
from models.events.listing import find_events
from models.members.listing import find_members
from models.members.member import save_member
from models.vocabulary import Came
from tests.ui.commands.conftest import Command


def total(command: Command, file: Path, kind: str) -> int:
    return int(command("list", file, kind, "--json").document["total"])


def test_undo_takes_a_whole_import_back_and_redo_brings_it(club: Path, command: Command) -> None:
    told = command("undo", club)
    assert (told.code, told.out) == (0, "Undone: import of 2 events.\n")
    assert (total(command, club, "events"), total(command, club, "members")) == (0, 3)
    again = command("redo", club, "--json").document
    assert again["redone"]["kind"] == "event.import"
    assert again["redone"]["amount"] == 2
    assert again["kept"] == []
    assert total(command, club, "events") == 2


def test_undo_goes_back_to_the_beginning_and_no_further(club: Path, command: Command) -> None:
    assert command("undo", club).code == 0
    assert command("undo", club).out == "Undone: import of 3 members.\n"
    nothing = command("undo", club)
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == "There is nothing to undo.\n"
    assert total(command, club, "members") == 0


def test_redo_without_undo_is_refused(club: Path, command: Command) -> None:
    refused = command("redo", club, "--json")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "There is nothing to do again.\n"


def test_the_history_of_the_file_is_newest_first(club: Path, command: Command) -> None:
    actions = command("history", club, "--json").document["actions"]
    assert [action["kind"] for action in actions][:2] == ["event.import", "member.import"]
    assert actions[0]["amount"] == 2
    assert actions[0]["at"] == "2026-10-31 09:00:00"
    lines = command("history", club).out.splitlines()
    assert lines[0] == "2026-10-31 09:00  import of 2 events"


def test_the_history_of_a_record_tells_its_changes(
    club: Path, tmp_path: Path, command: Command
) -> None:
    record = command("list", club, "members", "--search", "zs", "--json").document["records"][0]
    source = tmp_path / "again.csv"
    source.write_text("姓名,手机,地区\n张三,13800000001,浦东\n", encoding="utf-8")
    assert command("import", club, source, "--as", "members").code == 0
    entries = command("history", club, "--record", record["id"], "--json").document["entries"]
    assert [entry["kind"] for entry in entries] == ["member.import", "member.import"]
    assert {"table": "member", "column": "region", "old": "", "new": "浦东"} in entries[0][
        "changes"
    ]
    assert "    Region: 浦东" in command("history", club, "--record", record["id"]).out.splitlines()


def test_the_history_of_a_record_tells_of_what_belongs_to_it(club: Path, command: Command) -> None:
    open_book(club)
    member, event = find_members("zs").ids()[0], find_events("春日").ids()[0]
    save_member(member, {"tags": ["摄影", "跑步"]})
    save_member(member, {"tags": ["跑步"]})
    save_attendance(event, member, came=Came.YES)
    remove_attendance([line.id for line in attendance_of(event) if line.member == member])
    close_book()
    lines = command("history", club, "--record", member.hex()).out.splitlines()
    for line in (
        "    Tag added: 摄影",
        "    Tag removed: 摄影",
        "    Attendance: 张三 · 春日慢跑",
        "    张三 · 春日慢跑: Came: Came",
        "    Attendance: 张三 · 春日慢跑 → empty",
    ):
        assert line in lines
    of_event = command("history", club, "--record", event.hex()).out
    assert "张三 · 春日慢跑: Came: Came" in of_event and "摄影" not in of_event
    document = command("history", club, "--record", member.hex(), "--json").document
    changes = [change for entry in document["entries"] for change in entry["changes"]]
    gone = {"table": "member_tag", "column": "deleted", "old": 0, "new": 1, "name": "摄影"}
    assert gone in changes


@pytest.mark.parametrize("written", ["zz", "00" * 16, ""])
def test_an_unknown_record_is_refused(club: Path, command: Command, written: str) -> None:
    refused = command("history", club, f"--record={written or ' '}")
    assert refused.code == 1
    assert refused.err.startswith("No record has the id")


def test_values_edited_since_stay_and_are_named(
    club: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "again.csv"
    source.write_text("姓名,手机,地区\n张三,13800000001,浦东\n", encoding="utf-8")
    assert command("import", club, source, "--as", "members").code == 0
    connection = dbapi2.connect(str(club))
    connection.execute("UPDATE member SET region = '徐汇' WHERE region = '浦东'")
    connection.commit()
    connection.close()
    said = command("undo", club).out
    assert said.startswith("Undone: import of 1 member. Changed since and left as it is: ")
    assert "“张三” (Region)" in said
