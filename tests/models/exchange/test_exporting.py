"""Out and in again changes nothing, and no spreadsheet calculates what people typed."""

from __future__ import annotations

import errno
import os
import stat
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.exceptions import FileCreateError

from models.base import database
from models.errors import Cancelled, UserError
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.exporting import _plain_failures, export
from models.exchange.guarding import guard, unguard
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.feedback.feedback import save_feedback
from models.members.member import save_member
from models.rules.rule import save_rule
from models.storage.workrooms import private_folder
from models.stored import fetch_stored
from models.vocabulary import EventStatus, FeedbackKind, Gender, Kind, MemberStatus
from resources.i18n import translation

CHINESE, ENGLISH = translation("zh_CN"), translation("en")


def ids(kind: Kind) -> list[bytes]:
    rows = database.execute_sql(f"SELECT id FROM {kind.value} WHERE deleted = 0 ORDER BY rid")
    return [bytes(row) for (row,) in rows]


def state() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for table in ("member", "member_tag", "event", "attendance", "feedback", "rule", "_change"):
        rows += database.execute_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    return rows


def fill() -> None:
    """A little of everything, with what is hard to write into a cell."""
    mother = save_member(
        None,
        {
            "name": "=HYPERLINK(1)",
            "phone": "+15551234567",
            "born": "1985",
            "tags": ["A/B", "读书"],
            "note": "两行\n“引号”,逗号;\t",
        },
    )
    child = save_member(
        None,
        {
            "name": "张 三",
            "wechat_id": "@wx",
            "born": "1890-03-01",
            "joined": date(2025, 2, 6),
            "introduced_by": mother,
            "status": "left",
            "left": date(2026, 1, 2),
        },
    )
    for phone in ("13800000001", "13800000002"):
        save_member(None, {"name": "王霞", "phone": phone, "gender": "female"})
    event = save_event(
        None,
        {
            "title": "-晨跑",
            "format": "City walk",
            "begins": datetime(2025, 6, 3, 7),
            "ends": datetime(2025, 6, 3, 8, 30),
            "cost": Decimal("1234.50"),
            "capacity": 30,
        },
    )
    save_attendance(
        event, mother, rsvp="yes", guests=2, note="带娃", came="no", rating=5, comment="+1"
    )
    save_attendance(event, ids(Kind.MEMBER)[3], came="yes")
    rule = save_rule(None, {"title": "不发广告", "section": "conduct", "text": "x"})
    for member in (None, child):
        save_feedback(
            None,
            {
                "date": date(2025, 6, 4),
                "member": member,
                "text": "太吵",
                "satisfaction": 2,
                "event": event,
                "rule": rule,
                "answer": "好的",
            },
        )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh_CN", "en"])
@pytest.mark.usefixtures("book")
def test_an_export_put_in_again_changes_nothing(tmp_path: Path, suffix: str, words: Any) -> None:
    fill()
    before = state()
    for kind in (Kind.MEMBER, Kind.EVENT, Kind.ATTENDANCE, Kind.FEEDBACK):
        target = tmp_path / f"{kind}{suffix}"
        export(target, kind, ids(kind), words)
        result = apply_import(plan_import(read_table(target), kind))
        assert (result.added, result.updated, result.skipped) == (0, 0, ()), kind
        assert result.unchanged == len(ids(kind))
    assert state() == before


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n"),
    max_size=20,
)
DAYS = st.dates(date(1900, 3, 1), date(2100, 1, 1))
MEMBERS = st.fixed_dictionaries(
    {
        "name": TEXTS.filter(lambda text: text.strip() != ""),
        "wechat_name": TEXTS,
        "region": TEXTS,
        "note": TEXTS,
        "role": st.sampled_from(["=1+1", "'=x", "+86", "-", "@a", "\tb", "x"]),
        "gender": st.sampled_from([member.value for member in Gender]),
        "status": st.sampled_from([member.value for member in MemberStatus]),
        "born": st.sampled_from(["", "1985", "1985-03-01"]),
        "joined": st.none() | DAYS,
        "phone": st.sampled_from(["", "13800138000", "+4915112345", "021-1234 转 8"]),
        "tags": st.lists(st.sampled_from(["读书", "A/B", "徒步", "a, b"]), max_size=3),
    }
)


@pytest.mark.usefixtures("book")
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(MEMBERS, max_size=4), suffix=st.sampled_from([".csv", ".xlsx"]))
def test_whatever_people_type_goes_out_and_in_unchanged(
    tmp_path: Path, rows: list[dict[str, Any]], suffix: str
) -> None:
    saved = [save_member(None, row) for row in rows]
    before = database.execute_sql("SELECT count(*) FROM _change").fetchone()
    target = tmp_path / f"out{suffix}"
    export(target, Kind.MEMBER, saved, CHINESE)
    result = apply_import(plan_import(read_table(target), Kind.MEMBER))
    assert (result.added, result.updated) == (0, 0)
    assert database.execute_sql("SELECT count(*) FROM _change").fetchone() == before


@settings(deadline=None)
@given(TEXTS | st.from_regex(r"'{0,3}[=+\-@\t\r].{0,5}", fullmatch=True))
def test_a_guard_can_always_be_taken_off(text: str) -> None:
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "'=1"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+8613800138000", "-5", "-1,234.50", "张三", "a=b", "'tis"])
def test_a_number_and_plain_text_are_not(text: str) -> None:
    assert guard(text) == text


@pytest.mark.usefixtures("book")
def test_the_order_given_is_kept_and_nothing_else_goes_out(tmp_path: Path) -> None:
    fill()
    wanted = [ids(Kind.MEMBER)[3], ids(Kind.MEMBER)[1]]
    export(tmp_path / "some.csv", Kind.MEMBER, wanted, CHINESE)
    rows = read_table(tmp_path / "some.csv").rows
    assert rows[0][1][0] == "姓名"
    assert [cells[0] for _line, cells in rows[1:]] == ["王霞", "张 三"]


@pytest.mark.usefixtures("book")
def test_a_csv_opens_in_excel_with_chinese(tmp_path: Path) -> None:
    fill()
    export(tmp_path / "all.csv", Kind.MEMBER, ids(Kind.MEMBER), CHINESE)
    raw = (tmp_path / "all.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in raw.decode()
    assert ",+15551234567," in raw.decode()


@pytest.mark.usefixtures("book")
def test_a_workbook_has_real_dates_and_numbers_and_no_formula(tmp_path: Path) -> None:
    fill()
    export(tmp_path / "events.xlsx", Kind.EVENT, ids(Kind.EVENT), ENGLISH)
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "events.xlsx")
    headings, row = book.get_sheet_by_name("Events").to_python()
    cells = dict(zip(headings, row, strict=True))
    assert cells["Title"] == "-晨跑"
    assert cells["Begins"] == datetime(2025, 6, 3, 7)
    assert (cells["Cost"], cells["Capacity"]) == (1234.5, 30)
    export(tmp_path / "members.xlsx", Kind.MEMBER, ids(Kind.MEMBER), ENGLISH)
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "members.xlsx")
    rows = book.get_sheet_by_name("Members").to_python()
    assert rows[1][0] == "=HYPERLINK(1)"
    assert date(2025, 2, 6) in rows[2]


@pytest.mark.usefixtures("book")
def test_every_kind_of_list_goes_out(tmp_path: Path) -> None:
    fill()
    for kind in (Kind.MEMBER, Kind.EVENT, Kind.ATTENDANCE, Kind.FEEDBACK, Kind.RULE):
        for suffix in (".csv", ".xlsx"):
            export(tmp_path / f"list{suffix}", kind, ids(kind), CHINESE)
            assert len(read_table(tmp_path / f"list{suffix}").rows) == 1 + len(ids(kind))


@pytest.mark.usefixtures("book")
def test_a_failed_export_leaves_what_was_there(tmp_path: Path) -> None:
    fill()
    target = tmp_path / "list.csv"
    target.write_text("old")

    def stop(_step: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(target, Kind.MEMBER, ids(Kind.MEMBER), CHINESE, stop)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.glob("*") if path.suffix in (".csv", ".part")] == [
        "list.csv"
    ]
    for wrong in (tmp_path / "list.pdf", tmp_path / "no folder" / "list.csv"):
        with pytest.raises(UserError):
            export(wrong, Kind.MEMBER, ids(Kind.MEMBER), CHINESE)


@pytest.mark.usefixtures("book")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    folder = tmp_path / "full"
    folder.mkdir()
    monkeypatch.setattr("secrets.token_hex", lambda _count: "x")
    make = os.open

    def make_full(path: Any, *rest: Any, **options: Any) -> int:
        if str(path).endswith(".x.part"):
            os.symlink("/dev/full", path)
            return make("/dev/null", os.O_WRONLY)
        return make(path, *rest, **options)

    monkeypatch.setattr(os, "open", make_full)
    for suffix in (".csv", ".xlsx"):
        with pytest.raises(UserError) as refused:
            export(folder / f"list{suffix}", Kind.MEMBER, ids(Kind.MEMBER), CHINESE)
        assert "disk is full" in refused.value.message
        assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("book")
def test_an_export_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    export(tmp_path / "list.csv", Kind.MEMBER, [], CHINESE)
    assert (tmp_path / "list.csv").stat().st_mode & 0o077 == 0


def test_choices_have_different_words_in_each_language() -> None:
    for words in (CHINESE, ENGLISH):
        for choice in (MemberStatus, EventStatus, FeedbackKind, Gender):
            assert len({words._(member.title) for member in choice}) == len(choice)


@pytest.mark.usefixtures("book")
def test_a_workbook_is_made_in_a_private_place(
    tmp_path: Path,
) -> None:
    fill()
    users = tmp_path / "users"
    users.mkdir()
    with private_folder() as room:
        private = Path(room).parent
    seen: list[tuple[int, int]] = []

    def watch(_step: int, _total: int) -> None:
        assert [entry.suffix for entry in users.iterdir()] == [".part"]
        (folder,) = (entry for entry in private.iterdir() if entry.is_dir())
        seen.append((stat.S_IMODE(folder.stat().st_mode), len(list(folder.iterdir()))))

    export(users / "a.xlsx", Kind.MEMBER, ids(Kind.MEMBER), CHINESE, watch)
    assert seen and all(mode == 0o700 and files for mode, files in seen)
    assert list(private.iterdir()) == []
    assert [entry.name for entry in users.iterdir()] == ["a.xlsx"]
    assert stat.S_IMODE((users / "a.xlsx").stat().st_mode) == 0o600


def test_a_full_disk_is_not_hidden_by_the_writer_of_workbooks() -> None:
    full = OSError(errno.ENOSPC, "full")
    with pytest.raises(OSError) as caught, _plain_failures():
        raise FileCreateError(full)
    assert caught.value is full


def test_the_class_goes_out_last_and_never_comes_in(book: Path, tmp_path: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2020, 1, 5)})
    applicant = save_member(None, {"name": "李四", "status": "applicant"})
    target = tmp_path / "members.csv"
    export(target, Kind.MEMBER, [member, applicant], CHINESE)
    lines = target.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[-1] for line in lines] == ["分层", "沉默", ""]
    table = read_table(target)
    assert apply_import(plan_import(table, Kind.MEMBER)).updated == 0
    stored = {
        each["name"]: each["standing"] for each in fetch_stored(Kind.MEMBER, ids(Kind.MEMBER))
    }
    assert stored == {"张三": "silent", "李四": ""}
