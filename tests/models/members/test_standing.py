"""The classes that are kept equal a plain recount, whatever changed them, on whatever day."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import clock as clock_module
from models import following, search
from models.base import database, read_day
from models.book import close_book, create_book
from models.erasing import erase_member
from models.events.attendance import attendance_id, remove_attendance, save_attendance
from models.events.event import remove_events, restore_events, save_event
from models.feedback.feedback import remove_feedback, save_feedback
from models.journal.transactions import action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members import standing
from models.members.class_rules import ClassRules, read_rules, save_rules
from models.members.contact import Contact
from models.members.interaction import ChatDay, Interaction
from models.members.listing import class_counts, class_pill, find_members
from models.members.member import remove_members, restore_members, save_member
from models.vocabulary import Standing
from tests.conftest import FixedClock
from tests.models.members.recount import Counted, recount
from tests.models.merging.conftest import Laptops

START = date(2026, 10, 31)


def kept() -> dict[str, Counted]:
    rows = database.execute_sql(
        "SELECT m.name, s.standing, s.score, s.last_seen, s.last_contact FROM _standing s"
        " JOIN member m ON m.rid = s.member"
    )
    return {
        name: Counted(
            Standing(code) if code else None, round(score, 6), read_day(seen), read_day(spoken)
        )
        for name, code, score, seen, spoken in rows
    }


def counted() -> dict[str, Counted]:
    found = recount(clock_module.today(), read_rules())
    return {
        name: Counted(each.standing, round(each.score, 6), each.last_seen, each.last_contact)
        for name, each in found.items()
    }


class Life:
    """A community things happen to; every step is told by a number, so that it can be repeated."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.names = 0
        self.members = [self.add(date(2026, 1, 1)) for _each in range(4)]
        self.events = [self.hold(20 * back) for back in range(5)]
        self.feedback: list[bytes] = []
        self.steps: tuple[Callable[[random.Random], object], ...] = (
            self.join, self.come, self.come, self.come, self.stay_away, self.meet, self.move,
            self.cancel, self.say, self.correct, self.withdraw, self.help, self.help, self.speak,
            self.chat, self.chat, self.rest, self.pause, self.leave, self.take_office, self.trash,
            self.bring_back, self.take_back, self.do_again, self.wait, self.wait, self.wait_long,
            self.go_back, self.change_rules,
        )  # fmt: skip

    def add(self, joined: date) -> bytes:
        self.names += 1
        return save_member(None, {"name": f"m{self.names}", "joined": joined})

    def hold(self, back: int) -> bytes:
        begins = self.clock() - timedelta(days=back)
        return save_event(None, {"title": "夜跑", "begins": begins, "status": "done"})

    def day(self, chance: random.Random) -> date:
        return self.clock().date() - timedelta(days=chance.randint(-20, 260))

    def join(self, chance: random.Random) -> None:
        self.members.append(self.add(self.day(chance)))

    def come(self, chance: random.Random) -> None:
        save_attendance(chance.choice(self.events), chance.choice(self.members), came="yes")

    def stay_away(self, chance: random.Random) -> None:
        row = attendance_id(chance.choice(self.events), chance.choice(self.members))
        remove_attendance([row])

    def meet(self, chance: random.Random) -> None:
        self.events.append(self.hold(chance.randint(-5, 200)))

    def move(self, chance: random.Random) -> None:
        begins = datetime.combine(self.day(chance), datetime.min.time())
        save_event(chance.choice(self.events), {"begins": begins})

    def cancel(self, chance: random.Random) -> None:
        chance.choice((remove_events, restore_events))([chance.choice(self.events)])

    def say(self, chance: random.Random) -> None:
        values = {"date": self.day(chance), "member": chance.choice(self.members), "text": "好"}
        self.feedback.append(save_feedback(None, values))

    def correct(self, chance: random.Random) -> None:
        if self.feedback:
            whose = chance.choice([*self.members, None])
            save_feedback(chance.choice(self.feedback), {"member": whose})

    def withdraw(self, chance: random.Random) -> None:
        if self.feedback:
            remove_feedback([chance.choice(self.feedback)])

    def help(self, chance: random.Random) -> None:
        with action("member.edit"):
            Interaction.create(
                member=chance.choice(self.members),
                day=chance.choice([self.day(chance), self.day(chance), None]),
                sort=chance.choice(["spoke", "shared", "helped", "hosted", "brought"]),
                amount=chance.randint(1, 3),
            )

    def speak(self, chance: random.Random) -> None:
        with action("member.edit"):
            Contact.create(
                member=chance.choice(self.members),
                day=self.day(chance),
                reached=chance.choice([0, 1]),
            )

    def chat(self, chance: random.Random) -> None:
        member, day = chance.choice(self.members), self.day(chance).isoformat()
        with action("member.edit"):
            ChatDay.create(member=member, chat="群", day=day, amount=chance.randint(1, 60))

    def rest(self, chance: random.Random) -> None:
        until = chance.choice([None, self.day(chance), date(9999, 12, 31)])
        save_member(chance.choice(self.members), {"rest_until": until})

    def pause(self, chance: random.Random) -> None:
        status = chance.choice(["active", "paused", "applicant", "active"])
        save_member(chance.choice(self.members), {"status": status})

    def leave(self, chance: random.Random) -> None:
        member = chance.choice(self.members)
        save_member(member, {"joined": date(2025, 1, 1), "left": self.day(chance)})

    def take_office(self, chance: random.Random) -> None:
        save_member(chance.choice(self.members), {"role": chance.choice(["Organizer", ""])})

    def trash(self, chance: random.Random) -> None:
        remove_members([chance.choice(self.members)])

    def bring_back(self, chance: random.Random) -> None:
        restore_members([chance.choice(self.members)])

    def take_back(self, _chance: random.Random) -> None:
        if step := undo_step():
            undo(step)

    def do_again(self, _chance: random.Random) -> None:
        if step := redo_step():
            redo(step)

    def wait(self, chance: random.Random) -> None:
        self.clock.set(self.clock() + timedelta(days=chance.choice([1, 2, 13])))

    def wait_long(self, chance: random.Random) -> None:
        self.clock.set(self.clock() + timedelta(days=chance.randint(20, 120)))

    def go_back(self, _chance: random.Random) -> None:
        self.clock.set(self.clock() - timedelta(days=3))

    def change_rules(self, chance: random.Random) -> None:
        save_rules(
            ClassRules(
                attended=chance.choice([1, 1.5]),
                core_days=chance.choice([45, 60]),
                decay=chance.choice([0.8, 0.9, 1]),
                left_out=chance.choice([(), ("Organizer",)]),
            )
        )


@settings(max_examples=15, deadline=None)
@given(script=st.lists(st.integers(0, 10**6), min_size=5, max_size=40))
def test_after_any_script_the_classes_equal_a_recount(script: list[int]) -> None:
    clock = FixedClock()
    clock_module.use(clock)
    try:
        with tempfile.TemporaryDirectory() as folder:
            create_book(Path(folder) / "club.guildbook", "江边慢跑团")
            life = Life(clock)
            for number in script:
                chance = random.Random(number)
                step = chance.choice(life.steps)
                step(chance)
                if number % 3:
                    assert standing.refresh()
                    assert kept() == counted(), step.__name__
            standing.refresh()
            assert kept() == counted()
            close_book()
    finally:
        close_book()
        clock_module.use(datetime.now)


@pytest.fixture
def life(book: Path, clock: FixedClock) -> Life:
    made = Life(clock)
    chance = random.Random(5)
    for _step in range(60):
        chance.choice((made.come, made.say, made.help, made.speak, made.chat))(chance)
    standing.refresh()
    return made


def test_another_programs_edit_is_followed(life: Life, book: Path) -> None:
    before = kept()
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE attendance SET came = 'no'")
        other.execute("UPDATE interaction SET amount = amount + 3")
        other.execute("UPDATE member SET rest_until = '2027-02-03' WHERE name = 'm2'")
        other.commit()
    standing.refresh()
    assert kept() == counted() != before


def test_a_new_day_costs_no_more_than_what_it_changes(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[int] = []
    real = standing._judge_again
    monkeypatch.setattr(
        standing, "_judge_again", lambda judge, rows: (judged.extend(rows), real(judge, rows))
    )
    life.clock.set(datetime(2026, 11, 1, 9))
    standing.refresh()
    assert len(judged) == 4 and kept() == counted()
    for day in range(2, 31):
        judged.clear()
        life.clock.set(datetime(2026, 11, day, 9))
        standing.refresh()
        assert len(judged) < 4 and kept() == counted()
    standing.refresh()
    assert not judged or len(judged) < 4


def test_who_was_erased_is_forgotten_at_once(life: Life) -> None:
    erase_member(life.members[0])
    assert "m1" not in kept() and len(kept()) == 3
    standing.refresh()
    assert kept() == counted()


def test_many_wait_for_the_worker_and_can_be_stopped(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_INLINE", 2)
    monkeypatch.setattr(standing, "_AT_ONCE", 1)
    save_rules(ClassRules(attended=2))
    before = kept()
    assert not standing.refresh() and standing.is_behind() and search.is_behind()
    assert kept() == before

    def stop(step: int, _total: int) -> None:
        if step == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        standing.catch_up(stop)
    judged_again: list[int] = []
    standing.catch_up(lambda step, total: judged_again.append(total))
    assert judged_again == [2, 2], "what was done before it was stopped stays done"
    assert kept() == counted() != before and not standing.is_behind()


def test_merged_copies_keep_the_classes_of_a_recount(tmp_path: Path, clock: FixedClock) -> None:
    laptops = Laptops(tmp_path, clock)
    with laptops.at("mei"):
        event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 20, 19)})
        for member in (laptops.zhang, laptops.li):
            save_attendance(event, member, came="yes")
        save_rules(ClassRules(attended=6))
    with laptops.at("lin"):
        save_member(laptops.zhang, {"joined": date(2025, 1, 1)})
        save_member(laptops.li, {"rest_until": date(2027, 1, 1)})
        standing.refresh()
        laptops.merge("mei")
        standing.refresh()
        assert kept() == counted()
        assert {name: each.standing for name, each in kept().items()} == {
            "张三": Standing.CORE,
            "李四": Standing.RESTING,
        }


@pytest.mark.parametrize("many", [0, 10_000])
def test_the_list_shows_and_sorts_by_class(
    life: Life, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("models.listing._MANY", many)
    life.change_rules(random.Random(1))
    save_member(None, {"name": "新人"})
    save_member(None, {"name": "申请人", "status": "applicant"})
    expected = counted()
    ranks = list(standing.RANKS)
    for descending in (False, True):
        lines = find_members(order="standing", descending=descending).lines(0, 50)
        assert {line.name: line.grounds and line.grounds.standing for line in lines} == {
            name: each.standing for name, each in expected.items()
        }
        known = [(ranks.index(line.grounds.standing), -line.grounds.score)
                 for line in lines if line.grounds]  # fmt: skip
        assert known == sorted(known, reverse=descending) and lines[-1].name == "申请人"
    assert class_counts() == {
        class_pill(each): sum(one.standing is each for one in expected.values()) for each in ranks
    }
    for each in ranks:
        for order in ("name", "standing", "came"):
            found = find_members(pill=class_pill(each), order=order)
            names = {line.name for line in found.lines(0, 50)}
            assert names == {name for name, one in expected.items() if one.standing is each}
            assert found.total == len(names)
    shown = find_members("m", class_pill(Standing.NEW))
    assert shown.total == class_counts("m")[class_pill(Standing.NEW)]


def test_the_kept_follow_the_journal_to_its_end(life: Life) -> None:
    assert following.followed_to("standing") == following.last_change()
