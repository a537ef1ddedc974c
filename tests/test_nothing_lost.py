"""Three copies of the sample community, worked on apart and merged in every order: each edit stands
in the record, or is listed as a conflict and found in the history."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from models.base import database, live
from models.book import close_book, open_book
from models.erasing import erase_member
from models.events.attendance import attendance_of, save_attendance
from models.events.event import Event
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import Feedback, save_feedback
from models.journal.folding import find_differences
from models.journal.happened import past_of
from models.journal.transactions import Author
from models.members.member import Member, load_member, remove_members, save_member
from models.merging.conflicts import Conflict, Sort, open_conflicts
from models.merging.incoming import receive
from models.merging.merge import Relation, merge
from models.records import RECORDS
from models.sample import create_sample
from models.vocabulary import Came, FeedbackStatus, Kind

LAPTOPS = ("Lin", "Mei", "Ana")


class Scene:
    """Who is edited where: the same people on all three copies."""

    def __init__(self) -> None:
        members = list(live(Member).order_by(Member.name, Member.id))
        self.both, self.gone, self.erased, self.alone = [row.id for row in members[:4]]
        self.event = live(Event).order_by(Event.begins.desc()).first().id
        listed = {line.member for line in attendance_of(self.event)}
        self.guests = [row.id for row in members[10:] if row.id not in listed][:3]
        self.asked = live(Feedback).where(Feedback.status == "new").first().id


@pytest.fixture
def scene(tmp_path: Path) -> tuple[Scene, list[Path]]:
    first = tmp_path / "Lin.guildbook"
    create_sample(first, "en")
    open_book(first, author=Author("Lin", "Lin"))
    scene = Scene()
    close_book()
    copies = [tmp_path / f"{name}.guildbook" for name in LAPTOPS]
    for copy in copies[1:]:
        shutil.copyfile(first, copy)
    work_on(copies[0], "Lin", lambda: work_of_lin(scene))
    work_on(copies[1], "Mei", lambda: work_of_mei(scene, tmp_path))
    work_on(copies[2], "Ana", lambda: work_of_ana(scene))
    return scene, copies


def work_on(path: Path, name: str, work: Any) -> None:
    open_book(path, author=Author(name, name))
    work()
    close_book()


def work_of_lin(scene: Scene) -> None:
    save_member(None, {"name": "Added by Lin"})
    save_member(scene.both, {"phone": "111", "note": "Lin was here"})
    remove_members([scene.gone])
    save_attendance(scene.event, scene.guests[0], came=Came.YES)
    save_attendance(scene.event, scene.guests[1], rsvp="yes")


def work_of_mei(scene: Scene, place: Path) -> None:
    save_member(scene.both, {"phone": "222", "region": "Mei's end"})
    save_member(scene.gone, {"note": "still wanted"})
    save_attendance(scene.event, scene.guests[1], came=Came.YES)
    source = place / "list.csv"
    source.write_text("Name\nImported One\nImported Two\n", encoding="utf-8")
    apply_import(plan_import(read_table(source), Kind.MEMBER))


def work_of_ana(scene: Scene) -> None:
    save_member(scene.both, {"phone": "333"})
    save_member(scene.erased, {"note": "a secret"})
    erase_member(scene.erased)
    values = {"answer": "It is free.", "status": FeedbackStatus.ANSWERED}
    save_feedback(scene.asked, values)
    save_attendance(scene.event, scene.guests[2], came=Came.NO)


def merge_all(copies: list[Path], order: tuple[int, ...], place: Path) -> None:
    into = place / f"{''.join(map(str, order))}.guildbook"
    shutil.copyfile(copies[order[0]], into)
    open_book(into, author=Author("check"))
    for number in order[1:]:
        with receive(copies[number]) as incoming:
            assert merge(incoming).relation is Relation.BOTH


def content() -> dict[str, Any]:
    """Return all that two copies have in common when they are equal."""
    found: dict[str, Any] = {"conflicts": {conflict.id for conflict in open_conflicts()}}
    for record in RECORDS:
        hidden = ("rid", *record.local)
        names = [each.column_name for each in record._meta.sorted_fields if each.name not in hidden]
        columns = ", ".join(f'"{name}"' for name in names)
        query = f'SELECT {columns} FROM "{record._meta.table_name}" ORDER BY id'
        found[record._meta.table_name] = database.execute_sql(query).fetchall()
    found["journal"] = database.execute_sql(
        "SELECT x.hlc, x.id, g.tbl, g.row, g.col, g.old, g.new FROM _change g"
        " JOIN _transaction x ON x.id = g.tx ORDER BY x.hlc, x.id, g.n"
    ).fetchall()
    return found


def test_every_order_gives_the_same_file(scene: tuple[Scene, list[Path]], tmp_path: Path) -> None:
    people, copies = scene
    results = []
    for order in permutations(range(3)):
        merge_all(copies, order, tmp_path)
        results.append(content())
        assert find_differences() == []
        if order == (0, 1, 2):
            check_the_edits(people)
        close_book()
    assert all(result == results[0] for result in results)


def check_the_edits(people: Scene) -> None:
    """Every edit stands in the record, or is a conflict and stands in its history."""
    names = {row.name for row in live(Member)}
    assert {"Added by Lin", "Imported One", "Imported Two"} <= names
    both = load_member(people.both)
    assert both is not None
    assert (both.note, both.region) == ("Lin was here", "Mei's end")
    conflicts = open_conflicts()
    phones = [each for each in conflicts if (each.record, each.column) == (people.both, "phone")]
    assert {both.phone} | {each.loser.value for each in phones} == {"111", "222", "333"}
    written = {cell.new for entry in past_of(people.both) for cell in entry.cells}
    assert {"111", "222", "333"} <= written
    assert [each.sort for each in about(conflicts, people.gone)] in ([Sort.REMOVED], [Sort.EDITED])
    attended = {line.member: line for line in attendance_of(people.event)}
    came = [attended[guest].came for guest in people.guests]
    assert came == [Came.YES, Came.YES, Came.NO]
    assert attended[people.guests[1]].rsvp == "yes"
    answered = Feedback.get(Feedback.id == people.asked)
    assert (answered.answer, answered.status) == ("It is free.", "answered")
    assert load_member(people.erased) is None
    (secrets,) = database.execute_sql(
        "SELECT count(*) FROM _change WHERE new = 'a secret' OR old = 'a secret'"
    ).fetchone()
    assert secrets == 0


def about(conflicts: tuple[Conflict, ...], record: bytes) -> list[Conflict]:
    return [each for each in conflicts if each.record == record]
