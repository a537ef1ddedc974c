"""One organizer's files as they are, counted by other means. Runs where the files are."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from models.base import database, live
from models.events.attendance import Attendance
from models.events.event import Event
from models.exchange.applying import apply_import
from models.exchange.plan import ImportResult
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import Feedback
from models.journal.undo import undo, undo_step
from models.members.member import Member
from models.vocabulary import Kind

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "riverside"
FILES = {
    Kind.MEMBER: ("members.csv", "gb18030"),
    Kind.EVENT: ("events.csv", "utf-8-sig"),
    Kind.ATTENDANCE: ("attendance.csv", "utf-8-sig"),
    Kind.FEEDBACK: ("feedback.csv", "gb18030"),
}

pytestmark = [
    pytest.mark.usefixtures("book"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the organizer's files are not here"),
]


def put_in(name: str, kind: Kind) -> ImportResult:
    return apply_import(plan_import(read_table(FOLDER / name), kind))


def lines(kind: Kind) -> list[dict[str, str]]:
    """The rows of a file by plain csv: no title, no empty line, no total."""
    name, encoding = FILES[kind]
    with (FOLDER / name).open(encoding=encoding, newline="") as stream:
        rows = [row for row in csv.reader(stream) if any(row)]
    while len([cell for cell in rows[0] if cell]) < 2:
        rows.pop(0)
    return [
        dict(zip(rows[0], row, strict=True)) for row in rows[1:] if not row[0].startswith("（合计")
    ]


def people() -> list[dict[str, str]]:
    return list({tuple(row.items()): row for row in lines(Kind.MEMBER)}.values())


def homonyms() -> set[str]:
    names = Counter(row["姓名"].strip() for row in people())
    return {name for name, count in names.items() if count > 1}


def test_members_events_attendance_and_feedback_as_counted_by_hand() -> None:
    result = put_in("members.csv", Kind.MEMBER)
    assert result.added == len(people()) == live(Member).count()
    assert [skipped.line for skipped in result.skipped] == [183, 184]
    assert put_in("events.csv", Kind.EVENT).added == len(lines(Kind.EVENT)) == 57
    unclear = [row for row in lines(Kind.ATTENDANCE) if row["姓名"].strip() in homonyms()]
    attended = put_in("attendance.csv", Kind.ATTENDANCE)
    assert attended.added == len(lines(Kind.ATTENDANCE)) - len(unclear)
    assert len(attended.skipped) == len(unclear)
    came = [
        row
        for row in lines(Kind.ATTENDANCE)
        if row["到场"] in ("到", "是", "√") and row not in unclear
    ]
    assert live(Attendance).where(Attendance.came == "yes").count() == len(came)
    said = put_in("feedback.csv", Kind.FEEDBACK)
    unclear = [row for row in lines(Kind.FEEDBACK) if row["姓名"].strip() in homonyms()]
    assert said.added == len(lines(Kind.FEEDBACK)) - len(unclear)
    nameless = [row for row in lines(Kind.FEEDBACK) if row["姓名"] == "匿名"]
    assert live(Feedback).where(Feedback.member.is_null()).count() == len(nameless)


def test_the_spreadsheet_after_the_csv_adds_nothing() -> None:
    put_in("members.csv", Kind.MEMBER)
    again = put_in("members.xlsx", Kind.MEMBER)
    assert (again.added, again.updated) == (0, 0)
    # Line 14 is "=1+1", which the spreadsheet has calculated.
    assert [skipped.line for skipped in again.skipped] == [14, 183, 184]


def test_putting_everything_in_twice_changes_nothing_and_undo_takes_it_back() -> None:
    for kind, (name, _encoding) in FILES.items():
        put_in(name, kind)
    before = database.execute_sql("SELECT count(*) FROM _change").fetchone()
    for kind, (name, _encoding) in FILES.items():
        again = put_in(name, kind)
        assert (again.added, again.updated) == (0, 0)
    assert database.execute_sql("SELECT count(*) FROM _change").fetchone() == before
    for _kind in FILES:
        step = undo_step()
        assert step is not None
        undo(step)
    for model in (Member, Event, Attendance, Feedback):
        assert live(model).count() == 0


def test_values_are_as_written() -> None:
    put_in("members.csv", Kind.MEMBER)
    stored = {row.phone: row for row in live(Member)}
    statuses = {"正常": "active", "已退群": "left", "待审核": "applicant", "暂停": "paused"}
    for row in people():
        phone = "".join(str(int(sign)) for sign in row["手机"] if sign.isdigit())[-11:]
        member = stored[phone]
        assert member.name == row["姓名"].strip()
        assert member.status == statuses[row["状态"]]
        digits = "".join(sign if sign.isdigit() else "-" for sign in row["入群时间"])
        year, month, day = (int(part) for part in digits.split("-") if part)
        assert (member.joined.year, member.joined.month, member.joined.day) == (year, month, day)
