from __future__ import annotations

import pytest

from models.journal.happened import Cell
from models.records import RECORDS
from ui import wording
from ui.records.changes import by_whom, shown, worded
from ui.records.field_titles import FIELD_TITLES

ID = b"x" * 16


def cell(table: str, column: str | None, old: object, new: object) -> Cell:
    return Cell(table, table, ID, column, old, new)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (cell("member", "status", "applicant", "active"), "Status: Applicant → Active"),
        (cell("member", "phone", "", "138"), "Phone: 138"),
        (cell("member", "phone", "138", ""), "Phone: 138 → empty"),
        (cell("attendance", "came", "no_record", "yes"), "Came: No record → Came"),
        (cell("event", "budget", 1050, 128650), "Budget: 10.50 → 1,286.50"),
        (cell("event", "begins", None, "2026-10-03 19:00"), "Begins: 10/3/2026 19:00"),
        (cell("rule", "effective", "2026-10-03", "soon"), "Effective from: 10/3/2026 → soon"),
        (cell("feedback", "member", ID, None), "Member: Ann → empty"),
        (cell("feedback", "member", None, b"y" * 16),
         "Member: somebody or something that was erased"),
        (cell("task", "due", None, "2026-10-03"), "Due on of “Ann”: 10/3/2026"),
        (cell("budget_line", "sort", "other", "food"),
         "Kind of “Ann”: Other → Food and drinks"),
        (cell("template", "mode", "offline", "online"), "Mode: Offline → Online"),
        (cell("template", "format", "gathering", "livestream"), "Format: Gathering → Livestream"),
        (cell("member", None, None, None), ""),
        (cell("member", "deleted", 0, 1), ""),
    ],
)  # fmt: skip
def test_a_change_is_worded_as_what_it_is(changed: Cell, said: str) -> None:
    assert worded(changed, {ID: "Ann"}) == said


def test_a_long_text_is_cut() -> None:
    assert len(shown(cell("rule", "text", None, "x" * 999), "x" * 999, {})) == 301


def test_who_is_told_with_their_laptop() -> None:
    assert by_whom("Lin (ThinkPad)", "d1", "d1", "ThinkPad") == "Lin · this laptop"
    assert by_whom("ThinkPad", "d1", "d1", "ThinkPad") == "this laptop"
    assert by_whom("", "d1", "d1", "") == "this laptop"
    assert by_whom("Wei (MateBook)", "d2", "d1", "ThinkPad") == "Wei (MateBook)"
    assert by_whom("", "d2", "d1", "ThinkPad") == "another laptop"
    assert by_whom("", "", "d1", "ThinkPad") == ""
    wording.use("zh_CN")
    assert by_whom("Lin (ThinkPad)", "d1", "d1", "ThinkPad") == "Lin · 这台电脑"


def test_every_field_people_can_change_has_a_title() -> None:
    hidden = {"rid", "id", "deleted"}
    for record in RECORDS:
        table = record._meta.table_name
        if table == "settlement":
            continue
        columns = {field.column_name for field in record._meta.sorted_fields}
        nameless = (
            columns
            - hidden
            - {*record.local, *record.keys, record.owner}
            - FIELD_TITLES[table].keys()
        )
        assert nameless == set(), table
