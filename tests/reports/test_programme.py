"""The programme and the calendar pages: what is planned, on its day, for everybody to read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import UserError
from models.events.event import remove_events, save_event
from models.journal.transactions import action
from models.papers.event_order import EventOrder, EventPaper
from models.papers.programme import programme_of, season
from models.vocabulary import Audience
from reports.event_papers import write_event_paper
from reports.sheet import Written
from tests.reports.gatherings import PRIVATE, Evening
from tests.reports.reading import outline_of, places_of, plain_text_of, text_of


def write(
    target: Path, paper: EventPaper, first: date | None, last: date | None, language: str = "en",
    audience: Audience = Audience.PUBLIC,
) -> Written:  # fmt: skip
    order = EventOrder(paper, language, audience, first=first, last=last, title="")
    return write_event_paper(target, order, None)


@pytest.fixture
def winter(evening: Evening) -> list[bytes]:
    made = []
    for title, begins, hours, more in (
        ("Too early", datetime(2026, 10, 30, 19), 2, {}),
        ("Camp", datetime(2026, 11, 21), 48, {"place": "Lake"}),
        ("Night run", datetime(2026, 12, 31, 22), 3, {}),
        ("Idea", datetime(2026, 12, 6, 9), 1, {"status": "idea"}),
        ("Called off", datetime(2026, 12, 7, 9), 1, {"status": "cancelled"}),
        ("Trashed", datetime(2026, 12, 8, 9), 1, {}),
        ("Undated", None, 0, {}),
        ("Too late", datetime(2027, 2, 1), 2, {}),
    ):
        ends = begins and begins + timedelta(hours=hours)
        made.append(save_event(None, {"title": title, "begins": begins, "ends": ends, **more}))
    remove_events([made[5]])
    return made


def test_a_programme_has_what_is_planned_in_the_order_of_its_days(
    winter: list[bytes], tmp_path: Path
) -> None:
    target = tmp_path / "programme.pdf"
    made = write(target, EventPaper.PROGRAMME, date(2026, 11, 1), date(2027, 1, 31))
    text = text_of(target)
    titles = ["Camp", "River & village", "Night run"]
    assert [text.count(title) for title in titles] == [1, 1, 1]
    assert sorted(titles, key=text.index) == titles
    for other in ("Too early", "Idea", "Called off", "Trashed", "Undated", "Too late"):
        assert other not in text
    for said in ("November 2026 – January 2027", "until Sun, Nov 22 · Lake", "22:00–01:00", "Sat",
                 "15:00–17:30 · Reading room, Mill Lane 3",
                 "Guest: Anna, Professor Xu"):  # fmt: skip
        assert said in text
    assert outline_of(target) == ["November 2026", "December 2026"] and made.pages == 1
    for hidden in (*PRIVATE, "Berg", "Zoe", "Quist"):
        assert hidden not in text


def test_a_programme_for_the_committee_names_its_guests(
    winter: list[bytes], tmp_path: Path
) -> None:
    target = tmp_path / "programme.pdf"
    days = (date(2026, 12, 5), date(2026, 12, 5))
    write(target, EventPaper.PROGRAMME, *days, "zh_CN", Audience.COMMITTEE)
    found = plain_text_of(target)
    assert "嘉宾：AnnaBerg、ProfessorXu" in found and "2026年12月5日" in found and "周六" in found
    assert "Camp" not in found


def test_what_began_before_and_lasts_is_in_it(winter: list[bytes]) -> None:
    titles = [each.title for each in programme_of(date(2026, 11, 22), date(2026, 11, 30)).events]
    assert titles == ["Camp"]
    assert programme_of(date(2026, 11, 24), date(2026, 11, 30)).events == ()


def test_a_season_is_this_month_and_two_more(winter: list[bytes], tmp_path: Path) -> None:
    assert season() == (date(2026, 10, 1), date(2026, 12, 31))
    target = tmp_path / "programme.pdf"
    write(target, EventPaper.PROGRAMME, None, None)
    assert "Too early" in text_of(target) and "Too late" not in text_of(target)


def test_many_events_go_over_pages_and_each_page_begins_with_its_day(
    evening: Evening, tmp_path: Path
) -> None:
    with action("event.import", 60):
        for number in range(60):
            save_event(None, {"title": f"Talk{number:02}", "begins": datetime(2026, 12, 13, 9)})
    target = tmp_path / "programme.pdf"
    made = write(target, EventPaper.PROGRAMME, date(2026, 12, 1), date(2026, 12, 31))
    words = places_of(target)
    talks = [word for _page, _x, _y, word in words if word.startswith("Talk")]
    assert talks == [f"Talk{number:02}" for number in range(60)]
    days = [page for page, x, _y, word in words if word == "13" and x < 110]
    assert days == list(range(1, made.pages + 1)) and made.pages > 2


def test_days_that_are_none_or_too_many_are_refused(book: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="before the first"):
        programme_of(date(2026, 12, 2), date(2026, 12, 1))
    with pytest.raises(UserError, match="more than two years"):
        programme_of(date(2020, 1, 1), date(2026, 12, 1))
    target = tmp_path / "programme.pdf"
    write(target, EventPaper.PROGRAMME, date(2026, 12, 1), date(2026, 12, 31))
    assert "Nothing is planned on these days yet." in text_of(target)


def test_a_calendar_page_has_every_event_in_the_square_of_its_day(
    winter: list[bytes], tmp_path: Path
) -> None:
    target = tmp_path / "calendar.pdf"
    made = write(target, EventPaper.CALENDAR, date(2026, 11, 10), date(2027, 1, 5))
    assert made.pages == 3
    words = places_of(target)
    assert [page for page, _x, _y, word in words if word == "Camp"] == [1, 1], "two days"
    assert [page for page, _x, _y, word in words if word == "run"] == [2], "a night is one day"
    (number,) = [(x, y) for page, x, y, word in words if (page, word) == (2, "31") and x > 200]
    (run,) = [(x, y) for page, x, y, word in words if word == "22:00"]
    assert abs(number[0] - run[0]) < 2 and 0 < run[1] - number[1] < 30
    assert "Thanksgiving" in text_of(target)
    write(target, EventPaper.CALENDAR, date(2026, 11, 1), date(2026, 11, 30), "zh_CN")
    found = plain_text_of(target)
    assert "2026年11月" in found and "周一" in found and "感恩节" in found and "廿二" in found


def test_a_full_day_is_set_smaller_and_then_says_how_much_more_there_is(
    evening: Evening, tmp_path: Path
) -> None:
    target = tmp_path / "calendar.pdf"
    days = (date(2026, 12, 1), date(2026, 12, 31))
    for count, total, more in ((6, 6, False), (40, 46, True)):
        for number in range(count):
            title = f"Talk{count}n{number}"
            save_event(None, {"title": title, "begins": datetime(2026, 12, 13, 9)})
        assert write(target, EventPaper.CALENDAR, *days).pages == 1
        text = text_of(target)
        assert all(f"Talk6n{number}" in text for number in range(6))
        shown = text.count("Talk")
        assert (f"{total - shown} more" in text) is (shown < total) is more
