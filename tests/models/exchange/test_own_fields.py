"""The organizer's own fields, words and households come in and go out like built-in ones."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from models.exchange.applying import apply_import
from models.exchange.exporting import export
from models.exchange.plan import Doubtful, ImportPlan, ImportResult, Unchanged
from models.exchange.planning import plan_import
from models.exchange.reading import read_table, read_text
from models.journal.undo import undo, undo_step
from models.members.consent import Agreement, save_consents
from models.members.custom_field import define_field
from models.members.guardian import save_guardians
from models.members.household import list_households, load_household
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.stored import fetch_stored
from models.vocabulary import FieldSort, Kind
from resources.i18n import LANGUAGES, translation

SORTS = {
    "公司": FieldSort.TEXT,
    "年数": FieldSort.NUMBER,
    "首次到场": FieldSort.DATE,
    "尺码": FieldSort.CHOICE,
    "有车": FieldSort.YES_NO,
}


@pytest.fixture
def fields(book: Path) -> dict[str, bytes]:
    return {title: define_field(None, title, sort, ("S", "M")) for title, sort in SORTS.items()}


def planned(text: str) -> ImportPlan:
    return plan_import(read_text(text), Kind.MEMBER)


def bring_in(text: str) -> ImportResult:
    return apply_import(planned(text))


def member_called(name: str) -> Any:
    line = find_members(name).lines(0, 1)[0]
    return load_member(line.id)


def test_headings_are_recognised_by_their_titles_and_cells_read_by_their_sort(
    fields: dict[str, bytes],
) -> None:
    bring_in("姓名\t公司\t年 数\t首次到场\t尺码\t有车\n张三\t河岸\t1,200.5\t2026/3/1\tm\t无\n")
    assert member_called("张三").custom == {
        fields["公司"]: "河岸",
        fields["年数"]: Decimal("1200.5"),
        fields["首次到场"]: date(2026, 3, 1),
        fields["尺码"]: "M",
        fields["有车"]: False,
    }


@pytest.mark.parametrize(
    "cells", ["年数\n张三\tviele", "首次到场\n张三\tbald", "尺码\n张三\tXL", "有车\n张三\t也许"]
)
def test_what_cannot_be_read_is_doubtful(fields: dict[str, bytes], cells: str) -> None:
    row = planned(f"姓名\t{cells}\n").rows[0]
    assert isinstance(row, Doubtful) and row.fields["text"] == cells.split("\t")[-1]


def test_a_second_import_changes_what_differs_and_nothing_else(fields: dict[str, bytes]) -> None:
    text = "姓名\t手机\t公司\t尺码\n张三\t13800138000\t河岸\tS\n"
    bring_in(text)
    assert isinstance(planned(text).rows[0], Unchanged)
    save_member(member_called("张三").id, {f"field:{fields['公司'].hex()}": None})
    result = bring_in(text.replace("\tS", "\tM"))
    assert (result.added, result.updated) == (0, 1)
    assert member_called("张三").custom == {fields["公司"]: "河岸", fields["尺码"]: "M"}
    step = undo_step()
    assert step
    undo(step)
    assert member_called("张三").custom == {fields["尺码"]: "S"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_export_is_imported_as_it_was(
    fields: dict[str, bytes], tmp_path: Path, language: str, ending: str
) -> None:
    bring_in(
        "姓名\t公司\t年数\t首次到场\t尺码\t有车\t能提供\t需要\t特点\t家庭\t休息至\n"
        "张三\t河岸\t1000\t2026-03-01\tM\t是\t修车、拍照\t跑伴\t爽快\t张家\t2026-12-01\n"
        "李四\t\t0.25\t\t\t否\t\t\t\t张家\t\n"
    )
    before = [member_called(name) for name in ("张三", "李四")]
    path = tmp_path / f"members{ending}"
    export(path, Kind.MEMBER, find_members().ids(), translation(language))
    table = read_table(path)
    plan = plan_import(table, Kind.MEMBER)
    assert [type(row) for row in plan.rows] == [Unchanged, Unchanged]
    for member in before:
        save_member(member.id, {f"field:{field.hex()}": None for field in fields.values()})
        save_member(member.id, {"can_give": "", "household": None, "rest_until": None})
    apply_import(plan_import(table, Kind.MEMBER))
    assert [member_called(name) for name in ("张三", "李四")] == before


def test_a_spreadsheet_gets_real_numbers_and_dates(
    fields: dict[str, bytes], tmp_path: Path
) -> None:
    bring_in("姓名\t年数\t首次到场\n张三\t12.5\t2026-03-01\n")
    path = tmp_path / "members.xlsx"
    export(path, Kind.MEMBER, find_members().ids(), translation("en"))
    headings, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    cells = dict(zip(headings, row, strict=True))
    assert cells["年数"] == 12.5
    assert cells["首次到场"] in (date(2026, 3, 1), datetime(2026, 3, 1))


def test_a_household_is_made_once_and_known_by_its_name(book: Path) -> None:
    bring_in("姓名\t家庭\n张三\t张家\n张小三\t张家\n王五\t\n")
    (household, name), *others = list_households()
    assert name == "张家" and others == []
    living = load_household(household)
    assert living and [name for _id, name in living.people] == ["张三", "张小三"]
    bring_in("姓名\t家庭\n王五\t张家\n")
    assert member_called("王五").household == household


def test_words_are_stored_one_way(book: Path) -> None:
    bring_in("姓名\t技能\t需要\n张三\t修车、拍照；修车\t跑伴\n")
    found = member_called("张三")
    assert (found.can_give, found.needs) == ("修车, 拍照", "跑伴")


def test_scripts_get_them_by_title(fields: dict[str, bytes]) -> None:
    bring_in("姓名\t年数\t有车\t家庭\n张三\t3\t是\t张家\n")
    mother = save_member(None, {"name": "母亲"})
    save_guardians(member_called("张三").id, [(mother, "妈妈")])
    save_consents(member_called("张三").id, [Agreement("photo", date(2026, 1, 1), None, "书面")])
    record = next(fetch_stored(Kind.MEMBER, [member_called("张三").id]))
    assert record["guardians"] == [{"id": mother, "name": "母亲", "relation": "妈妈"}]
    assert record["consents"] == [
        {"purpose": "photo", "given": date(2026, 1, 1), "withdrawn": None, "how": "书面"}
    ]
    assert record["custom"] == {"年数": Decimal(3), "有车": True}
    assert record["household_name"] == "张家"
