from __future__ import annotations

from pathlib import Path

from ui.preferences import SYSTEM, Preferences


def test_choices_survive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "p.ini"
    first = Preferences(path)
    assert (first.language, first.scheme, first.organizer) == (SYSTEM, SYSTEM, "")
    first.language, first.scheme, first.organizer = "zh_CN", "dark", "林"
    first.remember(tmp_path / "a.guildbook")
    device = first.device
    del first
    again = Preferences(path)
    assert (again.language, again.scheme, again.organizer) == ("zh_CN", "dark", "林")
    assert again.spoken_language == "zh_CN"
    assert again.recent == (tmp_path / "a.guildbook",)
    assert again.device == device


def test_two_machines_have_two_names(tmp_path: Path) -> None:
    assert Preferences(tmp_path / "a.ini").device != Preferences(tmp_path / "b.ini").device


def test_the_latest_file_comes_first_and_only_once(
    preferences: Preferences, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.guildbook" for number in range(12)]
    for file in [*files, files[6]]:
        preferences.remember(file)
    assert preferences.recent[0] == files[6]
    assert len(preferences.recent) == len(set(preferences.recent)) == 8
    preferences.forget(files[6])
    assert files[6] not in preferences.recent


def test_nonsense_in_the_settings_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "p.ini"
    path.write_text("[General]\nlanguage=xx\nscheme=7\ngeometry=5\nrecent=\n", "utf-8")
    strange = Preferences(path)
    assert (strange.language, strange.scheme) == (SYSTEM, SYSTEM)
    assert strange.geometry.isEmpty()
    assert strange.recent == ()
