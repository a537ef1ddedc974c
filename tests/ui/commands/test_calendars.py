"""Calendars in and out without a window."""

from __future__ import annotations

from pathlib import Path

import vobject

from tests.models.exchange.calendars.test_importing import FILES
from tests.ui.commands.conftest import Command

GOOGLE = FILES / "google.ics"


def test_a_calendar_comes_in_and_again(club: Path, command: Command) -> None:
    words = ("import", club, GOOGLE, "--as", "events")
    before = club.read_bytes()
    foreseen = command(*words, "--dry-run")
    assert foreseen.code == 0 and club.read_bytes() == before
    assert "8 added, 0 changed" in foreseen.out and "周日晨跑" in foreseen.out
    done = command(*words, "--json").document
    assert (done["added"], done["updated"], done["skipped"]) == (8, 0, [])
    assert command(*words, "--json").document["unchanged"] == 8
    assert len(command("list", club, "events", "--json").document["records"]) == 10
    assert "import of 8 events" in command("history", club).out.lower()


def test_what_stays_outside_is_told_by_its_line(club: Path, command: Command) -> None:
    said = command("import", club, FILES / "outlook.ics", "--as", "events", "--json").document
    (left,) = said["skipped"]
    assert left["line"] == 58 and "cancelled there" in left["reason"]


def test_a_season_goes_out(club: Path, tmp_path: Path, command: Command) -> None:
    command("import", club, GOOGLE, "--as", "events")
    ideas = tmp_path / "ideas.csv"
    ideas.write_text("标题,状态\n野餐,想法\n", "utf-8")
    assert command("import", club, ideas, "--as", "events", "--json").document["added"] == 1
    target = tmp_path / "season.ics"
    assert command("export", club, target, "--as", "events", "--json").document["total"] == 10
    calendar = vobject.readOne(target.read_text("utf-8"))
    assert {each.summary.value for each in calendar.vevent_list} == {
        "春日慢跑", "读书夜", "周六晨跑", "周日晨跑", "年会", "线上读书会",
    }  # fmt: skip
    again = command("import", club, target, "--as", "events", "--json").document
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 10)


def test_members_make_no_calendar(club: Path, tmp_path: Path, command: Command) -> None:
    said = command("export", club, tmp_path / "x.ics", "--as", "members")
    assert said.code == 1 and ".csv" in said.err


def test_what_is_no_calendar_is_refused(club: Path, tmp_path: Path, command: Command) -> None:
    source = tmp_path / "x.ics"
    source.write_text("hello", "utf-8")
    before = club.read_bytes()
    said = command("import", club, source, "--as", "events")
    assert said.code == 1 and "is no calendar" in said.err and club.read_bytes() == before
    missing = command("import", club, tmp_path / "none.ics", "--as", "events")
    assert missing.code == 1 and "cannot be opened" in missing.err
