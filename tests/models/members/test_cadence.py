"""Who should be spoken to, counted a second time in plain Python from the raw rows."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models.base import database, link_id
from models.book import close_book, open_book
from models.errors import Invalid
from models.events.attendance import remove_attendance, save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.cadence import CallLine, cadence_of, cadences, pace_of, queue, save_cadences
from models.members.cadence import save_plan as save_plan
from models.members.callers import named_callers
from models.members.contact import finish_follow_up, note_contact, remove_contacts
from models.members.interaction import ChatDay, add_interactions
from models.members.member import remove_members, save_member
from models.members.thanks import thank
from tests.conftest import FixedClock
from tests.models.members.recount import everything_done, rows_of
from tests.models.members.test_riverside_people import FOLDER, put_in_riverside

TODAY = date(2026, 10, 31)
AWAY = ("applicant", "waiting", "refused", "paused")

pytestmark = pytest.mark.usefixtures("book")


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def member(name: str = "张三", **values: Any) -> bytes:
    return save_member(None, {"name": name, "joined": days_ago(400), **values})


def late() -> dict[str, int | None]:
    return {line.name: line.days_late for line in queue()}


def line_of(name: str) -> CallLine:
    return next(line for line in queue() if line.name == name)


def recount() -> dict[bytes, int | None]:
    """Return who is overdue and by how many days, from the rows alone."""
    pace = {row["tag"]: row["days"] for row in rows_of("cadence") if row["days"]}
    tags: dict[bytes, list[int]] = {}
    for row in rows_of("member_tag"):
        if row["tag"] in pace:
            tags.setdefault(row["member"], []).append(pace[row["tag"]])
    promised: dict[bytes, date] = {}
    for row in rows_of("contact"):
        if row["follow_up"] and not row["done"] and date.fromisoformat(row["follow_up"]) <= TODAY:
            day = date.fromisoformat(row["follow_up"])
            promised[row["member"]] = min(day, promised.get(row["member"], day))
    done = everything_done()
    waits: dict[bytes, int | None] = {}
    for row in rows_of("member"):
        days = waited(row, tags.get(row["id"], []), done.get(row["id"], []), promised)
        if days:
            waits[row["id"]] = None if None in days else max(days)  # type: ignore[type-var]
    return waits


def waited(row: Any, tags: list[int], done: list[Any], promised: Any) -> list[int | None]:
    days: list[int | None] = []
    if row["rest_until"] and date.fromisoformat(row["rest_until"]) >= TODAY:
        return []
    if row["id"] in promised and row["status"] not in ("refused", "paused", "left"):
        days.append((TODAY - promised[row["id"]]).days)
    every = min(tags, default=0) if row["cadence"] is None else row["cadence"]
    joined, left = (row[name] and date.fromisoformat(row[name]) for name in ("joined", "left"))
    here = row["status"] not in AWAY and not (row["status"] == "left" and not left)
    here = here and (not joined or joined <= TODAY) and (not left or left > TODAY)
    if here and every > 0:
        since = max((one.day for one in done if one.day <= TODAY), default=joined)
        if not since:
            days.append(None)
        elif (TODAY - since).days >= every:
            days.append((TODAY - since).days - every)
    return days


def make_up(chance: random.Random, count: int) -> None:
    save_cadences({"跑步": 30, "亲子": 60, "读书": 14})
    events = [
        save_event(None, {"title": str(number), "begins": datetime(2026, 1 + number, 9, 19)})
        for number in range(11)
    ]
    for number in range(count):
        made = save_member(None, {
            "name": f"某{number}",
            "status": chance.choice(["active"] * 6 + [*AWAY, "left"]),
            "joined": chance.choice([None, days_ago(chance.randrange(-3, 500))]),
            "left": chance.choice([None, None, None, days_ago(-20), days_ago(-1)]),
            "rest_until": chance.choice([None] * 5 + [days_ago(1), TODAY, days_ago(-9)]),
            "cadence": chance.choice([None] * 5 + [0, 7, 90]),
            "tags": chance.sample(["跑步", "亲子", "读书", "摄影"], chance.randrange(4)),
        })  # fmt: skip
        for _each in range(chance.randrange(3)):
            day = days_ago(chance.randrange(120))
            follow_up = chance.choice([None, None, day + timedelta(days=chance.randrange(60))])
            note_contact(made, {"day": day, "follow_up": follow_up, "needs": str(day),
                                "who": chance.choice(("Lin", "Mei", "")),
                                "reached": chance.random() < 0.7})  # fmt: skip
        if chance.random() < 0.3:
            add_interactions([made], {"sort": "helped", "day": days_ago(chance.randrange(90))})
        for event in chance.sample(events, chance.randrange(3)):
            save_attendance(event, made, came=chance.choice(("yes", "yes", "no", "no_record")))


@pytest.mark.parametrize("seed", range(4))
def test_the_queue_is_what_is_counted_by_hand(seed: int) -> None:
    make_up(random.Random(seed), 60)
    found = queue()
    assert {line.id: line.days_late for line in found} == recount()
    waits = [line.days_late for line in found]
    assert waits == sorted(waits, key=lambda days: -(10**6 if days is None else days))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the organizer's files are not here")
def test_the_queue_of_a_real_community_is_what_is_counted_by_hand() -> None:
    put_in_riverside()
    tags = {row["tag"] for row in rows_of("member_tag")}
    save_cadences({tag: 30 + 10 * place for place, tag in enumerate(sorted(tags))})
    found = {line.id: line.days_late for line in queue()}
    assert found == recount()
    assert len(found) > 20


def test_a_tag_asks_and_the_shortest_of_several_counts() -> None:
    save_cadences({"跑步": 30, "亲子": 60})
    made = member(tags=["跑步", "亲子"])
    assert cadence_of(made) == 30
    assert late() == {"张三": 370}
    save_member(made, {"cadence": 390})
    assert late() == {"张三": 10}
    save_member(made, {"cadence": 0})
    assert (cadence_of(made), late()) == (None, {})


def came(who: bytes) -> None:
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 30, 7)})
    save_attendance(event, who, came="yes")


def wrote(who: bytes) -> None:
    key = link_id("chat_day", who, "群", "2026-10-30", "0", "1440", "3")
    with action("chat.import"):
        ChatDay.create(id=key, member=who, chat="群", day="2026-10-30", amount=3)


@pytest.mark.parametrize(
    "happens",
    [
        lambda who: note_contact(who, {"day": days_ago(1)}),
        lambda who: add_interactions([who], {"sort": "spoke", "day": days_ago(1)}),
        came,
        wrote,
        lambda who: thank([who], day=days_ago(1)),
        lambda who: save_feedback(None, {"member": who, "date": days_ago(1), "text": "好"}),
    ],
    ids=["contact", "interaction", "attendance", "chat", "thanks", "feedback"],
)
def test_whatever_happens_begins_it_anew(happens: Any, clock: FixedClock) -> None:
    who = member(cadence=30)
    assert late() == {"张三": 370}
    happens(who)
    assert late() == {}
    clock.set(datetime(2026, 11, 29, 9))
    assert late() == {"张三": 0}
    clock.set(datetime(2026, 10, 31, 9))
    step = undo_step()
    assert step is not None
    undo(step)
    assert late() == {"张三": 370}


def test_who_did_not_answer_or_did_not_come_is_still_overdue() -> None:
    who = member(cadence=30)
    note_contact(who, {"day": days_ago(2), "reached": False})
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 30, 7)})
    row = save_attendance(event, who, came="no", rsvp="yes")
    line = line_of("张三")
    assert (line.days_late, line.tried, line.last_contact) == (370, days_ago(2), None)
    save_attendance(event, who, came="yes")
    assert late() == {}
    remove_attendance([row])
    assert late() == {"张三": 370}


@pytest.mark.parametrize(
    "values",
    [
        {"rest_until": TODAY},
        {"status": "paused"},
        {"status": "left", "left": TODAY},
        {"status": "applicant"},
        {"joined": days_ago(-2)},
    ],
)
def test_who_is_left_alone(values: dict[str, Any]) -> None:
    member(cadence=1, **values)
    assert late() == {}


def test_after_the_rest_it_goes_on(clock: FixedClock) -> None:
    member(cadence=30, rest_until=days_ago(-1))
    clock.set(datetime(2026, 11, 2, 9))
    assert late() == {"张三": 372}


def test_who_was_never_seen_and_joined_nobody_knows_when_stands_first() -> None:
    member("李四", cadence=1)
    save_member(None, {"name": "张三", "cadence": 300})
    assert [(line.name, line.days_late) for line in queue()] == [("张三", None), ("李四", 399)]
    remove_members([queue()[0].id])
    assert list(late()) == ["李四"]


def test_what_was_promised_is_due_on_its_day() -> None:
    who = member()
    made = note_contact(who, {"day": days_ago(30), "follow_up": days_ago(5), "needs": "a lift"})
    note_contact(member("李四"), {"day": days_ago(3), "follow_up": days_ago(-1)})
    line = queue()[0]
    assert (line.follow_up, line.days_late, line.needs, line.is_overdue) == (
        days_ago(5), 5, "a lift", False,
    )  # fmt: skip
    finish_follow_up(made)
    assert queue() == ()


def test_speaking_to_somebody_keeps_what_was_promised() -> None:
    who = member()
    note_contact(who, {"day": days_ago(30), "follow_up": days_ago(5)})
    tried = note_contact(who, {"day": days_ago(4), "reached": False})
    assert len(queue()) == 1
    remove_contacts([tried])
    note_contact(who, {"day": days_ago(6)})
    assert len(queue()) == 1
    note_contact(who, {})
    assert queue() == ()
    step = undo_step()
    assert step is not None
    undo(step)
    assert len(queue()) == 1


def test_a_cadence_is_saved_changed_and_taken_away_by_one_undo() -> None:
    save_plan({"跑步": 30, "读书": None}, ["林晓", "Mei"])
    assert (cadences(), named_callers()) == ({"跑步": 30}, ("林晓", "Mei"))
    save_cadences({"跑步": None, "亲子": 7})
    assert cadences() == {"亲子": 7}
    for _each in range(2):
        step = undo_step()
        assert step is not None and step.kind == "community.cadence"
        undo(step)
    assert (cadences(), named_callers()) == ({}, ())
    with pytest.raises(Invalid) as refused:
        save_cadences({"跑步": 0})
    assert list(refused.value.errors) == ["跑步"]


def test_pace_says_when_it_is_time_again() -> None:
    who = member(cadence=30)
    assert pace_of(who).due == days_ago(370)
    note_contact(who, {"day": days_ago(3)})
    assert (pace_of(who).last_contact, pace_of(who).due) == (days_ago(3), days_ago(-27))


def test_who_joins_at_the_end_of_time_is_due_no_later() -> None:
    who = member(joined=date.max - timedelta(days=2), cadence=30)
    assert pace_of(who).due == date.max


@pytest.mark.parametrize("written", ["soon", 10**15, -3, 2.5])
def test_what_another_program_wrote_for_days_asks_for_nothing(written: object) -> None:
    own, tagged = member("甲", cadence=30), member("乙", tags=["跑步"])
    save_cadences({"跑步": 30})
    with action("member.edit"):
        database.execute_sql("UPDATE member SET cadence = ? WHERE id = ?", (written, own))
        database.execute_sql("UPDATE cadence SET days = ?", (written,))
    assert cadence_of(own) is None and cadence_of(tagged) is None
    assert queue() == ()


def test_the_queue_reads_the_same_when_the_file_is_opened_again(book: Any) -> None:
    make_up(random.Random(9), 40)
    before = queue()
    close_book()
    open_book(book)
    database.execute_sql("UPDATE _indexed SET n = 0 WHERE name = 'standing'")
    assert queue() == before
