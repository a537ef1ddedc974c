"""A file that is only read, opened on a later day: everything says what is so on that day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models import book as books
from models import search
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.exchange.exporting import export
from models.members import standing
from models.members.cadence import queue
from models.members.filters import Condition, Group, Test
from models.members.listing import find_members
from models.members.member import save_member
from models.vocabulary import Kind
from resources.i18n import translation
from tests.conftest import FixedClock

LATER = datetime(2027, 3, 31, 9, 0)
ASKED = (
    Condition("standing", Test.ANY_OF, ("lapsing",)),
    Condition("score", Test.AT_LEAST, 1),
    Condition("last_seen", Test.NOT_FOR_DAYS, 60),
    Condition("took_part", Test.LAST_DAYS, 60),
)


@pytest.fixture(params=["", "secret"])
def closed(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> tuple[Path, str]:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "慢跑团", request.param)
    people = [
        save_member(None, {"name": f"n{number}", "joined": date(2026, 1, 1), "cadence": 30})
        for number in range(12)
    ]
    for week in range(6):
        begins = datetime(2026, 9, 1, 19) + timedelta(weeks=week)
        event = save_event(None, {"title": "跑", "begins": begins})
        for member in people[:6]:
            save_attendance(event, member, came="yes")
    search.catch_up()
    books.close_book()
    return path, request.param


def told(folder: Path) -> dict[str, object]:
    """Return what lists, filters, the queue and an export say now."""
    listing = find_members()
    ids = listing.ids()
    target = folder / "out.csv"
    export(target, Kind.MEMBER, ids, translation("en"))
    return {
        "lines": [repr(line) for line in listing.lines(0, listing.total)],
        "found": [find_members(asked=Group(parts=(each,))).ids() for each in ASKED],
        "searched": find_members("n1").ids(),
        "classes": standing.classes_of(ids),
        "queue": queue(),
        "exported": target.read_text("utf-8"),
    }


@pytest.mark.parametrize("in_the_meantime", [300, 3])
def test_it_says_what_a_file_that_is_written_says(
    closed: tuple[Path, str],
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    in_the_meantime: int,
) -> None:
    """Also where more are due than are judged in passing: then what goes out is right."""
    monkeypatch.setattr(standing, "_INLINE", in_the_meantime)
    path, passphrase = closed
    clock.set(LATER)
    before = path.read_bytes()
    books.open_book(path, passphrase, read_only=True)
    told(tmp_path)
    read = told(tmp_path)
    books.close_book()
    assert path.read_bytes() == before
    books.open_book(path, passphrase)
    told(tmp_path)
    written = told(tmp_path)
    books.close_book()
    assert read == written
    assert "Drifting away" in str(read["exported"]) and path.read_bytes() != before


def test_what_is_judged_for_one_reader_does_not_outlast_it(
    closed: tuple[Path, str], clock: FixedClock
) -> None:
    path, passphrase = closed
    clock.set(LATER)
    for _again in range(2):
        books.open_book(path, passphrase, read_only=True)
        ids = find_members().ids()
        standing.judge_all()
        assert {name for name, _score in standing.classes_of(ids).values()} >= {"lapsing"}
        books.close_book()
    clock.set(datetime(2026, 10, 31, 9, 0))
    books.open_book(path, passphrase)
    assert "lapsing" not in {name for name, _score in standing.classes_of(ids).values()}
    books.close_book()
