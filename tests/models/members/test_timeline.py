from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.base import live, mark
from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.chats import chat_day_id
from models.members.consent import Consent
from models.members.contact import note_contact, remove_contacts
from models.members.interaction import ChatDay, add_interactions
from models.members.member import remove_members, save_member
from models.members.points import Points
from models.members.stay import Stay
from models.members.timeline import Timeline, timeline_of
from models.members.timeline_sources import Chapter
from models.members.violation import note_violation, remove_violations
from models.members.welcome import WelcomeStep
from models.rules.rule import save_rule
from models.vocabulary import Kind


@pytest.fixture
def zhang(book: Path) -> bytes:
    return save_member(None, {"name": "张三", "joined": date(2026, 1, 5), "source": "WeChat"})


def told(timeline: Timeline) -> list[tuple[str, str]]:
    return [(line.what, str(line.day or "")) for line in timeline.lines(0, timeline.total)]


def attend(who: bytes, title: str, begins: datetime | None, **answer: Any) -> bytes:
    event = save_event(None, {"title": title, "begins": begins})
    save_attendance(event, who, **answer)
    return event


def test_everything_stands_in_one_column_newest_first(zhang: bytes) -> None:
    attend(zhang, "晨跑", datetime(2026, 3, 7, 7), came="yes", rating=5)
    attend(zhang, "夜跑", datetime(2026, 3, 7, 19), came="no", rsvp="yes")
    attend(zhang, "春游", datetime(2026, 12, 24, 9), rsvp="maybe")
    attend(zhang, "某天", None, rsvp="yes")
    attend(zhang, "无话", datetime(2026, 3, 8), rsvp="none")
    save_event(None, {"title": "分享", "begins": datetime(2026, 4, 1, 19), "host": "张三"})
    save_event(None, {"title": "取消", "begins": datetime(2026, 4, 2), "host": "张三",
                      "status": "cancelled"})  # fmt: skip
    add_interactions([zhang], {"sort": "shared", "amount": 2, "day": date(2026, 5, 1)})
    save_feedback(None, {"date": date(2026, 6, 1), "member": zhang, "kind": "praise",
                         "text": "好", "answer": "谢", "answered_on": date(2026, 6, 2),
                         "told_on": date(2026, 6, 3)})  # fmt: skip
    save_member(None, {"name": "李四", "introduced_by": zhang, "joined": date(2026, 7, 1)})
    assert told(timeline_of(zhang)) == [
        ("said_maybe", "2026-12-24"), ("introduced", "2026-07-01"), ("told", "2026-06-03"),
        ("gave_praise", "2026-06-01"), ("shared", "2026-05-01"), ("hosted_event", "2026-04-01"),
        ("missed", "2026-03-07"), ("came", "2026-03-07"), ("joined", "2026-01-05"),
        ("said_yes", ""),
    ]  # fmt: skip


def test_contacts_follow_ups_points_consent_and_welcome(zhang: bytes) -> None:
    note_contact(zhang, {"day": date(2026, 2, 1), "needs": "shoes", "follow_up": date(2026, 2, 9)})
    note_contact(zhang, {"day": date(2026, 2, 10), "note": "has them"})
    note_contact(zhang, {"day": date(2026, 2, 5), "reached": False})
    note_contact(zhang, {"day": date(2026, 2, 11), "follow_up": date(2026, 3, 1)})
    note_contact(zhang, {"day": date(2026, 2, 12), "channel": "thanks"})
    with action("test.add"):
        Points.create(member=zhang, amount=5, reason="搬桌子", day=date(2026, 4, 1))
        Points.create(member=zhang, amount=-2, reason="更正", day=date(2026, 4, 2))
        Consent.create(member=zhang, purpose="照片", given=date(2026, 4, 3),
                       withdrawn=date(2026, 4, 4))  # fmt: skip
        WelcomeStep.create(member=zhang, title="认识大家", due=date(2026, 1, 8), done=None)
        WelcomeStep.create(member=zhang, title="第一课", done=date(2026, 1, 9))
    assert told(timeline_of(zhang)) == [
        ("consent_withdrawn", "2026-04-04"), ("consent_given", "2026-04-03"),
        ("points_taken", "2026-04-02"), ("points_given", "2026-04-01"),
        ("follow_up", "2026-03-01"), ("thanked", "2026-02-12"), ("contacted", "2026-02-11"),
        ("contacted", "2026-02-10"), ("followed_up", "2026-02-10"),
        ("not_reached", "2026-02-05"), ("contacted", "2026-02-01"),
        ("welcomed", "2026-01-09"), ("joined", "2026-01-05"),
    ]  # fmt: skip


def test_a_broken_rule_is_told_with_what_followed(zhang: bytes) -> None:
    rule = save_rule(None, {"title": "不发广告"})
    made = note_violation(zhang, {"rule": rule, "measure": "warning", "day": date(2026, 2, 1)})
    note_violation(zhang, {"note": "半夜发消息", "day": date(2026, 2, 2)})
    only = timeline_of(zhang).only([Chapter.RULES])
    unruled, ruled = only.lines(0, 9)
    assert (unruled.title, unruled.note) == ("", "半夜发消息")
    assert (ruled.what, ruled.title, ruled.detail, ruled.row) == (
        "broke_rule", "不发广告", "warning", made,
    )  # fmt: skip
    remove_violations([made])
    assert timeline_of(zhang).counts[Chapter.RULES] == 1


def test_coming_going_and_coming_back(zhang: bytes) -> None:
    with action("test.add"):
        Stay.create(member=zhang, joined=date(2024, 1, 1), left=date(2025, 1, 1), reason="搬家")
    save_member(zhang, {"applied": date(2023, 12, 1), "decided": date(2023, 12, 9),
                        "status": "left", "left": date(2026, 9, 1)})  # fmt: skip
    assert told(timeline_of(zhang)) == [
        ("left", "2026-09-01"), ("returned", "2026-01-05"), ("left", "2025-01-01"),
        ("joined", "2024-01-01"), ("accepted", "2023-12-09"), ("applied", "2023-12-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "what"), [("refused", "refused"), ("waiting", "put_off"), ("active", "accepted")]
)
def test_what_was_decided(book: Path, status: str, what: str) -> None:
    who = save_member(None, {"name": "李四", "status": status, "decided": date(2026, 3, 1),
                             "decision": "too far", "joined": None})  # fmt: skip
    notes = {line.what: line.note for line in timeline_of(who).lines(0, 9)}
    assert notes[what] == "too far"
    assert not {"refused", "put_off", "accepted", "joined"} & notes.keys() - {what}


def test_messages_are_told_by_month(zhang: bytes) -> None:
    with action("chat.import"):
        for day, amount in (("2026-08-01", 3), ("2026-08-09", 4), ("2026-09-02", 1)):
            ChatDay.create(id=chat_day_id(zhang, "群", day, (0, 1440), amount), member=zhang,
                           chat="群", day=day, amount=amount)  # fmt: skip
    lines = timeline_of(zhang).only([Chapter.CHATS]).lines(0, 9)
    assert [(line.what, line.day, line.number) for line in lines] == [
        ("wrote", date(2026, 9, 2), 1), ("wrote", date(2026, 8, 9), 7),
    ]  # fmt: skip


def test_every_line_leads_to_its_record(zhang: bytes) -> None:
    event = attend(zhang, "晨跑", datetime(2026, 3, 7, 7), came="yes", rating=4)
    said = save_feedback(None, {"date": date(2026, 6, 1), "member": zhang, "text": "好"})
    noted = note_contact(zhang, {"who": "Mei", "channel": "WeChat", "mood": 2, "needs": "a",
                                 "note": "b"})  # fmt: skip
    li = save_member(None, {"name": "李四", "introduced_by": zhang, "joined": date(2026, 7, 1)})
    timeline = timeline_of(zhang)
    ways = {line.what: (line.kind, line.id, line.row) for line in timeline.lines(0, 9)}
    assert ways["came"][:2] == (Kind.EVENT, event)
    assert ways["gave_question"] == (Kind.FEEDBACK, said, said)
    assert ways["contacted"] == (Kind.MEMBER, zhang, noted)
    assert ways["introduced"][:2] == (Kind.MEMBER, li)
    assert ways["joined"] == (Kind.MEMBER, zhang, b"")
    contact, came = (next(line for line in timeline.lines(0, 9) if line.what == what)
                     for what in ("contacted", "came"))  # fmt: skip
    assert (contact.title, contact.detail, contact.number, contact.note) == (
        "Mei", "WeChat", 2, "a\nb",
    )  # fmt: skip
    assert (came.title, came.number, came.at) == ("晨跑", 4, datetime(2026, 3, 7, 7))


def test_it_is_filtered_counted_and_paged(zhang: bytes) -> None:
    for number in range(400):
        note_contact(zhang, {"day": date.fromordinal(739000 + number)})
    timeline = timeline_of(zhang)
    assert timeline.total == 401
    assert timeline.counts[Chapter.CONTACTS] == 400 and timeline.counts[Chapter.POINTS] == 0
    only = timeline.only([Chapter.MEMBERSHIP])
    assert (only.total, told(only)) == (1, [("joined", "2026-01-05")])
    paged = [line for start in range(0, 401, 50) for line in timeline.lines(start, start + 50)]
    assert paged == timeline.lines(0, 401)
    assert sum(timeline.begins_month(row) for row in range(401)) == len(
        {str(line.day)[:7] for line in paged}
    )


def test_what_is_in_the_trash_did_not_happen(zhang: bytes) -> None:
    event = attend(zhang, "晨跑", datetime(2026, 3, 7, 7), came="yes")
    noted = note_contact(zhang, {})
    li = save_member(None, {"name": "李四", "introduced_by": zhang, "joined": date(2026, 7, 1)})
    with action("test.add"):
        Points.create(member=zhang, amount=5, day=date(2026, 4, 1))
        mark(Points, [row.id for row in live(Points)], deleted=True)
    remove_events([event])
    remove_contacts([noted])
    remove_members([li])
    assert told(timeline_of(zhang)) == [("joined", "2026-01-05")]
    assert timeline_of(b"nobody").total == 0


def test_who_only_visits_has_not_joined(zhang: bytes) -> None:
    save_member(zhang, {"status": "visitor"})
    assert told(timeline_of(zhang)) == []
