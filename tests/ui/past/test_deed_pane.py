from __future__ import annotations

from dataclasses import replace

from models.journal.happened import Cell
from ui.past.deed_pane import _said_of, _state

PHONE = Cell("member", "member", bytes(16), "phone", "138", "137")
DELETED = Cell("member", "member", bytes(16), "deleted", 0, 1)


def test_what_changed_nothing_is_not_told_as_a_change() -> None:
    assert _said_of(PHONE, {}) == "Phone: 138 → 137"
    late = _said_of(replace(PHONE, overruled=True), {})
    assert late == "Phone: “137” came with it; what stood here is newer and stayed."


def test_a_deletion_that_came_too_late_marks_nothing_as_deleted() -> None:
    assert _state((DELETED,)) == ("Deleted", "grey")
    assert _state((replace(DELETED, overruled=True),)) is None
