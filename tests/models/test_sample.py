from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models import clock as clock_module
from models.base import database, live
from models.book import about, open_book
from models.errors import Cancelled, UserError
from models.events.attendance import Attendance
from models.events.event import Event
from models.feedback.feedback import Feedback
from models.journal.folding import find_differences
from models.journal.history import happenings
from models.journal.transactions import Author
from models.journal.undo import undo_step
from models.members.listing import find_members
from models.members.member import Member
from models.metrics.activity import SHOWN, participants_on
from models.metrics.attention import Matter
from models.metrics.overview import OverviewFacts, overview_now
from models.rules.rule import Rule
from models.sample import _plan, create_sample
from models.sample.diary import Diary
from models.sample.story import read_story
from models.vocabulary import RuleSection, RuleStatus
from resources import path
from resources.i18n import LANGUAGES
from tests.conftest import FixedClock

HAN = re.compile("[\u4e00-\u9fff]")
TODAY = datetime(2026, 10, 31, 9, 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample in each language, made once on the last of October."""
    clock_module.use(lambda: TODAY)
    files = {}
    for language in LANGUAGES:
        files[language] = tmp_path_factory.mktemp("sample") / f"{language}.guildbook"
        create_sample(files[language], language)
    clock_module.use(datetime.now)
    return files


@pytest.fixture(params=LANGUAGES)
def sample(request: pytest.FixtureRequest, made: dict[str, Path], clock: FixedClock) -> str:
    """The language of the sample that is open."""
    open_book(made[request.param], author=Author("laptop", "Lin"))
    request.addfinalizer(database.close)
    return str(request.param)


def test_the_community_is_large_enough_to_look_around_in(sample: str) -> None:
    statuses = Counter(member.status for member in live(Member))
    assert statuses == {
        "active": 94, "applicant": 6, "waiting": 1, "refused": 2, "left": 15, "paused": 5
    }  # fmt: skip
    assert all(member.left and member.left_reason for member in live(Member) if member.left)
    assert live(Event).count() >= 50
    assert {event.status for event in live(Event)} == {
        "idea", "planned", "announced", "done", "cancelled"
    }  # fmt: skip
    assert len({event.format for event in live(Event)}) == 5
    assert 100 <= live(Feedback).count() <= 120
    assert live(Attendance).count() > 600
    assert live(Rule).count() == 18
    assert {rule.section for rule in live(Rule)} == {section.value for section in RuleSection}
    assert {rule.status for rule in live(Rule)} == {status.value for status in RuleStatus}


def test_every_text_is_in_the_samples_language(sample: str) -> None:
    texts = [about().name, about().purpose]
    texts += [text for rule in live(Rule) for text in (rule.title, rule.text)]
    texts += [text for event in live(Event) for text in (event.title, event.description)]
    texts += [feedback.text for feedback in live(Feedback)]
    texts += [member.region for member in live(Member)]
    chinese = {bool(HAN.search(text)) for text in texts if text}
    assert chinese == {sample == "zh_CN"}
    assert about().currency == {"zh_CN": "CNY", "en": "GBP"}[sample]


def test_it_has_what_real_lists_have(sample: str) -> None:
    names = Counter(member.name for member in live(Member))
    assert [count for count in names.values() if count > 1] == [2]
    assert any("𬎆" in name for name in names)
    assert sum(member.introduced_by_id is not None for member in live(Member)) > 20
    assert sum(feedback.member_id is None for feedback in live(Feedback)) > 10
    typed, expected = {"zh_CN": ("shansiyuan", "单思远"), "en": ("zoe", "Zoë Carter")}[sample]
    assert [line.name for line in find_members(typed).lines(0, 9)] == [expected]


def test_it_grows_and_pauses_in_summer(sample: str) -> None:
    facts = overview_now()
    members = [each.members for each in facts.member_series]
    assert members[-1] > 2 * members[0]
    people = {each.month.number: each.attendances for each in facts.interaction_series}
    assert people[7] + people[8] < people[5] + people[6]
    assert people[7] + people[8] < people[9] + people[10]
    assert all(each.answers >= 3 for each in facts.satisfaction_series)


def test_something_needs_attention(sample: str) -> None:
    facts: OverviewFacts = overview_now()
    assert {attention.matter for attention in facts.attention} >= {
        Matter.OVERDUE_FEEDBACK,
        Matter.APPLICANTS,
        Matter.LAPSING,
        Matter.SILENT,
        Matter.NOT_CLOSED,
        Matter.NO_PLACE,
        Matter.RULE_SOON,
    }
    assert facts.overdue >= 4
    assert len(facts.upcoming) >= 2
    standings = Counter(each.standing for each in participants_on(clock_module.today()))
    assert set(standings) == set(SHOWN)


def test_nobody_acts_before_they_joined_or_after_they_left(sample: str) -> None:
    for row in live(Attendance).where(Attendance.came == "yes"):
        day = row.event.begins.date()
        assert row.member.joined <= day
        assert row.member.left is None or day < row.member.left
        assert row.event.status == "done"
    for event in live(Event):
        came = live(Attendance).where(Attendance.event == event.id, Attendance.came == "yes")
        assert event.capacity is None or came.count() <= event.capacity
    for row in live(Feedback):
        assert row.date <= TODAY.date()
        assert row.answered_on is None or row.date <= row.answered_on <= TODAY.date()


def test_its_history_runs_through_the_months_and_is_whole(sample: str) -> None:
    moments = [happening.at for happening in happenings(10_000)]
    assert moments == sorted(moments, reverse=True)
    assert TODAY - timedelta(weeks=62) < moments[-1] < TODAY - timedelta(weeks=60)
    assert TODAY - timedelta(days=3) < moments[0] <= TODAY
    assert len({(moment.year, moment.month) for moment in moments}) >= 14
    assert len({happening.who for happening in happenings(10_000)}) == 2
    assert find_differences() == []


def test_its_making_is_not_the_users_to_undo(sample: str) -> None:
    assert undo_step() is None


def test_the_clock_runs_again_afterwards(tmp_path: Path, clock: FixedClock) -> None:
    seen: list[datetime] = []
    create_sample(tmp_path / "a.guildbook", "en", lambda _s, _t: seen.append(clock_module.now()))
    assert clock_module.now() == TODAY
    assert seen[0] < TODAY - timedelta(days=400)
    assert database.is_closed()


def test_a_cancelled_sample_leaves_nothing(tmp_path: Path, clock: FixedClock) -> None:
    def stop(step: int, _total: int) -> None:
        if step == 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        create_sample(tmp_path / "a.guildbook", "en", stop)
    assert list(tmp_path.iterdir()) == []
    assert clock_module.now() == TODAY
    assert database.is_closed()


def test_nothing_is_written_over(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "a.guildbook"
    file.write_bytes(b"mine")
    with pytest.raises(UserError):
        create_sample(file, "en")
    assert file.read_bytes() == b"mine"
    assert clock_module.now() == TODAY


def test_two_samples_are_two_communities_that_tell_the_same(
    tmp_path: Path, made: dict[str, Path], clock: FixedClock
) -> None:
    told = []
    create_sample(tmp_path / "again.guildbook", "en")
    for file in (made["en"], tmp_path / "again.guildbook"):
        open_book(file)
        people = [(each.name, each.joined, each.id) for each in live(Member)]
        told.append(people)
        database.close()
    assert [each[:2] for each in told[0]] == [each[:2] for each in told[1]]
    assert not {each[2] for each in told[0]} & {each[2] for each in told[1]}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 8, 31)])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_it_can_be_told_on_any_day(tmp_path: Path, clock: FixedClock, day: date, hour: int) -> None:
    clock.set(datetime(day.year, day.month, day.day, hour, 5))
    create_sample(tmp_path / "a.guildbook", "zh_CN")
    open_book(tmp_path / "a.guildbook")
    assert live(Member).count() == 123
    assert overview_now().attention
    assert find_differences() == []
    database.close()


def test_any_weekday_and_season_has_a_plot(clock: FixedClock) -> None:
    for days in range(0, 366, 3):
        now = TODAY + timedelta(days=days)
        assert isinstance(_plan(read_story("zh_CN", now)), Diary)


def test_both_languages_tell_the_same_plot() -> None:
    texts = [
        json.loads(path(f"sample/{name}.json").read_text(encoding="utf-8")) for name in LANGUAGES
    ]
    plot = json.loads(path("sample/story.json").read_text(encoding="utf-8"))
    assert texts[0].keys() == texts[1].keys()
    assert [each[:3] for each in texts[0]["feedback"]] == [
        each[:3] for each in texts[1]["feedback"]
    ]
    assert {event["key"] for event in plot["events"]} == texts[0]["events"].keys()
    assert texts[0]["events"].keys() == texts[1]["events"].keys()
    assert {rule["key"] for rule in plot["rules"]} < texts[0]["rules"].keys()
    assert texts[0]["rules"].keys() == texts[1]["rules"].keys()
