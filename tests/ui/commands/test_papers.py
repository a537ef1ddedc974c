from __future__ import annotations

from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.members.custom_field import define_field
from models.members.points import give_points
from models.papers.naming import member_called
from models.vocabulary import FieldSort
from tests.reports.reading import plain_text_of
from tests.ui.commands.conftest import ATTENDANCE, Command


def test_a_report_is_a_pdf_in_the_language_asked_for(
    club: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "october.pdf"
    words = ("report", club, "--month", "2026-10", "--output", target, "--language", "zh_CN")
    document = command(*words, "--audience", "full", "--json").document
    assert document["file"] == str(target)
    assert document["pages"] >= 1
    assert document["missing_characters"] == []
    assert target.read_bytes().startswith(b"%PDF")


def test_the_rule_book_is_printed(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "rules.pdf"
    told = command("print", club, "rulebook", "--output", target)
    assert (told.code, told.out) == (0, f"1 page is in {target}.\n")


def test_a_paper_never_replaces_a_community_file(club: Path, command: Command) -> None:
    before = club.read_bytes()
    assert command("report", club, "--month", "2026-10", "--output", club).code == 1
    assert command("print", club, "rulebook", "--output", club).code == 1
    assert club.read_bytes() == before


def test_a_month_that_is_none_is_refused(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "x.pdf"
    refused = command("report", club, "--month", "2026-13", "--output", target)
    assert refused.code == 1
    assert refused.err == "“2026-13” is no month. Write it like 2026-10.\n"
    assert not target.exists()


def test_papers_about_members_are_printed(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "out.pdf"
    for words in (
        ("roster", "--columns", "姓名,Phone", "--group", "status", "--blank", "签名"),
        ("labels", "--sheet", "2x7", "--start", "3"),
        ("call-sheet",),
        ("birthdays", "--month", "2026-10"),
        ("birthdays", "--days", "30", "--audience", "public"),
        ("member", "--member", "张三"),
    ):
        told = command("print", club, *words, "--output", target, "--json")
        assert (told.code, told.err) == (0, ""), words
        assert told.document["pages"] == 1
        assert target.read_bytes().startswith(b"%PDF")


def test_a_column_with_a_comma_in_its_title_is_named_in_quotation_marks(
    club: Path, tmp_path: Path, command: Command
) -> None:
    open_book(club)
    define_field(None, "Allergies, if any", FieldSort.TEXT)
    close_book()
    target = tmp_path / "out.pdf"
    named = '姓名, "Allergies, if any"'
    assert command("print", club, "roster", "--columns", named, "--output", target).code == 0
    assert "Allergies,ifany" in plain_text_of(target)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("birthdays", "--days", "0"), "from 1 to 366"),
        (("birthdays", "--days", "99999999"), "from 1 to 366"),
        (("labels", "--start", "0"), "from 1 to 21"),
        (("labels", "--sheet", "2x5", "--start", "11"), "from 1 to 10"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(
    club: Path, tmp_path: Path, command: Command, words: tuple[str, ...], said: str
) -> None:
    target = tmp_path / "x.pdf"
    told = command("print", club, *words, "--output", target)
    assert told.code == 1 and said in told.err and not target.exists()


def test_what_a_paper_cannot_be_made_of_is_said(
    club: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "out.pdf"
    for words, said in (
        (("member",), "This paper is about one person. Choose who.\n"),
        (("call-sheet", "--audience", "public"),
         "This paper is for the organizers alone. Leave --audience out.\n"),
        (("member", "--member", "Nobody"), "No member is called “Nobody”.\n"),
        (("roster", "--columns", "Phone", "--audience", "committee"),
         "The column “Phone” is not for this audience.\n"),
        (("birthdays", "--month", "soon"), "“soon” is no month. Write it like 2026-10.\n"),
        (("roster", "--list", "Runners"), "No list is called “Runners”. The lists are: –\n"),
    ):  # fmt: skip
        refused = command("print", club, *words, "--output", target)
        assert (refused.code, refused.err) == (1, said)
        assert not target.exists()
    refused = command("print", club, "roster", "--columns", "Shoe size", "--output", target)
    assert refused.err.startswith("There is no column “Shoe size”. The columns are: name,")


def test_points_are_listed(club: Path, command: Command) -> None:
    assert command("list", club, "points").out == "0 records\n"
    open_book(club)
    give_points([member_called("张三")], 5, "带来投影仪")
    close_book()
    document = command("list", club, "points", "--json").document
    assert document["total"] == 1
    (line,) = document["records"]
    assert (line["member_name"], line["amount"], line["reason"]) == ("张三", 5, "带来投影仪")
    assert command("list", club, "points", "--search", "zhangsan", "--json").document["total"] == 1
    assert command("list", club, "points", "--search", "李", "--json").document["total"] == 0
    assert "带来投影仪" in command("list", club, "points").out


def test_papers_about_events_are_printed(club: Path, tmp_path: Path, command: Command) -> None:
    source = tmp_path / "attendance.csv"
    source.write_text(ATTENDANCE, encoding="utf-8")
    command("import", club, source, "--as", "attendance", "--event", "春日慢跑")
    target = tmp_path / "out.pdf"
    for words, said, hidden in (
        (("sign-in", "--event", "春日慢跑", "--blank", "5"), "张三", "138"),
        (("sign-in", "--event", "春日", "--audience", "public", "--columns", "WeChat"),
         "WeChat", "张三"),
        (("badges", "--event", "春日慢跑"), "李𬎆", "138"),
        (("badges", "--event", "读书夜", "--blank", "3"), "读书夜", "张三"),
        (("poster", "--event", "读书夜"), "半亩书店", "张三"),
        (("programme", "--from", "2026-10-01", "--to", "2026-10-31"), "春日慢跑", "读书夜"),
        (("programme",), "读书夜", "张三"),
        (("calendar", "--month", "2026-11", "--title", "Winter"), "Winter", "春日慢跑"),
    ):  # fmt: skip
        told = command("print", club, *words, "--output", target, "--json")
        assert (told.code, told.err) == (0, ""), words
        found = plain_text_of(target)
        assert told.document["pages"] == 1 and said in found and hidden not in found, words


def test_what_a_paper_about_an_event_lacks_is_said(
    club: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "out.pdf"
    for words, said in (
        (("poster",), "Say which event it is about: --event with its title or id.\n"),
        (("sign-in", "--event", "Nothing"),
         "No event is called “Nothing”. Look it up with list events.\n"),
        (("sign-in", "--event", "读书夜", "--blank", "Phone"),
         "“Phone” is no number of blank rows. Write one like --blank 20.\n"),
        (("programme", "--from", "soon"), "“soon” is no day. Write it like 2026-10-31.\n"),
        (("programme", "--from", "2026-10-02", "--to", "2026-10-01"),
         "The last day lies before the first.\n"),
    ):  # fmt: skip
        refused = command("print", club, *words, "--output", target)
        assert (refused.code, refused.err) == (1, said)
        assert not target.exists()
