from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import asking
from ui.dialogs.new_community import NewCommunity, Wanted, file_name


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[NewCommunity]:
    room = QWidget()
    qtbot.addWidget(room)
    made = NewCommunity(room)
    made.show()
    yield made


def test_a_name_and_a_place_are_enough(
    dialog: NewCommunity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, _patterns: object, name: str) -> Path:
        suggested.append(name)
        return tmp_path / "club.guildbook"

    monkeypatch.setattr(asking, "choose_target", choose)
    dialog.name.setText("  江边/慢跑团 ")
    dialog.agree.click()
    assert dialog.wanted == Wanted("江边/慢跑团", tmp_path / "club.guildbook", "")
    assert suggested == ["江边 慢跑团.guildbook"]


def test_what_is_wrong_is_marked(dialog: NewCommunity) -> None:
    dialog.passphrase.setText("one")
    dialog.repeated.setText("two")
    dialog.agree.click()
    assert dialog.wanted is None
    assert dialog.isVisible()
    assert dialog.name.accessibleDescription() == "Please give the community a name."
    assert dialog.repeated.accessibleDescription() == "The two passphrases differ."
    assert dialog.passphrase.accessibleDescription() == ""
    assert dialog.name.property("invalid") is True


def test_no_place_leaves_the_question_open(
    dialog: NewCommunity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "choose_target", lambda *_args: None)
    dialog.name.setText("Readers")
    dialog.agree.click()
    assert dialog.wanted is None
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Readers", "Readers.guildbook"),
        ("a:b*c?", "a b c.guildbook"),
        ("...", "Community.guildbook"),
        ("x" * 300, f"{'x' * 80}.guildbook"),
    ],
)
def test_file_names_are_possible_on_every_system(name: str, file: str) -> None:
    assert file_name(name) == file
