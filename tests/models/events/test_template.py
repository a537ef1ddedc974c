from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Invalid
from models.events.budget_line import lines_of, save_line
from models.events.event import load_event, save_event
from models.events.task import save_task, tasks_of
from models.events.template import (
    Cost,
    Template,
    ToDo,
    load_template,
    make_template,
    save_from_template,
    save_template,
    templates,
    values_from,
)
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.vocabulary import BudgetSort

BEGINS = datetime(2026, 11, 7, 19)
TITLES = st.text("场地 Room7|+-", min_size=1, max_size=12).map(
    lambda text: " ".join(text.replace("|", "").split())
)


def test_an_event_made_from_a_template_has_its_tasks_and_lines(book: Path) -> None:
    template = save_template(None, {
        "name": "读书会", "format": "discussion", "minutes": 120, "place": "社区活动室",
        "to_dos": [ToDo(-7, "订场地"), ToDo(1, "写总结")],
        "costs": [Cost("venue", "活动室", Decimal("300.5")), Cost("food", "", None)],
    })  # fmt: skip
    values = values_from(load_template(template), BEGINS)  # type: ignore[arg-type]
    event = save_from_template(template, {**values, "title": "十一月读书会"})
    made = load_event(event)
    assert made and (made.title, made.format, made.place) == (
        "十一月读书会", "discussion", "社区活动室",
    )  # fmt: skip
    assert made.ends == datetime(2026, 11, 7, 21)
    assert [(task.title, task.due) for task in tasks_of(event)] == [
        ("订场地", date(2026, 10, 31)), ("写总结", date(2026, 11, 8)),
    ]  # fmt: skip
    assert [(line.sort, line.title, line.planned) for line in lines_of(event)] == [
        ("venue", "活动室", Decimal("300.5")), ("food", "", None),
    ]  # fmt: skip
    undo(undo_step())  # type: ignore[arg-type]
    assert load_event(event) is None and tasks_of(event) == ()


def test_a_template_is_made_of_an_event_and_of_what_it_came_to(book: Path) -> None:
    event = save_event(None, {"title": "晨跑", "begins": BEGINS, "ends": datetime(2026, 11, 7, 20)})
    save_task(None, event, {"title": "看天气", "due": date(2026, 11, 6)})
    planned, actual = Decimal(10), Decimal(12)
    save_line(None, event, {"sort": "food", "title": "水", "planned": planned, "actual": actual})
    made = load_template(make_template(event, "周六晨跑"))
    assert made and (made.minutes, made.to_dos, made.costs) == (
        60, (ToDo(-1, "看天气"),), (Cost("food", "水", actual),),
    )  # fmt: skip
    assert [each.name for each in templates()] == ["周六晨跑"]


@settings(max_examples=30, deadline=None)
@given(
    to_dos=st.lists(st.builds(ToDo, st.integers(-365, 365), TITLES.filter(bool)), max_size=3),
    costs=st.lists(
        st.builds(
            Cost, st.sampled_from(list(BudgetSort)).map(str), TITLES,
            st.none() | st.decimals(0, 10**6, places=2),
        ),
        max_size=3,
    ),
)  # fmt: skip
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, to_dos: list[ToDo], costs: list[Cost]
) -> None:
    from models.book import close_book, create_book

    create_book(tmp_path_factory.mktemp("t") / "t.guildbook", "t")
    try:
        made = save_template(None, {"name": "t", "to_dos": to_dos, "costs": costs})
        read = load_template(made)
        assert read and (list(read.to_dos), list(read.costs)) == (to_dos, costs)
    finally:
        close_book()


def test_what_cannot_stand_is_refused(book: Path) -> None:
    for wrong in ({"name": " "}, {"name": "a", "minutes": -1}, {"name": "a", "capacity": -2},
                  {"name": "a", "to_dos": [ToDo(0, " ")]}):  # fmt: skip
        with pytest.raises(Invalid):
            save_template(None, wrong)


def test_an_event_beyond_what_a_template_can_say_makes_one_all_the_same(book: Path) -> None:
    event = save_event(None, {"title": "展览", "begins": BEGINS, "ends": datetime(2026, 12, 1)})
    save_task(None, event, {"title": "订场地", "due": date(2024, 1, 1)})
    made = load_template(make_template(event, "展览"))
    assert made and (made.minutes, made.to_dos) == (None, (ToDo(-365, "订场地"),))


def test_at_the_end_of_the_calendar_and_with_foreign_amounts_a_template_still_works(
    book: Path,
) -> None:
    template = save_template(None, {
        "name": "跨年", "minutes": 180, "to_dos": [ToDo(7, "写总结")],
        "costs": [Cost("food", "", None)],
    })  # fmt: skip
    with action("event.template"):
        Template.update(budget="food 水 | nan\nvenue 场地 | inf").execute()
    last = datetime(9999, 12, 31, 23)
    loaded = load_template(template)
    assert loaded and values_from(loaded, last)["ends"] is None
    event = save_from_template(template, {"title": "跨年", "begins": last})
    assert [task.due for task in tasks_of(event)] == [None]
    assert [line.planned for line in lines_of(event)] == [None, None]
