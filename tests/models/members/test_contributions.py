from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.base import live
from models.erasing import erase_member
from models.errors import UserError
from models.events.event import save_event
from models.events.money import money_of
from models.journal.undo import undo, undo_step
from models.members.alias import save_aliases
from models.members.class_rules import read_rules
from models.members.contributions import (
    Part,
    add_parts,
    contributions_of,
    erased_contributors,
    suggested_parts,
)
from models.members.deeds import gather
from models.members.interaction import Interaction
from models.members.judging import Judge
from models.members.member import remove_members, save_member
from models.members.thanks import thank
from models.vocabulary import Deed, InteractionSort

HELPED, SPOKE, HOSTED = (
    InteractionSort.HELPED,
    InteractionSort.SPOKE,
    InteractionSort.HOSTED,
)


@pytest.fixture
def event(book: Path) -> bytes:
    begins = datetime(2026, 10, 25, 7)
    named = {"host": "林知夏", "guest": "周老师、陈默, 外人"}
    return save_event(None, {"title": "晨跑", "begins": begins, "status": "done", **named})


def member(name: str, **values: object) -> bytes:
    return save_member(None, {"name": name, "joined": date(2026, 1, 1), **values})


def test_hosts_and_guests_who_are_members_are_suggested_until_noted(event: bytes) -> None:
    lin, chen, zhou = member("林知夏"), member("陈默"), member("周明")
    save_aliases(zhou, ["周老师"])
    parts = suggested_parts(event)
    assert parts == (
        Part(lin, "林知夏", HOSTED),
        Part(zhou, "周明", SPOKE),
        Part(chen, "陈默", SPOKE),
    )
    add_parts(event, parts[:2])
    assert suggested_parts(event) == parts[2:]


def test_a_name_two_members_bear_suggests_nothing(event: bytes) -> None:
    member("陈默"), member("陈默")
    assert suggested_parts(event) == ()


def test_what_people_did_is_noted_on_the_day_of_the_event_in_one_action(event: bytes) -> None:
    lin, chen = member("林知夏"), member("陈默")
    add_parts(event, [Part(lin, "", HOSTED), Part(chen, "", InteractionSort.VOLUNTEERED, 90)])
    rows = [(row.member_id, row.day, row.event_id, row.minutes) for row in live(Interaction)]
    day = date(2026, 10, 25)
    assert rows == [(lin, day, event, None), (chen, day, event, 90)]
    assert money_of(event).minutes == 90
    step = undo_step()
    assert step
    undo(step)
    assert contributions_of(event) == ()


def test_it_counts_for_the_class_by_its_weight(event: bytes) -> None:
    lin = member("林知夏")
    add_parts(event, [Part(lin, "", HOSTED), Part(lin, "", SPOKE)])
    rules, day = read_rules(), date(2026, 10, 31)
    (person,) = gather(day)
    judged = Judge(rules, day).judge(person)
    assert judged.score == rules.weights[Deed.HOSTED] + rules.weights[Deed.SPOKE]


def test_who_was_thanked_since_is_known(event: bytes) -> None:
    lin, chen = member("林知夏"), member("陈默")
    add_parts(event, [Part(lin, "", HOSTED), Part(chen, "", HELPED)])
    thank([chen], day=date(2026, 10, 1))  # for something else, before
    thank([lin], "晨跑")
    found = {each.name: each.thanked for each in contributions_of(event)}
    assert found == {"林知夏": date(2026, 10, 31), "陈默": None}


def test_who_is_gone_is_not_named_and_who_is_erased_is_counted(event: bytes) -> None:
    lin, chen, zhou = member("林知夏"), member("陈默"), member("周明")
    add_parts(event, [Part(each, "", HELPED, 30) for each in (lin, chen, zhou)])
    remove_members([chen])
    erase_member(lin)
    assert [each.name for each in contributions_of(event)] == ["周明"]
    assert erased_contributors(event) == 1


def test_nothing_is_noted_before_it_happened(book: Path) -> None:
    later = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 9, 19)})
    with pytest.raises(UserError):
        add_parts(later, [Part(member("林知夏"), "", HOSTED)])
    with pytest.raises(UserError):
        add_parts(b"gone", [])
