"""The lists about members against a second count in plain Python, from the raw rows: on what one
organizer really has, and on some hundred made-up members with something in every field."""

from __future__ import annotations

import random
import re
from calendar import isleap
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.book import close_book, create_book, open_book
from models.journal.transactions import action
from models.members.admission import accept
from models.members.applicants import check_pending, waiting_list
from models.members.class_rules import ClassRules
from models.members.contact import THANKS
from models.members.criterion import Asked, save_criterion
from models.members.duplicates import find_duplicates
from models.members.household import list_households, load_household
from models.members.listing import class_counts, class_pill, find_members, pill_counts
from models.members.mailing import recipients
from models.members.member import save_member
from models.members.points import give_points
from models.members.referrals import referrals_of
from models.members.tag_names import tags_in_use
from models.members.thanks import thank, thank_list
from models.members.timeline import timeline_of
from models.members.timeline_sources import Chapter
from models.members.violation import note_violation
from models.members.welcome import due_on
from models.papers.birthdays import celebrations_in
from models.vocabulary import Audience, CriterionSort, Standing, Verdict
from resources.i18n import translation
from tests.conftest import FixedClock
from tests.models.members.made_up import TODAY, make_people
from tests.models.members.recount import day_or_none, everything_done, rows_of, standing_of
from tests.models.members.test_riverside_people import FOLDER, put_in_riverside

Row = dict[str, Any]
_made: dict[str, bytes] = {}
_ASKED = (
    ("年龄", CriterionSort.AGE, "18-40", True),
    ("地区", CriterionSort.REGION, "上海", True),
    ("兴趣", CriterionSort.INTEREST, "跑步\n读书", False),
)


@pytest.fixture(params=["riverside", "made up"])
def members(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock
) -> Iterator[dict[bytes, Row]]:
    """Everybody who is there, as their rows have them. Each community is made once."""
    path = tmp_path / "club.guildbook"
    if request.param not in _made:
        create_book(path, "江边慢跑团")
        put_in(request.param)
        close_book()
        _made[request.param] = path.read_bytes()
    path.write_bytes(_made[request.param])
    open_book(path)
    yield {row["id"]: row for row in rows_of("member")}
    close_book()


def put_in(community: str) -> None:
    chance = random.Random(11)
    if community == "made up":
        make_people(chance, 300)
    elif FOLDER.is_dir():
        put_in_riverside()
    else:
        pytest.skip("the organizer's files are not here")
    happen(chance)


def happen(chance: random.Random) -> None:
    """Let some things happen that neither of the two has many of."""
    people = rows_of("member")
    applied = [row["id"] for row in people if row["status"] == "applicant"]
    accept(chance.sample(applied, len(applied) // 3), translation("zh_CN"))
    with action("test"):
        for row in chance.sample(people, 60):
            first = chance.choice(people)["id"]
            if first != row["id"]:
                write("UPDATE member SET introduced_by = ? WHERE id = ?", first, row["id"])
        one, other = (row["id"] for row in people[:2])  # as two laptops may have said
        write("UPDATE member SET introduced_by = ? WHERE id = ?", one, other)
        write("UPDATE member SET introduced_by = ? WHERE id = ?", other, one)
        for row in chance.sample(people, 40):
            until = TODAY + timedelta(chance.randrange(-5, 6))
            write("UPDATE member SET rest_until = ? WHERE id = ?", until.isoformat(), row["id"])
            mail = chance.choice(("a@x.org", "B@x.org", "b@x.org", ""))
            write("UPDATE member SET email = ? WHERE id = ?", mail, row["id"])
        for row in chance.sample(rows_of("welcome_step"), 5):
            write("UPDATE welcome_step SET done = '2026-10-31' WHERE id = ?", row["id"])
        for row in rows_of("welcome_step"):
            due = TODAY + timedelta(chance.randrange(-70, 10))
            write("UPDATE welcome_step SET due = ? WHERE id = ?", due.isoformat(), row["id"])
    for _each in range(30):
        day = TODAY - timedelta(chance.randrange(420))
        some = [row["id"] for row in chance.sample(people, 4)]
        give_points(some, chance.choice((-2, 1, 5)), chance.choice(("搬桌子", "讲课")), day)
        thank(some[:1], day=min(TODAY, day + timedelta(chance.choice((-9, 0, 0, 30)))))
        note_violation(some[-1], {"day": day, "note": "半夜发消息"})


def write(sql: str, *values: object) -> None:
    database.execute_sql(sql, values)


def rests(row: Row, day: date = TODAY) -> bool:
    return bool(row["rest_until"]) and row["rest_until"] >= day.isoformat()


def found_ids(**asked: Any) -> set[bytes]:
    return set(find_members(**asked).ids())


def test_pills_show_and_count_whom_they_name(members: dict[bytes, Row]) -> None:
    statuses = Counter(row["status"] for row in members.values())
    counts = pill_counts()
    assert counts.pop("all") == len(members)
    assert {name: count for name, count in counts.items() if count} == dict(statuses)
    for status in counts:
        there = {member for member, row in members.items() if row["status"] == status}
        assert found_ids(pill=status) == there
    done = everything_done()
    classes = class_counts()
    for standing in Standing:
        in_class = {
            member
            for member, row in members.items()
            if standing_of(row, done.get(member, []), TODAY, ClassRules()) is standing
        }
        assert found_ids(pill=class_pill(standing)) == in_class
        assert classes.get(class_pill(standing), 0) == len(in_class)


def test_who_is_to_be_thanked(members: dict[bytes, Row]) -> None:
    thanked: dict[bytes, str] = defaultdict(str)
    for row in rows_of("contact"):
        if row["channel"] == THANKS:
            thanked[row["member"]] = max(thanked[row["member"]], row["day"])
    reasons: Counter[bytes] = Counter()
    away = ("applicant", "waiting", "refused", "visitor", "left")
    for row in rows_of("points"):
        member = members[row["member"]]
        recent = row["day"] >= (TODAY - timedelta(365)).isoformat()
        if row["amount"] > 0 and recent and row["day"] > thanked[row["member"]]:
            if member["status"] not in away and not rests(member):
                reasons[row["member"]] += 1
    listed = thank_list()
    assert {one.id: len(one.reasons) for one in listed} == dict(reasons) != {}
    assert {one.id: one.thanked for one in listed} == {
        member: day_or_none(thanked[member]) for member in reasons
    }


def days_from(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(number) for number in range(count))


@pytest.mark.parametrize(
    "first", [date(2026, 10, 31), date(2027, 9, 20), date(2027, 2, 20), date(2028, 2, 1)]
)
def test_whose_day_it_is(members: dict[bytes, Row], first: date) -> None:
    here = [
        row for row in members.values() if row["status"] in ("active", "paused") and not rests(row)
    ]
    births: set[tuple[bytes, date, int]] = set()
    joins: set[tuple[bytes, date, int]] = set()
    for day in days_from(first, 40):
        kept = {day.isoformat()[5:]}
        if "02-28" in kept and not isleap(day.year):
            kept.add("02-29")
        for row in here:
            for of, found in ((row["born"], births), (row["joined"] or "", joins)):
                if len(of) == 10 and of[5:] in kept and of[:4] <= str(day.year):
                    if found is births or day.year > int(of[:4]):
                        found.add((row["id"], day, day.year - int(of[:4])))
    told = celebrations_in(first, first + timedelta(39), Audience.FULL)
    assert {(one.id, one.on, one.years) for one in told.birthdays} == births
    assert {(one.id, one.on, one.years) for one in told.anniversaries} == joins
    assert births | joins
    assert told.unknown == sum(not row["born"] for row in here)
    assert told.year_only == sum(len(row["born"]) == 4 for row in here)


def test_whom_a_mail_reaches(members: dict[bytes, Row]) -> None:
    asked = list(find_members().ids())
    told = recipients(asked)
    awake = [members[each] for each in asked if not rests(members[each])]
    addresses = [row["email"] for row in awake if row["email"]]
    assert [each.casefold() for each in told.addresses] == list(
        dict.fromkeys(each.casefold() for each in addresses)
    )
    assert list(told.without) == [row["name"] for row in awake if not row["email"]]
    assert len(told.resting) == sum(map(rests, members.values())) > 0


def test_which_welcome_steps_are_due(members: dict[bytes, Row]) -> None:
    expected = Counter(
        (row["member"], row["title"], row["due"])
        for row in rows_of("welcome_step")
        if row["done"] is None
        and 0 <= (TODAY - date.fromisoformat(row["due"])).days <= 60
        and members[row["member"]]["status"] == "active"
        and not rests(members[row["member"]])
    )
    due = due_on(TODAY)
    assert Counter((one.member, one.title, one.day.isoformat()) for one in due) == expected
    assert expected and [one.day for one in due] == sorted(one.day for one in due)


def verdicts(row: Row, tags: set[str]) -> list[Verdict]:
    """How somebody stands against _ASKED, read off the row as a person would."""
    ages: set[bool] = set()
    if born := row["born"]:
        latest = (12, 31) if len(born) == 4 else (int(born[5:7]), int(born[8:]))
        earliest = (1, 1) if len(born) == 4 else latest
        for month, day in (earliest, latest):
            had = (month, day) <= (TODAY.month, TODAY.day)
            ages.add(18 <= TODAY.year - int(born[:4]) - (not had) <= 40)
    found = [None if len(ages) != 1 else ages.pop()]
    found.append("上海" in row["region"] if row["region"] else None)
    found.append(bool(tags & {"跑步", "读书"}) if tags else None)
    words = {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.UNKNOWN}
    return [words[each] for each in found]


def test_applicants_stand_as_a_person_would_say(members: dict[bytes, Row]) -> None:
    for title, sort, wanted, required in _ASKED:
        save_criterion(Asked(b"", title, sort, wanted, required=required))
    tags: dict[bytes, set[str]] = defaultdict(set)
    for row in rows_of("member_tag"):
        tags[row["member"]].add(row["tag"])
    pending = [row for row in members.values() if row["status"] in ("applicant", "waiting")]
    checks = {one.facts.id: one for one in check_pending()}
    assert checks.keys() == {row["id"] for row in pending} != set()
    for row in pending:
        check, said = checks[row["id"]], verdicts(row, tags[row["id"]])
        assert [one.verdict for one in check.judged] == said
        needed = said[:2]
        worst = next((each for each in (Verdict.FAIL, Verdict.UNKNOWN) if each in needed), None)
        assert check.outcome is (worst or Verdict.PASS)
    queue = [members[each] for each in waiting_list()]
    assert len(queue) == sum(row["status"] == "waiting" for row in pending)


def test_who_brought_whom(members: dict[bytes, Row]) -> None:
    brought: dict[bytes, set[bytes]] = defaultdict(set)
    for row in members.values():
        if row["introduced_by"]:
            brought[row["introduced_by"]].add(row["id"])
    assert brought
    for introducer in brought:
        below: set[bytes] = set()
        level = {introducer}
        while level:
            level = {each for one in level for each in brought.get(one, ())} - below - {introducer}
            below |= level
        tree = referrals_of(introducer)
        assert {one.id for one in tree.below} == below and tree.total == len(below)
        assert {one.id for one in tree.below if one.depth == 1} == brought[introducer] - {
            introducer
        }


def test_households_and_tags(members: dict[bytes, Row]) -> None:
    living: dict[bytes, set[bytes]] = defaultdict(set)
    for row in members.values():
        if row["household"]:
            living[row["household"]].add(row["id"])
    assert {household for household, _name in list_households()} == living.keys()
    for household, people in living.items():
        told = load_household(household)
        assert told is not None and {member for member, _name in told.people} == people
    tags = Counter(row["tag"] for row in rows_of("member_tag") if row["member"] in members)
    assert {one.tag: one.members for one in tags_in_use()} == dict(tags) != {}


def told_apart(row: Row) -> set[tuple[str, str]]:
    """What one person alone has."""
    phone = re.sub(r"\D", "", row["phone"])[-11:]
    own = {("wechat", row["wechat_id"].casefold().strip())}
    return {(sort, text) for sort, text in {*own, ("phone", phone)} if text}


def test_who_has_the_number_and_the_name_of_another_is_a_pair(members: dict[bytes, Row]) -> None:
    twin = next(row for row in members.values() if row["phone"])
    made = save_member(None, {"name": twin["name"], "phone": f"+86 {twin['phone']}"})
    rows = [*members.values(), next(row for row in rows_of("member") if row["id"] == made)]
    same: set[frozenset[bytes]] = set()
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name["".join(row["name"].split())].append(row)
    for people in by_name.values():
        for one, other in combinations(people, 2):
            if told_apart(one) & told_apart(other):
                same.add(frozenset((one["id"], other["id"])))
    assert frozenset((twin["id"], made)) in same
    pairs = find_duplicates(most=100_000).pairs
    assert same <= {frozenset((pair.first.id, pair.second.id)) for pair in pairs}


def test_a_timeline_has_a_line_for_every_row(members: dict[bytes, Row]) -> None:
    notes, given = rows_of("contact"), rows_of("points")
    spoken = Counter(row["member"] for row in notes)
    spoken.update(row["member"] for row in notes if row["follow_up"])
    points = Counter(row["member"] for row in given)
    broken = Counter(row["member"] for row in rows_of("violation"))
    consents: Counter[bytes] = Counter()
    for row in rows_of("consent"):
        consents[row["member"]] += bool(row["given"]) + bool(row["withdrawn"])
    for member in members:
        counts = timeline_of(member).counts
        assert counts[Chapter.CONTACTS] == spoken[member]
        assert counts[Chapter.POINTS] == points[member]
        assert counts[Chapter.CONSENT] == consents[member]
        assert counts[Chapter.RULES] == broken[member]


def test_search_finds_whoever_has_it(members: dict[bytes, Row]) -> None:
    chance = random.Random(3)
    numbers = [row["phone"] for row in members.values() if len(row["phone"]) == 11]
    for phone in chance.sample(numbers, min(len(numbers), 12)):
        typed = phone[-4:]
        has = {member for member, row in members.items() if row["phone"].endswith(typed)}
        assert has and has <= found_ids(text=typed)
        for member in found_ids(text=typed):
            # Nobody is found who has these digits nowhere.
            assert typed in " ".join(map(str, members[member].values()))
    for row in chance.sample(list(members.values()), 20):
        for text in (row["name"], row["name"][:1], row["wechat_name"], row["group_name"]):
            if words := re.findall(r"\w+", text):
                assert row["id"] in found_ids(text=" ".join(words))
    tags: dict[str, set[bytes]] = defaultdict(set)
    for tagged in rows_of("member_tag"):
        tags[tagged["tag"]].add(tagged["member"])
    for tag, having in tags.items():
        assert having & members.keys() <= found_ids(text=tag)
