from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models import clock as clock_module
from models.base import database
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members import standing
from models.members.class_preview import gather_people, preview
from models.members.class_rules import ClassRules, read_rules
from models.members.contact import Contact
from models.members.judging import RANKS
from models.members.listing import find_members
from models.members.member import save_member
from models.members.reasons import Part, reason_of
from models.metrics.activity import participants_on
from models.vocabulary import Deed, Kind, Standing
from tests.models.members.recount import counted, everything_done, people_on, recount

RIVERSIDE = Path(__file__).parents[4] / "shared" / "data" / "riverside"


def hold(day: date) -> bytes:
    begins = datetime(day.year, day.month, day.day, 19)
    return save_event(None, {"title": "夜跑", "begins": begins, "status": "done"})


def test_the_reason_has_its_parts_and_what_would_help(book: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2025, 1, 1)})
    events = [hold(date(2026, 10, 30) - timedelta(days=7 * back)) for back in range(6)]
    save_attendance(events[5], member, came="yes")
    save_feedback(None, {"date": date(2026, 8, 21), "member": member, "text": "好"})
    with action("member.contact"):
        Contact.create(member=member, day=date(2026, 8, 21))
    reason = reason_of(member)
    assert reason is not None
    grounds = reason.grounds
    assert (grounds.standing, grounds.seen, grounds.recent) == (Standing.OCCASIONAL, 0, 5)
    assert (grounds.unseen, grounds.unspoken) == (36, 71)
    assert grounds.score == pytest.approx(0.9 + 0.81)
    assert reason.parts == (
        Part(Deed.ATTENDED, 1, 0.9),
        Part(Deed.FEEDBACK, 1, pytest.approx(0.81)),
    )
    assert (reason.times, reason.lifted) == (1, Standing.ACTIVE)
    (line,) = find_members().lines(0, 1)
    assert line.grounds == grounds


def test_until_when_somebody_is_new_or_rests(book: Path) -> None:
    new = save_member(None, {"name": "a", "joined": date(2026, 10, 20)})
    resting = save_member(None, {"name": "b", "rest_until": date(2026, 12, 1)})
    outside = save_member(None, {"name": "c", "status": "applicant"})
    found = [reason_of(new), reason_of(resting), reason_of(outside), reason_of(b"nobody")]
    assert [each and (each.grounds.standing, each.grounds.until) for each in found] == [
        (Standing.NEW, date(2026, 11, 19)),
        (Standing.RESTING, date(2026, 12, 1)),
        None,
        None,
    ]
    assert [line.grounds and line.grounds.until for line in find_members().lines(0, 3)] == [
        date(2026, 11, 19),
        date(2026, 12, 1),
        None,
    ]


def test_a_preview_says_what_the_rules_will_make(book: Path) -> None:
    for number in range(8):
        member = save_member(
            None, {"name": f"m{number}", "joined": date(2025, 1, 1), "role": "Volunteer"}
        )
        for back in range(number):
            save_attendance(hold(date(2026, 10, 30) - timedelta(days=back)), member, came="yes")
    save_member(None, {"name": "r", "status": "paused"})
    gathered = gather_people()
    assert gathered.roles == ("Volunteer",) and gathered.rules == ClassRules()
    for rules in (ClassRules(), ClassRules(attended=3), ClassRules(left_out=("Volunteer",))):
        found = preview(gathered, rules)
        expected = [each.standing for each in recount(clock_module.today(), rules).values()]
        assert found.counts == {each: expected.count(each) for each in RANKS}
        judged = sum(found.counts.values()) - found.counts[Standing.RESTING]
        scored = sum(sum(each.values()) for each in found.bins)
        assert scored + found.without == judged
    first = preview(gathered, ClassRules())
    assert first.without == 1 and first.step == 0.5
    assert [sum(each.values()) for each in first.bins][2:15:2] == [1] * 7
    assert sum(preview(gathered, ClassRules(attended=100)).bins[-1].values()) == 7


@pytest.mark.skipif(not RIVERSIDE.is_dir(), reason="the organizer's files are not here")
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 10, 31), date(2027, 1, 15)])
def test_riversides_classes_equal_a_recount_from_its_rows(book: Path, day: date) -> None:
    for name, kind in (
        ("members.csv", Kind.MEMBER),
        ("events.csv", Kind.EVENT),
        ("attendance.csv", Kind.ATTENDANCE),
        ("feedback.csv", Kind.FEEDBACK),
    ):
        apply_import(plan_import(read_table(RIVERSIDE / name), kind))
    assert json.loads((RIVERSIDE / "facts.json").read_text("utf-8"))
    clock_module.use(lambda: datetime(day.year, day.month, day.day, 9))
    standing.catch_up()
    rows = database.execute_sql(
        "SELECT m.id, s.standing, s.score FROM _standing s JOIN member m ON m.rid = s.member"
    ).fetchall()
    done, rules = everything_done(), read_rules()
    expected = {}
    for row in people_on(day):
        expected[row["id"]] = counted(row, done.get(row["id"], []), day, rules)
    assert {member: (code or None, round(score, 6)) for member, code, score in rows} == {
        member: (each.standing, round(each.score, 6)) for member, each in expected.items()
    }
    if day.year == 2026 and day.month == 10:
        assert len({each.standing for each in expected.values()}) >= 6
    assert {each.id: each.standing for each in participants_on(day)} == {
        member: each.standing
        for member, each in expected.items()
        if each.standing not in (None, Standing.RESTING)
    }
