"""The evaluation of an event on one page, and the section of the monthly summary."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import UserError
from models.events.attendance import save_attendance
from models.events.evaluation import Said, add_slips
from models.events.event import save_event
from models.members.consent import Agreement, save_consents
from models.members.contributions import Part, add_parts
from models.members.member import save_member
from models.month import Month
from models.papers.event_order import EventOrder, EventPaper
from models.vocabulary import Audience, InteractionSort, Purpose
from reports.event_papers import write_event_paper
from reports.monthly import write_monthly
from reports.sheet import Written
from tests.reports.reading import info_of, plain_text_of, text_of

NAMES = ("林知夏", "陈默", "周明", "王芳", "李雷", "韩梅")


@pytest.fixture
def event(book: Path) -> bytes:
    earlier = held("读书夜一", 12, format="夜读", cost=Decimal(60))
    made = held("读书夜二", 24, format="夜读", cost=Decimal(90), went_well="分组好",
                to_change="早点开始")  # fmt: skip
    members = [save_member(None, {"name": name, "joined": date(2026, 1, 1)}) for name in NAMES]
    for number, member in enumerate(members):
        save_attendance(
            made, member, rsvp="yes", came="yes" if number else "no", guests=number % 2,
            rating=5 - number % 2 if number else None, comment="茶太凉" if number == 5 else "",
        )  # fmt: skip
    save_attendance(earlier, members[1], rsvp="yes", came="yes")
    add_slips(made, [Said(2, "灯太暗")])
    parts = [Part(members[0], "", InteractionSort.HOSTED)]
    add_parts(made, [*parts, Part(members[1], "", InteractionSort.VOLUNTEERED, 90)])
    save_consents(members[1], [Agreement(Purpose.NAME, date(2026, 2, 1))])
    return made


def held(title: str, day: int, **values: object) -> bytes:
    begins = datetime(2026, 10, day, 19)
    return save_event(None, {"title": title, "begins": begins, "status": "done", **values})


def write(target: Path, event: bytes, audience: Audience, language: str = "en") -> Written:
    order = EventOrder(EventPaper.EVALUATION, language, audience)
    return write_event_paper(target, order, event)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("audience", list(Audience))
def test_it_is_one_page_and_says_who_it_may_say(
    event: bytes, tmp_path: Path, audience: Audience, language: str
) -> None:
    written = write(tmp_path / "e.pdf", event, audience, language)
    text = plain_text_of(tmp_path / "e.pdf")
    assert written.pages == 1 and not written.missing_characters
    is_public = audience is Audience.PUBLIC
    for said in ("茶太凉", "灯太暗", "分组好", "早点开始", "林知夏"):
        assert (said in text) is not is_public
    assert ("韩梅" in text) is (audience is Audience.FULL)
    assert "默" in text and ("陈默" in text) is not is_public


def test_its_figures_are_those_of_a_plain_count(event: bytes, tmp_path: Path) -> None:
    write(tmp_path / "e.pdf", event, Audience.FULL)
    text = " ".join(text_of(tmp_path / "e.pdf").split())
    assert "5 of 6" in text and "83%" in text  # came of those who said yes
    assert "and 3 they brought" in text
    assert "¥11.25" in text  # 90 by 8 heads
    assert "from 6 answers" in text and "4.0" in text  # 4+5+4+5+4 and the slip's 2, by six
    assert "1.5" in text  # hours
    assert "too early to say" in text


def test_of_many_comments_the_rest_is_counted(event: bytes, tmp_path: Path) -> None:
    add_slips(event, [Said(None, f"意见 {number} " + "很长 " * 30) for number in range(60)])
    written = write(tmp_path / "e.pdf", event, Audience.FULL)
    assert written.pages == 1
    shown = text_of(tmp_path / "e.pdf").count("很长 很长 很长 很长 很长")
    text = " ".join(text_of(tmp_path / "e.pdf").split())
    assert "more." in text and shown


def test_few_marks_are_not_for_the_public(book: Path, tmp_path: Path) -> None:
    made = held("夜跑", 3)
    add_slips(made, [Said(5), Said(4)])
    write(tmp_path / "p.pdf", made, Audience.PUBLIC)
    assert "4.5" not in text_of(tmp_path / "p.pdf")
    write(tmp_path / "c.pdf", made, Audience.COMMITTEE)
    assert "4.5" in text_of(tmp_path / "c.pdf")


def test_before_it_took_place_there_is_nothing_to_print(book: Path, tmp_path: Path) -> None:
    later = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 9, 19)})
    with pytest.raises(UserError):
        write(tmp_path / "e.pdf", later, Audience.FULL)
    assert not (tmp_path / "e.pdf").exists()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_summary_compares_formats_for_those_who_decide(
    event: bytes, tmp_path: Path, language: str
) -> None:
    found = {}
    for audience in Audience:
        target = tmp_path / f"{audience}.pdf"
        write_monthly(target, Month(2026, 10), language, audience)
        found[audience] = plain_text_of(target)
    # Both Saturday and Monday at seven: said yes 7, came 6.
    for audience in (Audience.COMMITTEE, Audience.FULL):
        assert "19:00" in found[audience] and "86%" in found[audience]
    assert "86%(" not in found[Audience.PUBLIC] and "86%（" not in found[Audience.PUBLIC]
    assert info_of(tmp_path / "full.pdf")["Pages"]


def test_a_month_without_events_still_compares_those_of_the_year(
    event: bytes, tmp_path: Path
) -> None:
    write_monthly(tmp_path / "m.pdf", Month(2026, 11), "en", Audience.COMMITTEE)
    text = plain_text_of(tmp_path / "m.pdf")
    assert "Theformatsoftwelvemonths" in text and "19:00" in text and "Onlyhere" not in text
