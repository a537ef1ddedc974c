"""A list of sign-ups that is read in: who stands where in the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from models.events.attendance import attendance_of, save_attendance
from models.events.event import save_event
from models.events.places import places_of
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.members.member import save_member
from models.vocabulary import Kind
from tests.conftest import FixedClock

NAMES = [f"跑友{number:02d}" for number in range(12)]


def read_in(folder: Path, event: bytes, *rows: str) -> None:
    table = folder / "list.csv"
    table.write_text("\n".join(["姓名,报名,带人", *rows]), encoding="utf-8")
    apply_import(plan_import(read_table(table), Kind.ATTENDANCE, event=event))


def test_they_stand_in_the_lists_order_behind_who_signed_up_before(
    book: Path, tmp_path: Path, clock: FixedClock
) -> None:
    members = {name: save_member(None, {"name": name}) for name in NAMES}
    event = save_event(None, {"title": "读书会", "begins": datetime(2026, 11, 7), "capacity": 3})
    save_attendance(event, members["跑友11"], rsvp="yes")
    save_attendance(event, members["跑友10"], rsvp="maybe")
    clock.time += timedelta(minutes=5)
    read_in(tmp_path, event, "跑友10,是,", "跑友03,是,1", "跑友07,是,", "跑友05,否,", "跑友01,是,")
    queue = places_of(event)
    assert [claim.name for claim in queue.seated] == ["跑友11", "跑友10"]
    assert [claim.name for claim in queue.waiting] == ["跑友03", "跑友07", "跑友01"]
    sources = {line.member_name: (line.source, line.guests) for line in attendance_of(event)}
    assert sources["跑友03"] == ("file", 1) and sources["跑友11"] == ("", 0)
    before = attendance_of(event)
    clock.time += timedelta(minutes=5)
    read_in(tmp_path, event, "跑友10,是,", "跑友03,是,1")
    assert attendance_of(event) == before, "read once more, it changes nothing"


def test_of_what_is_over_nobody_signs_up_now(book: Path, tmp_path: Path, clock: FixedClock) -> None:
    save_member(None, {"name": "跑友01"})
    event = save_event(None, {"title": "读书会", "begins": datetime(2026, 10, 1)})
    read_in(tmp_path, event, "跑友01,是,")
    (line,) = attendance_of(event)
    assert (line.rsvp, line.signed) == ("yes", None)
