from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.base import database
from models.erasing import erase_member
from models.errors import Invalid, UserError
from models.journal.undo import undo, undo_step
from models.members.joining import join_members
from models.members.member import remove_members, save_member
from models.members.timeline import timeline_of
from models.members.violation import (
    Breach,
    Violation,
    all_violations,
    breaches_of,
    load_violation,
    note_violation,
    remove_violations,
    save_violation,
    violations_of,
)
from models.rules.rule import remove_rules, save_rule
from models.vocabulary import Measure
from tests.conftest import FixedClock


@pytest.fixture
def ann(book: Path) -> bytes:
    return save_member(None, {"name": "Ann"})


@pytest.fixture
def rule(book: Path) -> bytes:
    return save_rule(None, {"title": "No ads"})


def test_it_is_noted_of_today_as_a_reminder(ann: bytes, rule: bytes, clock: FixedClock) -> None:
    made = note_violation(ann, {"rule": rule, "note": " an advert "})
    noted = load_violation(made)
    assert noted is not None
    assert (noted.day, noted.measure, noted.rule_title, noted.note) == (
        clock.time.date(), Measure.REMINDER, "No ads", "an advert",
    )  # fmt: skip
    step = undo_step()
    assert step is not None and step.kind == "violation.add"
    undo(step)
    assert violations_of(ann) == () and load_violation(made) is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"rule": None}, "rule"),
        ({"rule": None, "note": "  "}, "rule"),
        ({"note": "x", "day": date(2026, 11, 1)}, "day"),
        ({"note": "x", "day": None}, "day"),
        ({"note": "x", "measure": "prison"}, "measure"),
    ],
)
def test_what_cannot_stand_is_refused(ann: bytes, values: dict[str, object], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        note_violation(ann, values)
    assert set(refused.value.errors) == {wrong}
    assert all_violations() == []


def test_it_is_corrected_and_removed(ann: bytes, rule: bytes) -> None:
    made = note_violation(ann, {"note": "late again"})
    save_violation(made, {"measure": "warning"})
    save_violation(made, {"rule": rule, "note": ""})
    with pytest.raises(Invalid):
        save_violation(made, {"rule": None})
    assert [(each.rule, each.measure) for each in violations_of(ann)] == [(rule, "warning")]
    remove_violations([made])
    assert violations_of(ann) == () and breaches_of(rule, 5) == (0, ())


def test_a_rule_tells_who_broke_it_last(ann: bytes, rule: bytes) -> None:
    bob = save_member(None, {"name": "Bob"})
    for day, who in ((3, ann), (9, bob), (5, ann)):
        note_violation(who, {"rule": rule, "day": date(2026, 10, day)})
    count, latest = breaches_of(rule, 2)
    assert (count, latest) == (
        3,
        (Breach(bob, "Bob", date(2026, 10, 9), "reminder"),
         Breach(ann, "Ann", date(2026, 10, 5), "reminder")),
    )  # fmt: skip
    remove_members([bob])
    assert breaches_of(rule, 2)[0] == 2


def test_what_a_removed_rule_was_called_is_still_told(ann: bytes, rule: bytes) -> None:
    note_violation(ann, {"rule": rule})
    remove_rules([rule])
    assert violations_of(ann)[0].rule_title == "No ads"
    (stored,) = all_violations()
    assert (stored["member_name"], stored["rule_title"]) == ("Ann", "No ads")


def test_one_person_of_two_entries_keeps_both(ann: bytes, rule: bytes) -> None:
    other = save_member(None, {"name": "Anne"})
    note_violation(ann, {"rule": rule, "day": date(2026, 10, 1)})
    note_violation(other, {"note": "noise", "day": date(2026, 10, 2)})
    join_members(ann, other)
    assert [each.note for each in violations_of(ann)] == ["noise", ""]


def test_nothing_of_it_is_left_of_an_erased_person(ann: bytes, rule: bytes) -> None:
    made = note_violation(ann, {"rule": rule, "note": "drunk and loud"})
    erase_member(ann)
    rows = database.execute_sql("SELECT rule, day, measure, note FROM violation").fetchall()
    assert rows == [(None, None, Violation.measure.default, "")]
    for written in (lambda: note_violation(ann, {"note": "x"}),
                    lambda: save_violation(made, {"note": "x"})):  # fmt: skip
        with pytest.raises(UserError):
            written()


def test_what_another_program_wrote_is_read_as_far_as_it_can_be(
    book: Path, ann: bytes, rule: bytes
) -> None:
    made = note_violation(ann, {"rule": rule})
    told: dict[str, object] = {"measure": b"warning\xff", "note": b"\xff", "day": b"\xff"}
    for column, value in told.items():
        database.execute_sql(f"UPDATE violation SET {column} = ?", (value,))
    database.execute_sql("UPDATE rule SET title = ?", (b"No ads\xff",))
    database.execute_sql("UPDATE member SET name = ?", (b"Ann\xff",))
    read = ("Ann\ufffd", None, "warning\ufffd")
    (breach,) = breaches_of(rule, 5)[1]
    assert (breach.name, breach.day, breach.measure) == read
    (stored,) = all_violations()
    assert (stored["member_name"], stored["day"], stored["measure"]) == read
    assert (stored["rule_title"], stored["note"]) == ("No ads\ufffd", "\ufffd")
    (line,) = [each for each in timeline_of(ann).lines(0, 9) if each.what == "broke_rule"]
    assert (line.title, line.detail, line.note) == ("No ads\ufffd", read[2], "\ufffd")
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE violation SET rule = 'no id'")
        other.commit()
    assert [each["rule"] for each in all_violations()] == [None]
    assert breaches_of(rule, 5) == (0, ()) and load_violation(made) is not None
