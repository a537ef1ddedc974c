"""Two laptops write down what people said of one event: nothing is lost, nothing counts twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models.base import live
from models.events.attendance import attendance_id, save_attendance
from models.events.evaluation import Evaluation, Said, add_slips
from models.events.ratings import rating_of
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import Feedback
from models.feedback.opinions import opinions_of, raise_feedback
from models.merging.conflicts import open_conflicts
from models.merging.incoming import receive
from models.merging.merge import are_identical
from models.vocabulary import Kind
from tests.models.merging.conftest import Laptops


def meet(laptops: Laptops) -> None:
    """Merge each into the other; then both hold the same."""
    for name, other in (("lin", "mei"), ("mei", "lin"), ("lin", "mei")):
        with laptops.at(name):
            laptops.merge(other)
    with laptops.at("lin"):
        with receive(laptops.path("mei")) as incoming:
            assert are_identical(incoming)


def test_slips_of_two_laptops_are_all_there(laptops: Laptops) -> None:
    with laptops.at("lin"):
        add_slips(laptops.run, [Said(5), Said(4)])
    with laptops.at("mei"):
        add_slips(laptops.run, [Said(5), Said(None, "路线好")])
    meet(laptops)
    with laptops.at("mei"):
        assert rating_of(laptops.run) == (14 / 3, 3)
        assert len(opinions_of(laptops.run)) == 4


def test_the_same_file_read_on_both_makes_the_same_slips(laptops: Laptops, tmp_path: Path) -> None:
    source = tmp_path / "评分.csv"
    source.write_text("评分,留言\n5,很好\n5,\n4,太吵\n5,\n", encoding="utf-8")
    for name in ("lin", "mei"):
        with laptops.at(name):
            apply_import(plan_import(read_table(source), Kind.ATTENDANCE, event=laptops.run))
    meet(laptops)
    with laptops.at("lin"):
        assert live(Evaluation).count() == 4 and open_conflicts() == ()


def test_a_comment_raised_on_both_is_one_feedback(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.zhang, came="yes", rating=2, comment="太吵")
        (slip,) = add_slips(laptops.run, [Said(5, "很好")])
    laptops.copy("lin", "mei")
    sources = (attendance_id(laptops.run, laptops.zhang), slip)
    with laptops.at("lin"):
        made = [raise_feedback(source) for source in sources]
    laptops.clock.set(laptops.clock() + timedelta(days=2))
    with laptops.at("mei"):
        assert [raise_feedback(source) for source in sources] == made
    meet(laptops)
    with laptops.at("mei"):
        found = {row.id: (row.member_id, row.text, row.kind) for row in live(Feedback)}
    assert found == {
        made[0]: (laptops.zhang, "太吵", "complaint"), made[1]: (None, "很好", "praise"),
    }  # fmt: skip
