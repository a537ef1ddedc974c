from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.book import close_book, open_book
from models.members.barred import Bar
from models.members.criterion import Asked, save_criterion
from models.members.leaving import leave
from models.members.member import save_member
from models.vocabulary import CriterionSort
from tests.ui.commands.conftest import Command


@pytest.fixture
def asked(club: Path) -> Path:
    """The club has one applicant of its own, of 20 October."""
    open_book(club)
    save_criterion(Asked(b"", "住在武汉", CriterionSort.REGION, "武汉"))
    save_criterion(Asked(b"", "有介绍人", CriterionSort.REFERRAL, "", False, 3))
    gone = save_member(None, {"name": "某人", "phone": "13900139000"})
    leave([gone], date(2026, 10, 1), "", bar=Bar("辱骂"))
    save_member(
        None,
        {
            "name": "赵六", "status": "applicant", "applied": date(2026, 10, 2), "region": "北京",
            "phone": "139 0013 9000",
        },
    )  # fmt: skip
    save_member(None, {"name": "钱七", "status": "waiting", "region": "武汉"})
    close_book()
    return club


def test_applicants_with_their_verdicts(asked: Path, command: Command) -> None:
    document = command("list", asked, "applicants", "--json").document
    assert (document["kind"], document["total"]) == ("applicants", 3)
    first, second, third = document["records"]
    assert [each["name"] for each in (first, second, third)] == ["赵六", "单思远", "钱七"]
    assert (first["verdict"], first["applied"]) == ("fail", "2026-10-02")
    assert first["barred"] == {"reason": "辱骂", "until": None, "by": ["phone"]}
    assert (second["verdict"], second["barred"]) == ("unknown", None)
    assert (third["verdict"], third["status"]) == ("pass", "waiting")
    region, referral = first["criteria"]
    assert (region["title"], region["verdict"], region["why"], region["said"]) == (
        "住在武汉", "fail", "has", ["北京"],
    )  # fmt: skip
    assert (referral["required"], referral["weight"], referral["verdict"]) == (False, 3, "unknown")


def test_as_a_table_and_searched(asked: Path, command: Command) -> None:
    said = command("list", asked, "applicants").out
    assert "Does not pass" in said and "0/3" in said and "3 records" in said
    found = command("list", asked, "applicants", "--search", "zl", "--json").document
    assert [each["name"] for each in found["records"]] == ["赵六"]
