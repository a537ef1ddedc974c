"""Applicants: checked, decided about, welcomed; all of it in one action, and taken back by one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.errors import Invalid
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.admission import accept, put_on_waiting_list, refuse, reopen
from models.members.applicants import (
    check,
    check_pending,
    count_pending,
    pending,
    save_finding,
    waiting_list,
)
from models.members.criterion import (
    Asked,
    Finding,
    list_criteria,
    remove_criteria,
    reorder_criteria,
    save_criterion,
)
from models.members.custom_field import define_field
from models.members.member import load_member, remove_members, save_member
from models.members.verdicts import Why
from models.members.welcome import (
    Planned,
    WelcomeStep,
    due_on,
    save_template,
    steps_of,
    template,
    tick,
)
from models.vocabulary import CriterionSort, FieldSort, Verdict
from resources.i18n import translation
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops, laptops, take_back

__all__ = ["laptops"]
WORDS = translation("zh_CN")


def apply(name: str, day: int = 3, **values: object) -> bytes:
    return save_member(
        None, {"name": name, "status": "applicant", "applied": date(2026, 10, day), **values}
    )


def ask(sort: CriterionSort, wanted: str, title: str = "要求", required: bool = True) -> bytes:
    return save_criterion(Asked(b"", title, sort, wanted, required, 2))


def member(member_id: bytes) -> tuple[object, ...]:
    found = load_member(member_id)
    assert found is not None
    return found.status, found.applied, found.decided, found.decision, found.joined


def test_an_applicant_is_checked_by_what_stands_in_the_book(book: object) -> None:
    club = define_field(None, "跑龄", FieldSort.NUMBER)
    li = save_member(None, {"name": "李四"})
    ask(CriterionSort.REGION, "武汉", "住在武汉")
    ask(CriterionSort.REFERRAL, "", "有人介绍")
    ask(CriterionSort.FIELD, f"field:{club.hex()}\n2..", "跑了两年", required=False)
    ask(CriterionSort.QUESTION, "", "为什么想来？", required=False)
    zhang = apply("张三", region="武汉", introduced_by=li, **{f"field:{club.hex()}": 3})
    found = check(zhang)
    assert found is not None
    assert [each.verdict for each in found.judged] == [
        Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.UNKNOWN,
    ]  # fmt: skip
    assert (found.outcome, found.score, found.possible, found.unsure) == (Verdict.PASS, 2, 4, 2)
    remove_members([li])
    found = check(zhang)
    assert found is not None
    assert found.judged[1].found.why is Why.INTRODUCER_GONE
    assert found.outcome is Verdict.FAIL


def test_a_person_overrules_the_fields_and_takes_it_back(book: object) -> None:
    region = ask(CriterionSort.REGION, "武汉")
    zhang = apply("张三", region="北京")
    save_finding(zhang, region, Verdict.PASS, "搬来了")
    found = check(zhang)
    assert found is not None
    assert (found.outcome, found.judged[0].by_hand, found.judged[0].note) == (
        Verdict.PASS, True, "搬来了",
    )  # fmt: skip
    save_finding(zhang, region, None)
    found = check(zhang)
    assert found is not None and found.outcome is Verdict.FAIL
    take_back("member.finding")
    found = check(zhang)
    assert found is not None and found.outcome is Verdict.PASS


def test_criteria_are_ordered_changed_and_taken_back(book: object) -> None:
    first, second = ask(CriterionSort.REGION, "武汉", "甲"), ask(CriterionSort.AGE, "18-", "乙")
    reorder_criteria([second, first])
    assert [each.title for each in list_criteria()] == ["乙", "甲"]
    save_criterion(Asked(second, "丙", CriterionSort.AGE, "20-", False, 5))
    assert list_criteria()[0] == Asked(second, "丙", CriterionSort.AGE, "20-", False, 5)
    remove_criteria([second])
    assert [each.title for each in list_criteria()] == ["甲"]
    take_back("community.criteria")
    assert [each.title for each in list_criteria()] == ["丙", "甲"]


def test_whoever_applied_first_is_looked_at_first_and_the_waiting_list_last(book: object) -> None:
    late, early, second = apply("乙", 9), apply("甲", 1), apply("丙", 5)
    put_on_waiting_list([early, second])
    assert [each.name for each in pending()] == ["乙", "甲", "丙"]
    assert waiting_list() == (early, second)
    assert [each.name for each in pending(2)] == ["乙", "甲"]
    assert member(early)[:3] == ("waiting", date(2026, 10, 1), date(2026, 10, 31))
    take_back("member.wait")
    assert waiting_list() == ()
    assert [each.name for each in pending()] == ["甲", "丙", "乙"]
    assert count_pending() == 3
    assert late != early


def test_accepting_is_one_action_with_a_checklist(book: object, clock: FixedClock) -> None:
    ask(CriterionSort.REGION, "武汉")
    zhang = apply("张三", region="武汉")
    assert accept([zhang], WORDS, "欢迎") == 1
    assert member(zhang) == (
        "active", date(2026, 10, 3), date(2026, 10, 31), "欢迎", date(2026, 10, 31),
    )  # fmt: skip
    steps = steps_of(zhang)
    assert [each.due for each in steps] == [
        date(2026, 10, 31), date(2026, 11, 3), date(2026, 11, 14), date(2026, 11, 30),
    ]  # fmt: skip
    assert accept([zhang], WORDS) == 0
    take_back("member.accept")
    assert member(zhang) == ("applicant", date(2026, 10, 3), None, "", None)
    assert steps_of(zhang) == ()
    assert list(Finding.select().where(Finding.deleted == 0)) == []


def test_how_they_stood_is_kept_whatever_changes_later(book: object) -> None:
    region = ask(CriterionSort.REGION, "武汉")
    zhang = apply("张三", region="北京")
    accept([zhang], WORDS)
    save_member(zhang, {"region": "武汉"})
    kept = Finding.get(Finding.criterion == region)
    assert (kept.verdict, kept.by_hand) == ("fail", 0)
    save_member(zhang, {"status": "applicant"})
    found = check(zhang)
    assert found is not None
    assert (found.outcome, found.judged[0].by_hand) == (Verdict.PASS, False)


def test_refusing_needs_a_reason_and_can_be_taken_up_again(book: object) -> None:
    zhang = apply("张三")
    with pytest.raises(Invalid):
        refuse([zhang], " ")
    assert refuse([zhang], "名额已满") == 1
    assert member(zhang)[0:4] == ("refused", date(2026, 10, 3), date(2026, 10, 31), "名额已满")
    assert check_pending() == ()
    assert reopen([zhang]) == 1
    assert member(zhang)[0:4] == ("applicant", date(2026, 10, 3), None, "")
    take_back("member.reopen")
    take_back("member.refuse")
    assert member(zhang)[0] == "applicant"


def test_the_day_of_joining_of_an_old_applicant_was_that_of_applying(book: object) -> None:
    zhang = save_member(None, {"name": "张三", "status": "applicant", "joined": date(2026, 9, 1)})
    assert member(zhang)[1] == date(2026, 9, 1)
    li = save_member(None, {"name": "李四", "status": "applicant"})
    assert member(li)[1] == date(2026, 10, 31)
    save_member(li, {"status": "active"})
    assert member(li)[2] == date(2026, 10, 31)


def test_one_made_by_another_program_applied_when_it_was_made(
    book: object, clock: FixedClock
) -> None:
    from models.members.member import Member

    with action("member.import"):
        Member.create(name="赵六", status="applicant")
    clock.set(datetime(2026, 12, 1, 9, 0))
    assert [each.applied for each in pending()] == [date(2026, 10, 31)]


def test_the_template_is_edited_and_its_days_put_in_order(book: object) -> None:
    assert [each.day for each in template(WORDS)] == [0, 3, 14, 30]
    save_template([Planned(7, "打个 电话"), Planned(0, "问好")])
    assert template(WORDS) == (Planned(0, "问好"), Planned(7, "打个 电话"))
    with pytest.raises(Invalid):
        save_template([Planned(3, " ")])
    zhang = apply("张三")
    accept([zhang], WORDS)
    assert [each.title for each in steps_of(zhang)] == ["问好", "打个 电话"]


def test_steps_are_due_until_they_are_done(book: object, clock: FixedClock) -> None:
    zhang, li = apply("张三"), apply("李四")
    accept([zhang, li], WORDS)
    clock.set(datetime(2026, 11, 4, 9, 0))
    assert [(each.name, each.day.day) for each in due_on(date(2026, 11, 4))] == [
        ("李四", 31), ("张三", 31), ("李四", 3), ("张三", 3),
    ]  # fmt: skip
    tick(steps_of(zhang)[0].id)
    assert steps_of(zhang)[0].done == date(2026, 11, 4)
    save_member(li, {"rest_until": date(2026, 12, 1)})
    assert [(each.name, each.day.day) for each in due_on(date(2026, 11, 4))] == [("张三", 3)]
    step = undo_step()
    assert step is not None
    undo(step)
    tick(steps_of(zhang)[0].id, done=False)
    assert steps_of(zhang)[0].done is None
    assert due_on(date(2027, 3, 1)) == ()


def test_two_copies_accept_the_same_applicant_once(laptops: Laptops) -> None:
    with laptops.at("lin"):
        ask(CriterionSort.REGION, "武汉")
        zhang = apply("赵六", region="武汉")
    laptops.copy("lin", "mei")
    with laptops.at("mei"):
        accept([zhang], WORDS)
        tick(steps_of(zhang)[1].id)
    with laptops.at("lin"):
        accept([zhang], translation("en"))
        laptops.merge("mei")
        steps = steps_of(zhang)
        mine = (member(zhang), steps)
        assert len(steps) == WelcomeStep.select().count() == 4
        assert [each.done is not None for each in steps].count(True) == 1
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (member(zhang), steps_of(zhang)) == mine
        assert Finding.select().count() == 1
