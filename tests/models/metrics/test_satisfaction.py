from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median

from models.book import save_about
from models.feedback.feedback import save_feedback
from models.metrics.satisfaction import feedback_of, open_on, satisfaction_series
from models.month import Month
from tests.models.metrics.conftest import Population

OCTOBER = Month(2026, 10)
DAY = OCTOBER.last


def test_counts_by_kind_counted_a_second_time(population: Population) -> None:
    rows = [row for row in population.live(population.feedback) if Month.of(row["date"]) == OCTOBER]
    found = feedback_of(OCTOBER, DAY)
    assert rows
    assert found.received == len(rows)
    assert {kind.value: count for kind, count in found.by_kind} == {
        kind: sum(row["kind"] == kind for row in rows)
        for kind in ("question", "suggestion", "complaint", "praise")
    }


def test_median_days_to_answer(population: Population) -> None:
    days = [
        (row["answered_on"] - row["date"]).days
        for row in population.live(population.feedback)
        if row["answered_on"] and Month.of(row["answered_on"]) == OCTOBER
    ]
    found = feedback_of(OCTOBER, DAY)
    assert days
    assert found.answer_days == tuple(sorted(days))
    assert found.median_days == median(days)


def test_open_and_overdue_at_the_end_of_the_day(population: Population) -> None:
    expected = {
        row["id"]
        for row in population.live(population.feedback)
        if row["date"] <= DAY
        and (
            row["status"] in ("new", "in_progress")
            or (row["answered_on"] is not None and row["answered_on"] > DAY)
        )
    }
    items = open_on(DAY, 7)
    assert {item.id for item in items} == expected
    assert [item.day for item in items] == sorted(item.day for item in items)
    for item in items:
        assert item.days == (DAY - item.day).days
        assert item.overdue == (item.days > 7)


def test_satisfaction_of_every_month(population: Population) -> None:
    for each in satisfaction_series(OCTOBER, 12):
        answers = [
            row["satisfaction"]
            for row in population.live(population.feedback)
            if row["satisfaction"] and Month.of(row["date"]) == each.month
        ]
        assert each.answers == len(answers)
        assert each.content == sum(answer >= 4 for answer in answers)
        assert (each.share is None) == (len(answers) < 5)


def test_a_share_needs_five_answers(book: Path) -> None:
    for count in range(1, 6):
        save_feedback(None, {"date": date(2026, 10, count), "text": "好", "satisfaction": 5})
        latest = feedback_of(OCTOBER, DAY).satisfaction[-1]
        assert (latest.answers, latest.share) == (count, 1.0 if count == 5 else None)


def test_the_promise_of_the_community_decides_what_is_overdue(book: Path) -> None:
    save_feedback(None, {"date": DAY - timedelta(days=3), "text": "何时开跑？"})
    assert feedback_of(OCTOBER, DAY).overdue == 0
    save_about({"promise_days": 2})
    assert feedback_of(OCTOBER, DAY).overdue == 1


def test_what_was_answered_later_was_open_then(book: Path) -> None:
    save_feedback(
        None,
        {
            "date": date(2026, 9, 28),
            "text": "何时开跑？",
            "answer": "七点",
            "answered_on": date(2026, 10, 2),
        },
    )
    found = feedback_of(OCTOBER, DAY)
    assert (found.open_before, len(found.open_items), found.median_days) == (1, 0, 4)
