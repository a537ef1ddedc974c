"""`check`, `backup` and `salvage` as a person and as a script give them."""

from __future__ import annotations

from pathlib import Path

from models.base import database
from tests.ui.commands.conftest import Command


def test_a_whole_file_is_told_to_be_whole(club: Path, command: Command) -> None:
    said = command("check", club)
    assert (said.code, said.out, said.err) == (0, "“club.guildbook” is whole.\n", "")
    assert command("check", club, "--json").document == {"whole": True, "findings": []}
    assert database.is_closed()


def test_a_damaged_file_is_told_in_words_and_refused(club: Path, command: Command) -> None:
    club.write_bytes(club.read_bytes()[: club.stat().st_size * 3 // 4])
    before = club.read_bytes()
    said = command("check", club)
    assert said.code == 1
    assert "Damaged places" in said.out
    assert said.err.count("\n") == 1 and "salvage" in said.err
    document = command("check", club, "--json").document
    assert document["whole"] is False
    assert {finding["code"] for finding in document["findings"]} >= {"pages", "seal"}
    assert club.read_bytes() == before
    opened = command("list", club, "members")
    assert opened.code == 1 and "“club.guildbook” is damaged" in opened.err


def test_a_file_another_program_changed_is_whole_but_not_sealed(
    club: Path, command: Command
) -> None:
    club.write_bytes(club.read_bytes()[:-64])
    said = command("check", club)
    assert said.code == 0
    assert "was not closed by Guildbook" in said.out and said.out.endswith("is whole.\n")


def test_a_backup_is_a_whole_copy_and_writes_nothing_over(
    club: Path, command: Command, tmp_path: Path
) -> None:
    target = tmp_path / "copy.guildbook"
    said = command("backup", club, target, "--json")
    assert said.document == {"file": str(target), "bytes": target.stat().st_size}
    assert command("check", target).code == 0
    assert command("list", target, "members", "--json").document["total"] == 3
    again = command("backup", club, target)
    assert again.code == 1 and "already there" in again.err
    assert command("backup", club, club).code == 1
    assert command("check", club).code == 0


def test_what_can_be_read_is_saved_into_a_new_file(
    club: Path, command: Command, tmp_path: Path
) -> None:
    damaged, target = tmp_path / "damaged.guildbook", tmp_path / "new.guildbook"
    damaged.write_bytes(club.read_bytes()[: -4096 * 2])
    said = command("salvage", damaged, target, "--json")
    assert said.code == 0
    assert (
        said.document["records"]["member"]["saved"] + said.document["records"]["member"]["lost"]
        == 3
    )
    assert command("check", target).code == 0
    again = command("salvage", damaged, target)
    assert again.code == 1 and "already there" in again.err
    target.unlink()
    assert "saved" in command("salvage", damaged, target).out


def test_an_encrypted_file_is_asked_for_its_passphrase(command: Command, tmp_path: Path) -> None:
    file, secret, wrong = (tmp_path / name for name in ("a.guildbook", "secret", "wrong"))
    secret.write_text("口令\n")
    wrong.write_text("no\n")
    assert command("new", file, "--name", "a", "--passphrase-file", secret).code == 0
    target = tmp_path / "b.guildbook"
    for words in (["check", file], ["backup", file, target], ["salvage", file, target]):
        assert "--passphrase-file" in command(*words).err
        assert "does not open" in command(*words, "--passphrase-file", wrong).err
        said = command(*words, "--passphrase-file", secret)
        assert (said.code, said.err) == (0, "")
        target.unlink(missing_ok=True)


def test_what_is_no_file_of_ours_is_refused(command: Command, tmp_path: Path) -> None:
    other = tmp_path / "notes.guildbook"
    other.write_text("notes " * 2000)
    assert "no Guildbook file" in command("check", other).err
    assert command("check", tmp_path / "missing.guildbook").code == 1
    assert command("salvage", other, tmp_path / "b.guildbook").code == 1
    assert not (tmp_path / "b.guildbook").exists()
