"""A whole season in real windows, from plan to calendar file, every figure counted again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from main import main
from models.book import close_book, create_book, open_book
from models.exchange.calendars.planning import local_zone, plan_calendar
from models.exchange.calendars.reading import read_calendar
from models.exchange.signup.plan import SignUp
from models.journal.transactions import Author
from models.merging.conflicts import open_conflicts
from models.pinyin import sort_key
from models.vocabulary import EventStatus
from tests.conftest import FixedClock
from tests.models.events.test_turnout import recount
from tests.models.exchange.calendars.test_season import Told, read_elsewhere, written_down
from tests.test_nothing_lost import content
from tests.ui.events.season import Host
from tests.ui.events.season_figures import Figures, Row, heads_of, rows_of
from tests.ui.events.season_papers import (
    check_badges,
    check_evaluation,
    check_month,
    check_poster,
    check_sign_in,
)
from tests.ui.events.season_people import (
    STRANGERS,
    Line,
    chain_lines,
    chain_text,
    make_club,
)
from tests.ui.keyboard import press
from tests.ui.merging.organizers import Control

SEED = 20261115
FIRST_RUN = datetime(2026, 9, 5, 7, 30)
MOVED_RUN = FIRST_RUN + timedelta(days=1)
FIRST_TALK = datetime(2026, 9, 25, 19, 30)
GATHERING = datetime(2026, 11, 15, 14)
LAST_DAY = date(2026, 12, 31)
HOLIDAYS = [FIRST_RUN + timedelta(weeks=4), FIRST_RUN + timedelta(weeks=5)]
LIKELY = {"yes": 0.85, "maybe": 0.4, "no": 0.05}
# How often Space turns the kind of a line from "other"; what for; planned; actual.
MONEY = (
    (2, "体育馆", "2000", "1800.50"), (3, "蛋糕和水果", "900", "1012"), (1, "门票", "3000", "2700"),
)  # fmt: skip
TITLE = "周年大聚会 11月15日下午两点"
Sit = partial[Host]


class Story:
    """What is known of the season beside the file: who is meant by what, and the chance."""

    def __init__(self, folder: Path, clock: FixedClock, sit: Sit) -> None:
        self.folder, self.clock, self.sit = folder, clock, sit
        self.chance, self.club = Random(SEED), make_club()
        self.run = self.talk = self.gathering = b""

    def members(self) -> dict[str, bytes]:
        """Return who is in the book, by phone, strangers by name."""
        return {row["phone"] or row["name"]: row["id"] for row in rows_of("member")}

    def figures(self, event: bytes) -> Figures:
        return Figures(event, self.clock())

    def meant(self, lines: list[Line]) -> dict[int, str]:
        """Return whose phone stands behind a line of the pasted text, counted from 1."""
        return {place: line.whose for place, line in enumerate(lines, 5)}


@pytest.fixture
def story(
    tmp_path: Path, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Story]:
    clock.set(datetime(2026, 8, 22, 10))
    path = tmp_path / "Lin" / "club.guildbook"
    path.parent.mkdir()
    create_book(path, "江边社", author=Author("laptop-1", "Lin"))
    close_book()
    yield Story(tmp_path, clock, partial(Host, qtbot, monkeypatch))
    close_book()


def test_a_season(story: Story) -> None:
    own = story.folder / "Lin" / "club.guildbook"
    lin = story.sit(own, "Lin", "ThinkPad")
    plan(story, lin)
    hold_the_first_run(story, lin)
    sign_up_for_the_gathering(story, lin)
    look_ahead(story, lin)
    lin.leave()
    two_doors(story, own)
    evaluate(story, own)


def plan(story: Story, host: Host) -> None:
    """Thirteen weeks of runs without the two of the holiday, one moved; talks; the gathering."""
    said = host.import_members(story.club.write(story.folder / "members.csv"))
    assert said[0] == "300 new"
    story.run = host.plan_event(
        title="周六晨跑", begins=FIRST_RUN, ends=FIRST_RUN + timedelta(minutes=90), place="江边东门"
    )
    rule = host.repeat(story.run, LAST_DAY, HOLIDAYS)
    assert rule == "every Saturday, until 31 December"
    host.make_template(
        [("订场地", "提前7天"), ("写总结", "1 day after")],
        name="读书会",
        minutes="90",
        place="书屋",
    )
    story.talk = host.plan_from_template(begins=FIRST_TALK, guest="周老师")
    rule = host.repeat(story.talk, LAST_DAY, monthly=True)
    assert rule == "on the last Friday of each month, until 31 December"
    story.gathering = host.plan_event(
        title="周年大聚会", begins=GATHERING, ends=GATHERING + timedelta(hours=4), place="体育馆",
        link="https://example.cn/a?b=1", capacity=300,
    )  # fmt: skip
    host.drag_to(story.run, FIRST_RUN.date(), MOVED_RUN.date())
    weeks = [FIRST_RUN + timedelta(weeks=week) for week in range(17)]
    runs = [each for each in weeks if each not in HOLIDAYS and each.date() <= LAST_DAY]
    talks = [datetime(2026, 9, 25, 19, 30), datetime(2026, 10, 30, 19, 30),
             datetime(2026, 11, 27, 19, 30), datetime(2026, 12, 25, 19, 30)]  # fmt: skip
    assert begun("周六晨跑") == [MOVED_RUN, *runs[1:]]
    assert begun("读书会") == talks and begun("周年大聚会") == [GATHERING]
    tasks = sorted(row["due"] for row in rows_of("task"))
    away = (timedelta(days=-7), timedelta(days=1))
    expected = sorted((talk + days).date().isoformat() for talk in talks for days in away)
    assert tasks == expected, "each talk is prepared like the first"


def begun(title: str) -> list[datetime]:
    rows = [row["begins"] for row in rows_of("event") if row["title"] == title]
    return sorted(datetime.fromisoformat(each) for each in rows)


def hold_the_first_run(story: Story, host: Host) -> None:
    """Forty sign up and most of them come: a record from which the next turnout is foretold."""
    story.clock.set(datetime(2026, 9, 4, 20))
    lines = chain_lines(story.chance, story.club.people[:40], ())
    host.paste(story.run, chain_text("周六晨跑", lines), settling(story, lines))
    check_the_list(story, story.run, lines)
    story.clock.set(MOVED_RUN - timedelta(minutes=10))
    coming = [line for line in lines if line.rsvp == "yes" and story.chance.random() < 0.8]
    door = host.open_door(story.run)
    for line in coming:
        story.clock.time += timedelta(seconds=5)
        person = story.club.by_phone[line.whose]
        host.let_in(door, person.phone[-4:], story.members()[person.phone])
    assert door.side.figures.accessibleName() == story.figures(story.run).door_said()
    host.close_door(door)
    story.clock.set(MOVED_RUN + timedelta(hours=2))
    said = host.look_at_attendance(story.run, rest_stayed_away=True)
    figures = story.figures(story.run)
    assert said == [*figures.counts_said(), figures.places_said(), figures.came_said()]
    host.set_status(story.run, EventStatus.DONE)


def sign_up_for_the_gathering(story: Story, host: Host) -> None:
    """A chain of 200 is pasted, and the evening after the grown one of 295 without one of them."""
    story.clock.set(datetime(2026, 11, 8, 21))
    lines = chain_lines(story.chance, story.club.people[:280], STRANGERS)
    told, counts = host.paste(
        story.gathering, chain_text(TITLE, lines[:200]), settling(story, lines)
    )
    assert counts == {"new": 200}
    strangers = sum(not line.whose for line in lines[:200])
    assert told == f"200 people signed up · {strangers} new visitors"
    check_the_list(story, story.gathering, lines[:200])
    story.clock.set(datetime(2026, 11, 9, 21))
    gone = next(line for line in lines[50:] if line.rsvp == "yes" and line.whose)
    grown = [line for line in lines if line is not gone]
    told, counts = host.paste(
        story.gathering, chain_text(TITLE, grown), settling(story, grown), missing_withdrew=True
    )
    assert counts == {"new": 95, "unchanged": 199, "withdrawn": 1}
    others = sum(not line.whose for line in lines) - strangers
    assert told == f"95 people signed up · 1 withdrew · {others} new visitors"
    withdrawn = Line(gone.name, "", gone.whose, "no", gone.guests)
    check_the_list(story, story.gathering, grown, withdrawn)
    said = host.look_at_attendance(story.gathering)
    figures = story.figures(story.gathering)
    assert said[:6] == [*figures.counts_said(), figures.places_said()]
    again = recount(story.gathering)
    assert said[6].startswith(
        f"About {round(again.expected)} will probably come ({again.low} to {again.high})."
        f" From {again.answers} answers and {again.records} earlier times"
    )
    assert figures.places_said() in host.look_at_pane(story.gathering)


def settling(story: Story, lines: list[Line]) -> Callable[[SignUp], bytes]:
    """Say whom a line means that may mean several."""
    meant, members = story.meant(lines), story.members()

    def whom(line: SignUp) -> bytes:
        return members[meant[line.line]]

    return whom


def check_the_list(story: Story, event: bytes, lines: list[Line], *others: Line) -> None:
    """Each line is what stands in its row, in the order of the chain, and nobody else is."""
    members = story.members()
    rows = {row["member"]: row for row in story.figures(event).list}
    for line in (*lines, *others):
        row = rows.pop(members[line.whose or line.name])
        assert (row["rsvp"], row["guests"]) == (line.rsvp, line.guests), line
        assert bool(row["signed"]) is (line.rsvp == "yes")
    assert rows == {}
    queue = [members[line.whose or line.name] for line in lines if line.rsvp == "yes"]
    places = story.figures(event).queue()
    assert [*places.seated, *places.waiting] == queue


def look_ahead(story: Story, host: Host) -> None:
    """The overview says what comes in the next fourteen days, and how full it is."""
    story.clock.set(datetime(2026, 11, 14, 12))
    figures, said = story.figures(story.gathering), []
    for event in sorted(figures.events.values(), key=lambda row: row["begins"]):
        begins = datetime.fromisoformat(event["begins"])
        if story.clock().date() <= begins.date() <= date(2026, 11, 28):
            told = f"{event['title']} · {event['place']} · {begins:%H:%M} | "
            said.append(told + ("Fully booked" if event["id"] == story.gathering else "–"))
    lines = host.look_at_overview()
    assert lines[: len(said)] == said and len(said) == 5
    open_yet = [row for row in figures.events.values()
                if row["begins"] < "2026-11-14" and row["status"] == "planned"]  # fmt: skip
    assert sum("is over but still open" in line for line in lines) == 3
    assert any(line.startswith(f"{len(open_yet) - 3} more events are over") for line in lines)
    papers = ("Sign-in sheet", "Name badges", "Poster")
    sheet, badges, poster = host.save_papers(story.gathering, story.folder, papers)
    check_sign_in(sheet, figures)
    check_badges(badges, figures)
    check_poster(poster, figures, story.folder)


def two_doors(story: Story, own: Path) -> None:
    """Two laptops at two doors of the gathering; merged in both orders they make one list."""
    story.clock.set(GATHERING - timedelta(hours=1))
    west = story.folder / "Wei" / "club.guildbook"
    west.parent.mkdir()
    shutil.copyfile(own, west)
    open_book(own)
    known = {member: phone for phone, member in story.members().items()}
    rows = sorted(story.figures(story.gathering).list, key=lambda row: known[row["member"]])
    coming = [row["member"] for row in rows if story.chance.random() < LIKELY[row["rsvp"]]]
    absent = [row["member"] for row in rows if row["member"] not in coming]
    close_book()
    half = len(coming) // 2
    lin = story.sit(own, "Lin", "ThinkPad")
    at_the_door(story, lin, coming[: half + 5], absent[0], "欧阳一 13700001234+1")
    wei = story.sit(west, "Wei", "MateBook")
    at_the_door(story, wei, coming[half:], absent[1], "欧阳二")
    before = own.read_bytes()
    host = story.sit(own, "Lin", "ThinkPad")
    host.merge(west)
    assert open_conflicts() == ()
    here = story.figures(story.gathering)
    host.leave()
    copied = own.with_name("before.guildbook")
    copied.write_bytes(before)
    host = story.sit(west, "Wei", "MateBook")
    host.merge(copied)
    there, of_the_other = story.figures(story.gathering), content()
    host.leave()
    open_book(own)
    assert content() == of_the_other
    close_book()
    for figures in (here, there):
        came = {row["member"] for row in figures.list if row["came"] == "yes"}
        walked_in = {row["id"] for row in figures.members.values() if "欧阳" in row["name"]}
        assert len(walked_in) == 2 and came == {*coming, *walked_in}
        assert all(row["came"] != "no" for row in figures.list), "no record is never absent"


def at_the_door(
    story: Story, host: Host, coming: Sequence[bytes], wrong: bytes, stranger: str
) -> None:
    """Let people in by their phone, their name, its sound; take back a wrong tick; a walk-in."""
    people = {row["id"]: row for row in rows_of("member")}
    door = host.open_door(story.gathering)
    for place, member in enumerate(coming):
        story.clock.time += timedelta(seconds=4)
        said = host.let_in(door, word_for(people[member], place), member)
        assert said.startswith(people[member]["name"]), said
    host.let_in(door, people[wrong]["name"], wrong)
    press(door.line, Qt.Key.Key_Z, Control)
    assert host.let_in(door, stranger, None).endswith("Walked in. Welcome!")
    figures = story.figures(story.gathering)
    assert door.side.figures.accessibleName() == figures.door_said()
    inside = heads_of(row for row in figures.list if row["came"] == "yes")
    assert host.close_door(door).startswith(f"{inside} are in. ")
    host.leave()


def word_for(person: Row, place: int) -> str:
    """Return what is typed of somebody: the end of their phone, their name, how it sounds."""
    if place % 3 == 0 and person["phone"]:
        return str(person["phone"][-4:])
    if place % 3 == 1 or person["name"].isascii():
        return str(person["name"])
    return "".join(sort_key(person["name"]).partition("\t")[0].split())


def evaluate(story: Story, own: Path) -> None:
    """Marks in a row, slips, feedback of a comment, notes, money: and what it was worth."""
    story.clock.set(GATHERING + timedelta(days=1))
    host = story.sit(own, "Lin", "ThinkPad")
    assert host.add_money(story.gathering, MONEY) == money_said(story)
    said = host.look_at_attendance(story.gathering, rest_stayed_away=True)
    figures = story.figures(story.gathering)
    assert said[:5] == figures.counts_said() and said[6] == figures.came_said()
    host.set_status(story.gathering, EventStatus.DONE)
    marks = "45532" + "".join(story.chance.choice("34555") for _mark in range(55))
    comments = {4: "排队太久", 7: "节目很好"}
    rated = host.evaluate(story.gathering, marks, comments, "5 4 4 3; 2 太吵")
    figures = story.figures(story.gathering)
    assert rated == figures.opinions_said()
    host.raise_feedback(4)
    host.write_notes(went_well="两个门签到很快", to_change="早点开门")
    assert host.look_at_worth() == story.figures(story.gathering).worth_said()
    check_the_feedback(story, "排队太久")
    formats, best = host.look_at_formats()
    assert formats == story.figures(story.gathering).format_said()
    assert best == ["No hour has had two events yet, so none can be called the best."]
    (evaluation,) = host.save_papers(story.gathering, story.folder, ("Evaluation",))
    check_evaluation(evaluation, story.figures(story.gathering))
    assert figures.overview_said() == [
        said for said in host.look_at_figures() if not said.startswith("Satisfaction")
    ]
    hand_out(story, host, own)


def money_said(story: Story) -> list[str]:
    """Say the sums of the lines that are written, and what each head cost."""
    own = {turns: (Decimal(planned), Decimal(actual)) for turns, _for, planned, actual in MONEY}
    (venue, food, income), heads = (own[2], own[3], own[1]), story.figures(story.gathering).heads()
    spent = (venue[0] + food[0], venue[1] + food[1])
    left = (income[0] - spent[0], income[1] - spent[1])
    rows = (("Venue", venue), ("Food and drinks", food), ("Income", income),
            ("Spent in all", spent), ("Left over", left))  # fmt: skip
    said = [f"{title} {planned:,.2f} {actual:,.2f}" for title, (planned, actual) in rows]
    return [*said, f"¥{spent[1] / heads:.2f} for each of {heads} people."]


def check_the_feedback(story: Story, comment: str) -> None:
    (made,) = rows_of("feedback")
    (said,) = [row for row in story.figures(story.gathering).list if row["comment"] == comment]
    assert (made["text"], made["member"], made["event"]) == (
        comment, said["member"], story.gathering,
    )  # fmt: skip
    assert (said["rating"], made["kind"]) == (2, "complaint")


def written_down_at(path: Path) -> list[Told]:
    open_book(path)
    found = written_down()
    close_book()
    return found


def hand_out(story: Story, host: Host, own: Path) -> None:
    """The season as a calendar, and the month as a report."""
    target, figures = story.folder / "season.ics", story.figures(story.gathering)
    said = host.export_season(target)
    assert said == f"{len(figures.events)} events are in season.ics."
    assert read_elsewhere(target, ZoneInfo(str(local_zone()))) == written_down()
    assert len(written_down()) == 15 + 4 + 1
    assert plan_calendar(read_calendar(target)).amount == 0, "taken in again it changes nothing"
    host.leave()
    there = written_down_at(own)
    other = story.folder / "Mei" / "club.guildbook"
    other.parent.mkdir()
    create_book(other, "友社", author=Author("laptop-3", "Mei"))
    close_book()
    host = story.sit(other, "Mei", "Framework")
    assert host.take_in(target) == f"{len(there)} events imported."
    host.leave()
    assert written_down_at(other) == there
    report = story.folder / "november.pdf"
    words = ["report", str(own), "--month", "2026-11", "--output", str(report)]
    assert main([*words, "--language", "en", "--audience", "committee"]) == 0
    open_book(own)
    check_month(report, figures)
