from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.members.filters import (
    ALL,
    ANY,
    NOTHING,
    Condition,
    Group,
    Test,
    Visits,
    read,
    write,
)


def test_nothing_is_asked_by_an_empty_text() -> None:
    assert read("") == NOTHING and read(write(NOTHING)) == NOTHING


def test_what_is_written_is_read_as_it_was() -> None:
    visits = Visits(b"\x01" * 16, "", None, date(2026, 1, 1), date(2026, 3, 31))
    asked = Group(
        ANY,
        (
            Condition("joined", Test.BEFORE, date(2026, 1, 1)),
            Condition("tags", Test.ALL_OF, ("跑步", "亲子")),
            Group(ALL, (Condition("points", Test.AT_LEAST, Decimal("2.50")),
                        Group(ANY, (Condition("attendance", Test.CAME, visits),)))),
        ),
    )  # fmt: skip
    assert read(write(asked)) == asked
    assert write(read(write(asked))) == write(asked)


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", "null", '"all"', "{}", '{"version": 1}',
        '{"version": 2, "all": []}',
        '{"version": "1", "all": []}',
        '{"version": 1, "none": []}',
        '{"version": 1, "all": [], "any": []}',
        '{"version": 1, "all": [{"field": "region"}]}',
        '{"version": 1, "all": [{"field": "region", "test": "resembles", "value": "a"}]}',
        '{"version": 1, "all": [{"field": 3, "test": "is", "value": "a"}]}',
        '{"version": 1, "all": [{"field": "region", "test": "is", "value": 3}]}',
        '{"version": 1, "all": [{"field": "region", "test": "is", "value": "a", "not": true}]}',
        '{"version": 1, "all": [{"field": "region", "test": "empty", "value": "a"}]}',
        '{"version": 1, "all": [{"field": "joined", "test": "before", "value": "2026-13-01"}]}',
        '{"version": 1, "all": [{"field": "joined", "test": "last_days", "value": -1}]}',
        '{"version": 1, "all": [{"field": "joined", "test": "last_days", "value": true}]}',
        '{"version": 1, "all": [{"field": "joined", "test": "last_days", "value": 1e9}]}',
        '{"version": 1, "all": [{"field": "born", "test": "birthday_in", "value": 13}]}',
        '{"version": 1, "all": [{"field": "points", "test": "equals", "value": "NaN"}]}',
        '{"version": 1, "all": [{"field": "points", "test": "equals", "value": "many"}]}',
        '{"version": 1, "all": [{"field": "tags", "test": "any_of", "value": "跑步"}]}',
        '{"version": 1, "all": [{"field": "attendance", "test": "came", "value": {"day": 1}}]}',
        '{"version": 1, "all": [{"field": "attendance", "test": "came", "value": {"event": "x"}}]}',
        '{"version": 1, "all": ' + '[{"all": ' * 3_000 + "[]" + "}]" * 3_000 + "}",
        '{"version": 1, "all": ' + '[{"any": ' * 9 + "[]" + "}]" * 9 + "}",
    ],
)  # fmt: skip
def test_what_is_unknown_is_refused_whole(text: str) -> None:
    with pytest.raises(UserError, match="nobody is shown instead of the wrong people"):
        read(text)
