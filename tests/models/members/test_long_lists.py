"""The first screen of a long list, found without sorting, is the beginning of the whole order."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.listing import Listing
from models.listing_query import Extra
from models.members import listing
from models.members.filters import NOTHING
from models.members.listing import COLUMNS, MemberLine, class_pill, find_members
from models.members.member import save_member
from models.vocabulary import Standing

PILLS = ("all", "active", "left", *(class_pill(each) for each in Standing))


@pytest.fixture
def people(book: Path) -> None:
    chance = random.Random(11)
    events = [
        save_event(None, {"title": "e", "begins": datetime(2026, 10, 30, 9) - timedelta(9 * back)})
        for back in range(8)
    ]
    with action("member.import"):
        for number in range(45):
            joined = chance.choice([None, date(2026, 10, 20), date(2025, 1, chance.randint(1, 9))])
            status = chance.choice(["active", "active", "left", "applicant", "paused"])
            member = save_member(None, {"name": f"张{number}", "joined": joined, "status": status})
            for event in chance.sample(events, chance.choice([0, 0, 2, 5])):
                save_attendance(event, member, came=chance.choice(["yes", "yes", "no"]))


@pytest.mark.parametrize("text", ["", "张"])
def test_every_order_begins_as_it_goes_on(
    people: None, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    for pill, order, descending in product(PILLS, COLUMNS, (False, True)):
        question = (text, pill, order, descending)
        few = ids(find_members(*question), 45)
        with monkeypatch.context() as patch:
            patch.setattr("models.listing._MANY", 0)
            for length in (1, 4, 20, 45):
                assert ids(find_members(*question), length) == few[:length], question
            assert find_members(*question).ids() == few, question


def ids(found: Listing[MemberLine], stop: int) -> list[bytes]:
    return [line.id for line in found.lines(0, stop)]


def test_a_filter_narrows_a_long_list_too(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.listing._MANY", 0)
    narrowed = Extra("t.name <> ?", ("张3",))
    monkeypatch.setattr(listing, "extra_of", lambda _asked: narrowed)
    for order in COLUMNS:
        shown = find_members(order=order, asked=NOTHING)
        names = [line.name for line in shown.lines(0, 20)]
        assert len(names) == 20 and "张3" not in names and shown.total == 44
