"""The sample community on three laptops, merged in all orders, in the window and by the command."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.book import close_book, open_book
from models.erasing import erase_member
from models.events.attendance import save_attendance
from models.events.listing import find_events
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import save_feedback
from models.feedback.listing import find_feedback
from models.journal.folding import find_differences
from models.journal.history import history_of
from models.journal.transactions import Author
from models.members.listing import find_members
from models.members.member import load_member, remove_members, save_member
from models.merging.conflicts import open_conflicts
from models.merging.incoming import receive
from models.merging.merge import are_identical
from models.sample import create_sample
from models.vocabulary import Kind
from tests.ui.merging.conftest import Start, settle
from tests.ui.merging.test_merging import choose
from ui import commands

LAPTOPS = ("Lin", "Wei", "Mei")
LIST = "姓名,手机\n新人甲,13911110001\n新人乙,13911110002\n新人丙,13911110003\n"


class Story:
    """What the three do, each on their own copy, without knowing of the others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.members = [line.id for line in find_members().lines(0, 12)]
        self.event = find_events().lines(0, 1)[0].id
        self.feedback = find_feedback().lines(0, 1)[0].id

    def lin(self) -> None:
        save_member(self.members[0], {"phone": "13000000001", "note": "会拉大提琴"})
        save_member(self.members[1], {"region": "静安"})
        save_member(None, {"name": "欧阳小敏"})
        save_feedback(self.feedback, {"answer": "下次换大一点的场地", "status": "answered"})
        save_member(self.members[7], {"note": "想帮忙布置"})

    def wei(self) -> None:
        save_member(self.members[0], {"phone": "13000000002", "region": "徐汇"})
        remove_members([self.members[1]])
        for member in self.members[2:5]:
            save_attendance(self.event, member, came="yes", rating=4)
        table = self.folder / "list.csv"
        table.write_text(LIST, encoding="utf-8")
        apply_import(plan_import(read_table(table), Kind.MEMBER))

    def mei(self) -> None:
        save_member(self.members[0], {"phone": "13000000003"})
        save_feedback(self.feedback, {"answer": "已经和场馆说好"})
        save_attendance(self.event, self.members[2], came="yes", rating=5)
        erase_member(self.members[7])


Made = tuple[Story, dict[str, bytes]]
Write = Callable[[str], dict[str, Path]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Make the three copies once; each test writes them anew."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("three")
    patch.setenv("XDG_DATA_HOME", str(folder / "data"))
    sample = folder / "sample.guildbook"
    create_sample(sample, "zh_CN")
    open_book(sample)
    story = Story(folder)
    close_book()
    copies = {}
    for number, who in enumerate(LAPTOPS, 1):
        path = folder / f"{who}.guildbook"
        shutil.copyfile(sample, path)
        open_book(path, author=Author(f"laptop-{number}", who))
        edit: Callable[[], None] = getattr(story, who.lower())
        edit()
        close_book()
        copies[who] = path.read_bytes()
    yield story, copies
    patch.undo()


@pytest.fixture
def written(made: Made, tmp_path: Path) -> Write:
    """Write the three copies into a folder of their own."""

    def write(name: str) -> dict[str, Path]:
        found = {}
        for who, content in made[1].items():
            place = tmp_path / name / who
            place.mkdir(parents=True)
            found[who] = place / "club.guildbook"
            found[who].write_bytes(content)
        return found

    return write


def conflicts() -> set[tuple[bytes, str, object, object]]:
    return {
        (each.id, each.sort.value, each.winner.value, each.loser.value) for each in open_conflicts()
    }


def test_all_orders_in_the_window_and_by_the_command_give_the_same(
    made: Made,
    written: Write,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story, _copies = made
    results = []
    for place, order in enumerate(itertools.permutations(LAPTOPS)):
        by_command = written(f"command {place}")
        first, *others = (by_command[who] for who in order)
        for other in others:
            assert commands.run(["merge", str(first), str(other)]) == 0
        in_window = written(f"window {place}")
        results += [first, in_window[order[0]]]
        desk = start(results[-1])
        for who in order[1:]:
            choose(desk, in_window[who], qtbot, monkeypatch).first.click()
            settle(desk, qtbot)
        desk.window.close()
    open_book(results[0])
    expected = conflicts()
    for path in results[1:]:
        with receive(path) as incoming:
            assert are_identical(incoming)
    close_book()
    for path in results:
        open_book(path)
        assert find_differences() == []
        assert conflicts() == expected
        close_book()
    open_book(results[-1])
    check_every_edit(story)
    close_book()


def check_every_edit(story: Story) -> None:
    """Each edit is in the record, or listed as a conflict; and it is in the record's history."""
    standing = load_member(story.members[0])
    assert standing is not None
    assert (standing.note, standing.region) == ("会拉大提琴", "徐汇")
    phones = {f"1300000000{number}" for number in (1, 2, 3)}
    listed = [each for each in open_conflicts() if each.column == "phone"]
    assert {standing.phone} | {each.loser.value for each in listed} == phones
    known = {change.new for entry in history_of(story.members[0]) for change in entry.changes}
    assert phones <= known
    assert load_member(story.members[1]) is None
    assert [each.sort.value for each in open_conflicts() if each.record == story.members[1]] in (
        ["removed"],
        ["edited"],
    )
    answers = {each.winner.value for each in open_conflicts() if each.column == "answer"}
    answers |= {each.loser.value for each in open_conflicts() if each.column == "answer"}
    assert answers == {"下次换大一点的场地", "已经和场馆说好"}
    ratings = {
        (each.winner.value, each.loser.value)
        for each in open_conflicts()
        if each.column == "rating"
    }
    assert ratings in ({(5, 4)}, {(4, 5)})
    names = {line.name for line in find_members().lines(0, 500)}
    assert {"欧阳小敏", "新人甲", "新人乙", "新人丙"} <= names
    assert load_member(story.members[7]) is None
    assert not any(
        change.new == "想帮忙布置"
        for entry in history_of(story.members[7])
        for change in entry.changes
    )
