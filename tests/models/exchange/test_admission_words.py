"""What lists say of those who wait for a place or were refused is understood."""

from __future__ import annotations

import pytest

from models.exchange.choices import choice_words, plain_word
from models.vocabulary import MemberStatus


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (MemberStatus.WAITING, "候补 候补名单 等候 排队 waitlist waiting-list Waiting"),
        (MemberStatus.REFUSED, "婉拒 已婉拒 已拒绝 未通过 refused Rejected"),
        (MemberStatus.APPLICANT, "待审核 申请人 pending"),
    ],
)
def test_words_for_a_status(status: MemberStatus, words: str) -> None:
    known = choice_words(MemberStatus)
    for word in words.replace("waiting-list", "waiting_list").split():
        assert known.get(plain_word(word)) == status.value, word
