from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.journal.happened import Actions
from tests.ui.conftest import Start
from ui import asking
from ui.dialogs.new_community import NewCommunity, Wanted, file_name
from ui.preferences import Preferences


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


@pytest.mark.parametrize("name", ["林知夏", ""])
def test_the_making_of_the_first_community_is_signed(
    name: str, start: Start, preferences: Preferences, tmp_path: Path, qtbot: QtBot,
    later: Callable[[Callable[[], None]], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "club.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: path)
    desk = start(None)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewCommunity)
        assert dialog.organizer.isVisible()
        dialog.name.setText("Readers")
        dialog.organizer.setText(f" {name}")
        dialog.agree.click()

    later(answer)
    with qtbot.waitSignal(desk.settled):
        desk.make_community()
    (founding,) = Actions().lines(0, 1)
    assert founding.who == (f"{name} ({preferences.laptop})" if name else "")
    assert preferences.organizer == name
    assert preferences.introduced  # nobody is asked twice


def test_who_has_a_name_is_not_asked_again(qtbot: QtBot) -> None:
    dialog = NewCommunity()
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.organizer.isVisible()
