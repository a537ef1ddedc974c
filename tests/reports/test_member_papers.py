"""Labels, call sheet, birthdays: what stands on them, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.members.cadence import save_cadences
from models.members.contact import note_contact
from models.members.member import save_member
from models.month import Month
from models.papers.birthdays import ahead, celebrations_in, in_month
from models.papers.calls import calls_for
from models.papers.label_sheets import SHEETS, USUAL_SHEET
from models.papers.naming import first_name, member_called
from models.papers.roster import roster_of
from models.vocabulary import Audience
from reports.birthdays import write_birthdays
from reports.call_sheet import write_call_sheet
from reports.labels import write_labels
from tests.reports.papers import AWKWARD, Club
from tests.reports.reading import info_of, outline_of, places_of, plain_text_of, text_of


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("李晓明", "晓明"), ("张三", "三"), ("欧阳若兰", "若兰"), ("诸葛亮", "亮"), ("明", "明"),
        ("Anna Berg", "Anna"), ("Berg, Anna Maria", "Anna"), ("Berg,", "Berg"), ("Ann", "Ann"),
    ],
)  # fmt: skip
def test_a_first_name_is_not_the_family_s(name: str, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_every_sheet_of_labels_lies_on_the_page(sheet) -> None:  # type: ignore[no-untyped-def]
    right = sheet.left + (sheet.across - 1) * sheet.step_across + sheet.width
    bottom = sheet.top + (sheet.down - 1) * sheet.step_down + sheet.height
    assert sheet.left >= 0 and sheet.top >= 0
    assert abs(sheet.left - (210 - right)) < 0.2, "as far from the left as from the right"
    assert abs(sheet.top - (297 - bottom)) < 0.6
    assert sheet.step_across >= sheet.width


def test_labels_begin_where_the_sheet_still_has_one(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "labels.pdf"
    roster = roster_of(club.everybody, ("phone", club.field), Audience.FULL)
    made = write_labels(target, roster, USUAL_SHEET, 21, "en")
    assert made.pages == 2
    places = places_of(target)
    assert [(page, word) for page, _x, _y, word in places if word in ("Anna", "Zoe")] == [
        (1, "Anna"), (2, "Zoe"),
    ]  # fmt: skip
    (x, y) = next((x, y) for _page, x, y, word in places if word == "Anna")
    assert 139 < x / 72 * 25.4 < 203 and 244 < y / 72 * 25.4 < 282, "the last label of the page"
    (x, y) = next((x, y) for _page, x, y, word in places if word == "Zoe")
    assert 73 < x / 72 * 25.4 < 137 and 15 < y / 72 * 25.4 < 53, "the second of the next"
    assert "Elm Street 5" in text_of(target) and "Page" not in text_of(target)
    assert outline_of(target) == ["Anna Berg", "欧阳晓明"]


def test_public_labels_bear_first_names_alone(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "labels.pdf"
    roster = roster_of(club.everybody, ("phone", "region", club.field), Audience.PUBLIC)
    write_labels(target, roster, USUAL_SHEET, 1, "en")
    assert plain_text_of(target) == "Anna晓明"


def test_a_label_shrinks_or_refuses_but_never_cuts(club: Club, tmp_path: Path) -> None:
    save_member(club.anna, {"name": "Maximiliane " * 12, "note": AWKWARD})
    target = tmp_path / "labels.pdf"
    write_labels(target, roster_of([club.anna], ("note",), Audience.FULL), USUAL_SHEET, 1, "en")
    assert plain_text_of(target).count("Maximiliane") == 12
    assert "<b>&amp;</b>" in plain_text_of(target)
    save_member(club.anna, {"note": "word " * 500})
    with pytest.raises(UserError, match="does not fit"):
        roster = roster_of([club.anna], ("note",), Audience.FULL)
        write_labels(tmp_path / "other.pdf", roster, USUAL_SHEET, 1, "en")
    with pytest.raises(UserError, match="Nobody"):
        write_labels(target, roster_of([], (), Audience.FULL), USUAL_SHEET, 1, "en")


def test_a_call_sheet_has_boxes_codes_and_what_they_need(club: Club, tmp_path: Path) -> None:
    for member in club.everybody:
        save_member(member, {"tags": ["regular"]})
    save_cadences({"regular": 10})
    note_contact(club.shy, {"day": date(2026, 10, 2), "channel": "WeChat", "needs": AWKWARD})
    lines = calls_for()
    assert {line.name for line in lines} == {"Anna Berg", "欧阳晓明", "Zoe Quist"}
    target = tmp_path / "calls.pdf"
    write_call_sheet(target, lines, "en")
    text, found = text_of(target), plain_text_of(target)
    for line in lines:
        assert line.code in text and line.phone in text
        assert "".join(line.name.split()) in found
    assert "19 days late" in text and "Oct 2, 2026" in text
    assert "<b>&amp;</b>" in found
    assert "never" in text
    write_call_sheet(target, lines, "zh_CN")
    assert "2026年10月2日" in plain_text_of(target)


def test_a_call_sheet_of_chosen_people_leaves_alone_who_rests(club: Club) -> None:
    save_member(club.shy, {"rest_until": date(2026, 12, 1)})
    lines = calls_for([club.shy, club.xiaoming, club.anna])
    assert [line.name for line in lines] == ["欧阳晓明", "Anna Berg"]
    assert all(line.code for line in lines)


def test_birthdays_of_a_month_and_who_has_only_a_year(club: Club, tmp_path: Path) -> None:
    facts = celebrations_in(*in_month(Month(2026, 11)), Audience.COMMITTEE)
    assert [(each.name, each.on, each.years) for each in facts.birthdays] == [
        ("Anna Berg", date(2026, 11, 3), 41)
    ]
    assert [(each.name, each.years) for each in facts.anniversaries] == [("Anna Berg", 6)]
    assert (facts.year_only, facts.unknown) == (1, 0)
    target = tmp_path / "b.pdf"
    write_birthdays(target, facts, Audience.COMMITTEE, "en")
    assert "For: the committee" in text_of(target)
    text = text_of(target)
    assert "41 years old" in text and "Tue, Nov 3" in text
    assert "Of 1 person only the year of birth is known." in text
    assert "1985" not in text
    assert outline_of(target) == ["1. Birthdays", "2. Anniversaries of joining"]
    assert info_of(target)["Title"].endswith("Birthdays and anniversaries")


def test_a_public_list_of_birthdays_tells_no_age(club: Club, tmp_path: Path) -> None:
    facts = celebrations_in(*in_month(Month(2026, 11)), Audience.PUBLIC)
    target = tmp_path / "b.pdf"
    write_birthdays(target, facts, Audience.PUBLIC, "en")
    text = text_of(target)
    assert "Anna" in text and "Nov 3" in text
    for hidden in ("Berg", "41", "1985", "Zoe"):
        assert hidden not in text


def test_the_29th_of_february_is_kept_on_the_28th(club: Club) -> None:
    facts = celebrations_in(date(2027, 2, 1), date(2027, 2, 28), Audience.FULL)
    (zoe,) = facts.birthdays
    assert (zoe.on, zoe.years, zoe.leap) == (date(2027, 2, 28), 27, True)
    (zoe,) = celebrations_in(date(2028, 2, 1), date(2028, 2, 29), Audience.FULL).birthdays
    assert (zoe.on, zoe.leap) == (date(2028, 2, 29), False)


def test_the_coming_days_reach_into_the_next_year(club: Club) -> None:
    save_member(club.anna, {"born": "1990-01-02"})
    save_member(club.xiaoming, {"born": "1990-01-03", "rest_until": date(2027, 5, 1)})
    first, last = ahead(64)
    assert (first, last) == (date(2026, 10, 31), date(2027, 1, 2))
    facts = celebrations_in(first, last, Audience.FULL)
    assert [(each.name, each.on.year, each.years) for each in facts.birthdays] == [
        ("Anna Berg", 2027, 37)
    ]
    assert celebrations_in(*ahead(63), Audience.FULL).birthdays == ()


def test_somebody_is_called_by_name_or_id(club: Club) -> None:
    assert member_called(" Anna Berg ") == club.anna == member_called(club.anna.hex())
    save_member(None, {"name": "Anna Berg"})
    with pytest.raises(UserError, match="Several"):
        member_called("Anna Berg")
    with pytest.raises(UserError, match="No member"):
        member_called("Nobody")
