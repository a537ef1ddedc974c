"""An order in which a few are put elsewhere is the order they would all have been sorted into."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models import ordering
from models.ordering import Order, Ordered, order_of, placed_anew

# What each record is sorted by: nothing, where it has no place in the order.
Keys = dict[int, int | None]
keys = some.dictionaries(some.integers(1, 60), some.none() | some.integers(0, 9), max_size=40)
WIDTH = 81
changes = some.dictionaries(
    some.integers(1, 80), some.none() | some.integers(0, 9) | some.just("gone"), max_size=9
)


def sort(records: Keys) -> Ordered:
    def key(row: int) -> tuple[bool, int, int]:
        return records[row] is None, records[row] or 0, row

    return [(row, records[row] is None) for row in sorted(records, key=key)]


def backwards(records: Keys) -> list[int]:
    found = sort(records)
    return [row for known in (False, True) for row, behind in reversed(found) if behind is known]


def picked(order: Order, rows: Sequence[int], descending: bool) -> list[int]:
    marks = bytearray(WIDTH)
    for row in rows:
        marks[row] = 1
    return list(order.pick(int.from_bytes(marks, "little"), WIDTH, descending))


@pytest.mark.parametrize("few", [0, 100])
@settings(derandomize=True, deadline=None)
@given(before=keys, changed=changes, data=some.data())
def test_who_changed_is_put_where_sorting_all_would_put_them(
    few: int, before: Keys, changed: dict[int, int | str | None], data: some.DataObject
) -> None:
    after: Keys = {**before}
    for row, key in changed.items():
        after.pop(row, None)
        if not isinstance(key, str):
            after[row] = key

    def ask(rows: Sequence[int]) -> Ordered:
        return sort({row: after[row] for row in rows if row in after})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "_FEW", few)
        order = order_of(sort(before), max(before, default=0) + 1)
        order = placed_anew(order, sorted(changed), ask)
        some_rows = data.draw(some.sets(some.sampled_from(sorted(after)))) if after else set()
        for rows in (set(after), some_rows):
            assert picked(order, sorted(rows), False) == [
                row for row, _behind in sort(after) if row in rows
            ]
            assert picked(order, sorted(rows), True) == [
                row for row in backwards(after) if row in rows
            ]
        assert order.placed == sum(key is not None for key in after.values())


@pytest.mark.parametrize(("moved_to", "most"), [(77, 1), (500, 5)])
def test_few_questions_are_asked_of_a_long_order(moved_to: int, most: int) -> None:
    asked = []

    def key(row: int) -> tuple[int, int]:
        return (moved_to if row == 77 else row % 1_000), row

    def ask(rows: Sequence[int]) -> Ordered:
        asked.append(len(rows))
        return [(row, False) for row in sorted(rows, key=key)]

    length = 100_000
    rows = sorted(range(length), key=lambda row: (row % 1_000, row))
    order = order_of([(row, False) for row in rows], length)
    assert list(placed_anew(order, [77], ask).rows) == sorted(rows, key=key)
    assert len(asked) <= most and max(asked) < 100


def test_who_came_while_an_order_was_read_is_left_out() -> None:
    order = order_of([(3, False), (9, False), (1, True), (8, True)], 4)
    assert (list(order.rows), order.placed) == ([3, 1], 1)
