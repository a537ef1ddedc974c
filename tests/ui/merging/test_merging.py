"""A copy merged in the window, from choosing it to undoing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.book import close_book, create_book, open_book
from models.events.listing import find_events
from models.members.listing import find_members
from models.members.member import remove_members, save_member
from models.merging.conflicts import open_conflicts
from models.rules.rule import save_rule
from models.storage.rekeying import set_passphrase
from tests.ui.conftest import Start, settle
from tests.ui.merging.conftest import Copied
from ui import asking, commands
from ui.desk import Desk
from ui.merging.conflicts_window import ConflictsWindow
from ui.merging.preview_window import PreviewWindow
from ui.overview.lines import LinkLine


def member(name: str) -> bytes:
    return next(line.id for line in find_members().lines(0, 99) if line.name == name)


def names() -> set[str]:
    return {line.name for line in find_members().lines(0, 99)}


def outcome() -> tuple[object, ...]:
    """Return what is in the open file, and what waits to be settled."""
    conflicts = {(each.id, each.winner.value, each.loser.value) for each in open_conflicts()}
    return names(), find_events().total, conflicts


def choose(desk: Desk, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> PreviewWindow:
    """Choose a file by the menu, and wait for what would become of it."""
    monkeypatch.setattr(asking, "choose_file", lambda *_args: path)
    desk.merging.choose()
    return preview(desk, qtbot)


def preview(desk: Desk, qtbot: QtBot) -> PreviewWindow:
    def shown() -> list[PreviewWindow]:
        return [each for each in desk.window.findChildren(PreviewWindow) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    settle(desk, qtbot)
    return shown()[0]


def words(window: PreviewWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def edit_here() -> None:
    save_member(member("Ann"), {"phone": "2", "note": "Plays the cello"})


def edit_there() -> None:
    save_member(member("Ann"), {"phone": "3"})
    save_member(None, {"name": "Cai"})
    remove_members([member("Ben")])


def test_a_copy_is_previewed_merged_and_undone(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.guildbook", edit_there)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    changed: list[object] = []
    assert desk.session is not None
    desk.session.changed.connect(changed.append)
    window = choose(desk, there, qtbot, monkeypatch)
    said = words(window)
    assert "Both have gone on by themselves." in said
    assert "1 new member" in said
    assert "1 member changed" in said
    assert "1 member deleted there" in said
    assert "They go to the trash here too: Ben" in said
    assert "Phone of “Ann”: “3” stands, “2” is kept as a conflict." in said
    assert names() == {"Ann", "Ben"}
    window.first.click()
    settle(desk, qtbot)
    assert names() == {"Ann", "Cai"}
    notice = desk.shell.notice
    assert "“there.guildbook” is merged: 1 new member" in notice.words.text()
    assert notice.words.text().endswith("1 conflict to look at.")
    assert notice.undo.isVisible()
    assert changed
    notice.undo.click()
    settle(desk, qtbot)
    assert names() == {"Ann", "Ben"}
    assert "Undone: merge of a copy" in notice.words.text()


def test_the_notice_leads_to_the_conflicts(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.guildbook", edit_there)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    choose(desk, there, qtbot, monkeypatch).first.click()
    settle(desk, qtbot)
    desk.shell.notice.more.click()
    settle(desk, qtbot)
    window = desk.window.findChild(ConflictsWindow)
    assert window is not None
    assert len(window.disputes.conflicts) == len(open_conflicts()) == 1


def test_the_overview_leads_to_the_conflicts(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.guildbook", edit_there)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))

    def lines() -> list[LinkLine]:
        found = desk.window.findChildren(LinkLine)
        return [each for each in found if "1 conflict to look at" in each.accessibleName()]

    assert lines() == []
    choose(desk, there, qtbot, monkeypatch).first.click()
    settle(desk, qtbot)
    qtbot.waitUntil(lambda: bool(lines()))
    lines()[0].click()
    settle(desk, qtbot)
    assert desk.window.findChild(ConflictsWindow) is not None


def test_cancel_leaves_the_file_as_it_was(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.guildbook", edit_there)
    here = copied("", edit_here, "laptop-1", "Lin")
    desk = start(here)
    before = here.read_bytes(), there.read_bytes()
    choose(desk, there, qtbot, monkeypatch).reject()
    settle(desk, qtbot)
    assert (here.read_bytes(), there.read_bytes()) == before
    desk.close_file()
    assert here.read_bytes() == before[0]


def nothing() -> None:
    """Leave a copy as it is."""


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (nothing, nothing, "The two files are identical."),
        (edit_here, nothing, "Nothing new: this copy is older."),
        (nothing, edit_there, "This copy is newer."),
    ],
)
def test_how_the_copy_stands_is_said(
    mine: Callable[[], None],
    theirs: Callable[[], None],
    said: str,
    copied: Copied,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = copied("there.guildbook", theirs)
    desk = start(copied("", mine, "laptop-1", "Lin"))
    window = choose(desk, there, qtbot, monkeypatch)
    assert said in words(window)
    window.reject()
    assert desk.shell.notice.isHidden()


def test_another_passphrase_is_asked_until_it_is_right(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.guildbook", edit_there)
    set_passphrase(there, "", "river stone")
    answers = iter([("wrong", False), ("river stone", True)])

    def answer(_parent: object, name: str, *, again: bool = False) -> str:
        passphrase, expected = next(answers)
        assert (name, again) == ("there.guildbook", expected)
        return passphrase

    monkeypatch.setattr(asking, "ask_passphrase", answer)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    choose(desk, there, qtbot, monkeypatch).first.click()
    settle(desk, qtbot)
    assert "Cai" in names()


def test_another_community_is_refused_in_a_sentence(
    copied: Copied,
    start: Start,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path_factory.mktemp("other") / "other.guildbook"
    create_book(other, "Other")
    close_book()
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_detail: said.append(text))
    monkeypatch.setattr(asking, "choose_file", lambda *_args: other)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    desk.merging.choose()
    settle(desk, qtbot)
    assert len(said) == 1
    assert "another community" in said[0]


@pytest.mark.parametrize(("answer", "merged"), [(0, True), (1, False)])
def test_a_copy_that_is_dropped_is_merged_or_opened(
    answer: int,
    merged: bool,
    copied: Copied,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = copied("there.guildbook", edit_there)
    here = copied("", edit_here, "laptop-1", "Lin")
    monkeypatch.setattr(asking, "choose", lambda *_args: answer)
    desk = start(here)
    desk.merging.take_drop(there)
    if merged:
        preview(desk, qtbot).first.click()
    else:
        qtbot.waitUntil(lambda: desk.session is not None and desk.session.path == there)
    settle(desk, qtbot)
    assert desk.session is not None
    assert desk.session.path == (here if merged else there)
    assert "Cai" in names()


def test_dropping_the_open_file_says_that_it_is_open(copied: Copied, start: Start) -> None:
    here = copied("", edit_here, "laptop-1", "Lin")
    desk = start(here)
    assert desk.session is not None
    said: list[str] = []
    desk.session.told.connect(lambda text, *_more: said.append(text))
    desk.merging.take_drop(here)
    assert said == [f"“{here.name}” is open already."]


def test_a_dropped_file_of_another_community_is_opened(
    copied: Copied, start: Start, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "other.guildbook"
    create_book(other, "Other")
    close_book()
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    desk.merging.take_drop(other)
    qtbot.waitUntil(lambda: desk.session is not None and desk.session.path == other)
    settle(desk, qtbot)


def test_three_copies_merge_to_the_same_in_every_order(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice in the window of each, and by the command: every time the same comes out."""
    files = {
        "wei": copied("wei.guildbook", edit_there),
        "mei": copied(
            "mei.guildbook",
            lambda: (
                save_member(member("Ann"), {"phone": "4"}),
                save_rule(None, {"title": "Be on time"}),
            ),
            "laptop-3",
            "Mei",
        ),
        "lin": copied("", edit_here, "laptop-1", "Lin"),
    }
    sources = {name: path.read_bytes() for name, path in files.items()}
    found = []
    for first, *others in (("lin", "wei", "mei"), ("mei", "lin", "wei"), ("wei", "mei", "lin")):
        for name, path in files.items():
            path.write_bytes(sources[name])
        desk = start(files[first])
        for name in others:
            choose(desk, files[name], qtbot, monkeypatch).first.click()
            settle(desk, qtbot)
        desk.window.close()
        open_book(files[first])
        found.append(outcome())
        close_book()
    for name, path in files.items():
        path.write_bytes(sources[name])
    for other in ("mei", "wei"):
        assert commands.run(["merge", str(files["lin"]), str(files[other])]) == 0
    open_book(files["lin"])
    found.append(outcome())
    close_book()
    assert all(each == found[0] for each in found)
    assert found[0][0] == {"Ann", "Cai"}
    conflicts = found[0][2]
    assert isinstance(conflicts, set)
    assert len(conflicts) == 2
