from __future__ import annotations

import pytest

from models.members.applicants import Judged
from models.members.criterion import Asked
from models.members.verdicts import Found, Why
from models.vocabulary import CriterionSort, Verdict
from ui import wording
from ui.members.admission.words import why_text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "60 or 61 years old: only the year of birth is known"),
        ("zh_CN", "60 或 61 岁：只知道出生年份"),
    ],
)
def test_two_possible_ages_are_told(language: str, text: str) -> None:
    wording.use(language)
    asked = Asked(b"", "At least 61", CriterionSort.AGE, "61-", True, 0)
    assert why_text(Judged(asked, Found(Verdict.UNKNOWN, Why.AGE_UNSURE, ("60", "61")))) == text
