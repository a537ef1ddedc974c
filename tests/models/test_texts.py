"""Half characters and NULs: nothing fails, and nothing else of a text is lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.base import database
from models.book import about, save_about
from models.errors import Invalid, UserError
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.exporting import export
from models.exchange.plan import Unchanged
from models.exchange.planning import plan_import
from models.exchange.reading import read_copied, read_table, read_text
from models.feedback.feedback import save_feedback
from models.journal.undo import undo, undo_step
from models.members.admission import refuse
from models.members.applicants import save_finding
from models.members.barred import Bar
from models.members.callers import save_callers
from models.members.class_rules import read_rules, save_rules
from models.members.consent import Agreement, consents_of, save_consents
from models.members.contact import note_contact
from models.members.criterion import Asked, save_criterion
from models.members.custom_field import define_field
from models.members.duplicates import found_while_typing
from models.members.field_values import rewritten
from models.members.filters import Condition, Group, Test
from models.members.guardian import save_guardians
from models.members.household import rename_household
from models.members.interaction import add_interactions
from models.members.leaving import leave
from models.members.listing import find_members
from models.members.member import FIELDS, load_member, save_member
from models.members.points import give_points
from models.members.profile import load_profile, save_profile
from models.members.saved_list import save_list
from models.members.tag_names import join_tags
from models.members.thanks import thank
from models.members.welcome import Planned, save_template
from models.records import RECORDS
from models.rules.rule import save_rule
from models.texts import decimal_point, storable, tidy
from models.vocabulary import CriterionSort, FieldSort, InteractionSort, Kind, MemberStatus, Verdict
from resources.i18n import translation

TODAY = date(2026, 10, 31)
WORDS = ("name", "wechat_name", "group_name", "region", "role", "note", "can_give", "left_reason")
texts = some.lists(
    some.one_of(
        some.sampled_from(["\0", "\ud83d", "\ude00", "\udfff", "张", "a", " ", "😀"]),
        some.text(some.characters(codec=None, categories=("Lu", "Lo", "Cs")), max_size=3),
    ),
    min_size=1,
    max_size=8,
).map("".join)
often = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def columns() -> list[tuple[str, str]]:
    return [(model._meta.table_name, name) for model in RECORDS for name in model._meta.columns]


def stored_badly() -> list[Any]:
    """Return every cell of the file that holds a NUL, or is a text that cannot be read."""
    found = []
    for table, column in columns():
        found += database.execute_sql(
            f'SELECT \'{table}\', CAST("{column}" AS BLOB) FROM "{table}"'
            f" WHERE typeof(\"{column}\") = 'text' AND instr(CAST(\"{column}\" AS BLOB), x'00')"
        ).fetchall()
    return found


@often
@given(some.text(some.characters(codec=None)))
def test_every_text_can_be_stored_and_what_can_be_stored_stays(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored and stored.encode().decode() == stored == storable(stored)
    kept = iter(stored)
    plain = [sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff"]
    assert all(sign in kept for sign in plain)  # in their order
    assert stored == text or len(plain) < len(text)


def test_halves_that_belong_together_become_their_character() -> None:
    assert storable("a\ud83d\ude00\ud83d\0b") == "a😀\ufffdb"


@often
@given(texts, texts)
def test_members_are_saved_found_and_changed(book: Path, text: str, other: str) -> None:
    field = define_field(None, "别的", FieldSort.TEXT) if not fields() else fields()[0]
    said: dict[str, Any] = {**dict.fromkeys(WORDS, text), f"field:{field.hex()}": text}
    said |= {"household": other}
    said |= {"tags": (text, other, tidy(text)), "aliases": (other, text)}
    with suppress(Invalid):
        member = save_profile(None, {**said, "name": f"x{text}"})
        for _again in range(2):
            save_profile(member, {**said, "name": f"x{text}"})
        found = load_profile(member)
        assert found is not None
        assert found.name == tidy(f"x{text}") and found.note == tidy(text)
        assert set(found.tags) == {tidy(text), tidy(other)} - {""}
        assert member in find_members(f"x{text}").ids()
    found_while_typing({"name": f"x{text}", "phone": text})
    for test in (Test.CONTAINS, Test.IS):
        find_members(text, asked=Group(parts=(Condition("note", test, text),))).ids()
    assert stored_badly() == []


def fields() -> list[bytes]:
    return [bytes(row) for (row,) in database.execute_sql("SELECT id FROM custom_field")]


@often
@given(texts)
def test_everything_else_is_saved_too(book: Path, text: str) -> None:
    member = save_member(None, {"name": "王芳", "phone": "13800138000", "household": None})
    minor = save_member(None, {"name": "小芳", "status": MemberStatus.APPLICANT})
    event = save_event(None, {"title": f"x{text}", "place": text, "description": text})
    criterion = save_criterion(
        Asked(b"", f"x{text}", CriterionSort.QUESTION, text, required=True, weight=1)
    )
    for save in (
        lambda: save_attendance(event, member, comment=text),
        lambda: save_rule(None, {"title": text, "text": text}),
        lambda: save_feedback(None, {"text": text, "answer": text}),
        lambda: save_about({"name": f"x{text}", "purpose": text, "currency": text}),
        lambda: save_consents(member, [Agreement(text, TODAY, None, text)]),
        lambda: save_consents(member, [Agreement(f"x{text}", TODAY, None, text)]),
        lambda: save_guardians(minor, [(member, text)]),
        lambda: save_finding(minor, criterion, Verdict.PASS, text),
        lambda: note_contact(member, {"note": text, "channel": text, "who": text, "needs": text}),
        lambda: add_interactions([member], {"sort": InteractionSort.HELPED, "note": text}),
        lambda: give_points([member], 1, text),
        lambda: thank([member], text, text),
        lambda: join_tags([text], f"x{text}"),
        lambda: save_list(None, text, Group(parts=(Condition("note", Test.IS, text),))),
        lambda: save_template([Planned(1, text)]),
        lambda: save_callers([text]),
        lambda: save_rules(replace(read_rules(), left_out=(text, "x"))),
        lambda: define_field(None, text, FieldSort.CHOICE, (text, "b")),
        lambda: save_profile(member, {"household": f"x{text}"}),
        lambda: rename_household(load_member(member).household, text),  # type: ignore
        lambda: refuse([minor], text),
        lambda: leave([member], TODAY, text, text, Bar(text)),
        lambda: leave([member], TODAY, text, text),
    ):
        with suppress(UserError):
            save()
    assert about().name == " ".join(tidy(f"x{text}").split())
    assert stored_badly() == []


def test_an_agreement_to_a_purpose_of_ones_own_keeps_its_words(book: Path) -> None:
    member = save_member(None, {"name": "王芳"})
    for _again in range(2):
        save_consents(member, [Agreement("合\0影\ud83d", TODAY)])
    assert [each.purpose for each in consents_of(member)] == ["合影\ufffd"]


@often
@given(texts)
def test_what_is_pasted_or_read_from_a_file_comes_in(book: Path, text: str) -> None:
    cell = " ".join(text.replace("\ud83d", "\ud83d!").split()) or "x"
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:y{cell}\nNOTE;CHARSET=utf-7:{cell}\nEND:VCARD\n"
    page = f"<table><tr><td>姓名<td>备注<tr><td>z{cell}<td>{cell}</table>"
    with suppress(UserError):
        apply_import(plan_import(read_text(f"姓名\t备注\nx{cell}\t{cell}\n"), Kind.MEMBER))
        apply_import(plan_import(read_text(card), Kind.MEMBER))
        apply_import(plan_import(read_copied("x", page), Kind.MEMBER))
    path = book.parent / "list.csv"
    path.write_bytes(f"姓名,备注\n一个很长的名字{tidy(cell)},一二三四五六七八\0九十\n".encode())
    with suppress(UserError):
        apply_import(plan_import(read_table(path), Kind.MEMBER))
    assert stored_badly() == []
    step = undo_step()
    if step is not None:
        undo(step)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".vcf"])
def test_what_was_taken_in_goes_out_and_comes_back(book: Path, ending: str) -> None:
    text = "一\0二\ud83d三"
    known = {name: text for name in FIELDS if name in WORDS}
    save_member(None, {**known, "status": "active", "left_reason": ""})
    path = book.parent / f"members{ending}"
    export(path, Kind.MEMBER, find_members().ids(), translation("zh_CN"))
    plan = plan_import(read_table(path), Kind.MEMBER)
    assert [type(row) for row in plan.rows] == [Unchanged]


def test_a_stray_nul_does_not_make_a_file_unreadable(book: Path) -> None:
    path = book.parent / "list.csv"
    path.write_bytes("姓名,备注\n王芳,一二三四五\0六七八九十一二三四五\n".encode())
    assert read_table(path).rows[1][1] == ("王芳", "一二三四五六七八九十一二三四五")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("12,5", "12.5"), ("1,234", "1234"),
        ("-1,234,567", "-1234567"), ("1,23,4", "1.23.4"), ("0,125", "0.125"), ("12.5", "12.5"),
    ],
)  # fmt: skip
def test_a_comma_is_what_it_is_meant_as(written: str, meant: str) -> None:
    assert decimal_point(written) == meant


def test_a_number_of_a_field_of_ones_own_is_not_made_ten_times_as_much() -> None:
    assert rewritten(FieldSort.NUMBER, (), "38,5") == "38.5"
    assert rewritten(FieldSort.NUMBER, (), "1,200") == "1200"
