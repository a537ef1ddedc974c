from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from models.events.attendance import save_attendance
from models.events.evaluation import Said, add_slips, remove_slips, save_slip
from models.events.event import remove_events, save_event
from models.events.task import save_task, tick_tasks
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
    begins = datetime(2026, 10, 20, 19)
    save_event(None, {"title": "完", "status": "done", "begins": begins, "went_well": "都好"})
    assert [(line.matter, line.id, line.days) for line in lines()] == [
        (Matter.NO_PLACE, soon, 7),
        (Matter.NOT_CLOSED, past, 11),
    ]


def test_the_last_event_is_asked_about_until_somebody_has_said_how_it_was(book: Path) -> None:
    def done(title: str, day: int) -> bytes:
        begins = datetime(2026, 10, day, 19)
        return save_event(None, {"title": title, "status": "done", "begins": begins})

    done("早", 12), done("前", 22)
    last = done("刚", 27)
    expected = (Matter.NOT_EVALUATED, last, "刚", "after", 4)
    (line,) = lines()
    assert (line.matter, line.id, line.title, line.pill, line.days) == expected
    (slip,) = add_slips(last, [Said(None, "茶太凉")])
    assert len(lines()) == 1
    save_slip(slip, {"rating": 3})
    assert lines() == []
    remove_slips([slip])
    member = save_member(None, {"name": "李四", "joined": date(2026, 10, 20)})
    save_attendance(last, member, came="yes", rating=4)
    assert Matter.NOT_EVALUATED not in {each.matter for each in lines()}
    remove_events([last])
    assert [line.title for line in lines() if line.matter is Matter.NOT_EVALUATED] == ["前"]
    remove_events([line.id for line in lines() if line.id])
    assert Matter.NOT_EVALUATED not in {each.matter for each in lines()}  # too long ago


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


def due() -> list[Attention]:
    return [line for line in lines() if line.matter is Matter.TASKS]


def test_what_is_due_for_an_event_leads_to_its_plan(book: Path) -> None:
    mei = save_member(None, {"name": "阿梅"})
    event = save_event(None, {"title": "秋游", "begins": datetime(2026, 12, 5, 9), "place": "公园"})
    save_task(None, event, {"title": "买水", "due": date(2026, 11, 3)})
    save_task(None, event, {"title": "订车", "due": date(2026, 10, 29), "member": mei})
    save_task(None, event, {"title": "海报", "due": date(2026, 11, 4)})
    tick_tasks([save_task(None, event, {"title": "通知", "due": date(2026, 10, 1)})])
    (line,) = due()
    assert (line.matter, line.kind, line.id, line.pill) == (
        Matter.TASKS, Kind.EVENT, event, "plan",
    )  # fmt: skip
    assert (line.count, line.title, line.days, line.who, line.of) == (2, "订车", 2, "阿梅", "秋游")
    for number in range(5):
        more = save_event(None, {"title": f"聚会{number}"})
        save_task(None, more, {"title": "订场地", "due": date(2026, 10, 30)})
    found = due()
    assert [each.of for each in found[:3]] == ["秋游", "聚会0", "聚会1"]
    assert (found[3].id, found[3].count, found[3].title) == (None, 3, "聚会2")
    remove_events([event])
    assert "秋游" not in [each.of for each in due()]
