"""`import --as chat` as a script calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.commands.conftest import Command

CHAT = """时间,发送人
2026-10-01 08:00,张三
2026-10-01 09:00,张三
2026-10-02 09:00,路人
2026-10-03 09:00,李𬎆
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "群聊 2026-10.csv"
    path.write_text(CHAT, encoding="gb18030")
    return path


def test_a_chat_is_counted_once_and_the_doubtful_are_listed(
    command: Command, club: Path, export: Path
) -> None:
    words = ("import", club, export, "--as", "chat")
    foreseen = command(*words, "--dry-run", "--json").document
    said = command(*words, "--json")
    found = said.document
    assert said.code == 0 and foreseen == found
    assert (found["added"], found["unchanged"], found["counted"], found["messages"]) == (2, 0, 3, 4)
    assert (found["chat"], found["people"]) == ("群聊", 2)
    assert (found["first"], found["last"]) == ("2026-10-01 08:00", "2026-10-03 09:00")
    (skipped,) = found["skipped"]
    assert skipped["line"] == 4 and skipped["sender"] == "路人" and skipped["messages"] == 1
    assert skipped["reason"] == "“路人” wrote 1 message. Nobody in the book has this name."
    again = command(*words, "--json").document
    assert (again["added"], again["unchanged"]) == (0, 2)
    assert command("undo", club).code == 0
    assert command(*words, "--dry-run", "--json").document["added"] == 2


def test_in_words(command: Command, club: Path, export: Path) -> None:
    said = command("import", club, export, "--as", "chat", "--chat", "微信群")
    assert said.out.splitlines()[:2] == [
        "“微信群”: 3 messages of 2 members count, on 2 new and 0 known days of members.",
        "Line 4: “路人” wrote 1 message. Nobody in the book has this name.",
    ]


def test_who_wrote_nothing_is_named(command: Command, club: Path, tmp_path: Path) -> None:
    path = tmp_path / "群聊.csv"
    path.write_text("时间,发送人\n2026-10-01 08:00,张三\n", encoding="utf-8")
    found = command("import", club, path, "--as", "chat", "--json").document
    assert [member["name"] for member in found["silent"]] == ["李𬎆"]
    assert "Wrote nothing: 李𬎆" in command("import", club, path, "--as", "chat").out


def test_what_is_no_chat_is_refused(command: Command, club: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,手机\n张三,138\n", encoding="utf-8")
    said = command("import", club, path, "--as", "chat")
    assert said.code == 1 and "no chat export we know" in said.err and not said.out
