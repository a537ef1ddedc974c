from __future__ import annotations

from pathlib import Path

import pytest

from models.base import database
from models.errors import Invalid
from models.events.evaluation import Said, add_slips, remove_slips, save_slip, slips_of
from models.events.event import save_event
from models.events.ratings import COUNT, MEAN, figure_of, rating_of
from models.events.slip_line import read_slips
from models.journal.undo import undo, undo_step


@pytest.fixture
def event(book: Path) -> bytes:
    return save_event(None, {"title": "晨跑", "status": "done"})


def said(event: bytes) -> list[tuple[int | None, str]]:
    return [(slip.rating, slip.comment) for slip in slips_of(event)]


def take_back() -> None:
    step = undo_step()
    assert step
    undo(step)


def test_many_slips_are_one_action(event: bytes) -> None:
    add_slips(event, read_slips("5 4 4; 2 too loud"))
    assert said(event) == [(5, ""), (4, ""), (4, ""), (2, "too loud")]
    assert rating_of(event) == (3.75, 4)
    take_back()
    assert said(event) == [] and rating_of(event) == (None, 0)


def test_a_slip_is_changed_and_taken_away(event: bytes) -> None:
    first, second = add_slips(event, [Said(5), Said(None, "  路线好 ")])
    save_slip(second, {"rating": 4})
    remove_slips([first])
    assert said(event) == [(4, "路线好")]
    take_back()
    take_back()
    assert said(event) == [(5, ""), (None, "路线好")]


def test_a_slip_says_something_and_its_mark_is_one_to_five(event: bytes) -> None:
    (slip,) = add_slips(event, [Said(3)])
    for values in ({"rating": None}, {"rating": 6}):
        with pytest.raises(Invalid):
            save_slip(slip, values)
    with pytest.raises(Invalid):
        add_slips(event, [Said(4), Said(None)])
    assert said(event) == [(3, "")]


@pytest.mark.parametrize(
    ("line", "slips"),
    [
        ("5 4 4 3", [(5, ""), (4, ""), (4, ""), (3, "")]),
        ("5443", [(5, ""), (4, ""), (4, ""), (3, "")]),
        ("５，４、3/2", [(5, ""), (4, ""), (3, ""), (2, "")]),
        ("4 too loud; 5", [(4, "too loud"), (5, "")]),
        ("5很好；３：有点吵", [(5, "很好"), (3, "有点吵")]),
        ("5分 好\n4★", [(5, "好"), (4, "★")]),
        ("没意思", [(None, "没意思")]),
        ("10公里太长", [(None, "10公里太长")]),
        (" ; ;", []),
    ],
)  # fmt: skip
def test_how_slips_are_typed(line: str, slips: list[tuple[int | None, str]]) -> None:
    assert [(slip.rating, slip.comment) for slip in read_slips(line)] == slips


@pytest.mark.parametrize("line", ["6", "0", "5 6", "5; 7 fine", "4.5", "10 too long", "5 0 4"])
def test_what_is_no_mark_is_refused(line: str) -> None:
    with pytest.raises(Invalid):
        read_slips(line)


def test_the_marks_of_one_event_are_found_without_reading_all_there_are(book: Path) -> None:
    plan = [
        str(step[3])
        for figure in (MEAN, COUNT, figure_of("avg(rating)", "e.id"))
        for step in database.execute_sql(f"EXPLAIN QUERY PLAN SELECT {figure} FROM event e")
    ]
    assert any("SEARCH a USING COVERING INDEX" in step for step in plan)
    assert not any(step.startswith(("SCAN a", "SCAN v", "SCAN attendance")) for step in plan)
