"""Criteria are judged as a patient person would, who counts days and compares words."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Invalid
from models.members.applicants import Check, Judged
from models.members.criterion import Asked, check_criterion
from models.members.custom_field import FieldDefinition
from models.members.verdicts import Facts, Found, Why, judge, possible_ages
from models.vocabulary import CriterionSort, FieldSort, Gender, Verdict

DAYS = st.dates(date(1930, 1, 1), date(2040, 12, 31))
WORDS = ("武汉", "长沙", "Wuhan", "跑步", "摄影", "Running")
NUMBER = FieldDefinition(b"n" * 16, "公里", FieldSort.NUMBER)
CHOICE = FieldDefinition(b"c" * 16, "组", FieldSort.CHOICE, ("早", "晚"))
ANSWER = FieldDefinition(b"y" * 16, "会员费", FieldSort.YES_NO)
FIELDS = {each.id: each for each in (NUMBER, CHOICE, ANSWER)}


def asked(sort: CriterionSort, wanted: str, required: bool = True, weight: int = 1) -> Asked:
    return Asked(b"x" * 16, "title", sort, wanted, required, weight)


def age_by_living(birth: date, day: date) -> int:
    """Count the birthdays somebody had by a day; on 29 February only where there is one."""
    count = 0
    for year in range(birth.year + 1, day.year + 1):
        leaps = (birth.month, birth.day) == (2, 29) and not isleap(year)
        birthday = date(year, 3, 1) if leaps else birth.replace(year=year)
        count += birthday <= day
    return count


@given(DAYS, DAYS)
def test_an_age_is_the_number_of_birthdays(birth: date, day: date) -> None:
    expected = (age_by_living(birth, day),) if birth <= day else ()
    assert possible_ages(birth.isoformat(), day) == expected


@given(st.integers(1930, 2039), DAYS)
def test_of_a_year_alone_every_age_is_possible_that_a_day_in_it_gives(year: int, day: date) -> None:
    births = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + isleap(year))]
    expected = sorted({age_by_living(each, day) for each in births if each <= day})
    found = possible_ages(str(year), day)
    # A birth later in the running year is no age; the only one left is nought.
    assert [age for age in found] == expected


@given(DAYS, DAYS, st.integers(0, 90), st.integers(0, 90), st.booleans())
def test_a_range_of_ages(birth: date, day: date, one: int, other: int, only_year: bool) -> None:
    low, high = sorted((one, other))
    born = str(birth.year) if only_year else birth.isoformat()
    found = judge(asked(CriterionSort.AGE, f"{low}-{high}"), facts(born=born), {}, day)
    ages = possible_ages(born, day)
    inside = [low <= age <= high for age in ages]
    if ages and all(inside):
        assert found.verdict is Verdict.PASS
    elif ages and not any(inside):
        assert found.verdict is Verdict.FAIL
    else:
        assert found.verdict is Verdict.UNKNOWN


def facts(**known: object) -> Facts:
    return Facts(b"m" * 16, "张三", "applicant", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sort", "wanted", "known", "verdict", "why"),
    [
        (CriterionSort.AGE, "18-", {"born": "2008"}, Verdict.UNKNOWN, Why.AGE_UNSURE),
        (CriterionSort.AGE, "18-", {"born": "2007"}, Verdict.PASS, Why.AGE_UNSURE),
        (CriterionSort.AGE, "-40", {"born": "1985-03-01"}, Verdict.FAIL, Why.AGE),
        (CriterionSort.AGE, "18-", {}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.AGE, "18-", {"born": "soon"}, Verdict.UNKNOWN, Why.UNREADABLE),
        (CriterionSort.GENDER, "female", {"gender": "female"}, Verdict.PASS, Why.HAS),
        (CriterionSort.GENDER, "female\nother", {"gender": "male"}, Verdict.FAIL, Why.HAS),
        (CriterionSort.GENDER, "female", {"gender": "unknown"}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.REGION, "武汉\n长沙", {"region": "湖北武汉洪山"}, Verdict.PASS, Why.HAS),
        (CriterionSort.REGION, "武汉", {"region": "北京"}, Verdict.FAIL, Why.HAS),
        (CriterionSort.REGION, "武汉", {"region": ""}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.INTEREST, "Running", {"tags": ("running ", "x")}, Verdict.PASS, Why.HAS),
        (CriterionSort.INTEREST, "Running", {"tags": ("摄影",)}, Verdict.FAIL, Why.HAS),
        (CriterionSort.INTEREST, "Running", {}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.REFERRAL, "", {"introducer": "李四", "is_introduced": True},
         Verdict.PASS, Why.INTRODUCED),
        (CriterionSort.REFERRAL, "", {"introducer": "李四"}, Verdict.FAIL, Why.INTRODUCER_GONE),
        (CriterionSort.REFERRAL, "", {}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.QUESTION, "", {}, Verdict.UNKNOWN, Why.NOT_ASKED),
        (CriterionSort.FIELD, f"{NUMBER.name}\n5..", {"custom": {NUMBER.id: Decimal(5)}},
         Verdict.PASS, Why.HAS),
        (CriterionSort.FIELD, f"{NUMBER.name}\n5..10", {"custom": {NUMBER.id: Decimal("10.5")}},
         Verdict.FAIL, Why.HAS),
        (CriterionSort.FIELD, f"{NUMBER.name}\n5..", {"custom": {NUMBER.id: "five"}},
         Verdict.UNKNOWN, Why.UNREADABLE),
        (CriterionSort.FIELD, f"{NUMBER.name}\n5..", {}, Verdict.UNKNOWN, Why.NOTHING),
        (CriterionSort.FIELD, f"{CHOICE.name}\n早", {"custom": {CHOICE.id: "晚"}},
         Verdict.FAIL, Why.HAS),
        (CriterionSort.FIELD, f"{ANSWER.name}\nno", {"custom": {ANSWER.id: False}},
         Verdict.PASS, Why.HAS),
        (CriterionSort.FIELD, "field:00\nx", {}, Verdict.UNKNOWN, Why.FIELD_GONE),
    ],
)  # fmt: skip
def test_each_sort(
    sort: CriterionSort, wanted: str, known: dict[str, object], verdict: Verdict, why: Why
) -> None:
    found = judge(asked(sort, wanted), facts(**known), FIELDS, date(2026, 10, 31))
    assert (found.verdict, found.why) == (verdict, why)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Verdict)), st.booleans(), st.integers(1, 9)), max_size=6
    )
)
def test_unknown_never_counts_as_failed(lines: list[tuple[Verdict, bool, int]]) -> None:
    judged = tuple(
        Judged(asked(CriterionSort.QUESTION, "", required, weight), Found(verdict, Why.NOT_ASKED))
        for verdict, required, weight in lines
    )
    check = Check(facts(), judged)
    required = [verdict for verdict, is_required, _weight in lines if is_required]
    weighted = [(verdict, weight) for verdict, is_required, weight in lines if not is_required]
    assert (check.outcome is Verdict.FAIL) == (Verdict.FAIL in required)
    assert (check.outcome is Verdict.PASS) == all(each is Verdict.PASS for each in required)
    assert len(check.open) == required.count(Verdict.UNKNOWN)
    assert check.possible == sum(weight for _verdict, weight in weighted)
    assert check.score == sum(weight for verdict, weight in weighted if verdict is Verdict.PASS)
    assert check.unsure == sum(weight for verdict, weight in weighted if verdict is Verdict.UNKNOWN)


@given(st.sets(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS), max_size=4))
def test_interests_by_comparing_each_with_each(wanted: set[str], tags: list[str]) -> None:
    words = "\n".join(sorted(wanted))
    found = judge(asked(CriterionSort.INTEREST, words), facts(tags=tuple(tags)), {}, date.today())
    shared = any(tag.lower() == word.lower() for tag in tags for word in wanted)
    expected = Verdict.PASS if shared else Verdict.FAIL if tags and wanted else Verdict.UNKNOWN
    assert found.verdict is expected


@pytest.mark.parametrize(
    ("sort", "wanted", "complaint"),
    [
        (CriterionSort.AGE, "-", "wanted"),
        (CriterionSort.AGE, "40-20", "wanted"),
        (CriterionSort.AGE, "old", "wanted"),
        (CriterionSort.GENDER, "", "wanted"),
        (CriterionSort.REGION, " \n ", "wanted"),
    ],
)
def test_what_asks_for_nothing_cannot_stand(
    sort: CriterionSort, wanted: str, complaint: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_criterion(asked(sort, wanted))
    assert set(refused.value.errors) == {complaint}


def test_genders_are_known_words() -> None:
    assert {str(each) for each in Gender} >= {"female", "male", "other"}
