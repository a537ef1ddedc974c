from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models import clock as clock_module
from models.base import database, live
from models.book import open_book
from models.members import standing
from models.members.alias import Alias, is_account
from models.members.applicants import check_pending, waiting_list
from models.members.cadence import cadences, queue
from models.members.chats import chat_days
from models.members.consent import Consent, agreed
from models.members.contact import THANKS, Contact
from models.members.custom_field import count_values, list_fields
from models.members.duplicates import find_duplicates
from models.members.guardian import Guardian, is_minor
from models.members.household import list_households, load_household
from models.members.interaction import ChatDay, Interaction
from models.members.leaving import earlier_stays
from models.members.likeness import Reason, Strength
from models.members.member import Member
from models.members.points import Points
from models.members.saved_list import count_lists, saved_lists
from models.members.stay import Stay
from models.members.thanks import thank_list
from models.members.violation import all_violations
from models.members.welcome import WelcomeStep, due_on
from models.metrics.intake import intake_of
from models.month import Month
from models.safety import check_path
from models.sample import create_sample
from models.vocabulary import FieldSort, InteractionSort, Standing, Verdict
from resources import path
from resources.i18n import LANGUAGES
from tests.conftest import FixedClock

HAN = re.compile("[\u4e00-\u9fff]")
TODAY = datetime(2026, 10, 31, 9, 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample in each language, made once on the last of October, its classes told."""
    clock_module.use(lambda: TODAY)
    files = {}
    for language in LANGUAGES:
        files[language] = tmp_path_factory.mktemp("sample") / f"{language}.guildbook"
        create_sample(files[language], language)
        open_book(files[language])
        standing.catch_up()
        database.close()
    clock_module.use(datetime.now)
    return files


@pytest.fixture(params=LANGUAGES)
def sample(
    request: pytest.FixtureRequest, made: dict[str, Path], clock: FixedClock
) -> Iterator[str]:
    """The language of the sample that is open."""
    open_book(made[request.param])
    yield str(request.param)
    database.close()


def standings() -> Counter[str]:
    return Counter(each for (each,) in database.execute_sql("SELECT standing FROM _standing"))


def test_every_class_has_somebody(sample: str) -> None:
    assert set(standings()) - {""} == {each.value for each in Standing}
    assert all(count >= 5 for count in standings().values())


def test_fields_of_ones_own_are_filled_for_about_half(sample: str) -> None:
    fields = list_fields()
    assert [field.sort for field in fields] == [
        FieldSort.CHOICE, FieldSort.TEXT, FieldSort.YES_NO
    ]  # fmt: skip
    assert all(35 <= count_values(field.id) <= 75 for field in fields)
    skilled = live(Member).where((Member.can_give != "") | (Member.needs != ""))
    assert 20 <= skilled.count() <= 30


def test_people_have_other_names_and_households(sample: str) -> None:
    names = [row for row in live(Alias) if not is_account(row.name)]
    assert len({row.member.id for row in names}) >= 12
    households = [load_household(household) for household, _name in list_households()]
    assert len(households) == 5
    for household in households:
        assert household and household.contact and len(household.people) >= 2
    minors = {row.member for row in live(Guardian)}
    assert len(minors) == 2
    assert all(is_minor(minor.born, day=TODAY.date()) for minor in minors)


def test_consents_are_given_and_one_is_withdrawn(sample: str) -> None:
    assert {row.purpose for row in live(Consent)} == {"photo", "name", "contact", "data"}
    assert len(agreed("photo")) >= 10
    assert live(Consent).where(Consent.withdrawn.is_null(False)).count() == 1


def test_one_rests_until_next_month(sample: str) -> None:
    resting = [member.rest_until for member in live(Member) if member.rest_until]
    assert resting == [date(2026, 11, 15)]


def test_applicants_stand_differently(sample: str) -> None:
    found = check_pending()
    assert len(found) == 7
    assert {each.outcome for each in found} == set(Verdict)
    assert len(waiting_list()) == 1
    refused = list(live(Member).where(Member.status == "refused"))
    assert len(refused) == 2
    assert all(member.decision and member.decided for member in refused)
    outside = live(Member).where(Member.status.in_(["applicant", "waiting", "refused"]))
    assert {(bool(member.applied), member.joined) for member in outside} == {(True, None)}


def test_those_who_were_accepted_had_applied(sample: str) -> None:
    facts = intake_of(Month.of(TODAY.date()), TODAY.date()).year
    assert facts.accepted >= 60
    assert facts.refused == 2
    assert facts.passed.count == facts.passed.total > 30


def test_newcomers_are_welcomed_and_some_steps_are_due(sample: str) -> None:
    done = live(WelcomeStep).where(WelcomeStep.done.is_null(False)).count()
    assert done > len(due_on(TODAY.date())) >= 3


def test_somebody_came_back_and_some_left_a_word(sample: str) -> None:
    stay = live(Stay).get()
    assert stay.member.status == "active"
    assert stay.joined < stay.left < stay.member.joined
    assert [past.reason for past in earlier_stays(stay.member.id)] == [stay.reason]
    said = [member for member in live(Member) if member.exit_note]
    assert len(said) == 3
    assert {member.status for member in said} == {"left"}


def test_one_pair_is_very_likely_one_person(sample: str) -> None:
    found = find_duplicates()
    assert found.found[Strength.STRONG] == 1
    assert Strength.POSSIBLE not in found.found
    assert Reason.PHONE in found.pairs[0].reasons


def test_the_organizers_spoke_to_people_and_about_eight_wait(sample: str) -> None:
    notes = list(live(Contact).where(Contact.channel != THANKS))
    assert 60 <= len(notes) <= 80
    assert len({note.who for note in notes}) == 2
    assert {note.mood for note in notes} == {None, 2, 3, 4, 5}
    assert any(not note.reached for note in notes)
    assert len(cadences()) == 2
    waiting = queue()
    assert 7 <= len(waiting) <= 9
    assert sum(line.follow_up is not None for line in waiting) == 2
    assert any(line.every not in (None, *cadences().values()) for line in waiting)
    assert all(line.organizer for line in waiting)


def test_people_lend_a_hand_and_are_thanked(sample: str) -> None:
    deeds = list(live(Interaction))
    assert 55 <= len(deeds) <= 75
    assert {deed.sort for deed in deeds} == {sort.value for sort in InteractionSort} - {"spoke"}
    assert all(deed.member.joined <= deed.day for deed in deeds)
    assert 35 <= live(Points).count() <= 50
    assert live(Contact).where(Contact.channel == THANKS).count() > 15
    assert 2 <= len(thank_list()) <= 8


def test_the_group_was_counted_and_no_word_of_it_is_kept(sample: str) -> None:
    weeks = {row.day for row in live(ChatDay)}
    assert min(weeks) >= "2026-08-03" and max(weeks) == "2026-10-25"
    (messages,) = database.execute_sql(f"SELECT sum(amount) FROM {chat_days()}").fetchone()
    assert 3_000 < messages < 8_000
    wrote = {bytes(row.member.id) for row in live(ChatDay)}
    active = {bytes(member.id) for member in live(Member).where(Member.status == "active")}
    assert len(active - wrote) >= 10
    assert {row.chat for row in live(ChatDay)} == {
        {"zh_CN": "拾光读书会大群", "en": "Lantern Street Readers"}[sample]
    }


def test_the_lists_have_somebody(sample: str) -> None:
    counts = count_lists(saved_lists())
    assert len(counts) == 3
    assert all(counts.values())


def test_what_was_added_is_in_the_samples_language(sample: str) -> None:
    texts = [each.note for each in (*live(Contact), *live(Interaction))]
    texts += [each.reason for each in live(Points)]
    texts += [each.name for each in (*saved_lists(), *live(Alias))]
    texts += [each.title for each in (*list_fields(), *live(WelcomeStep))]
    texts += [each.criterion.title for each in check_pending()[0].judged]
    texts += [row.exit_note + row.decision for row in live(Member)]
    assert {bool(HAN.search(text)) for text in texts if text} == {sample == "zh_CN"}


def test_the_file_is_whole(made: dict[str, Path]) -> None:
    for file in made.values():
        assert check_path(file).whole


def test_both_languages_know_the_same() -> None:
    known = [
        json.loads(path(f"sample/{name}.json").read_text(encoding="utf-8"))["known"]
        for name in LANGUAGES
    ]
    assert known[0].keys() == known[1].keys()
    for key in known[0]:
        assert len(known[0][key]) == len(known[1][key]), key
    for key in ("contacts", "promised", "due"):
        assert [each[:2] for each in known[0][key]] == [each[:2] for each in known[1][key]]
    assert [each[0] for each in known[0]["welcome"]] == [each[0] for each in known[1]["welcome"]]


@pytest.mark.parametrize("days", [30, 75, 200, 330])
def test_it_is_told_as_well_on_another_day(tmp_path: Path, clock: FixedClock, days: int) -> None:
    clock.set(TODAY + timedelta(days=days))
    create_sample(tmp_path / "a.guildbook", "en")
    open_book(tmp_path / "a.guildbook")
    standing.catch_up()
    assert set(standings()) - {""} == {each.value for each in Standing}
    assert find_duplicates().found[Strength.STRONG] == 1
    assert queue() and due_on(clock_module.today())
    database.close()


def test_somebody_broke_the_same_rule_twice_and_was_warned(sample: str) -> None:
    told = all_violations()
    assert len(told) == 6 and all(each["note"] and each["day"] for each in told)
    again = [who for who, count in Counter(each["member"] for each in told).items() if count > 1]
    lines = [(each["rule"], each["measure"]) for each in told if each["member"] in again]
    assert len(again) == 1 and len({rule for rule, _measure in lines}) == 1
    assert [measure for _rule, measure in lines] == ["warning", "reminder"]
