from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.ui.commands.conftest import ATTENDANCE, MEMBERS, Command


@pytest.fixture
def attendance(tmp_path: Path) -> Path:
    source = tmp_path / "attendance.csv"
    source.write_text(ATTENDANCE, encoding="utf-8")
    return source


def test_an_import_tells_what_went_in(club: Path, tmp_path: Path, command: Command) -> None:
    source = tmp_path / "more.csv"
    source.write_text(
        MEMBERS.replace("2026-01-02", "2026-01-03") + "赵六,,,2026-13-45\n合计,4,,\n", "utf-8"
    )
    said = command("import", club, source, "--as", "members", "--json")
    assert said.code == 0
    document = said.document
    assert list(document) == ["added", "updated", "unchanged", "skipped"]
    assert document["updated"] + document["unchanged"] == 3
    assert [row["line"] for row in document["skipped"]] == [6, 7]
    assert all(row["reason"] and "{" not in row["reason"] for row in document["skipped"])


def test_the_same_table_twice_adds_nothing(club: Path, tmp_path: Path, command: Command) -> None:
    again = command("import", club, tmp_path / "members.csv", "--as", "members", "--json").document
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 3)


def test_a_dry_run_leaves_every_byte(club: Path, attendance: Path, command: Command) -> None:
    before = club.read_bytes()
    words = ("import", club, attendance, "--as", "attendance", "--event", "春日", "--dry-run")
    foreseen = command(*words, "--json").document
    assert club.read_bytes() == before
    assert "Nothing was written" in command(*words).out
    assert command(*words[:-1], "--json").document == foreseen
    assert club.read_bytes() != before
    assert foreseen["added"] == 2
    assert [row["line"] for row in foreseen["skipped"]] == [4]


def test_an_event_is_named_by_its_id_too(club: Path, attendance: Path, command: Command) -> None:
    event = command("list", club, "events", "--json").document["records"][0]["id"]
    words = ("import", club, attendance, "--as", "attendance", "--event", event)
    assert command(*words, "--json").document["added"] == 2


def test_an_event_must_be_the_only_one_of_its_name(
    club: Path, attendance: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "series.csv"
    source.write_text("标题,日期\n晨跑,2026-10-01\n晨跑,2026-10-08\n", encoding="utf-8")
    command("import", club, source, "--as", "events")
    words = ("import", club, attendance, "--as", "attendance")
    several = command(*words, "--event", "晨跑")
    assert (several.code, several.err[:12]) == (1, "2 events fit")
    assert command(*words, "--event", "夜跑").err.startswith("No event is called “夜跑”.")
    assert command(*words).code == 1
    assert command("list", club, "attendance", "--json").document["total"] == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%\xe2\xe3", b"", b"\x00" * 50])
def test_what_is_no_table_is_refused_in_a_sentence(
    club: Path, tmp_path: Path, command: Command, content: bytes
) -> None:
    source = tmp_path / "table.xlsx"
    source.write_bytes(content)
    before = club.read_bytes()
    refused = command("import", club, source, "--as", "members")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert "Traceback" not in refused.err
    assert club.read_bytes() == before


def test_an_export_has_every_record(club: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "out.csv"
    said = command("export", club, target, "--as", "events", "--json")
    assert said.document == {"file": str(target), "total": 2}
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Title"] for row in rows] == ["读书夜", "春日慢跑"]
    assert rows[1]["Status"] == "Done"
    sheet = tmp_path / "out.xlsx"
    assert command("export", club, sheet, "--as", "members").code == 0
    assert sheet.read_bytes().startswith(b"PK")


def test_an_export_never_replaces_a_community_file(
    club: Path, tmp_path: Path, command: Command
) -> None:
    before = club.read_bytes()
    link = tmp_path / "link.csv"
    link.symlink_to(club)
    for target in (club, link):
        assert command("export", club, target, "--as", "members").code == 1
    assert command("export", club, tmp_path / "out.txt", "--as", "members").code == 1
    assert club.read_bytes() == before


def test_a_list_of_another_kind_is_hinted_at(club: Path, tmp_path: Path, command: Command) -> None:
    source = tmp_path / "came.csv"
    source.write_text(
        "活动,日期,姓名,报名,到场\n春日慢跑,2026-10-03,张三,是,是\n", encoding="utf-8"
    )
    hint = "This looks like an attendance list."
    assert command("import", club, source, "--as", "events", "--dry-run").out.startswith(hint)
    assert hint not in command("import", club, source, "--as", "attendance").out


def test_a_mode_says_what_becomes_of_records_that_are_there(
    club: Path, tmp_path: Path, command: Command
) -> None:
    source = tmp_path / "list.csv"
    name = command("list", club, "members", "--json").document["records"][0]["name"]
    source.write_text(f"姓名,备注\n{name},全新的备注\n新来的人,\n", encoding="utf-8")
    for mode, expected in (("add", (1, 0, 1)), ("fill", (1, 1, 0)), ("update", (1, 1, 0))):
        said = command(
            "import", club, source, "--as", "members", "--mode", mode, "--dry-run", "--json"
        ).document
        assert (said["added"], said["updated"], said["unchanged"]) == expected, mode
    told = command("import", club, source, "--as", "members", "--mode", "add", "--dry-run")
    assert f"Line 2: {name}, Note: empty stays (not 全新的备注)" in told.out
    assert command("import", club, source, "--as", "members", "--mode", "all").code == 2


def test_an_address_book_goes_out_and_comes_in(
    club: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "out.vcf"
    said = command("export", club, target, "--as", "members", "--json").document
    assert target.read_text("utf-8").count("BEGIN:VCARD") == said["total"] > 0
    back = command("import", club, target, "--as", "members", "--json").document
    assert back["added"] == 0
    assert command("export", club, tmp_path / "e.vcf", "--as", "events").code == 1
