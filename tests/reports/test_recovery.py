from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import UserError
from reports.recovery import Key, write_recovery
from tests.conftest import FixedClock
from tests.reports.reading import info_of, plain_text_of, text_of

KEY = Key("club.guildbook", "江边慢跑团", protected=True)


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [("en", "Recovery sheet", "Writeitherebyhand"), ("zh_CN", "恢复单", "请手写在这里")],
)
def test_one_page_says_how_to_open_the_file_and_leaves_room_for_the_passphrase(
    language: str, title: str, words: str, clock: FixedClock, tmp_path: Path
) -> None:
    target = tmp_path / "sheet.pdf"
    written = write_recovery(target, KEY, language)
    found = plain_text_of(target)
    assert (written.pages, written.missing_characters) == (1, frozenset())
    assert info_of(target)["Title"] == f"江边慢跑团 {title}"
    assert words in found
    assert "club.guildbook" in found
    assert "2026" in found


def test_the_passphrase_is_printed_literally_where_it_is_wanted(
    clock: FixedClock, tmp_path: Path
) -> None:
    key = Key("club.guildbook", "Club", True, "Blue <b>horse</b> & 河 9!")
    write_recovery(tmp_path / "sheet.pdf", key, "en")
    text = text_of(tmp_path / "sheet.pdf")
    assert "Blue <b>horse</b> & 河 9!" in text
    assert "Write it here" not in text


def test_signs_that_look_alike_are_named(clock: FixedClock, tmp_path: Path) -> None:
    write_recovery(tmp_path / "sheet.pdf", Key("club.guildbook", "Club", True, "b0at l"), "en")
    text = text_of(tmp_path / "sheet.pdf")
    assert "0 is a digit · l is a small letter L" in text
    assert "1 is a digit" not in text


@pytest.mark.parametrize("passphrase", ["blue 🐎", "zero\u200bwidth"])
def test_a_passphrase_is_never_printed_other_than_it_is(
    passphrase: str, clock: FixedClock, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        write_recovery(
            tmp_path / "sheet.pdf", Key("club.guildbook", "Club", True, passphrase), "en"
        )
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_very_long_passphrase_still_fits_its_page(clock: FixedClock, tmp_path: Path) -> None:
    key = Key("club.guildbook", "Club", True, "long words " * 30)
    assert write_recovery(tmp_path / "sheet.pdf", key, "en").pages == 1


def test_a_file_without_a_passphrase_is_told_so(clock: FixedClock, tmp_path: Path) -> None:
    write_recovery(tmp_path / "sheet.pdf", Key("club.guildbook", "Club", False), "en")
    found = text_of(tmp_path / "sheet.pdf")
    assert "The file has no passphrase" in found
    assert "Type the passphrase" not in found
    assert "forgotten" not in found


def test_a_folder_that_is_not_there_is_refused(clock: FixedClock, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write_recovery(tmp_path / "none" / "sheet.pdf", KEY, "en")
