from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.members.listing import find_members
from models.members.member import save_member
from models.metrics.activity import participants_on
from models.metrics.attention import Attention, Matter, attention_on
from models.metrics.satisfaction import open_on
from models.rules.rule import save_rule
from models.vocabulary import Kind

DAY = date(2026, 10, 31)


def lines() -> list[Attention]:
    return list(attention_on(DAY, open_on(DAY, 7), participants_on(DAY)))


def test_a_quiet_community_needs_nothing(book: Path) -> None:
    assert lines() == []


def test_overdue_feedback_comes_first_and_leads_to_its_pill(book: Path) -> None:
    save_member(None, {"name": "张三", "status": "applicant"})
    save_feedback(None, {"date": date(2026, 10, 12), "text": "物资不足"})
    save_feedback(None, {"date": date(2026, 10, 20), "text": "太吵"})
    save_feedback(None, {"date": date(2026, 10, 30), "text": "刚刚"})
    first, second = lines()
    assert (first.matter, first.kind, first.pill) == (
        Matter.OVERDUE_FEEDBACK,
        Kind.FEEDBACK,
        "overdue",
    )
    assert (first.count, first.title, first.days, first.id) == (2, "物资不足", 19, None)
    assert (second.matter, second.pill, second.title) == (Matter.APPLICANTS, "applicant", "张三")
    assert first.pressing and not second.pressing


def test_a_single_one_leads_to_its_record(book: Path) -> None:
    entry = save_feedback(None, {"date": date(2026, 10, 12), "text": "物资不足"})
    assert lines()[0].id == entry


def test_events_without_place_and_events_nobody_closed(book: Path) -> None:
    past = save_event(
        None, {"title": "旧", "status": "planned", "begins": datetime(2026, 10, 20, 19)}
    )
    soon = save_event(
        None, {"title": "新", "status": "announced", "begins": datetime(2026, 11, 7, 9)}
    )
    save_event(None, {"title": "远", "status": "planned", "begins": datetime(2026, 12, 7, 9)})
    save_event(
        None,
        {"title": "有", "status": "planned", "begins": datetime(2026, 11, 7, 9), "place": "东门"},
    )
    save_event(None, {"title": "完", "status": "done", "begins": datetime(2026, 10, 20, 19)})
    assert [(line.matter, line.id, line.days) for line in lines()] == [
        (Matter.NO_PLACE, soon, 7),
        (Matter.NOT_CLOSED, past, 11),
    ]


def test_drifting_members_and_rules_that_come_soon(book: Path) -> None:
    keen = save_member(None, {"name": "李𬎆", "joined": date(2024, 1, 1)})
    save_member(None, {"name": "王䶮", "joined": date(2024, 1, 1)})
    for day in (3, 10, 17, 24):
        event = save_event(
            None, {"title": "夜跑", "status": "done", "begins": datetime(2026, 8, day, 19)}
        )
        save_attendance(event, keen, came="yes")
    rule = save_rule(None, {"title": "介绍人", "status": "draft", "effective": date(2026, 11, 10)})
    found = {line.matter: line for line in lines()}
    assert (found[Matter.LAPSING].id, found[Matter.LAPSING].days) == (keen, 68)
    assert found[Matter.SILENT].id is not None
    save_member(None, {"name": "阿静", "joined": date(2024, 1, 1)})
    found = {line.matter: line for line in lines()}
    matter = found[Matter.SILENT]
    assert (matter.title, matter.count, matter.id) == ("阿静", 2, None)
    assert matter.pill == "class.silent" and find_members(pill=matter.pill).total == 2
    assert (found[Matter.RULE_SOON].id, found[Matter.RULE_SOON].days) == (rule, 10)


def test_the_events_there_is_no_line_for_are_counted(book: Path) -> None:
    for day in (20, 21, 22, 23, 24):
        save_event(None, {"title": f"旧{day}", "begins": datetime(2026, 10, day, 19)})
    for day in (2, 3, 4, 5):
        save_event(None, {"title": f"新{day}", "begins": datetime(2026, 11, day, 19)})
    assert [(line.matter, line.count, line.title, line.pill) for line in lines()] == [
        (Matter.NO_PLACE, 1, "新2", None),
        (Matter.NO_PLACE, 1, "新3", None),
        (Matter.NO_PLACE, 1, "新4", None),
        (Matter.NO_PLACE, 1, "新5", "upcoming"),
        (Matter.NOT_CLOSED, 1, "旧24", None),
        (Matter.NOT_CLOSED, 1, "旧23", None),
        (Matter.NOT_CLOSED, 1, "旧22", None),
        (Matter.NOT_CLOSED, 2, "旧21", "all"),
    ]
    assert [line.id for line in lines()].count(None) == 2


def test_many_applicants_and_undated_leavers_are_counted(book: Path) -> None:
    for number in (1, 2, 3):
        save_member(
            None, {"name": f"申{number}", "status": "applicant", "joined": date(2026, 10, number)}
        )
        leaver = save_member(None, {"name": f"退{number}", "status": "left"})
        save_member(leaver, {"left": None, "note": "?"})
    found = {line.matter: line for line in lines()}
    waiting, undated = found[Matter.APPLICANTS], found[Matter.LEFT_UNDATED]
    assert (waiting.count, waiting.title, waiting.id, waiting.days) == (3, "申1", None, 30)
    assert (undated.count, undated.title, undated.id) == (3, "退1", None)
