from __future__ import annotations

from pathlib import Path

from tests.ui.commands.conftest import Command


def test_a_new_file_is_empty_and_called_as_told(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "club.guildbook"
    made = command("new", file, "--name", "江边慢跑团", "--json")
    assert made.code == 0
    assert made.document == {"file": str(file), "name": "江边慢跑团"}
    assert command("list", file, "members", "--json").document["total"] == 0


def test_a_sample_may_have_a_name_of_its_own(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "sample.guildbook"
    made = command("new", file, "--sample", "--language", "en", "--name", "Ours", "--json")
    assert made.document["name"] == "Ours"
    assert command("list", file, "members", "--json").document["total"] == 123


def test_nothing_is_written_over(club: Path, command: Command) -> None:
    before = club.read_bytes()
    for more in ([], ["--sample"]):
        refused = command("new", club, "--name", "Another", *more)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == "“club.guildbook” is already there. Choose another name.\n"
    assert club.read_bytes() == before


def test_a_name_is_one_line(tmp_path: Path, command: Command) -> None:
    made = command("new", tmp_path / "club.guildbook", "--name", " A\nB \x1b[1m\u2028C ", "--json")
    assert made.document["name"] == "A B [1m C"
    refused = command("new", tmp_path / "other.guildbook", "--name", "\n\t\x00"[:2])
    assert (refused.code, refused.err) == (1, "A name is needed.\n")


def test_a_name_of_blanks_is_refused(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "club.guildbook"
    refused = command("new", file, "--name", "  ")
    assert (refused.code, refused.err) == (1, "A name is needed.\n")
    assert not file.exists()


def test_new_asks_for_a_name_or_the_sample(tmp_path: Path, command: Command) -> None:
    refused = command("new", tmp_path / "club.guildbook")
    assert refused.code == 2
    assert "--name" in refused.err


def test_a_passphrase_opens_the_file_it_made(tmp_path: Path, command: Command) -> None:
    file, kept = tmp_path / "club.guildbook", tmp_path / "passphrase"
    kept.write_text("十月 secret\r\n", encoding="utf-8-sig")
    assert command("new", file, "--name", "Club", "--passphrase-file", kept).code == 0
    assert not file.read_bytes().startswith(b"SQLite")
    listed = command("list", file, "members", "--passphrase-file", kept, "--json")
    assert listed.document["total"] == 0

    without = command("list", file, "members")
    assert without.code == 1
    assert "--passphrase-file" in without.err
    kept.write_text("another", encoding="utf-8")
    wrong = command("list", file, "members", "--passphrase-file", kept)
    assert (wrong.code, wrong.out) == (1, "")
    assert "passphrase" in wrong.err
    assert "another" not in wrong.err


def test_a_missing_or_empty_passphrase_is_refused(tmp_path: Path, command: Command) -> None:
    file, kept = tmp_path / "club.guildbook", tmp_path / "passphrase"
    assert command("new", file, "--name", "Club", "--passphrase-file", kept).code == 1
    kept.write_text("\n", encoding="utf-8")
    assert command("new", file, "--name", "Club", "--passphrase-file", kept).code == 1
    assert not file.exists()
