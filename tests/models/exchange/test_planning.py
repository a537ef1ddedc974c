"""What becomes of each row. Nobody is ever silently made one with somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import live
from models.errors import UserError
from models.events.attendance import Attendance, save_attendance
from models.events.event import Event, load_event, save_event
from models.exchange.applying import apply_import
from models.exchange.plan import Add, Doubtful, ImportPlan, ImportResult, Skipped, Unchanged, Update
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.feedback.feedback import Feedback, load_feedback
from models.members.member import Member, load_member, remove_members, save_member
from models.rules.rule import save_rule
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")


def plan(kind: Kind, *lines: str, **options: Any) -> ImportPlan:
    table = read_text("\n".join(line.replace(",", "\t") for line in lines))
    return plan_import(table, kind, **options)


def put_in(kind: Kind, *lines: str, **options: Any) -> ImportResult:
    return apply_import(plan(kind, *lines, **options))


def kinds(planned: ImportPlan) -> list[type]:
    return [type(row) for row in planned.rows]


def reasons(planned: ImportPlan) -> list[str]:
    return [row.reason.format(**row.fields) for row in planned.left_out]


def test_a_member_goes_in_with_every_field() -> None:
    put_in(
        Kind.MEMBER,
        "姓名,微信昵称,微信号,群昵称,性别,出生日期,所在地,手机,邮箱,状态,角色,"
        "入群时间,退群时间,退群原因,来源,介绍人,兴趣,备注",
        "介绍人甲,,,,,,,,,,,,,,,,,",
        "张 三,三儿,wx_3,三爸爸,男,1985,上海,138 0013 8000,z@qq.com,已退群,志愿者,"
        "2025.06.11,2026/1/2,搬家,公众号,介绍人甲,读书、徒步,备注",
    )
    member = live(Member).where(Member.name == "张 三").get()
    values = load_member(member.id)
    assert values is not None
    assert (values.wechat_name, values.wechat_id, values.group_name) == ("三儿", "wx_3", "三爸爸")
    assert (values.gender, values.born, values.phone) == ("male", "1985", "13800138000")
    assert (values.joined, values.left) == (date(2025, 6, 11), date(2026, 1, 2))
    assert (values.status, values.left_reason, values.source) == ("left", "搬家", "公众号")
    assert (values.introduced_by_name, values.tags) == ("介绍人甲", ("徒步", "读书"))
    assert member.pinyin.startswith("zhang san")


def test_homonyms_with_different_phones_stay_two_persons() -> None:
    lines = ("姓名,手机", "王霞,13800000001", "王霞,13800000002")
    assert put_in(Kind.MEMBER, *lines).added == 2
    assert kinds(plan(Kind.MEMBER, *lines)) == [Unchanged, Unchanged]
    assert put_in(Kind.MEMBER, "姓名,手机", "王霞,13800000003").added == 1


def test_two_rows_of_one_name_that_nothing_tells_apart_are_doubtful() -> None:
    lines = ("姓名,所在地", "王霞,上海", "王霞,南京")
    planned = plan(Kind.MEMBER, *lines)
    assert kinds(planned) == [Add, Doubtful]
    assert "Line 2" in reasons(planned)[0]
    apply_import(planned)
    assert put_in(Kind.MEMBER, *lines).added == 0
    assert kinds(plan(Kind.MEMBER, *lines, choices={3: "new"})) == [Unchanged, Add]


def test_one_person_twice_with_different_details_is_doubtful_and_stays_so() -> None:
    lines = ("姓名,手机,所在地", "王霞,13800000001,上海", "王霞,13800000001,南京")
    assert kinds(plan(Kind.MEMBER, *lines)) == [Add, Doubtful]
    put_in(Kind.MEMBER, *lines)
    assert kinds(plan(Kind.MEMBER, *lines)) == [Unchanged, Doubtful]


def test_a_repeated_row_a_total_and_repeated_headings_are_skipped() -> None:
    planned = plan(
        Kind.MEMBER,
        "姓名,手机,所在地",
        "张三,13800000001,上海",
        "",
        "姓名,手机,所在地",
        "张三,13800000001,上海",
        "（合计）,1,",
        "Total: 1,,",
    )
    assert kinds(planned) == [Add, Skipped, Skipped, Skipped, Skipped]
    assert reasons(planned) == [
        "This line repeats the headings.",
        "This line says the same as line 2.",
        "This line is a total, not a record.",
        "This line is a total, not a record.",
    ]


@pytest.mark.parametrize(
    "row", ["张 三,13800000001,,", "张三,,wx_1,", "张三,,,z@qq.com", "张三,,,"]
)
def test_a_known_member_is_met_again(row: str) -> None:
    save_member(
        None, {"name": "张三", "phone": "13800000001", "wechat_id": "WX_1", "email": "Z@qq.com"}
    )
    planned = plan(Kind.MEMBER, "姓名,手机,微信号,邮箱,所在地", row + ",上海")
    (update,) = planned.rows
    assert isinstance(update, Update)
    assert update.changes["region"] == "上海"


def test_an_empty_cell_empties_nothing_and_a_tag_is_added() -> None:
    member = save_member(None, {"name": "张三", "region": "上海", "tags": ["读书"], "note": "旧"})
    assert put_in(Kind.MEMBER, "姓名,所在地,兴趣,备注", "张三,,徒步,新").updated == 1
    values = load_member(member)
    assert values is not None
    assert (values.region, values.tags, values.note) == ("上海", ("徒步", "读书"), "新")


def test_the_same_identity_under_another_name_is_doubtful() -> None:
    member = save_member(None, {"name": "=1+1", "wechat_id": "wx_1", "phone": "13800000001"})
    planned = plan(Kind.MEMBER, "姓名,微信号,手机", "2,wx_1,13800000001")
    (doubt,) = planned.rows
    assert isinstance(doubt, Doubtful)
    assert [candidate.id for candidate in doubt.candidates] == [member]
    chosen = plan(Kind.MEMBER, "姓名,微信号,手机", "2,wx_1,13800000001", choices={2: member})
    assert chosen.rows == (Update(2, member, {"name": "2"}),)


def test_a_family_may_share_a_phone() -> None:
    save_member(None, {"name": "母亲", "wechat_id": "wx_1", "phone": "13800000001"})
    lines = ("姓名,微信号,手机", "女儿,wx_2,13800000001")
    assert put_in(Kind.MEMBER, *lines).added == 1
    assert kinds(plan(Kind.MEMBER, *lines)) == [Unchanged]


def test_a_name_of_two_members_is_doubtful_unless_it_changes_nothing() -> None:
    save_member(None, {"name": "王霞", "phone": "13800000001"})
    save_member(None, {"name": "王霞", "phone": "13800000002"})
    planned = plan(Kind.MEMBER, "姓名,所在地", "王霞,上海")
    (doubt,) = planned.rows
    assert isinstance(doubt, Doubtful)
    assert len(doubt.candidates) == 2
    assert kinds(plan(Kind.MEMBER, "姓名,所在地", "王霞,")) == [Unchanged]


def test_a_different_birth_date_is_a_different_person() -> None:
    save_member(None, {"name": "王霞", "born": "1980-05-01"})
    assert kinds(plan(Kind.MEMBER, "姓名,生日", "王霞,1991-01-01")) == [Add]
    assert kinds(plan(Kind.MEMBER, "姓名,生日", "王霞,1980")) == [Unchanged]


def test_nobody_in_the_trash_is_met_again() -> None:
    remove_members([save_member(None, {"name": "张三", "phone": "13800000001"})])
    assert kinds(plan(Kind.MEMBER, "姓名,手机", "张三,13800000001")) == [Add]


def test_a_cell_that_cannot_be_read_makes_the_row_doubtful() -> None:
    lines = ("姓名,入群时间,手机", "张三,昨天,13800000001", "李四,2025-01-01,13800000002")
    planned = plan(Kind.MEMBER, *lines)
    assert kinds(planned) == [Doubtful, Add]
    assert reasons(planned) == [
        "“昨天” under “入群时间” is no date we can read. Write it like 2026-10-03."
    ]
    taken = plan(Kind.MEMBER, *lines, choices={2: "new", 3: "skip"})
    assert kinds(taken) == [Add, Skipped]
    assert taken.rows[0].values == {"name": "张三", "phone": "13800000001"}


def test_a_row_without_a_name_or_with_crossed_dates_is_doubtful() -> None:
    planned = plan(
        Kind.MEMBER,
        "姓名,入群时间,退群时间",
        ",2025-01-01,",
        "张三,2025-01-01,2024-01-01",
    )
    assert kinds(planned) == [Doubtful, Doubtful]


def test_an_unknown_introducer_is_asked_about() -> None:
    lines = ("姓名,介绍人", "张三,谁也不是")
    assert kinds(plan(Kind.MEMBER, *lines)) == [Doubtful]
    assert plan(Kind.MEMBER, *lines, choices={2: "new"}).counts.added == 1


def test_first_and_last_names_are_put_together() -> None:
    planned = plan(Kind.MEMBER, "First name,Last name", "Zoë,Müller", "三,张")
    assert [row.values["name"] for row in planned.rows] == ["Zoë Müller", "张三"]


def test_a_list_without_names_is_refused() -> None:
    with pytest.raises(UserError):
        plan(Kind.MEMBER, "手机,邮箱", "1,2")


def test_events_are_met_again_by_title_and_day() -> None:
    lines = (
        "活动名称,形式,开始时间,结束时间,地点,预算,花费,状态",
        "晨跑,线下聚会,2025-06-03 07:00,2025-06-03 08:30,公园,¥100,86.5,",
        "晨跑,线下聚会,2025-06-03 19:00,21:00,公园,,,",
        "直播,线上直播,2027-01-01 19:00,,,,,",
        "点子,志愿服务,,,,,,",
    )
    assert put_in(Kind.EVENT, *lines).added == 4
    assert kinds(plan(Kind.EVENT, *lines)) == [Unchanged] * 4
    first, second, third, fourth = live(Event).order_by(Event.rid)
    assert (first.begins, first.cost) == (datetime(2025, 6, 3, 7, 0), Decimal("86.5"))
    assert second.ends == datetime(2025, 6, 3, 21, 0)
    assert [each.status for each in (first, third, fourth)] == ["done", "planned", "idea"]
    assert (third.mode, fourth.format) == ("online", "志愿服务")
    changed = plan(Kind.EVENT, lines[0], lines[1].replace("公园", "江边"))
    assert changed.rows == (Update(2, first.id, {"place": "江边"}),)


def test_a_day_and_its_times_may_stand_in_columns_of_their_own() -> None:
    put_in(
        Kind.EVENT,
        "活动,日期,开始,结束",
        "甲,2025-06-03,19:00,21:00",
        "乙,2025-06-04,22:00,1:00",
        "丙,2025-06-05 19:00-21:00,,",
        "丁,2025年6月6日,,",
    )
    spans = [(event.begins, event.ends) for event in live(Event).order_by(Event.rid)]
    assert spans == [
        (datetime(2025, 6, 3, 19), datetime(2025, 6, 3, 21)),
        (datetime(2025, 6, 4, 22), datetime(2025, 6, 5, 1)),
        (datetime(2025, 6, 5, 19), datetime(2025, 6, 5, 21)),
        (datetime(2025, 6, 6, 0), None),
    ]


def test_doubtful_events() -> None:
    save_event(None, {"title": "晨跑", "begins": datetime(2025, 6, 3, 7)})
    save_event(None, {"title": "晨跑", "begins": datetime(2025, 7, 3, 7)})
    planned = plan(
        Kind.EVENT,
        "活动名称,开始时间,结束时间,地点",
        ",2025-06-03 07:00,,",
        "反了,2025-06-03 07:00,2025-06-02 07:00,",
        "没有日子,19:00,,",
        "晨跑,,,江边",
    )
    assert kinds(planned) == [Doubtful] * 4


@pytest.fixture
def people() -> dict[str, bytes]:
    return {
        "张三": save_member(None, {"name": "张三", "group_name": "三爸爸"}),
        "王霞1": save_member(None, {"name": "王霞", "phone": "13800000001"}),
        "王霞2": save_member(None, {"name": "王霞", "phone": "13800000002"}),
        "晨跑": save_event(None, {"title": "晨跑", "begins": datetime(2025, 6, 3, 7)}),
    }


def test_attendance_by_name_alias_and_identity(people: dict[str, bytes]) -> None:
    lines = (
        "活动,日期,姓名,手机,报名,到场,评分,留言",
        "晨跑,2025-06-03,张 三,,是,到,5分,好",
        "晨跑,2025-06-03,王霞,,是,√,,",
        "晨跑,2025-06-03,王霞,13800000002,,请假,,",
        "晨跑,2025-06-03,谁,,,,,",
        "晨跑,2025-06-04,张三,,,,,",
        "夜跑,2025-06-03,张三,,,,,",
    )
    planned = plan(Kind.ATTENDANCE, *lines)
    assert kinds(planned) == [Add, Doubtful, Add, Doubtful, Doubtful, Doubtful]
    assert {each.id for each in planned.doubtful[0].candidates} == {
        people["王霞1"],
        people["王霞2"],
    }
    assert [each.id for each in planned.doubtful[2].candidates] == [people["晨跑"]]
    apply_import(planned)
    rows = {row.member_id: row for row in Attendance.select()}
    first, excused = rows[people["张三"]], rows[people["王霞2"]]
    assert (first.rsvp, first.came, first.rating, first.comment) == ("yes", "yes", 5, "好")
    assert (excused.rsvp, excused.came) == ("no", "no")
    assert kinds(plan(Kind.ATTENDANCE, *lines))[:3] == [Unchanged, Doubtful, Unchanged]


def test_an_empty_cell_is_no_record_and_never_absent(people: dict[str, bytes]) -> None:
    put_in(Kind.ATTENDANCE, "姓名,报名,到场", "三爸爸,是,", event=people["晨跑"])
    row = Attendance.get()
    assert (row.member_id, row.rsvp, row.came) == (people["张三"], "yes", "no_record")


def test_an_excuse_leaves_a_given_rsvp_alone(people: dict[str, bytes]) -> None:
    put_in(Kind.ATTENDANCE, "姓名,报名,到场", "张三,是,请假", event=people["晨跑"])
    row = Attendance.get()
    assert (row.rsvp, row.came) == ("yes", "no")


def test_what_the_user_chooses_for_doubtful_attendance(people: dict[str, bytes]) -> None:
    lines = (
        "活动,日期,姓名,到场",
        "晨跑,2025-06-03,王霞,到",
        "晨跑,2025-06-03,新人,到",
        "夜跑,2025-07-01,新 人,到",
        "晨跑,2025-06-03,甲,到",
        "夜跑,2025-07-01,张三,到",
    )
    choices = {2: people["王霞1"], 3: "new", 4: "new", 5: "skip", 6: people["晨跑"]}
    planned = plan(Kind.ATTENDANCE, *lines, choices=choices)
    assert kinds(planned) == [Add, Add, Add, Skipped, Add]
    assert [each.kind for each in planned.additional] == [Kind.MEMBER, Kind.EVENT]
    apply_import(planned)
    new = live(Member).where(Member.name == "新人").get()
    night = live(Event).where(Event.title == "夜跑").get()
    assert (night.begins, night.status) == (datetime(2025, 7, 1), "done")
    pairs = {(row.event_id, row.member_id) for row in Attendance.select()}
    assert pairs == {
        (people["晨跑"], people["王霞1"]),
        (people["晨跑"], new.id),
        (night.id, new.id),
        (people["晨跑"], people["张三"]),
    }


def test_the_same_person_twice_at_one_event(people: dict[str, bytes]) -> None:
    lines = ("姓名,到场", "张三,到", "三爸爸,到", "张 三,×")
    planned = plan(Kind.ATTENDANCE, *lines, event=people["晨跑"])
    assert kinds(planned) == [Add, Skipped, Doubtful]


def test_attendance_in_the_trash_comes_back(people: dict[str, bytes]) -> None:
    row = save_attendance(people["晨跑"], people["张三"], came="yes")
    Attendance.update(deleted=1).execute()
    planned = plan(Kind.ATTENDANCE, "姓名,到场", "张三,到", event=people["晨跑"])
    assert planned.rows == (Update(2, row, {"deleted": 0}),)
    apply_import(planned)
    assert Attendance.get().deleted == 0


def test_an_attendance_list_must_name_its_event() -> None:
    with pytest.raises(UserError):
        plan(Kind.ATTENDANCE, "姓名,到场", "张三,到")


def test_feedback_with_and_without_a_name(people: dict[str, bytes]) -> None:
    rule = save_rule(None, {"title": "不发广告", "section": "conduct", "text": "x"})
    lines = (
        "日期,姓名,类型,渠道,内容,满意度,状态,答复,答复日期,活动,规则",
        "2025年6月4日,匿名,投诉,微信,太吵,2,已关闭,已说明,2025.06.05,晨跑,不发广告",
        "2025-06-04,,投诉,微信,太吵,3,,,,,",
        "2025-06-04,三爸爸,提问,当面,几点？,,,七点,,,",
        "2025-06-04,王霞,建议,,早一点,,,,,,",
        "2025-06-04,张三,建议,,,,,,,,",
        ",张三,建议,,早一点,,,,,,",
    )
    planned = plan(Kind.FEEDBACK, *lines)
    assert kinds(planned) == [Add, Add, Add, Doubtful, Doubtful, Doubtful]
    apply_import(planned)
    first, second, third = (load_feedback(row.id) for row in live(Feedback).order_by(Feedback.rid))
    assert first is not None and second is not None and third is not None
    assert (first.member, first.kind, first.satisfaction) == (None, "complaint", 2)
    assert (first.event, first.rule, first.answered_on) == (people["晨跑"], rule, date(2025, 6, 5))
    assert (second.member, second.status) == (None, "new")
    assert (third.member, third.status) == (people["张三"], "answered")
    assert kinds(plan(Kind.FEEDBACK, *lines))[:3] == [Unchanged] * 3
    progressed = plan(Kind.FEEDBACK, lines[0], lines[1].replace("2025.06.05", "2025.06.06"))
    assert progressed.rows == (Update(2, first.id, {"answered_on": "2025-06-06"}),)


def test_the_caller_may_map_the_columns() -> None:
    lines = ("甲,乙", "张三,上海")
    planned = plan(Kind.MEMBER, *lines, mapping={0: "name", 1: "region"})
    assert planned.counts.added >= 1
    assert {"name": "张三", "region": "上海"} in [row.values for row in planned.rows]


def test_planning_writes_nothing(people: dict[str, bytes]) -> None:
    before = (Member.select().count(), Attendance.select().count(), load_event(people["晨跑"]))
    plan(Kind.MEMBER, "姓名", "新人")
    plan(Kind.ATTENDANCE, "姓名,到场", "张三,到", event=people["晨跑"])
    assert before == (
        Member.select().count(),
        Attendance.select().count(),
        load_event(people["晨跑"]),
    )


@pytest.mark.parametrize("make", [lambda n: f"人{n},138{n:08d}", lambda n: f"王芳,138{n:08d}"])
def test_many_namesakes_stay_quick(make: Callable[[int], str], tmp_path: Path) -> None:
    planned = plan(Kind.MEMBER, "姓名,手机", *(make(number) for number in range(20_000)))
    assert planned.counts.added == 20_000
