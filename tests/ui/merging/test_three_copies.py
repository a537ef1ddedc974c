"""The sample community in three windows, merged in all orders, in the window and by the command."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from main import main
from models import clock as clock_module
from models.base import Record, database
from models.book import close_book, open_book
from models.events.attendance import Attendance, attendance_id, attendance_of
from models.events.listing import find_events
from models.feedback.feedback import Feedback
from models.feedback.listing import find_feedback
from models.journal.folding import find_differences
from models.journal.happened import past_of
from models.members.listing import find_members
from models.members.member import Member, load_member
from models.merging.conflicts import Conflict, Sort, open_conflicts
from models.merging.incoming import receive
from models.merging.merge import are_identical
from models.sample import create_sample
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.test_nothing_lost import content
from tests.ui.conftest import fail_at_a_fault
from tests.ui.merging.organizers import Organizer
from ui import theme, wording

ROOT = Path(__file__).parents[3]
LAPTOPS = {"Lin": "ThinkPad", "Wei": "MateBook", "Mei": "Framework"}
LIN, WEI, MEI = (f"{name} ({laptop})" for name, laptop in LAPTOPS.items())
LIST = "姓名,手机\n新人甲,13911110001\n新人乙,13911110002\n新人丙,13911110003\n"
SECRET = "想帮忙布置"


@dataclass(frozen=True)
class Written:
    """A value somebody wrote into a cell, as it is stored."""

    who: str
    record: type[Record]
    id: bytes
    column: str
    value: object


class Story:
    """What the three do, each in a window of their own, without knowing of the others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        members = find_members().lines(0, 40)
        self.phoned, self.deleted, self.erased = (line.id for line in members[:3])
        self.event = find_events(pill="done").lines(0, 1)[0].id
        self.asked = find_feedback(pill="open").lines(0, 1)[0].id
        listed = {line.member for line in attendance_of(self.event)}
        guests = [line for line in members[3:] if line.id not in listed][:3]
        self.guests = {line.id: line.name for line in guests}

    def lin(self, window: Organizer) -> None:
        window.edit_member(self.phoned, phone="13000000001", note="会拉大提琴")
        window.edit_member(self.deleted, region="静安")
        window.edit_member(self.erased, note=SECRET)
        window.add_member(name="欧阳小敏", phone="13000000009")
        window.answer(self.asked, "下次换大一点的场地")

    def wei(self, window: Organizer) -> None:
        window.edit_member(self.phoned, phone="13000000002", region="徐汇")
        window.delete_member(self.deleted)
        window.check_in(self.event, self.guests, 4)
        table = self._folder / "list.csv"
        table.write_text(LIST, encoding="utf-8")
        said = window.import_members(table)
        assert said[:2] == ["3 new", "0 changed"]

    def mei(self, window: Organizer) -> None:
        window.edit_member(self.phoned, phone="13000000003")
        window.answer(self.asked, "已经和场馆说好")
        first = next(iter(self.guests))
        window.check_in(self.event, {first: self.guests[first]}, 5)
        window.erase_member(self.erased)

    def written(self) -> list[Written]:
        """Return every value that was written into a record all three copies have."""
        first, *others = self.guests
        came = [(WEI, guest, 4) for guest in self.guests] + [(MEI, first, 5)]
        assert len(others) == 2
        return [
            Written(LIN, Member, self.phoned, "phone", "13000000001"),
            Written(WEI, Member, self.phoned, "phone", "13000000002"),
            Written(MEI, Member, self.phoned, "phone", "13000000003"),
            Written(LIN, Member, self.phoned, "note", "会拉大提琴"),
            Written(WEI, Member, self.phoned, "region", "徐汇"),
            Written(LIN, Member, self.deleted, "region", "静安"),
            Written(LIN, Feedback, self.asked, "answer", "下次换大一点的场地"),
            Written(MEI, Feedback, self.asked, "answer", "已经和场馆说好"),
            Written(LIN, Feedback, self.asked, "status", "answered"),
            Written(MEI, Feedback, self.asked, "status", "answered"),
            *(Written(who, Attendance, self._row(guest), "came", "yes") for who, guest, _ in came),
            *(
                Written(who, Attendance, self._row(guest), "rating", rating)
                for who, guest, rating in came
            ),
        ]

    def _row(self, guest: bytes) -> bytes:
        return attendance_id(self.event, guest)


Made = tuple[Story, dict[str, bytes]]
Sit = Callable[..., Organizer]
Write = Callable[[str, Sequence[str]], list[Path]]


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, qapp: QApplication
) -> Iterator[Made]:
    """Let the three work once; each test writes their copies anew."""
    folder = tmp_path_factory.mktemp("three")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        fail_at_a_fault(patch)
        theme.apply(qapp, "light")
        wording.use("en")
        sample, clock = folder / "sample.guildbook", FixedClock()
        clock_module.use(clock)
        try:
            create_sample(sample, "zh_CN")
            open_book(sample)
            story = Story(folder)
            close_book()
            copies = work_apart(sample, story, clock, partial(Organizer, QtBot(request), patch))
        finally:
            clock_module.use(datetime.now)
            close_book()
    yield story, copies


def work_apart(sample: Path, story: Story, clock: FixedClock, sit: Sit) -> dict[str, bytes]:
    """Give each a copy and a window, one after the other, and return what their files hold."""
    copies = {}
    for hour, (who, laptop) in enumerate(LAPTOPS.items(), 10):
        clock.set(datetime(2026, 10, 31, hour))
        path = sample.parent / who / "club.guildbook"
        path.parent.mkdir()
        shutil.copyfile(sample, path)
        organizer = sit(path, who, laptop)
        work: Callable[[Organizer], None] = getattr(story, who.lower())
        work(organizer)
        organizer.leave()
        copies[who] = path.read_bytes()
    return copies


@pytest.fixture
def sit(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Let a fourth, who wrote nothing, sit down at a window."""
    return partial(Organizer, qtbot, monkeypatch, name="Ana", laptop="")


@pytest.fixture
def written(made: Made, tmp_path: Path) -> Write:
    """Write copies, given by their owners, into a folder each."""

    def write(name: str, owners: Sequence[str]) -> list[Path]:
        found = [tmp_path / name / who / "club.guildbook" for who in owners]
        for who, path in zip(owners, found, strict=True):
            path.parent.mkdir(parents=True)
            path.write_bytes(made[1][who])
        return found

    return write


def test_each_file_holds_what_was_done_in_its_window(made: Made, written: Write) -> None:
    story, _copies = made
    for path, who in zip(written("before", tuple(LAPTOPS)), (LIN, WEI, MEI), strict=True):
        assert (SECRET.encode() in path.read_bytes()) is (who == LIN)
        open_book(path)
        for each in story.written():
            assert (stands(each) and is_in_history(each)) is (each.who == who), each
        assert open_conflicts() == ()
        close_book()


def test_all_orders_in_the_window_and_by_the_command_give_the_same(
    made: Made, written: Write, sit: Sit
) -> None:
    story, _copies = made
    results = []
    for place, order in enumerate(itertools.permutations(LAPTOPS)):
        first, *others = written(f"command {place}", order)
        merge_by_command(first, others, in_a_process=place == 0)
        results.append(first)
        first, *others = written(f"window {place}", order)
        window = sit(first)
        for other in others:
            window.merge(other)
        window.leave()
        results.append(first)
    check_that_all_are_equal(results)
    open_book(results[0])
    check_every_edit(story)
    close_book()


def test_the_window_leads_to_every_conflict_and_to_the_history_of_each(
    made: Made, written: Write, sit: Sit
) -> None:
    story, _copies = made
    first, *others = written("shown", tuple(LAPTOPS))
    window = sit(first)
    for other in others:
        window.merge(other)
    check_the_conflicts(story, window.look_at_conflicts())
    phones = window.look_at_history(Kind.MEMBER, story.phoned)
    assert all(f"1300000000{number}" in phones for number in (1, 2, 3))
    answers = window.look_at_history(Kind.FEEDBACK, story.asked)
    assert "下次换大一点的场地" in answers and "已经和场馆说好" in answers
    assert all(name in phones for name in LAPTOPS)
    window.leave()


def merge_by_command(first: Path, others: list[Path], in_a_process: bool) -> None:
    for other in others:
        words = ["merge", str(first), str(other)]
        if in_a_process:
            subprocess.run(
                [sys.executable, "main.py", *words], cwd=ROOT, check=True, capture_output=True
            )
        else:
            assert main(words) == 0


def check_that_all_are_equal(files: list[Path]) -> None:
    contents = []
    for path in files:
        assert SECRET.encode() not in path.read_bytes()
        open_book(path)
        contents.append(content())
        assert find_differences() == []
        close_book()
    assert all(each == contents[0] for each in contents)
    open_book(files[0])
    for path in files[1:]:
        with receive(path) as incoming:
            assert are_identical(incoming)
    close_book()


def check_every_edit(story: Story) -> None:
    """Each edit stands in the record, or is listed as a conflict; and it is in the history."""
    conflicts = open_conflicts()
    for each in story.written():
        assert stands(each) or is_listed(each, conflicts), each
        assert is_in_history(each), each
    check_the_conflicts(story, conflicts)
    check_who_came_and_went(story)


def stands(each: Written) -> bool:
    table = each.record._meta.table_name
    query = f'SELECT deleted, "{each.column}" FROM "{table}" WHERE id = ?'
    return bool(database.execute_sql(query, (each.id,)).fetchone() == (0, each.value))


def is_listed(each: Written, conflicts: tuple[Conflict, ...]) -> bool:
    return any(
        conflict.record == each.id
        and (
            conflict.sort is not Sort.VALUE
            or (
                conflict.column == each.column
                and each.value in (conflict.winner.value, conflict.loser.value)
            )
        )
        for conflict in conflicts
    )


def is_in_history(each: Written) -> bool:
    return any(
        (change.column, change.new) == (each.column, each.value)
        for entry in past_of(each.id)
        if entry.who == each.who
        for change in entry.cells
    )


def check_the_conflicts(story: Story, conflicts: tuple[Conflict, ...]) -> None:
    """What two of them wrote differently is listed, and nothing else is."""
    listed = [
        (each.record, each.sort, each.column, each.winner.who, each.loser.who) for each in conflicts
    ]
    rated = attendance_id(story.event, next(iter(story.guests)))
    assert sorted(listed, key=str) == sorted(
        [
            (story.phoned, Sort.VALUE, "phone", MEI, LIN),
            (story.phoned, Sort.VALUE, "phone", MEI, WEI),
            (story.deleted, Sort.REMOVED, None, WEI, LIN),
            (story.asked, Sort.VALUE, "answer", MEI, LIN),
            (rated, Sort.VALUE, "rating", MEI, WEI),
        ],
        key=str,
    )


def check_who_came_and_went(story: Story) -> None:
    added = {line.name: line.id for line in find_members().lines(0, 500)}
    for who, kind, names in (
        (LIN, "member.add", ("欧阳小敏",)),
        (WEI, "member.import", ("新人甲", "新人乙", "新人丙")),
    ):
        for name in names:
            assert [(entry.who, entry.kind) for entry in past_of(added[name])] == [(who, kind)]
    assert load_member(story.deleted) is None
    assert ("member.remove", WEI) in {(entry.kind, entry.who) for entry in past_of(story.deleted)}
    assert load_member(story.erased) is None
