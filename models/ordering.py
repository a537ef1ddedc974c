"""All records in one order, held in memory; and a few of them put elsewhere in it.

Where a few belong is asked of whoever sorts: between which of some others each of them stands, then
between which of those that are in between, until nobody is. So no rule of the order is told twice.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress

# Of no more records it is quicker to sort them than to look for them all along the order.
_FEW = 4_000
# Into how many parts a stretch is cut where a record belongs: more where few are looked for.
_LEAST_PARTS, _MOST_PARTS = 4, 64

# Rowids in their order, each with whether it has no place there but stands behind those that have.
Ordered = Sequence[tuple[int, bool]]


@dataclass(frozen=True)
class Order:
    """The rowids of all records in one order; the first `placed` have a place in it, the others
    stand behind them whichever way it goes. `places` says by rowid where each stands: `moved` of
    those that were put between two others later, who are told apart by whole numbers. From `behind`
    on, places are those of records that have none."""

    rows: array[int]
    placed: int
    places: array[int]
    behind: float
    moved: Mapping[int, float] = field(default_factory=dict)

    def pick(self, records: int, width: int, descending: bool) -> Iterator[int]:
        """Return the rowids of a set in this order; none of them is `width` or higher."""
        marks = records.to_bytes(width, "little")
        if records.bit_count() <= _FEW:
            return self._sort(list(_unmarked(marks)), descending)
        picked = map(marks.__getitem__, self._towards(descending))
        return compress(self._towards(descending), picked)

    def _towards(self, descending: bool) -> Iterator[int]:
        return _backwards(memoryview(self.rows), self.placed) if descending else iter(self.rows)

    def _sort(self, few: list[int], descending: bool) -> Iterator[int]:
        place_of = self._place if self.moved else self.places.__getitem__
        few.sort(key=place_of)
        if not descending:
            return iter(few)
        return _backwards(few, bisect_left(few, self.behind, key=place_of))

    def _place(self, row: int) -> float:
        moved = self.moved.get(row)
        return self.places[row] if moved is None else moved


def order_of(ordered: Ordered, width: int) -> Order:
    """Return an order of all records whose rowids are below `width`."""
    rows = array("i", [row for row, _behind in ordered if row < width])
    placed = sum(row < width for row, behind in ordered if not behind)
    places = array("i", bytes(4 * width))
    for place, row in enumerate(rows):
        places[row] = place
    return Order(rows, placed, places, placed)


def placed_anew(
    order: Order, changed: Sequence[int], ask: Callable[[Sequence[int]], Ordered]
) -> Order:
    """Return an order with those who changed where they belong now; who is gone is left out. `ask`
    puts records in their order, without those that are gone."""
    left = sorted(place for row in changed if (place := _place_in(order, row)) is not None)
    kept = _cut(order.rows, left)
    placed = order.placed - bisect_left(left, order.placed)
    # Most changes move nobody: between whom they stood is asked first.
    stood = {place - before for before, place in enumerate(left)}
    few, ends = _find_ends(kept, changed, stood, ask)
    rows, moved, start = array("i"), {}, 0
    for number, ((row, behind), end) in enumerate(zip(few, ends, strict=True), start=1):
        rows.extend(kept[start:end])
        rows.append(row)
        start = end
        last = order.places[kept[end - 1]] if end else -1
        # So far behind the one before that no two have one place, nor does anybody else.
        moved[row] = (max(last, order.placed - 1) if behind else last) + number / (len(few) + 1)
    rows.extend(kept[start:])
    coming = sum(not behind for _row, behind in few)
    edge = order.placed - 1 + (coming + 0.5) / (len(few) + 1)
    return Order(rows, placed + coming, order.places, edge, moved)


def _place_in(order: Order, row: int) -> int | None:
    if row >= len(order.places):
        return None
    place = order.places[row]
    return place if place < len(order.rows) and order.rows[place] == row else None


def _cut(rows: array[int], places: Sequence[int]) -> array[int]:
    """Return rows without those in some places."""
    kept, start = array("i"), 0
    for place in places:
        kept.extend(rows[start:place])
        start = place + 1
    kept.extend(rows[start:])
    return kept


def _find_ends(
    kept: array[int],
    changed: Sequence[int],
    stood: Collection[int],
    ask: Callable[[Sequence[int]], Ordered],
) -> tuple[Ordered, list[int]]:
    """Return those of a few records who are not gone, in their order, and how many of the kept rows
    stand before each."""
    between = dict.fromkeys(changed, (0, len(kept)))
    around = {place for end in stood for place in (end - 1, end) if 0 <= place < len(kept)}
    places = sorted(around)
    while True:
        probes = {kept[place] for place in places}
        found = ask([*between, *probes])
        narrowed, before = {}, 0
        for row, _behind in found:
            if row in probes:
                before += 1
                continue
            first, last = between[row]
            if before:
                first = max(first, places[before - 1] + 1)
            if before < len(places):
                last = min(last, places[before])
            narrowed[row] = first, last
        if places and narrowed == between:
            # Somebody changes them meanwhile: nobody will ask for this order any more.
            break
        between, places = narrowed, _probes(set(narrowed.values()))
        if not places:
            break
    few = [each for each in found if each[0] in between]
    return few, [between[row][0] for row, _behind in few]


def _probes(spans: Collection[tuple[int, int]]) -> list[int]:
    """Return places that cut each span in parts, in their order; none where all have an end."""
    parts = max(_LEAST_PARTS, _MOST_PARTS // (len(spans) + 1))
    found = {
        first + (last - first) * part // parts
        for first, last in spans
        for part in range(1, parts)
        if first < last
    }
    return sorted(found)


def _unmarked(marks: bytes) -> Iterator[int]:
    row = marks.find(1)
    while row >= 0:
        yield row
        row = marks.find(1, row + 1)


def _backwards(rows: Sequence[int], placed: int) -> Iterator[int]:
    return chain(reversed(rows[:placed]), reversed(rows[placed:]))
