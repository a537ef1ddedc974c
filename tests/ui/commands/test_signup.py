"""`import --as signup` as a script calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.commands.conftest import Command

CHAIN = """#接龙
周六晨跑报名
例 张三 1人

1. 张三 +1
2. 路人甲 带娃
3.
"""


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    path = tmp_path / "接龙.txt"
    path.write_text(CHAIN, encoding="gb18030")
    return path


@pytest.fixture
def run(command: Command, club: Path, tmp_path: Path) -> str:
    """Put one event into the book; return its title."""
    path = tmp_path / "events.csv"
    path.write_text("活动名称,开始时间\n周六晨跑,2026-11-07 07:00\n", encoding="utf-8")
    assert command("import", club, path, "--as", "events").code == 0
    return "周六晨跑"


def test_a_chain_is_put_on_the_list_once(
    command: Command, club: Path, chain: Path, run: str
) -> None:
    words = ("import", club, chain, "--as", "signup", "--event", run)
    foreseen = command(*words, "--dry-run", "--json").document
    said = command(*words, "--json")
    assert said.code == 0 and said.document == foreseen
    found = said.document
    assert (found["added"], found["updated"], found["unchanged"]) == (2, 0, 0)
    assert (found["visitors"], found["missing"]) == (1, [])
    assert found["skipped"] == [
        {"line": 3, "reason": "An example."},
        {"line": 7, "reason": "A number without a name."},
    ]
    listed = command("list", club, "attendance", "--json").document
    assert listed["total"] == 2
    again = command(*words, "--json").document
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    assert command("undo", club).code == 0
    assert command("list", club, "attendance", "--json").document["total"] == 0


def test_the_event_is_guessed_or_asked_for(
    command: Command, club: Path, chain: Path, run: str
) -> None:
    guessed = command("import", club, chain, "--as", "signup", "--dry-run", "--json").document
    events = command("list", club, "events", "--search", run, "--json").document["records"]
    assert guessed["event"] in [event["id"] for event in events]
    untitled = chain.with_name("untitled.txt")
    untitled.write_text("1. 张三\n2. 路人甲", encoding="utf-8")
    refused = command("import", club, untitled, "--as", "signup")
    assert refused.code == 1
    assert "--event" in refused.err


def test_in_words(command: Command, club: Path, chain: Path, run: str) -> None:
    said = command("import", club, chain, "--as", "signup", "--event", run)
    assert said.out.splitlines() == [
        "2 people signed up · 1 new visitor",
        "Line 3: An example.",
        "Line 7: A number without a name.",
    ]
    shorter = chain.with_name("short.txt")
    shorter.write_text("1. 张三 +1", encoding="utf-8")
    again = command("import", club, shorter, "--as", "signup", "--event", run)
    assert "In the chain no more, and left as they are: 路人甲" in again.out


def test_what_is_no_chain_is_refused(
    command: Command, club: Path, tmp_path: Path, run: str
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("时间：周六\n", encoding="utf-8")
    said = command("import", club, empty, "--as", "signup", "--event", run)
    assert (said.code, said.err) == (1, "empty.txt holds no names that sign up.\n")
    picture = tmp_path / "chain.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert command("import", club, picture, "--as", "signup", "--event", run).code == 1
