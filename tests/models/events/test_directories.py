"""The directories of guests and of venues: what follows from the names events use."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from statistics import mean

import pytest

from models.base import live
from models.errors import Invalid
from models.events.attendance import save_attendance
from models.events.evaluation import Evaluation
from models.events.event import (
    Event,
    load_event,
    remove_events,
    restore_events,
    save_event,
)
from models.events.guest import (
    guest_names,
    guests,
    names_in,
    remove_guests,
    save_guest,
    unlisted_guests,
)
from models.events.listing import find_events
from models.events.template import load_template, save_template
from models.events.venue import save_venue, unlisted_places, venue_called, venue_names, venues
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from tests.models.merging.conftest import Laptops, laptops

__all__ = ["laptops"]


def talk(guest: str, day: int = 3, **values: object) -> bytes:
    return save_event(None, {
        "title": f"第{day}讲", "guest": guest, "begins": datetime(2026, 10, day, 19),
        "status": "done", **values,
    })  # fmt: skip


def test_names_are_divided_as_people_divide_them() -> None:
    for text in (
        "王老师、李博士",
        "王老师,李博士",
        "王老师 / 李博士",
        "王老师 和 李博士",
        "王老师；李博士，",
    ):
        assert names_in(text) == ("王老师", "李博士"), text
    assert names_in("Ada Lovelace and Grace Hopper") == ("Ada Lovelace", "Grace Hopper")
    assert names_in("和平") == ("和平",) and names_in(" ") == ()


def test_a_guest_s_talks_and_marks_come_from_the_events_that_name_them(book: Path) -> None:
    save_guest(None, {"name": "王老师", "topics": "摄影"})
    first, second = talk("王老师、李博士", 3), talk("王老师", 10)
    talk("王老师", 24, status="planned")
    people = [save_member(None, {"name": name}) for name in ("甲", "乙")]
    save_attendance(first, people[0], came="yes", rating=5)
    save_attendance(second, people[1], came="yes", rating=2)
    with action("event.edit"):
        Evaluation.create(event=second, rating=3)
        Evaluation.create(event=second, comment="好")
    (found,) = guests()
    assert [each.day for each in found.talks] == [
        date(2026, 10, 24), date(2026, 10, 10), date(2026, 10, 3),
    ]  # fmt: skip
    assert (found.rating, found.ratings) == (mean([5, 2, 3]), 3)
    assert [each.name for each in guests()] == list(guest_names()) == ["王老师"]
    assert unlisted_guests() == ("李博士",)
    lines = find_events(order="rating").lines(0, 9)
    assert [line.rating for line in lines] == [5.0, 2.5, None]


def test_a_new_name_goes_to_the_events_and_comes_back_in_one_step(book: Path) -> None:
    guest = save_guest(None, {"name": "王老师"})
    both, alone, other = talk("李博士、王老师", 3), talk("王老师", 4), talk("小王老师", 5)
    save_guest(guest, {"name": "王芳老师"})
    assert [row.guest for row in live(Event).order_by(Event.begins)] == [
        "李博士、王芳老师", "王芳老师", "小王老师",
    ]  # fmt: skip
    undo(undo_step())  # type: ignore[arg-type]
    assert load_event(both).guest == "李博士、王老师"  # type: ignore[union-attr]
    assert load_event(alone).guest == "王老师"  # type: ignore[union-attr]
    remove_guests([guest])
    assert guests() == () and load_event(other).guest == "小王老师"  # type: ignore[union-attr]


def test_what_cannot_stand_is_refused(book: Path) -> None:
    save_guest(None, {"name": "Ada"})
    save_venue(None, {"name": "活动室"})
    for name in ("", "ada", "a、b"):
        with pytest.raises(Invalid):
            save_guest(None, {"name": name})
    for wrong in ({"name": ""}, {"name": "活动室"}, {"name": "b", "capacity": -1}):
        with pytest.raises(Invalid):
            save_venue(None, wrong)


def test_a_venue_knows_its_events_and_takes_them_along_to_a_new_name(book: Path) -> None:
    venue = save_venue(None, {"name": "Room 7", "capacity": 40, "address": "江边路 1 号"})
    first, _second = talk("", 3, place="room 7"), talk("", 9, place="Room 7 ")
    talk("", 10, place="Room 7", status="cancelled")
    talk("", 11, place="公园")
    found = venue_called("ROOM 7")
    assert found and (found.events, found.latest, found.capacity) == (2, date(2026, 10, 9), 40)
    assert unlisted_places() == ("公园",)
    save_venue(venue, {"name": "七号厅"})
    assert load_event(first).place == "七号厅"  # type: ignore[union-attr]
    assert [each.events for each in venues()] == [2]
    assert venue_names() == ("七号厅",)


def test_a_new_name_reaches_the_trash_and_templates_and_any_capitals(book: Path) -> None:
    guest, venue = save_guest(None, {"name": "émile"}), save_venue(None, {"name": "Café"})
    trashed, there = talk("Émile", 3, place="CAFÉ"), talk("Émile", 4)
    template = save_template(None, {"name": "讲座", "place": "café"})
    remove_events([trashed])
    save_guest(guest, {"name": "Zola"})
    save_venue(venue, {"name": "Bar"})
    restore_events([trashed])
    named = [load_event(event) for event in (trashed, there)]
    assert [each and each.guest for each in named] == ["Zola", "Zola"]
    assert (named[0] and named[0].place, load_template(template).place) == ("Bar", "Bar")  # type: ignore[union-attr]


def test_what_two_copies_entered_twice_can_still_be_changed(laptops: Laptops) -> None:
    for name in ("lin", "mei"):
        with laptops.at(name):
            save_guest(None, {"name": "王老师", "note": name})
            save_venue(None, {"name": "活动室", "note": name})
    with laptops.at("lin"):
        laptops.merge("mei")
        for guest in guests():
            save_guest(guest.id, {"name": "王老师", "note": f"{guest.note}!"})
        for venue in venues():
            save_venue(venue.id, {"name": "活动室", "note": f"{venue.note}!"})
        for entries in (guests(), venues()):
            assert {each.note for each in entries} == {"lin!", "mei!"}
