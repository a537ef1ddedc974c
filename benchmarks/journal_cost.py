"""What the journal costs: the same rows and the same edits with its triggers and without.

An import writes its journal in one statement instead of by triggers; single edits are one action
each, committed to the disk as the window does it. Without the journal the triggers are dropped and
the bare statements are run, in one transaction each.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from models.base import database
from models.book import close_book, create_book
from models.journal import bulk, triggers
from models.journal.transactions import action
from models.members.member import Member, save_member

ROWS = 100_000
EDITS = 300
COLUMNS = ("name", "wechat_name", "wechat_id", "group_name", "region", "phone", "email", "note")


def make_rows() -> list[tuple[object, ...]]:
    return [
        (row, f"成员{n}", f"小{n}", f"wx_{n}", "跑友", "上海", f"138{n:08d}", f"u{n}@x.org", "")
        for n, row in enumerate(bulk.new_ids(ROWS))
    ]


def import_rows(path: Path, journaled: bool) -> tuple[float, float]:
    """Return the seconds it took, and the size of the file in megabytes."""
    create_book(path, "c")
    rows = make_rows()
    if not journaled:
        triggers.drop()
    start = time.perf_counter()
    if journaled:
        with action("member.import", ROWS):
            bulk.insert(Member, COLUMNS, rows)
    else:
        names = ", ".join(("id", *COLUMNS))
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        with database.atomic("IMMEDIATE"):
            bulk.run(f"INSERT INTO member ({names}) VALUES ({marks})", rows)
    spent = time.perf_counter() - start
    close_book()
    return spent, path.stat().st_size / 1e6


def edit_one_by_one(path: Path) -> tuple[float, float]:
    """Return the milliseconds of one edit: through save_member, and as a bare statement."""
    create_book(path, "c")
    members = [save_member(None, {"name": f"成员{n}"}) for n in range(EDITS)]
    journaled, bare = [], []
    for number, member in enumerate(members):
        start = time.perf_counter()
        save_member(member, {"phone": f"138{number}"})
        journaled.append(time.perf_counter() - start)
    triggers.drop()
    for number, member in enumerate(members):
        start = time.perf_counter()
        with database.atomic("IMMEDIATE"):
            statement = "UPDATE member SET phone = ? WHERE id = ?"
            database.execute_sql(statement, (f"139{number}", member))
        bare.append(time.perf_counter() - start)
    database.close()
    return statistics.median(journaled) * 1000, statistics.median(bare) * 1000


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        turns = [
            (
                import_rows(place / f"with{turn}.guildbook", True),
                import_rows(place / f"without{turn}.guildbook", False),
            )
            for turn in range(3)
        ]
        ours, bare = (min(turn[side] for turn in turns) for side in (0, 1))
        print(f"import of {ROWS:,} rows, the fastest of {len(turns)}")
        print(f"  with the journal     {ours[0]:5.2f} s, {ours[1]:5.1f} MB")
        print(f"  without              {bare[0]:5.2f} s, {bare[1]:5.1f} MB")
        print(f"  ratio                {ours[0] / bare[0]:5.2f}    {ours[1] / bare[1]:5.2f}")
        edit, statement = edit_one_by_one(place / "edits.guildbook")
    print(f"a single edit, median of {EDITS}, each committed to the disk")
    print(f"  save_member          {edit:5.2f} ms")
    print(f"  a bare statement     {statement:5.2f} ms; ratio {edit / statement:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
