from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.base import live
from models.book import close_book
from models.erasing import erase_member
from models.errors import Invalid, UserError
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.contact import (
    Contact,
    all_contacts,
    channels_in_use,
    finish_follow_up,
    load_contact,
    note_contact,
    open_follow_ups,
    organizers_in_use,
    remove_contacts,
    save_contact,
)
from models.members.interaction import (
    Interaction,
    add_interactions,
    load_interaction,
    remove_interactions,
    save_interaction,
)
from models.members.member import save_member
from models.members.timeline import timeline_of
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops

TODAY = date(2026, 10, 31)


@pytest.fixture
def zhang(book: Path) -> bytes:
    return save_member(None, {"name": "张三"})


def step_back() -> str:
    step = undo_step()
    assert step is not None
    undo(step)
    return step.kind or ""


def test_a_note_is_of_today_and_signed(zhang: bytes) -> None:
    made = note_contact(zhang, {"channel": " WeChat ", "needs": "shoes\n", "mood": 4})
    noted = load_contact(made)
    assert noted is not None
    assert (noted.member, noted.day, noted.who, noted.channel) == (zhang, TODAY, "Lin", "WeChat")
    assert (noted.needs, noted.mood, noted.reached) == ("shoes", 4, True)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"day": None}, "day"),
        ({"day": date(2026, 11, 1)}, "day"),
        ({"mood": 6}, "mood"),
        ({"mood": 0}, "mood"),
        ({"follow_up": date(2026, 10, 30)}, "follow_up"),
    ],
)
def test_what_cannot_stand_is_refused(zhang: bytes, values: dict[str, object], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        note_contact(zhang, values)
    assert list(refused.value.errors) == [wrong]
    assert live(Contact).count() == 0


def test_a_note_is_changed_removed_and_brought_back(zhang: bytes) -> None:
    made = note_contact(zhang, {"note": "a"})
    save_contact(made, {"note": "b", "follow_up": date(2026, 11, 5)})
    with pytest.raises(Invalid):
        save_contact(made, {"follow_up": date(2026, 10, 1)})
    remove_contacts([made])
    assert load_contact(made) is None and open_follow_ups(zhang) == ()
    assert step_back() == "contact.remove"
    assert [each.note for each in open_follow_ups(zhang)] == ["b"]
    assert [step_back(), step_back()] == ["contact.edit", "contact.add"]
    assert load_contact(made) is None
    step = redo_step()
    assert step is not None
    redo(step)
    noted = load_contact(made)
    assert noted is not None and (noted.note, noted.follow_up) == ("a", None)


def test_follow_ups_stand_by_their_day_until_they_are_done(zhang: bytes) -> None:
    late = note_contact(zhang, {"day": date(2026, 9, 1), "follow_up": date(2026, 12, 1)})
    soon = note_contact(zhang, {"day": date(2026, 9, 2), "follow_up": date(2026, 10, 1)})
    assert [each.contact for each in open_follow_ups(zhang)] == [soon, late]
    finish_follow_up(soon)
    assert [each.contact for each in open_follow_ups(zhang)] == [late]
    done = load_contact(soon)
    assert done is not None and done.done == TODAY


def test_a_contact_does_what_was_promised_up_to_its_day(zhang: bytes) -> None:
    first = note_contact(zhang, {"day": date(2026, 9, 1), "follow_up": date(2026, 10, 1)})
    note_contact(zhang, {"day": date(2026, 9, 30)})
    note_contact(zhang, {"day": date(2026, 10, 2), "reached": False})
    assert len(open_follow_ups(zhang)) == 1
    note_contact(zhang, {"day": date(2026, 10, 3), "follow_up": date(2026, 10, 3)})
    done = load_contact(first)
    assert done is not None and done.done == date(2026, 10, 3)
    assert len(open_follow_ups(zhang)) == 1
    step_back()
    assert [each.contact for each in open_follow_ups(zhang)] == [first]


def test_words_once_used_are_offered(zhang: bytes) -> None:
    for who, channel in (("Mei", "WeChat"), ("Mei", "thanks"), ("Lin", "WeChat"), ("Mei", "Home")):
        note_contact(zhang, {"who": who, "channel": channel})
    assert (organizers_in_use(), channels_in_use()) == (("Mei", "Lin"), ("WeChat", "Home"))
    assert [line["member_name"] for line in all_contacts()] == ["张三"] * 4


def test_of_several_members_at_once_is_one_step(zhang: bytes) -> None:
    li = save_member(None, {"name": "李四"})
    made = add_interactions([zhang, li], {"sort": "helped", "amount": 3, "note": " tables "})
    stored = load_interaction(made[1])
    assert stored is not None
    assert (stored.member, stored.day, stored.amount, stored.note) == (li, TODAY, 3, "tables")
    save_interaction(made[0], {"amount": 1, "sort": "hosted"})
    remove_interactions(made)
    assert live(Interaction).count() == 0
    for _each in range(2):
        step_back()
    assert [row.amount for row in live(Interaction)] == [3, 3]
    step_back()
    assert live(Interaction).count() == 0


@pytest.mark.parametrize(
    "values",
    [{"amount": 0}, {"amount": None}, {"amount": 1001}, {"sort": "sang"}, {"day": None},
     {"day": date(2026, 11, 1)}],
)  # fmt: skip
def test_an_interaction_that_cannot_stand_is_refused(
    zhang: bytes, values: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        add_interactions([zhang], values)
    assert live(Interaction).count() == 0


def test_nothing_is_written_about_who_was_erased(zhang: bytes) -> None:
    noted = note_contact(zhang, {"needs": "shoes"})
    helped = add_interactions([zhang], {"sort": "helped"})
    erase_member(zhang)
    for write in (
        lambda: note_contact(zhang, {}),
        lambda: add_interactions([zhang], {}),
        lambda: save_contact(noted, {"note": "b"}),
        lambda: save_interaction(helped[0], {"note": "b"}),
    ):
        with pytest.raises(UserError):
            write()
    assert timeline_of(zhang).total == 0


def test_notes_from_two_copies_stand_beside_each_other(tmp_path: Path, clock: FixedClock) -> None:
    laptops = Laptops(tmp_path, clock)
    with laptops.at("lin"):
        shared = note_contact(laptops.zhang, {"needs": "a lift", "follow_up": date(2026, 11, 9)})
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        save_contact(shared, {"note": "from Lin"})
        note_contact(laptops.zhang, {"note": "one"})
    clock.set(datetime(2026, 11, 10, 9))
    with laptops.at("mei"):
        finish_follow_up(shared)
        note_contact(laptops.zhang, {"note": "two"})
        laptops.merge("lin")
        merged = load_contact(shared)
        assert merged is not None
        assert (merged.note, merged.done) == ("from Lin", date(2026, 11, 10))
        here = sorted(str(line["note"]) for line in all_contacts())
    with laptops.at("lin"):
        laptops.merge("mei")
        assert sorted(str(line["note"]) for line in all_contacts()) == here == [
            "from Lin", "one", "two",
        ]  # fmt: skip
    close_book()


def test_a_note_taken_back_leaves_what_was_promised_open(zhang: bytes, clock: FixedClock) -> None:
    promised = note_contact(zhang, {"needs": "shoes", "follow_up": TODAY})
    by_hand = note_contact(zhang, {"needs": "a bag", "follow_up": TODAY, "reached": False})
    finish_follow_up(by_hand)
    mistaken = note_contact(zhang, {"note": "meant for another"})
    assert open_follow_ups(zhang) == ()
    remove_contacts([mistaken])
    assert [each.contact for each in open_follow_ups(zhang)] == [promised]
    step_back()
    assert open_follow_ups(zhang) == ()
    remove_contacts([promised])
    assert open_follow_ups(zhang) == ()
