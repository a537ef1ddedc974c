"""Lists: pills, orders, the unknown last, windows, positions; found by what one would type."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from models import book as books
from models import search
from models.base import database
from models.events import listing as events
from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.feedback import listing as feedback
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.listing import COLUMNS, find_members, pill_counts
from models.members.member import remove_members, save_member
from models.rules import listing as rules
from models.rules.rule import save_rule
from models.vocabulary import Kind, MemberStatus
from tests.conftest import FixedClock


def add(name: str, **values: object) -> bytes:
    return save_member(None, {"name": name, **values})


def names(text: str = "", **options: object) -> list[str]:
    found = find_members(text, **options)  # type: ignore[arg-type]
    return [line.name for line in found.lines(0, found.total)]


def counted(**counts: int) -> dict[str, int]:
    """What the pills of the members say; of those not named, nothing."""
    return {**dict.fromkeys(("all", *map(str, MemberStatus)), 0), **counts}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (
            "张三",
            ["张", "三", "张三", "z", "zs", "zhangs", "zhangsan", "san", "ZHANG", "ｚｈａｎｇ"],
        ),
        ("单雄信", ["shan", "dan", "shanxiongxin", "sxx", "dxx", "xiong", "雄信"]),
        ("曾仇", ["zeng", "ceng", "zq", "qiu", "chou"]),
        ("仇小红", ["qiu", "qxh"]),
        ("欧阳修", ["ouyang", "oyx", "欧阳", "阳修"]),
        ("李𬎆", ["李𬎆", "𬎆", "li"]),
        ("王䶮", ["䶮", "wang", "wangyan", "wy"]),
        ("单小明", ["shanxm", "shanxiaom", "danxm"]),
        ("张三丰", ["zhangsf", "zhangsanf", "zsf", "三丰"]),
        ("欧 阳 娜", ["欧阳娜", "ouyn", "ouyangn"]),
        ("Zoe Müller", ["zoe", "mull", "Müller", "zm", "zoe m", "müller zoe"]),
    ],
)
def test_a_name_is_found_as_it_is_typed(book: Path, name: str, typed: list[str]) -> None:
    add(name)
    add("完全不同")
    for text in typed:
        assert names(text) == [name], text
    assert names("完全不") == ["完全不同"]


def test_everything_known_of_a_member_is_found(book: Path) -> None:
    friend = add("介绍人")
    add(
        "张三",
        wechat_name="山高水长",
        wechat_id="wx_9981",
        group_name="跑步-老张",
        phone="+86 138-0013-8000",
        email="lin.wu@example.org",
        region="上海徐汇",
        role="志愿者",
        source="朋友圈",
        note="周三不来",
        born="1985-03-01",
        introduced_by=friend,
        tags=["摄影", "越野跑"],
    )
    typed = ["shanggao 山", "shangao", "wx_99", "9981", "老张", "8000", "0138000", "138001380"]
    typed += ["lin.wu@ex", "wu", "徐汇", "志愿", "朋友", "周三", "1985", "介绍人", "摄影", "越野"]
    typed += ["张 摄影", "13800138000", "138 0013", "138-0013-8000", "８０００"]
    typed.remove("shanggao 山")
    for text in typed:
        assert "张三" in names(text), text
    assert names("不来过") == [] == names("摄影 wx_77")


def test_coded_cells_are_found_by_their_words_in_both_languages(book: Path) -> None:
    add("甲", gender="female", status="paused", joined=date(2025, 3, 12), born="1985")
    add("乙", gender="male", status="left", joined=date(2025, 6, 3), left_reason="搬家")
    add("丙", joined=date(2024, 3, 12))
    for text in ("女", "female", "Fem", "暂停", "停", "paused", "2025-03", "2025-03-1", "2025/03"):
        assert names(text) == (["甲"] if text != "停" else []), text
    for text in ("男", "male", "已退出", "退出", "left", "搬家", "2025-06-03", "男 退出"):
        assert names(text) == ["乙"], text
    assert (names("1985"), sorted(names("2025"))) == (["甲"], ["乙", "甲"])
    for text in ("未知", "unknown", "f", "pa", "le", "312", "0312", "\ue001male"[:-1] + "x"):
        assert names(text) == [], text
    assert pill_counts("paused") == counted(all=1, paused=1)
    assert pill_counts("女")["left"] == 0
    assert pill_counts("2025-0") == counted(all=2, paused=1, left=1)


def test_coded_cells_of_events_feedback_and_rules_are_found(book: Path) -> None:
    save_event(
        None, {"title": "e", "format": "livestream", "mode": "hybrid", "status": "cancelled"}
    )
    save_event(None, {"title": "f", "format": "夜跑赛", "mode": "offline", "status": "done"})
    for text in ("直播", "livestream", "线上线下", "hybrid", "已取消", "cancelled", "LIVE"):
        assert [line.title for line in events.find_events(text).lines(0, 9)] == ["e"], text
    assert [line.title for line in events.find_events("夜跑赛 done").lines(0, 9)] == ["f"]
    save_feedback(None, {"text": "甲", "kind": "complaint", "status": "in_progress"})
    save_feedback(None, {"text": "乙", "kind": "praise", "status": "new"})
    for text in ("投诉", "complaint", "in progress", "in_progress", "处理中"):
        assert [line.text for line in feedback.find_feedback(text).lines(0, 9)] == ["甲"], text
    save_rule(None, {"title": "甲", "section": "admission", "status": "in_force"})
    save_rule(None, {"title": "乙", "section": "values"})
    for text in ("admission", "in force", "生效"):
        assert [line.title for line in rules.find_rules(text).lines(0, 9)] == ["甲"], text
    assert rules.pill_counts("in force")["in_force"] == 1


def test_what_is_typed_is_never_syntax(book: Path) -> None:
    add("张三")
    hostile = ['"', "*", "NEAR(", "a OR b", '"张', "张三 NOT x", "^a", "a:b", "-", "()", "'; --"]
    hostile += ["张" * 5000, "a " * 5000, "\ue000active", "\x00", "{a}", "words : z", "AND", "😀"]
    for text in hostile:
        found = find_members(text)
        assert found.total == len(found.lines(0, 10)) == pill_counts(text)["all"], text
        search.complete(Kind.MEMBER, text)
    assert names("张三 OR") == []
    assert names("\ue000left 张") == names("\ue001left 张") == names("left 张") == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.text(max_size=30))
def test_any_text_can_be_typed(book: Path, text: str) -> None:
    add("张三")
    assert find_members(text).total == pill_counts(text)["all"]


def test_a_name_written_is_found_whole(book: Path) -> None:
    for name in (
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
        "O'Brien-Smith",
        "阿卜杜拉·买买提",
        "田中さくら",
    ):
        add(name)
        assert name in names(name)


def test_sums_of_long_lists_order_as_single_ones_do(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = [add(f"m{number}") for number in range(5)]
    gone = add("weg")
    for day in range(1, 5):
        event = save_event(None, {"title": f"e{day}", "begins": datetime(2026, 10, day, 9)})
        for place, member in enumerate([*members[:day], gone]):
            came = ("yes", "no", "no_record")[(place + day) % 3]
            save_attendance(event, member, rsvp="yes", came=came, rating=1 + (place + day) % 5)
    remove_members([gone])
    remove_events([event])

    def orders() -> list[object]:
        ways = (False, True)
        return [
            *(names(order=order, descending=way) for order in COLUMNS for way in ways),
            *(
                [line.title for line in events.find_events("", "all", order, way).lines(0, 9)]
                for order in events.COLUMNS
                for way in ways
            ),
        ]

    one_by_one = orders()
    monkeypatch.setattr("models.listing._MANY", 0)
    assert orders() == one_by_one
    line = next(line for line in events.find_events().lines(0, 9) if line.title == "e2")
    assert (line.rsvp, line.came, line.rating) == (2, 1, 3.5)


def test_a_list_walked_for_many_hits_equals_one_looked_up(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        add(f"{'张王李'[number % 3]}{number}", status="left" if number % 4 else "active")
    looked_up = [
        names("张", pill=pill, order=order) for pill in ("all", "left") for order in COLUMNS
    ]
    monkeypatch.setattr("models.listing._MANY", 0)
    walked = [names("张", pill=pill, order=order) for pill in ("all", "left") for order in COLUMNS]
    assert looked_up == walked


def test_names_stand_by_pinyin_with_the_surnames_reading(book: Path) -> None:
    for name in ("仇英", "单雄信", "张三", "曾国藩", "安安", "Bob", "石头", "沈周", "李安", "连战"):
        add(name)
    expected = ["安安", "Bob", "李安", "连战", "仇英", "单雄信", "沈周", "石头", "曾国藩", "张三"]
    assert names() == expected
    assert names(descending=True) == expected[::-1]


def test_the_unknown_stands_last_either_way(book: Path) -> None:
    event = save_event(None, {"title": "e", "begins": datetime(2026, 10, 1, 9)})
    first = add("a", joined=date(2026, 1, 1), region="上海")
    second = add("b", joined=date(2026, 2, 1), region="北京")
    add("c")
    save_attendance(event, first, came="yes", rating=5)
    save_attendance(event, second, came="no")
    for order in ("joined", "region", "rate"):
        assert names(order=order)[-1] == "c", order
        assert names(order=order, descending=True)[-1] == "c", order
        assert names(order=order)[:2] == names(order=order, descending=True)[1::-1]
    assert names(order="last_seen")[0] == names(order="last_seen", descending=True)[0] == "a"
    assert names(order="came", descending=True)[0] == "a"


def test_a_line_says_what_the_member_took_part_in(book: Path) -> None:
    member = add("a", tags=["y", "x"])
    for day, came in ((1, "yes"), (2, "yes"), (3, "no"), (4, "no_record")):
        event = save_event(None, {"title": "e", "begins": datetime(2026, 10, day, 9)})
        save_attendance(event, member, came=came)
    (line,) = find_members().lines(0, 1)
    assert (line.came, line.last_seen, line.tags) == (2, date(2026, 10, 2), ("x", "y"))
    assert line.rate == pytest.approx(2 / 3)


def test_windows_positions_and_ids_tell_the_same_order(book: Path) -> None:
    with action("member.import"):
        for number in range(250):
            add(f"m{number:03}")
    found = find_members(order="name", descending=True)
    ids = found.ids()
    assert found.total == len(ids) == 250
    assert [line.id for line in found.lines(0, 40)] == ids[:40]
    assert [line.id for line in found.lines(60, 130)] == ids[60:130]
    assert [line.id for line in found.lines(240, 400)] == ids[240:]
    assert found.lines(250, 260) == [] == found.lines(20, 10)
    assert found.position(ids[123]) == 123
    assert found.position(b"unknown") is None
    assert find_members("m001").position(ids[0]) is None


def test_what_vanishes_meanwhile_is_left_out(book: Path) -> None:
    members = [add(name) for name in "abc"]
    found = find_members()
    remove_members(members[:1])
    assert [line.name for line in found.lines(0, 3)][-2:] == ["b", "c"]


def test_pills_of_members(book: Path) -> None:
    for name, status in (("a1", "active"), ("a2", "left"), ("b1", "applicant")):
        add(name, status=status)
    assert pill_counts() == counted(all=3, active=1, applicant=1, left=1)
    assert pill_counts("a") == counted(all=2, active=1, left=1)
    assert names("a", pill="left") == ["a2"]
    assert names(pill="paused") == []


def test_pills_of_events_know_the_hour(book: Path) -> None:
    for title, status, hour in (("早", "planned", 8), ("晚", "announced", 20), ("旧", "done", 7)):
        save_event(None, {"title": title, "status": status, "begins": datetime(2026, 10, 31, hour)})
    save_event(None, {"title": "想法", "status": "idea"})
    expected = {"all": 4, "upcoming": 1, "done": 1, "idea": 1, "cancelled": 0}
    assert events.pill_counts() == expected
    assert events.pill_counts("wan") == {**dict.fromkeys(expected, 0), "all": 1, "upcoming": 1}
    assert [line.title for line in events.find_events(pill="upcoming").lines(0, 9)] == ["晚"]
    assert [line.title for line in events.find_events().lines(0, 9)] == ["晚", "早", "旧", "想法"]


def test_pills_of_feedback_know_the_promise(book: Path) -> None:
    member = add("张三")
    for day, status in ((1, "new"), (30, "in_progress"), (2, "answered"), (3, "closed")):
        values = {"date": date(2026, 10, day), "text": f"意见{day}", "status": status}
        save_feedback(None, {**values, "member": member if day == 1 else None})
    expected = {"all": 4, "open": 2, "overdue": 1, "answered": 1, "closed": 1}
    assert feedback.pill_counts() == feedback.pill_counts("意见") == expected
    (late,) = feedback.find_feedback(pill="overdue").lines(0, 9)
    assert (late.who, late.overdue, late.text) == ("张三", True, "意见1")
    assert feedback.find_feedback("zhangsan").total == 1
    assert feedback.find_feedback(pill="open").total == 2
    books.save_about({"promise_days": 30})
    assert feedback.pill_counts()["overdue"] == 0


def test_pills_and_order_of_rules(book: Path) -> None:
    for title, section, status in (
        ("尊重", "conduct", "in_force"),
        ("诚实", "values", "in_force"),
        ("守时", "conduct", "draft"),
    ):
        save_rule(None, {"title": title, "section": section, "status": status})
    assert rules.pill_counts() == {"all": 3, "in_force": 2, "draft": 1, "retired": 0}
    assert rules.pill_counts("shou")["draft"] == 1
    lines = rules.find_rules().lines(0, 9)
    assert [(line.title, line.number) for line in lines] == [("诚实", 1), ("尊重", 1), ("守时", 2)]


def test_every_column_can_be_sorted_by_both_ways(book: Path) -> None:
    add("a")
    save_event(None, {"title": "e"})
    save_rule(None, {"title": "r"})
    save_feedback(None, {"text": "f"})
    for find, columns in (
        (find_members, COLUMNS),
        (events.find_events, events.COLUMNS),
        (rules.find_rules, rules.COLUMNS),
        (feedback.find_feedback, feedback.COLUMNS),
    ):
        for column in columns:
            for descending in (False, True):
                found = find("", "all", column, descending)
                assert len(found.lines(0, 5)) == found.total == 1


def test_complete_offers_what_fits(book: Path) -> None:
    for name, phone in (("张三", "13800138000"), ("张思", ""), ("李四", "")):
        add(name, phone=phone)
    hits = search.complete(Kind.MEMBER, "zs")
    assert [(hit.title, hit.subtitle) for hit in hits] == [("张三", "13800138000"), ("张思", "")]
    assert len(search.complete(Kind.MEMBER, "z", limit=1)) == 1
    assert search.complete(Kind.MEMBER, "") == []
    save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19)})
    assert [hit.subtitle for hit in search.complete(Kind.EVENT, "yepao")] == ["2026-10-03 19:00"]


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("shan", ["单思远"]),
        ("shansiy", ["单思远"]),
        ("ssy", ["单思远"]),
        ("单", ["单思远"]),
        ("张三", ["张 三", "张三丰"]),
        ("zoe", ["Zoe Müller"]),
        ("zm", ["Zoe Müller"]),
        ("siyuan", ["思远"]),
        ("138", []),
    ],
)
def test_those_called_so_stand_before_those_that_mention_it(
    typed: str, called: list[str], book: Path
) -> None:
    for name in ("阿明", "白露", "陈晨"):
        add(name, region="上海", wechat_name="山 shansiyuan ssy", note="shan zoe zm 单 张三")
    for name in ("单思远", "张三丰", "张 三", "Zoe Müller", "思远"):
        add(name, phone="13800138000")
    hits = search.complete(Kind.MEMBER, typed, limit=4)
    assert [hit.title for hit in hits if hit.called] == called
    assert [hit.title for hit in hits][: len(called)] == called
    assert len({hit.id for hit in hits}) == len(hits) > len(called)


def test_titles_that_begin_so_or_sound_so_come_first(book: Path) -> None:
    for day, title in enumerate(("夜跑", "Yes we run", "晨跑", "yep 夜谈"), 1):
        save_event(
            None,
            {"title": title, "place": "yes, Yepao Park", "begins": datetime(2026, 10, day, 19)},
        )
    found = search.complete(Kind.EVENT, "yep")
    assert [(hit.title, hit.called) for hit in found] == [
        ("yep 夜谈", True), ("夜跑", True), ("晨跑", False), ("Yes we run", False),
    ]  # fmt: skip
    save_feedback(None, {"text": "yepao was fun"})
    assert [hit.called for hit in search.complete(Kind.FEEDBACK, "yepao")] == [False]


def test_the_event_that_is_near_is_offered_first(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 22, 12))
    for week in range(-3, 30):
        save_event(
            None, {"title": "夜跑", "begins": datetime(2026, 11, 24, 19) + timedelta(week * 7)}
        )
    save_event(None, {"title": "夜跑"})
    found = [hit.subtitle for hit in search.complete(Kind.EVENT, "yepao")]
    assert found[:3] == ["2026-11-24 19:00", "2026-11-17 19:00", "2026-12-01 19:00"]
    assert search.complete(Kind.EVENT, "yepao", limit=99)[-1].subtitle == ""


def test_bytes_of_another_program_are_listed(book: Path) -> None:
    with closing(sqlite3.connect(book)) as other:
        other.execute("INSERT INTO member (name, phone) VALUES (x'80ff', 5)")
        other.execute("INSERT INTO member (name, status) VALUES ('x', 'new_kind')")
        other.commit()
    assert find_members().total == 2
    assert find_members("x").total == 1
    assert database.execute_sql("SELECT count(*) FROM _search_member").fetchone() == (2,)
