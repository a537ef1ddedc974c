from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.erasing import erase_member
from models.errors import Invalid
from models.events.event import save_event
from models.events.helping import change_help, helpers_of, note_help
from models.events.money import money_of
from models.members.member import save_member


def test_hours_are_of_the_event_s_day_or_of_today(book: Path) -> None:
    mei = save_member(None, {"name": "阿梅"})
    past = save_event(None, {"title": "秋游", "begins": datetime(2026, 10, 3, 15)})
    coming = save_event(None, {"title": "聚会", "begins": datetime(2026, 11, 14, 15)})
    note_help(past, mei, 90, " 布置 ")
    made = note_help(coming, mei, 30)
    assert [(each.name, each.minutes, each.note, each.day) for each in helpers_of(past)] == [
        ("阿梅", 90, "布置", date(2026, 10, 3))
    ]
    assert helpers_of(coming)[0].day == date(2026, 10, 31)
    change_help(made, 45, "海报")
    assert money_of(coming).minutes == 45


def test_what_says_no_length_is_refused(book: Path) -> None:
    mei = save_member(None, {"name": "阿梅"})
    event = save_event(None, {"title": "秋游"})
    for minutes in (None, 0, 2000):
        with pytest.raises(Invalid):
            note_help(event, mei, minutes)
    with pytest.raises(Invalid):
        note_help(b"0" * 16, mei, 5)
    assert helpers_of(event) == ()


def test_the_hours_of_somebody_erased_are_counted_still(book: Path) -> None:
    mei = save_member(None, {"name": "阿梅"})
    event = save_event(None, {"title": "秋游"})
    note_help(event, mei, 90, "布置")
    erase_member(mei)
    (held,) = helpers_of(event)
    assert (held.name, held.member, held.minutes) == ("", None, 90)
    assert money_of(event).minutes == 90
