"""A list of marks that names nobody becomes slips."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.base import live
from models.errors import UserError
from models.events.attendance import attendance_of
from models.events.evaluation import Evaluation, Said, add_slips, remove_slips, slips_of
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.exporting import export_slips
from models.exchange.plan import NEW, Doubtful, ImportPlan, ImportResult, Mode, Skipped
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.vocabulary import Kind
from resources.i18n import translation

FORM = "提交时间,评分,意见\n2026-10-04,5,很好\n2026-10-04,4,\n2026-10-05,5,\n2026-10-05,,\n"


@pytest.fixture
def event(book: Path) -> bytes:
    begins = datetime(2026, 10, 3, 9)
    return save_event(None, {"title": "晨跑", "begins": begins, "status": "done"})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "评分.csv"


def plan(source: Path, text: str, event: bytes | None, **options: object) -> ImportPlan:
    source.write_text(text, encoding="utf-8")
    return plan_import(read_table(source), Kind.ATTENDANCE, event=event, **options)  # type: ignore[arg-type]


def bring(source: Path, text: str, event: bytes | None, **options: object) -> ImportResult:
    return apply_import(plan(source, text, event, **options))


def said(event: bytes) -> list[tuple[int | None, str]]:
    return [(slip.rating, slip.comment) for slip in slips_of(event)]


def test_every_row_is_a_slip_and_one_undo_takes_all_back(event: bytes, source: Path) -> None:
    made = plan(source, FORM, event)
    assert made.are_slips and "names nobody" in made.hint
    result = apply_import(made)
    assert said(event) == [(5, "很好"), (4, ""), (5, "")] and attendance_of(event) == []
    assert (result.added, len(result.skipped)) == (3, 1)
    step = undo_step()
    assert step
    undo(step)
    assert said(event) == []


def test_what_is_there_already_is_asked_about_once_each(event: bytes, source: Path) -> None:
    add_slips(event, [Said(5), Said(3, "还行")])
    made = plan(source, "评分,意见\n5,\n5,\n4,\n3,还行\n", event)
    doubts = [row.line for row in made.rows if isinstance(row, Doubtful)]
    assert doubts == [2, 5] and made.counts.added == 2
    apply_import(made)
    assert sorted(slip.rating or 0 for slip in slips_of(event)) == [3, 4, 5, 5]
    again = bring(source, "评分,意见\n5,\n5,\n4,\n3,还行\n", event)
    assert again.added == 0 and len(slips_of(event)) == 4


def test_a_form_that_has_grown_adds_what_is_new(event: bytes, source: Path) -> None:
    bring(source, FORM, event)
    assert bring(source, FORM + "2026-10-06,2,太早了\n", event).added == 1
    assert said(event)[-1] == (2, "太早了") and len(said(event)) == 4


def test_who_says_it_is_another_slip_gets_one(event: bytes, source: Path) -> None:
    for _time in range(3):
        bring(source, "评分\n5\n", event, choices={2: NEW})
    assert said(event) == [(5, "")] * 3


def test_slips_from_the_trash_come_back_with_their_file(event: bytes, source: Path) -> None:
    bring(source, FORM, event)
    remove_slips([slip.id for slip in slips_of(event)])
    result = bring(source, FORM, event, mode=Mode.ADD)
    assert (result.updated, len(said(event))) == (3, 3)
    assert live(Evaluation).count() == 3


def test_the_list_may_name_the_events(event: bytes, source: Path) -> None:
    other = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 9, 19)})
    text = "活动,评分,意见\n晨跑,5,\n夜跑,4,好\n越野,3,\n"
    made = plan(source, text, None)
    assert [row.line for row in made.rows if isinstance(row, Doubtful)] == [4]
    apply_import(made)
    assert (said(event), said(other)) == ([(5, "")], [(4, "好")])


def test_a_mark_that_is_none_is_asked_about(event: bytes, source: Path) -> None:
    made = plan(source, "评分,意见\n九分,好\n,\n", event)
    assert [type(row) for row in made.rows] == [Doubtful]
    made = plan(source, "评分,意见\n,\n5,\n合计,1\n", event)
    assert made.counts.added == 1 and isinstance(made.rows[-1], Skipped)


def test_with_names_it_is_an_attendance_list_as_ever(event: bytes, source: Path) -> None:
    save_member(None, {"name": "王五"})
    made = plan(source, "姓名,评分,意见\n王五,4,好\n", event)
    assert not made.are_slips
    apply_import(made)
    (line,) = attendance_of(event)
    assert (line.rating, line.comment, said(event)) == (4, "好", [])


def test_a_list_of_feedback_is_told_from_one_of_marks(event: bytes, source: Path) -> None:
    made = plan(source, "日期,内容,满意度\n2026-10-04,茶太凉,2\n", event)
    assert made.looks_like is Kind.FEEDBACK and "feedback instead" in made.hint
    assert plan(source, FORM, event).looks_like is None


def test_a_phone_without_a_name_is_no_slip(event: bytes, source: Path) -> None:
    with pytest.raises(UserError):
        plan(source, "手机,评分\n13800000000,5\n", event)


def test_without_an_event_it_is_asked_which(event: bytes, source: Path) -> None:
    with pytest.raises(UserError):
        plan(source, "评分,意见\n5,好\n", None)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_slips_go_out_and_come_back_as_they_were(
    event: bytes, tmp_path: Path, ending: str, language: str
) -> None:
    slips = [Said(5), Said(3, "还行"), Said(None, "=2+2, too loud"), Said(5)]
    made = add_slips(event, slips)
    target = tmp_path / f"slips{ending}"
    assert export_slips(target, event, translation(language)) == 4
    before = sorted(said(event), key=str)
    remove_slips(made)
    assert said(event) == []
    read = plan_import(read_table(target), Kind.ATTENDANCE)
    assert read.are_slips and apply_import(read).added == 4
    assert sorted(said(event), key=str) == before
    with pytest.raises(UserError, match="ends in"):
        export_slips(tmp_path / "slips.pdf", event, translation(language))
