from __future__ import annotations

from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.feedback.feedback import save_feedback
from models.rules.rule import save_rule
from tests.ui.commands.conftest import ATTENDANCE, Command


def test_json_has_every_field_as_stored(club: Path, command: Command) -> None:
    document = command("list", club, "members", "--json").document
    assert list(document) == ["kind", "total", "records"]
    assert (document["kind"], document["total"]) == ("members", 3)
    first = document["records"][1]
    assert first["name"] == "单思远"
    assert first["status"] == "applicant"
    assert first["joined"] == "2026-10-20"
    assert first["left"] is None
    assert first["tags"] == []
    assert len(bytes.fromhex(first["id"])) == 16
    assert not {"rid", "deleted", "pinyin"} & set(first)


def test_money_is_a_number_and_a_moment_is_iso(club: Path, command: Command) -> None:
    later, earlier = command("list", club, "events", "--json").document["records"]
    assert (earlier["cost"], earlier["budget"], earlier["income"]) == (86.5, 100, None)
    assert earlier["begins"] == "2026-10-03 19:00"
    assert (later["status"], later["cost"]) == ("planned", None)


@pytest.mark.parametrize("typed", ["zs", "zhangsan", "张", "0001"])
def test_search_knows_pinyin_and_numbers(club: Path, command: Command, typed: str) -> None:
    found = command("list", club, "members", "--search", typed, "--json").document
    assert [record["name"] for record in found["records"]] == ["张三"]


def test_a_surname_is_searched_as_it_is_read(club: Path, command: Command) -> None:
    found = command("list", club, "members", "--search", "shansiyuan", "--json").document
    assert found["total"] == 1


def test_attendance_is_found_by_member_and_by_event(
    club: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "attendance.csv"
    source.write_text(ATTENDANCE, encoding="utf-8")
    command("import", club, source, "--as", "attendance", "--event", "春日慢跑")
    everything = command("list", club, "attendance", "--json").document
    assert everything["kind"] == "attendance"
    assert {record["came"] for record in everything["records"]} == {"yes", "no"}
    assert everything["records"][0]["event_title"] == "春日慢跑"
    by_member = command("list", club, "attendance", "--search", "zs", "--json").document
    assert [record["member_name"] for record in by_member["records"]] == ["张三"]
    assert by_member["records"][0]["rating"] == 5
    by_event = command("list", club, "attendance", "--search", "crmp", "--json").document
    assert by_event["total"] == 2
    assert command("list", club, "attendance", "--search", "dsy", "--json").document["total"] == 0


def test_what_feedback_is_about_has_its_name_beside(club: Path, command: Command) -> None:
    open_book(club)
    rule = save_rule(None, {"title": "夜里安静"})
    save_feedback(None, {"text": "太吵了", "rule": rule, "satisfaction": 2})
    close_book()
    (record,) = command("list", club, "feedback", "--json").document["records"]
    assert (record["rule"], record["rule_title"]) == (rule.hex(), "夜里安静")
    assert (record["member"], record["member_name"]) == (None, "")
    assert record["date"] == "2026-10-31"
    (listed,) = command("list", club, "rules", "--json").document["records"]
    assert (listed["title"], listed["number"], listed["status"]) == ("夜里安静", 1, "draft")


def test_people_read_words_instead_of_codes(club: Path, command: Command) -> None:
    lines = command("list", club, "members").out.splitlines()
    assert lines[0].split()[:1] == ["Name"]
    assert "Applicant" in next(line for line in lines if "单思远" in line)
    assert lines[-1] == "3 records"
    assert command("list", club, "feedback").out == "0 records\n"


def test_the_table_stands_straight_under_chinese_names(club: Path, command: Command) -> None:
    lines = command("list", club, "members").out.splitlines()
    phones = [line.index("1380") + line.count("", 0, 0) for line in lines if "1380" in line]
    names = {len(line.split()[0]) for line in lines if "1380" in line}
    assert names == {2, 3}
    # Each name of three characters is one character longer and one blank shorter.
    assert len(set(phones)) == 2
    assert max(phones) - min(phones) == 1
