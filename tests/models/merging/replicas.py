"""Random scripts over several copies of one file, each on a laptop of its own with its own clock.

Everything a user can do is done through the program's own functions, and what must hold after
each step is asked at once. tests/models/merging/meeting.py says what must hold when all have met.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies

from models import book, clock
from models.base import GONE, database
from models.erasing import erase_member, sweep, tidy
from models.errors import UserError
from models.events.attendance import save_attendance
from models.feedback.feedback import save_feedback
from models.journal import bulk, transactions
from models.journal.erasure import erased_rows
from models.journal.folding import find_contradictions, find_differences
from models.journal.tables import MERGING
from models.journal.transactions import Author, action, random_number
from models.journal.undo import FINAL, Step, redo, redo_step, undo, undo_step
from models.members.member import Member, save_member
from models.merging.conflicts import open_conflicts, settle, settle_all
from models.merging.incoming import receive
from models.merging.merge import Merged, Relation, merge, preview
from models.merging.twins import open_twins, settle_twins
from models.records import RECORDS
from models.safety import restore
from models.storage import backups, opening
from models.vocabulary import Came, MemberStatus, Rsvp
from tests.models.journal import scripts
from tests.models.journal.scripts import Dump, operation, picks, same

MOST = 5
NINE_YEARS = 9 * 365 * 86400
FROZEN = "frozen"
_STANDSTILL = datetime(2026, 10, 31, 9, 0)
# Clocks that stand still at the same time make the same stamps.
SKEWS = (0, 0, FROZEN, NINE_YEARS, -NINE_YEARS, 5, FROZEN, FROZEN)
_LATER = ("undo", "redo", "clock", "search")
# What the database knows of the one file that is open, when none is.
_KNOWN: dict[str, Any] = {"_salts": {}, "_places": {}, "_sealed": {}, "_open_connections": 0}

_few = strategies.integers(0, 2)
# What meets: everybody at work on the same few records.
_meeting = strategies.one_of(
    operation("name", _few, scripts.texts),
    operation("edit_member", _few, scripts.texts, strategies.sampled_from(MemberStatus)),
    operation(
        "tags", _few, strategies.lists(strategies.sampled_from(["跑步", "读书"]), max_size=2)
    ),
    operation("attend", _few, _few, strategies.sampled_from(Rsvp), strategies.integers(1, 5)),
    operation("checkin", _few, _few),
    operation("remove", strategies.sampled_from(["member", "event", "attendance"]), _few, _few),
    operation("restore", strategies.sampled_from(["member", "event"]), _few),
    operation("edit_event", _few, scripts.texts),
    operation("feedback", strategies.just(1), scripts.texts, strategies.integers(1, 5)),
    operation("reassign", _few, _few),
    operation("invert", picks),
    operation("settle", picks),
    operation("settle_twins", picks),
    operation("erase", picks),
    operation("restore_backup", picks),
    operation("bulk", strategies.integers(2, 4)),
    operation("clone"),
)
steps = strategies.tuples(
    strategies.integers(0, MOST - 1),
    strategies.one_of(
        strategies.sampled_from(
            [("merge", 0), ("merge", 1), ("unmerge", 0), ("unmerge", 1), ("settle", 0)]
        ),
        scripts.operations.map(tuple),
        _meeting.map(tuple),
        _meeting.map(tuple),
    ),
)
worlds = strategies.tuples(
    strategies.lists(steps, min_size=15, max_size=60),
    strategies.lists(strategies.sampled_from(SKEWS), min_size=MOST, max_size=MOST),
    strategies.integers(2, MOST),
    strategies.booleans(),
)


class Replica:
    """One copy of the file on one laptop. It stays connected while others are at work."""

    def __init__(self, path: Path, number: int, skew: int | str, first: bool = False) -> None:
        self.path = path
        self.author = Author(f"laptop-{number}", f"Organizer {number}")
        self.skew = skew
        self.is_first = first
        self.session = (self.author, random_number())
        self._connection: Any = None
        self._known: dict[str, Any] = {}

    def now(self) -> datetime:
        if self.skew == FROZEN:
            return _STANDSTILL
        return datetime.now() + timedelta(seconds=int(self.skew))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Make it the open file of this process for a while."""
        clock.use(self.now)
        transactions._Writing.session = self.session
        opening.point_at(self.path, "")
        vars(database).update(_KNOWN | self._known)
        if self._connection:
            database._state.set_connection(self._connection)
        elif self.is_first:
            opening.connect(self.path, "")
        else:
            book.open_book(self.path, author=self.author)
        try:
            yield
        finally:
            self.session = transactions._Writing.session
            self._connection = None if database.is_closed() else database._state.conn
            self._known = {name: vars(database)[name] for name in _KNOWN}
            database._state.reset()

    def close(self) -> None:
        with self.at_work():
            book.close_book()


class World:
    """All copies, and everything anybody ever wrote in one of them."""

    def __init__(self, folder: Path, skews: list[int | str], amount: int, first: bool) -> None:
        self.folder = folder
        self.skews = skews
        self.replicas: list[Replica] = []
        self.written: list[tuple[str, bytes, str, Any]] = []
        self.erased: set[bytes] = set()
        self.add(first_version(), False)
        with self.replicas[0].at_work():
            self._note({}, scripts.dump())
        for _another in range(amount - 1):
            self.add(first_version() if first else self.replicas[0].path.read_bytes(), first)

    def add(self, content: bytes, first: bool) -> None:
        number = len(self.replicas)
        path = self.folder / f"club {number}.guildbook"
        path.write_bytes(content)
        self.replicas.append(Replica(path, number, self.skews[number], first))
        if not first:
            with self.replicas[-1].at_work():
                pass

    def play(self, script: list[tuple[int, tuple[Any, ...]]]) -> None:
        for number, (verb, *values) in script:
            replica = self.replicas[number % len(self.replicas)]
            if verb in ("clone", "reopen"):
                getattr(self, verb)(replica)
                continue
            if replica.is_first:
                # Only the program of its time could write to it as it is.
                self.reopen(replica)
            with replica.at_work():
                before = scripts.dump()
                own = getattr(self, f"_{verb}", None)
                own(*values) if own else self._do(verb, *values)
                if verb == "outside":
                    # Another program may write about somebody erased: ours will take it out.
                    assert find_contradictions() == []
                else:
                    sweep()
                    assert find_differences() == []
                self._note(before, scripts.dump())

    def clone(self, replica: Replica) -> None:
        if len(self.replicas) < MOST:
            self.add(replica.path.read_bytes(), replica.is_first)

    def reopen(self, replica: Replica) -> None:
        replica.is_first = False
        replica.close()
        with replica.at_work():
            tidy()
            assert find_differences() == []

    def _note(self, before: Dump, after: Dump) -> None:
        assert before.keys() <= after.keys(), "a row was removed"
        for (table, row), cells in after.items():
            old = before.get((table, row))
            self.written += [
                (table, row, column, value)
                for column, value in cells.items()
                if not (old and same(old[column], value))
            ]

    def _do(self, verb: str, *values: Any) -> None:
        if verb not in _LATER:
            with suppress(UserError):  # nothing more is written about who was erased
                scripts.DOINGS[verb](*values)

    def _outside(self, verb: str, program: str, table: str, pick: int, at: int, value: Any) -> None:
        ids = [row for kind, row in scripts.dump() if kind == table]
        column = scripts.OUTSIDE[table][at % len(scripts.OUTSIDE[table])]
        if column == "deleted":
            value = int(bool(value))
        if value is None and column not in scripts.NULLABLE:
            value = ""
        row = ids[pick % len(ids)] if ids else None
        path = str(database.database)
        with closing(scripts.PROGRAMS[program].connect(path)) as connection:
            scripts._edit(connection, verb, table, row, column, value)
            connection.commit()

    def _checkin(self, event_pick: int, member_pick: int) -> None:
        event, member = _live("event", event_pick), _live("member", member_pick)
        if event and member:
            save_attendance(event, member, came=Came.YES)

    def _name(self, pick: int, name: str) -> None:
        if member := _live("member", pick):
            save_member(member, {"name": name.strip() or "无名"})

    def _reassign(self, feedback_pick: int, member_pick: int) -> None:
        """Let feedback be another person's: it was the wrong one."""
        feedback, member = _live("feedback", feedback_pick), _live("member", member_pick)
        if feedback and member and feedback not in _gone():
            save_feedback(feedback, {"member": member})

    def _bulk(self, amount: int) -> None:
        rows = [(row, f"成员{number}", "138") for number, row in enumerate(bulk.new_ids(amount))]
        with patch.object(bulk, "MANY", 0), action("member.import", amount):
            bulk.insert(Member, ("name", "phone"), rows)

    def _undo(self) -> None:
        if step := undo_step(whole_file=True):
            undo(step)

    def _redo(self) -> None:
        if step := redo_step(whole_file=True):
            redo(step)

    def _invert(self, pick: int) -> None:
        """Take back any action, also another program's, as the list of what happened offers it."""
        found = database.execute_sql(
            "SELECT id, kind FROM _transaction WHERE kind IS NULL OR kind NOT IN (?, ?)"
            " UNION ALL SELECT id, ? FROM _merge ORDER BY id",
            (*FINAL, MERGING),
        ).fetchall()
        if found:
            number, kind = found[pick % len(found)]
            undo(Step(number, kind or "", 1, clock.now()))

    def _erase(self, pick: int) -> None:
        if (member := _live("member", pick)) and pick % 2:
            erase_member(member)
            self.erased.add(member)

    def _settle(self, pick: int) -> None:
        self._merge(pick)
        conflicts = open_conflicts()
        if not conflicts:
            return
        chosen = conflicts[pick % len(conflicts)]
        if pick % 7 == 0:
            settle_all(conflicts)
            assert open_conflicts() == ()
        else:
            settle(chosen, use_loser=bool(pick % 2))
        assert chosen.id not in {each.id for each in open_conflicts()}

    def _restore_backup(self, pick: int) -> None:
        found = backups.backups_of()
        if found and pick % 2:
            restore(found[pick % len(found)])
        else:
            backups.keep(backups.Reason.DAILY)

    def _settle_twins(self, pick: int) -> None:
        self._merge(pick)
        if pairs := open_twins():
            settle_twins(pairs[pick % len(pairs)])
            assert len(open_twins()) == len(pairs) - 1

    def _merge(self, pick: int) -> Merged:
        paths = [replica.path for replica in self.replicas]
        mine = paths.index(Path(database.database))
        # Never itself: there are two at least.
        theirs = paths[(mine + 1 + pick % (len(paths) - 1)) % len(paths)]
        sweep()
        with receive(theirs) as incoming:
            content = paths[mine].read_bytes()
            foretold = preview(incoming)
            assert paths[mine].read_bytes() == content, "a preview writes nothing"
            merged = merge(incoming)
            assert merged == foretold
            assert find_differences() == []
            assert preview(incoming).relation in (Relation.SAME, Relation.OLDER)
        return merged

    def _unmerge(self, pick: int) -> None:
        """Merge, take that back, and do it again."""
        before, merges = scripts.dump(), _numbers("_merge")
        merged = self._merge(pick)
        if not merged.transactions:
            return
        together = scripts.dump()
        (number,) = _numbers("_merge") - merges
        self._note(before, together)
        undo(Step(number, MERGING, 1, clock.now()))
        gone = _gone()
        for (table, row), cells in scripts.dump().items():
            if row in gone:
                continue
            if (table, row) not in before:
                assert cells["deleted"] != 0, "what came with a merge goes to the trash with it"
                continue
            for column, value in cells.items():
                assert same(value, before[table, row][column]), (table, column, value)
        (latest,) = database.execute_sql(
            "SELECT id FROM _transaction ORDER BY hlc DESC, id DESC LIMIT 1"
        ).fetchone()
        redo(Step(latest, MERGING, 1, clock.now()))
        again = scripts.dump()
        assert {key: again[key] for key in again if key[1] not in gone} == {
            key: together[key] for key in together if key[1] not in gone
        }


def run(world: tuple[list[tuple[int, tuple[Any, ...]]], list[int | str], int, bool]) -> None:
    """Let copies go their ways as a script says, then let all of them meet."""
    from tests.models.merging.meeting import meet

    script, skews, amount, first = world
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    replicas: list[Replica] = []
    former = clock.use(datetime.now)
    try:
        with patch.dict("os.environ", XDG_DATA_HOME=str(folder / "data")):
            everyone = World(folder, skews, amount, first)
            replicas = everyone.replicas
            everyone.play(script)
            meet(everyone)
    finally:
        for replica in replicas:
            replica.close()
        clock.use(former)
        shutil.rmtree(folder)


def _numbers(table: str) -> set[int]:
    return {number for (number,) in database.execute_sql(f"SELECT id FROM {table}").fetchall()}


def _gone() -> set[bytes]:
    return {row for rows in erased_rows(RECORDS).values() for row in rows}


def _live(table: str, pick: int) -> bytes | None:
    """Pick a row that is not erased: a form cannot be opened for any other."""
    rows = [key[1] for key, row in scripts.dump().items() if key[0] == table]
    rows = [row for row in rows if scripts.dump()[table, row]["deleted"] != GONE]
    return rows[pick % len(rows)] if rows else None


@cache
def first_version() -> bytes:
    """Return a small file as the first version made it."""
    return (Path(__file__).parents[2] / "data" / "version-1.guildbook").read_bytes()
