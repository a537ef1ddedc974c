from __future__ import annotations

from models.base import database
from models.journal.happened import Cell
from models.members.member import load_member, save_member
from models.past import deed_of
from tests.models.merging.conftest import Laptops


def brought(column: str) -> list[Cell]:
    """Return what the last merge brought for a column."""
    ((merge,),) = database.execute_sql("SELECT id FROM _merge ORDER BY hlc DESC LIMIT 1")
    deed = deed_of(merge)
    return [cell for each in deed.records for cell in each.cells if cell.column == column]


def test_what_came_too_late_is_told_from_what_it_changed(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "137", "note": "hers"})
    with laptops.at("lin"):
        save_member(laptops.zhang, {"phone": "139"})
        laptops.merge("mei")
        values = load_member(laptops.zhang)
        assert values and (values.phone, values.note) == ("139", "hers")
        assert [(cell.new, cell.overruled) for cell in brought("phone")] == [("137", True)]
        assert [(cell.new, cell.overruled) for cell in brought("note")] == [("hers", False)]


def test_what_was_edited_since_came_in_time(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "137"})
    with laptops.at("lin"):
        laptops.merge("mei")
        save_member(laptops.zhang, {"phone": "139"})
        assert [cell.overruled for cell in brought("phone")] == [False]


def test_what_a_later_merge_brought_was_not_here_yet(laptops: Laptops) -> None:
    laptops.copy("lin", "bo")
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "137"})
    with laptops.at("bo"):
        save_member(laptops.zhang, {"phone": "139"})
    with laptops.at("lin"):
        laptops.merge("mei")
        earlier = brought("phone")
        laptops.merge("bo")
        ((first,),) = database.execute_sql("SELECT id FROM _merge ORDER BY hlc LIMIT 1")
        cells = [cell for each in deed_of(first).records for cell in each.cells]
        assert cells == earlier
        assert [cell.overruled for cell in cells] == [False]
