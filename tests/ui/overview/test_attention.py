from __future__ import annotations

from datetime import date

import pytest

from models.metrics.attention import Attention, Matter
from models.vocabulary import Kind
from ui.overview.attention import worded


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("count", [1, 3])
def test_every_matter_has_words_for_one_and_many(matter: Matter, count: int) -> None:
    for day, days in ((date(2026, 10, 3), 0), (date(2026, 10, 3), 1), (date(2026, 10, 3), 9)):
        line = worded(Attention(matter, Kind.EVENT, count, title="Ann", day=day, days=days))
        assert line.icon and line.title and line.note
        assert "{" not in line.title + line.note
    unknown = worded(Attention(matter, Kind.EVENT, count, title="Ann"))
    assert unknown.title


def test_long_texts_are_shortened_to_one_line() -> None:
    text = "first line\nsecond line that goes on and on and on"
    line = worded(
        Attention(Matter.OVERDUE_FEEDBACK, Kind.FEEDBACK, 2, title=text, day=date(2026, 10, 3))
    )
    assert line.title == "2 feedback items are waiting too long"
    assert line.note == "Oldest: 3 October, “first line second line that goes on and…”"


@pytest.mark.parametrize("matter", [Matter.NO_PLACE, Matter.NOT_CLOSED])
def test_the_line_for_further_events_counts_them_and_claims_no_day(matter: Matter) -> None:
    line = worded(Attention(matter, Kind.EVENT, 4, title="Book swap"))
    assert line.title.startswith("4 more events")
    assert line.note == "Beginning with “Book swap”"


@pytest.mark.parametrize(
    ("days", "note"),
    [
        (2, "订车 · 2 days late · 阿梅"), (0, "订车 · due today · 阿梅"),
        (-1, "订车 · due tomorrow · 阿梅"), (-3, "订车 · due in 3 days · 阿梅"),
    ],
)  # fmt: skip
def test_tasks_say_what_is_first_and_whose_it_is(days: int, note: str) -> None:
    line = worded(
        Attention(
            Matter.TASKS, Kind.EVENT, 2, id=b"e", title="订车", days=days, who="阿梅", of="秋游"
        )
    )
    assert (line.title, line.note) == ("“秋游”: 2 tasks are due", note)
