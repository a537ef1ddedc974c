"""`merge`: two files become one, or only the word of it."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.events.attendance import save_attendance
from models.events.listing import find_events
from models.feedback.feedback import save_feedback
from models.journal.transactions import Author
from models.members.joining import join_members
from models.members.listing import find_members
from models.members.member import remove_members, save_member
from models.storage.rekeying import set_passphrase
from tests.conftest import FixedClock
from tests.ui.commands.conftest import Command


def member(name: str) -> bytes:
    return next(line.id for line in find_members().lines(0, 99) if line.name == name)


def on_a_laptop(path: Path, number: int, edit: Callable[[], object], clock: FixedClock) -> None:
    clock.set(clock.time.replace(hour=9 + number))
    open_book(path, author=Author(f"laptop-{number}", f"Organizer {number}"))
    edit()
    close_book()


def first_edit() -> None:
    save_member(member("张三"), {"phone": "1", "note": "会拉大提琴"})
    save_attendance(find_events().lines(0, 1)[0].id, member("张三"), came="yes")


def second_edit() -> None:
    save_member(member("张三"), {"phone": "2", "region": "静安"})
    remove_members([member("单思远")])
    save_member(None, {"name": "钱七"})


def third_edit() -> None:
    save_member(member("单思远"), {"note": "周末才有空"})
    save_feedback(None, {"text": "场地太小", "kind": "complaint"})


@pytest.fixture
def copies(club: Path, clock: FixedClock) -> list[Path]:
    """Three copies, each edited on its own laptop."""
    found = [club.with_name(f"copy-{number}.guildbook") for number in (1, 2, 3)]
    edits = (first_edit, second_edit, third_edit)
    for number, (path, edit) in enumerate(zip(found, edits, strict=True), 1):
        shutil.copyfile(club, path)
        on_a_laptop(path, number, edit, clock)
    return found


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    copies: list[Path], command: Command
) -> None:
    first, second, _third = copies
    before = first.read_bytes(), second.read_bytes()
    said = command("merge", first, second, "--dry-run")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        "Nothing was written. It would be:",
        "Both have gone on by themselves. What is new there comes in, and what is new here stays."
        " Nothing is lost.",
    ]
    assert "1 new member · 1 member changed · 1 of them on both sides" in said.out
    assert "Member: Region (1) · Phone (1)" in said.out.replace("\xa0", " ")
    assert "They go to the trash here too: 单思远" in said.out
    assert "Phone of “张三”: “2” stands, “1” is kept as a conflict." in said.out
    assert (first.read_bytes(), second.read_bytes()) == before


def test_the_document_holds_what_was_found_in_both_cases(
    copies: list[Path], command: Command
) -> None:
    first, second, _third = copies
    foreseen = command("merge", first, second, "--dry-run", "--json").document
    done = command("merge", first, second, "--json").document
    assert foreseen == done
    assert (done["relation"], done["identical"]) == ("both", False)
    assert done["tallies"][0] == {
        "kind": "member", "added": 1, "changed": 1, "both": 1, "removed": 1,
    }  # fmt: skip
    assert [each["title"] for each in done["removed"]] == ["单思远"]
    (conflict,) = done["conflicts"]
    assert (conflict["sort"], conflict["title"], conflict["column"]) == ("value", "张三", "phone")
    assert (conflict["winner"]["value"], conflict["loser"]["value"]) == ("2", "1")
    assert (conflict["winner"]["who"], conflict["winner"]["device"]) == ("Organizer 2", "laptop-2")
    assert len(bytes.fromhex(conflict["record"])) == 16


def test_every_order_gives_the_same_and_then_nothing_is_new(
    copies: list[Path], command: Command, tmp_path: Path
) -> None:
    sources = [path.read_bytes() for path in copies]
    found = []
    for order in itertools.permutations(range(3)):
        for path, source in zip(copies, sources, strict=True):
            path.write_bytes(source)
        first, *others = (copies[place] for place in order)
        for other in others:
            assert command("merge", first, other).code == 0
        kinds = ("members", "events", "attendance", "feedback")
        listed = [command("list", first, kind, "--json").document["records"] for kind in kinds]
        found.append([sorted(records, key=lambda record: record["id"]) for records in listed])
        again = command("merge", first, others[0], "--json").document
        assert again["relation"] == "older"
        if len(found) > 1:
            same = command("merge", first, tmp_path / "first.guildbook", "--dry-run")
            assert "The two files are identical." in same.out
        else:
            shutil.copyfile(first, tmp_path / "first.guildbook")
    assert all(each == found[0] for each in found)


def test_identical_files_are_told_from_older_ones(club: Path, command: Command) -> None:
    copy = club.with_name("copy.guildbook")
    shutil.copyfile(club, copy)
    document = command("merge", club, copy, "--dry-run", "--json").document
    assert (document["relation"], document["identical"]) == ("same", True)
    assert "The two files are identical." in command("merge", club, copy).out


def test_what_cannot_be_merged_is_refused_in_a_sentence(
    club: Path, command: Command, tmp_path: Path
) -> None:
    other = tmp_path / "other.guildbook"
    assert command("new", other, "--name", "Other").code == 0
    strange = tmp_path / "strange.guildbook"
    strange.write_bytes(b"%PDF-1.7")
    before = club.read_bytes()
    for path, words in (
        (other, "belongs to another community"),
        (strange, "is no Guildbook file"),
        (tmp_path / "gone.guildbook", "There is no file “gone.guildbook”"),
        (club, "is the file that is open"),
    ):
        said = command("merge", club, path)
        assert (said.code, said.out) == (1, "")
        assert words in said.err
        assert len(said.err.splitlines()) == 1
    assert club.read_bytes() == before
    assert command("merge", club).code == 2


def test_another_passphrase_is_read_from_a_file(
    copies: list[Path], command: Command, tmp_path: Path
) -> None:
    first, second, _third = copies
    set_passphrase(second, "", "river stone")
    said = command("merge", first, second)
    assert said.code == 1
    assert "--other-passphrase-file" in said.err
    key = tmp_path / "key.txt"
    key.write_text("wrong\n", encoding="utf-8")
    assert command("merge", first, second, "--other-passphrase-file", key).code == 1
    key.write_text("river stone\n", encoding="utf-8")
    assert command("merge", first, second, "--other-passphrase-file", key).code == 0
    assert command("list", first, "members", "--search", "钱七", "--json").document["total"] == 1


def test_a_merge_is_one_step_of_undo(copies: list[Path], command: Command) -> None:
    first, second, _third = copies
    before = command("list", first, "members", "--json").document
    assert command("merge", first, second).code == 0
    assert command("undo", first).code == 0
    after = command("list", first, "members", "--json").document
    assert after == before


def test_what_came_for_a_joined_entry_follows_it(
    club: Path, command: Command, clock: FixedClock
) -> None:
    other = club.with_name("copy.guildbook")
    shutil.copyfile(club, other)
    on_a_laptop(club, 1, lambda: join_members(member("张三"), member("单思远")), clock)
    on_a_laptop(other, 2, lambda: save_member(member("单思远"), {"tags": ["后来加的"]}), clock)
    assert command("merge", club, other, "--json").code == 0
    (zhang,) = command("list", club, "members", "--search", "张三", "--json").document["records"]
    assert "后来加的" in zhang["tags"]
    assert command("undo", club).code == 0
    (zhang,) = command("list", club, "members", "--search", "张三", "--json").document["records"]
    assert "后来加的" not in zhang["tags"], "one undo takes back the merge with what followed"
