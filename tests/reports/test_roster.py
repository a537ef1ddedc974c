from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from models.errors import Cancelled, UserError
from models.members.member import save_member
from models.members.profile import save_profile
from models.papers.roster import columns_called, columns_for, groups_for, roster_of, rows_of
from models.vocabulary import Audience
from reports.roster import RosterOptions, write_roster
from reports.sheet import Written
from tests.reports.papers import Club
from tests.reports.reading import info_of, outline_of, plain_text_of, text_of


def written(
    club: Club, target: Path, audience: Audience, language: str = "en", *,
    columns: Sequence[str] = (), grouped: str = "", title: str = "", blank: tuple[str, ...] = (),
) -> Written:  # fmt: skip
    usual = ("name", "phone", "region", "note", club.field)
    roster = roster_of(club.everybody, columns or usual, audience, grouped)
    return write_roster(target, roster, RosterOptions(title, blank), language)


def test_the_organizers_see_every_column(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "roster.pdf"
    made = written(club, target, Audience.FULL, title="Who & what")
    text, found = text_of(target), plain_text_of(target)
    assert made.pages == 1 and made.missing_characters == frozenset()
    for line in ("Anna Berg", "欧阳晓明", "Zoe Quist", "13800000001", "Elm Street 5"):
        assert "".join(line.split()) in found
    for piece in ("=1+1", "<b>&amp;</", "src='/etc/passwd'/>"):
        assert piece in found, "taken literally"
    assert "Address & street" in text and "3 people" in text
    assert info_of(target)["Title"] == "江边慢跑团 Who & what"
    assert "Page 1 of 1" in text


def test_a_committee_sees_names_and_no_way_to_reach_anybody(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "roster.pdf"
    written(club, target, Audience.COMMITTEE)
    found = plain_text_of(target)
    assert "ZoeQuist" in found and "North" in found
    for hidden in ("1380000", "Elm", "=1+1", "example.org"):
        assert hidden not in found


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_public_sees_first_names_of_those_who_agreed(
    club: Club, tmp_path: Path, language: str
) -> None:
    target = tmp_path / "roster.pdf"
    written(club, target, Audience.PUBLIC, language, grouped="region", blank=("Here",))
    found = plain_text_of(target)
    assert "Anna" in found and "晓明" in found
    for hidden in ("Berg", "欧阳", "Zoe", "1380000", "North", "Elm"):
        assert hidden not in found
    if language == "en":
        assert "1 person is not shown." in text_of(target)


def test_the_list_keeps_its_order_and_its_groups(club: Club, tmp_path: Path) -> None:
    roster = roster_of(club.everybody[::-1], ("region",), Audience.FULL, "region")
    assert [row.name for row in rows_of(roster)] == ["Zoe Quist", "Anna Berg", "欧阳晓明"]
    target = tmp_path / "roster.pdf"
    write_roster(target, roster, RosterOptions(), "en")
    assert outline_of(target) == ["North", "South"]
    assert "region" in [column.name for column in groups_for(Audience.FULL)]


def test_many_columns_lie_across_and_nothing_is_cut(club: Club, tmp_path: Path) -> None:
    long = "Maximiliane " * 9
    save_member(club.anna, {"name": long, "note": "word " * 900})
    target = tmp_path / "roster.pdf"
    columns = ("gender", "born", "region", "phone", "email", "joined", "role", "note", "source")
    made = written(club, target, Audience.FULL, columns=columns, blank=("Signature",))
    assert info_of(target)["Page size"].startswith("841.89 x 595.276")
    found = plain_text_of(target)
    assert found.count("Maximiliane") == 9 and found.count("word") == 900
    assert made.pages > 1 and "Signature" in text_of(target)
    assert text_of(target).count("E-mail") == made.pages, "one heading on each page"


def test_more_columns_than_a_page_holds_are_refused(club: Club, tmp_path: Path) -> None:
    columns = [column.name for column in columns_for(Audience.FULL)]
    with pytest.raises(UserError, match="Choose fewer"):
        written(club, tmp_path / "r.pdf", Audience.FULL, columns=columns, blank=("Here", "Paid"))
    assert not (tmp_path / "r.pdf").exists()


def test_figures_are_counted_and_classes_are_told(club: Club) -> None:
    roster = roster_of([club.anna], ("standing", "came", "last_seen", "points"), Audience.FULL)
    (row,) = rows_of(roster)
    assert row.values == {
        "standing": "silent", "came": None, "last_seen": None, "points": None
    }  # fmt: skip


def test_who_belongs_to_whom_is_printed_for_the_organizers_alone(
    club: Club, tmp_path: Path
) -> None:
    save_profile(
        club.shy,
        {"household": "Quist", "is_contact": True, "aliases": ["Zo", "Q, Z"], "cadence": 30,
         "guardians": [(club.anna, "aunt")]},
    )  # fmt: skip
    columns = (
        "aliases", "household", "household_contact", "guardians", "consents", "cadence",
    )  # fmt: skip
    target = tmp_path / "roster.pdf"
    written(club, target, Audience.FULL, columns=columns)
    found = plain_text_of(target)
    for piece in ("Q,Z,Zo", "QuistZoeQuist", "AnnaBerg（aunt）", "byphone", "30"):
        assert piece in found
    written(club, target, Audience.COMMITTEE, columns=columns)
    assert not any(piece in plain_text_of(target) for piece in ("Q,Z", "aunt", "byphone"))


def test_a_column_is_named_by_its_heading_in_any_language(club: Club) -> None:
    called = columns_called(["Phone", "address & street"], Audience.FULL)
    assert called == ("phone", club.field)


def test_a_character_without_a_glyph_is_told(club: Club, tmp_path: Path) -> None:
    save_member(club.anna, {"name": "Anna \U0001f3c3"})
    made = written(club, tmp_path / "r.pdf", Audience.FULL)
    assert made.missing_characters == {"\U0001f3c3"}
    assert "Anna〓" in plain_text_of(tmp_path / "r.pdf")


def test_nobody_is_said_in_a_sentence(club: Club, tmp_path: Path) -> None:
    write_roster(tmp_path / "r.pdf", roster_of([], (), Audience.FULL), RosterOptions(), "en")
    assert "Nobody is on this list." in text_of(tmp_path / "r.pdf")


def test_it_can_be_stopped_between_pages_and_leaves_nothing(club: Club, tmp_path: Path) -> None:
    many = [save_member(None, {"name": f"Member {number}"}) for number in range(120)]

    def stop(step: int, _total: int) -> None:
        if step > 50:
            raise Cancelled

    with pytest.raises(Cancelled):
        roster = roster_of(many, (), Audience.FULL)
        write_roster(tmp_path / "r.pdf", roster, RosterOptions(), "en", stop)
    assert not (tmp_path / "r.pdf").exists()


def test_every_row_of_a_long_list_is_there_once(club: Club, tmp_path: Path) -> None:
    many = [
        save_member(None, {"name": f"M{number:04}x", "joined": date(2020, 1, 1)})
        for number in range(400)
    ]
    write_roster(
        tmp_path / "warm.pdf", roster_of(many[:1], (), Audience.FULL), RosterOptions(), "en"
    )
    target, begun = tmp_path / "r.pdf", time.perf_counter()
    made = write_roster(target, roster_of(many, ("joined",), Audience.FULL), RosterOptions(), "en")
    assert time.perf_counter() - begun < 2
    found = text_of(target)
    assert all(found.count(f"M{number:04}x") == 1 for number in range(400))
    assert made.pages == int(info_of(target)["Pages"]) > 6
