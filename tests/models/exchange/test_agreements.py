"""What somebody agreed to, in a cell."""

from __future__ import annotations

from datetime import date

import pytest

from models.exchange.agreements import (
    NO_CONSENT,
    WITHDRAWN_TOO_EARLY,
    read_consents,
    write_consents,
)
from models.members.consent import Agreement
from resources.i18n import LANGUAGES, translation

GIVEN, LATER = date(2026, 1, 3), date(2026, 5, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_consents_come_back_as_they_were(language: str) -> None:
    agreements = (
        Agreement("photo", GIVEN, LATER, "微信"),
        Agreement("name", None, LATER, ""),
        Agreement("合影、（直播）", GIVEN, None, "2026-01-03"),
        Agreement("data", None, None, "写在 (纸) 上，签名"),
    )
    assert read_consents(write_consents(agreements, translation(language))) == agreements


@pytest.mark.parametrize(
    ("cell", "agreement"),
    [
        ("照片 (2026/1/3)", Agreement("照片", GIVEN)),
        ("PHOTO（2026年1月3日，在群里，口头）", Agreement("photo", GIVEN, None, "在群里，口头")),
        ("name (Withdrawn on 2026-05-01)", Agreement("name", None, LATER)),
        ("照片（口头）", Agreement("照片", None, None, "口头")),
        ("照片（2026-01-03）、照片（微信）", Agreement("照片", GIVEN, None, "微信")),
        ("照片（2026-01-03，2026-02-01 撤回）、照片（2026-05-01）", Agreement("照片", LATER)),
    ],
)
def test_consents_as_people_write_them(cell: str, agreement: Agreement) -> None:
    assert read_consents(cell) == (agreement,)


def test_what_says_nothing_is_not_taken_for_a_yes() -> None:
    assert read_consents("照片") == NO_CONSENT
    assert read_consents("照片（2026-01-03）、是") == NO_CONSENT
    assert read_consents("照片（2026-05-01，2026-01-03 撤回）") == WITHDRAWN_TOO_EARLY
    assert read_consents(" 、") is None
