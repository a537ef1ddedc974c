from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.base import new_id
from models.book import save_about
from models.errors import Cancelled
from models.events.attendance import Attendance, attendance_id, save_attendance
from models.events.event import Event, save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.member import Member, save_member
from models.month import Month
from models.rules.rule import save_rule
from models.vocabulary import Audience
from reports.monthly import SECTIONS, write_monthly
from tests.reports.reading import fonts_of, info_of, plain_text_of, text_of

OCTOBER = Month(2026, 10)
NAMES = ("李𬎆", "王䶮", "朱㛃")


@pytest.fixture
def club(book: Path) -> Path:
    """A small club: three members in October, one of them gone, one applicant, two events."""
    first, second, third = (
        save_member(None, {"name": name, "joined": date(2026, 7 + number, 2)})
        for number, name in enumerate(NAMES)
    )
    save_member(
        None,
        {
            "name": "赵走",
            "joined": date(2025, 3, 1),
            "left": date(2026, 10, 9),
            "left_reason": "加班太多",
            "status": "left",
        },
    )
    save_member(None, {"name": "钱等", "status": "applicant"})
    run = {"title": "周三夜跑", "status": "done", "begins": datetime(2026, 10, 7, 19, 30)}
    event = save_event(None, {**run, "cost": Decimal("100.50"), "income": Decimal(20)})
    save_attendance(event, first, rsvp="yes", came="yes", rating=5)
    save_attendance(event, second, rsvp="yes", came="no")
    save_attendance(event, third, rsvp="yes")
    save_event(
        None, {"title": "十一月例会🎉", "status": "planned", "begins": datetime(2026, 11, 6, 19)}
    )
    said = {"text": '秘密 <img src="file:///etc/passwd">', "member": first}
    save_feedback(None, {**said, "date": date(2026, 10, 3), "kind": "complaint"})
    save_feedback(
        None,
        {
            "text": "好",
            "date": date(2026, 10, 4),
            "satisfaction": 5,
            "answer": "谢",
            "answered_on": date(2026, 10, 7),
        },
    )
    save_rule(None, {"title": "反光装备", "status": "in_force", "effective": date(2026, 10, 15)})
    return book


def report(tmp_path: Path, language: str = "en", audience: Audience = Audience.FULL) -> Path:
    target = tmp_path / f"{language}-{audience}.pdf"
    write_monthly(target, OCTOBER, language, audience)
    return target


def test_every_figure_of_a_small_club(club: Path, tmp_path: Path) -> None:
    text = " ".join(text_of(report(tmp_path)).split())
    for expected in (
        "On Oct 31 江边慢跑团 had 3 members, 1 fewer than at the end of last month.",
        "There was 1 event with 1 attendance; of those on record 50% came.",
        "The feedback log received 2 entries.",
        "1 entry has waited longer than the promised 7 days for an answer.",
        "0 joined, 1 left",
        "1 application is waiting for a decision.",
        "Wed, Oct 7 19:30 周三夜跑 Gathering 3 1 50% 1 5.0 (1) CN¥100.50",
        "1 entry was answered; median time in days: 3.",
        "1 person said how content they are; below 5 answers no share is shown.",
        "cost CN¥100.50 and brought in CN¥20.",
        "−CN¥80.50",
        "反光装备 Conduct came into force In force Oct 15, 2026",
        "Fri, Nov 6 19:00 十一月例会〓",
    ):
        assert expected in text, expected


def test_the_public_sees_nobody(club: Path, tmp_path: Path) -> None:
    for language in ("en", "zh_CN"):
        found = plain_text_of(report(tmp_path, language, Audience.PUBLIC))
        for secret in (*NAMES, "赵走", "钱等", "加班太多", "秘密"):
            assert secret not in found
        assert "5.0" not in found  # a single rating is no figure for the public


def test_the_committee_sees_names_but_not_who_gave_which_reason(club: Path, tmp_path: Path) -> None:
    lines = text_of(report(tmp_path, "en", Audience.COMMITTEE)).splitlines()
    everything = "\n".join(lines)
    assert all(name in everything for name in (*NAMES, "赵走", "加班太多: 1", "秘密"))
    assert not [line for line in lines if "赵走" in line and "加班太多" in line]


def test_the_full_report_gives_figures_and_reasons(club: Path, tmp_path: Path) -> None:
    lines = text_of(report(tmp_path)).splitlines()
    assert [line for line in lines if "赵走" in line and "加班太多" in line]
    assert [line.split() for line in lines if line.startswith("王䶮")] == [
        ["王䶮", "0.0", "0", "of", "1", "never", "seen", "—"]
    ]


def test_hostile_text_is_harmless_and_missing_characters_are_told(
    club: Path, tmp_path: Path
) -> None:
    written = write_monthly(tmp_path / "a.pdf", OCTOBER, "zh_CN", Audience.FULL)
    assert written.missing_characters == {"🎉"}
    found = plain_text_of(tmp_path / "a.pdf")
    assert '<imgsrc="file:///etc/passwd">' in found
    assert "root:" not in found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("audience", list(Audience))
def test_an_empty_month_is_a_sound_document(
    book: Path, tmp_path: Path, language: str, audience: Audience
) -> None:
    target = report(tmp_path, language, audience)
    assert int(info_of(target)["Pages"]) == 1
    assert all(embedded for _name, embedded in fonts_of(target))
    if language == "en":
        text = " ".join(text_of(target).split())
        for sentence in (
            "Nothing was recorded in the last twelve months.",
            "No event took place in October 2026.",
            "Nobody joined and nobody left.",
            "There are no members yet whose taking part could be told.",
            "No feedback came in, and none is open.",
            "No rule was changed.",
            "No income and no cost were written down.",
            "Nothing is planned for November 2026 yet.",
        ):
            assert sentence in text


def test_a_month_of_one_person(book: Path, tmp_path: Path) -> None:
    save_member(None, {"name": "王䶮", "joined": date(2026, 10, 5)})
    text = " ".join(text_of(report(tmp_path)).split())
    assert "had 1 member, 1 more than at the end of last month." in text
    assert "1 person joined." in text


def test_a_month_of_three_thousand_attendances(book: Path, tmp_path: Path) -> None:
    came = _crowd()
    target = report(tmp_path)
    found = plain_text_of(target)
    assert f"{came:,}attendances" in found
    pages = text_of(target).split("\f")
    total = int(info_of(target)["Pages"])
    assert total > 3
    assert f"Page {total} of {total}" in pages[total - 1]
    for number, section in enumerate(SECTIONS, start=1):
        assert f"{number}. {section.title}".replace(" ", "") in found
    assert "And 140 more." in text_of(target)


def _crowd() -> int:
    """Put 200 members and 15 events with everybody on the list into October."""
    members, came = [new_id() for _number in range(200)], 0
    with action("member.import"):
        for number, member in enumerate(members):
            Member.create(id=member, name=f"成员{number:03}", joined=date(2026, 10, 1))
        Member.create(name="申请人", status="applicant", applied=date(2026, 10, 3))
        for number in range(15):
            begins = datetime(2026, 10, 1, 19) + timedelta(days=2 * number)
            event = Event.create(title=f"夜跑{number}", begins=begins, status="done").id
            for place, member in enumerate(members):
                there = (place + number) % 4 > 0
                came += there
                Attendance.create(
                    id=attendance_id(event, member),
                    event=event,
                    member=member,
                    rsvp="yes",
                    came="yes" if there else "no",
                )
    return came


@pytest.mark.parametrize("audience", list(Audience))
def test_texts_without_measure_make_long_pages_and_nothing_worse(
    book: Path, tmp_path: Path, audience: Audience
) -> None:
    endless = "很长的文字，没有尽头；word" * 400
    save_about({"name": endless[:300]})
    joined, left = date(2026, 9, 1), date(2026, 10, 9)
    save_member(None, {"name": endless, "joined": joined, "source": endless})
    gone = {"joined": joined, "left": left, "left_reason": endless, "status": "left"}
    save_member(None, {"name": endless, **gone})
    for month in (10, 11):
        begins = datetime(2026, month, 7, 19)
        event = {"title": endless, "format": endless, "place": endless, "begins": begins}
        save_event(None, {**event, "status": "planned", "cost": Decimal(10**12)})
    save_feedback(None, {"text": endless, "date": date(2026, 10, 3)})
    save_rule(None, {"title": endless, "status": "in_force", "effective": left})
    written = write_monthly(tmp_path / "a.pdf", OCTOBER, "zh_CN", audience)
    assert 5 < written.pages < 500


def test_the_community_decides_currency_and_promise(club: Path, tmp_path: Path) -> None:
    save_about({"currency": "EUR", "promise_days": 60})
    text = text_of(report(tmp_path))
    assert "€100.50" in text
    assert "has waited longer" not in text


def test_the_same_month_gives_the_same_bytes(club: Path, tmp_path: Path) -> None:
    first = report(tmp_path).read_bytes()
    assert report(tmp_path).read_bytes() == first


def test_a_chinese_report_speaks_chinese(club: Path, tmp_path: Path) -> None:
    target = report(tmp_path, "zh_CN")
    found = plain_text_of(target)
    assert "2026年10月" in found
    assert "一、" in found and "八、" in found
    assert "10月7日周三19:30" in found
    assert b"/Lang (zh-CN)" in target.read_bytes()
    own_words = {"Gathering", "Members", "Events", "Feedback", "joined", "Page"}
    assert not own_words & set(re.findall(r"[A-Za-z]+", text_of(target)))


def test_progress_ends_at_its_total_and_can_stop(club: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    write_monthly(
        tmp_path / "a.pdf", OCTOBER, "en", Audience.FULL, lambda *step: steps.append(step)
    )
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)

    def stop(step: int, _total: int) -> None:
        if step == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_monthly(tmp_path / "b.pdf", OCTOBER, "en", Audience.FULL, stop)
    assert not (tmp_path / "b.pdf").exists()


def test_a_running_month_says_so(club: Path, tmp_path: Path) -> None:
    write_monthly(tmp_path / "a.pdf", Month(2026, 11), "en", Audience.FULL)
    assert "The month is not over" in text_of(tmp_path / "a.pdf")
