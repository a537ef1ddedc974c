"""Which row heads the table, and what each column becomes."""

from __future__ import annotations

import pytest

from models.exchange.fields import FIELDS, IMPORTED
from models.exchange.headings import columns_for, find_headings, fitting_kind, plain
from models.exchange.reading import read_text
from models.vocabulary import Kind
from resources.i18n import LANGUAGES, translation


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("手机号（必填）", "手机号"),
        (" 姓　名 ", "姓名"),
        ("2、您的姓名：*", "姓名"),
        ("Mobile No.", "mobileno"),
        ("E-Mail Address", "emailaddress"),
        ("花费(元)", "花费"),
        ("（备注）", "备注"),
        ("Ｎａｍｅ", "name"),
    ],
)
def test_a_heading_is_reduced_to_its_word(heading: str, word: str) -> None:
    assert plain(heading) == word


def test_the_headings_may_stand_below_a_title_and_empty_lines() -> None:
    table = read_text(
        "2026年成员名单\t\t\n\n\t\t\n姓名\t手机号（必填）\t星座\n张三\t13800138000\t双鱼\n"
    )
    found = find_headings(table, Kind.MEMBER)
    assert found.line == 4
    assert [(column.heading, column.field) for column in found.columns] == [
        ("姓名", "name"),
        ("手机号（必填）", "phone"),
        ("星座", ""),
    ]


def test_english_headings() -> None:
    table = read_text(
        "Full Name\tMobile No.\tDate of Birth\tMember since\tNickname\nA\t1\t2\t3\t4\n"
    )
    fields = [column.field for column in find_headings(table, Kind.MEMBER).columns]
    assert fields == ["name", "phone", "born", "joined", "wechat_name"]


def test_the_better_of_two_words_wins() -> None:
    table = read_text("成员\t姓名\t电话\n1\t张三\t2\n")
    fields = [column.field for column in find_headings(table, Kind.MEMBER).columns]
    assert fields == ["", "name", "phone"]


def test_a_table_without_headings_has_none_and_can_be_mapped() -> None:
    table = read_text("张三\t13800138000\n李四\t13900139000\n")
    assert find_headings(table, Kind.MEMBER).line == 0
    mapped = columns_for(table, Kind.MEMBER, {0: "name", 1: "phone"})
    assert (mapped.line, mapped.mapping) == (0, {0: "name", 1: "phone"})


@pytest.mark.parametrize(
    ("headings", "taken_for", "fitting"),
    [
        ("姓名\t微信号\t入群时间", Kind.EVENT, Kind.MEMBER),
        ("活动名称\t形式\t开始时间\t地点", Kind.MEMBER, Kind.EVENT),
        ("活动\t日期\t姓名\t报名\t到场", Kind.EVENT, Kind.ATTENDANCE),
        ("活动\t日期\t姓名\t报名\t到场", Kind.MEMBER, Kind.ATTENDANCE),
        ("日期\t姓名\t类型\t内容\t满意度", Kind.MEMBER, Kind.FEEDBACK),
        # What may be either is what it is taken for.
        ("姓名\t手机\t日期\t备注", Kind.MEMBER, Kind.MEMBER),
        ("活动\t日期\t姓名", Kind.EVENT, Kind.EVENT),
        ("foo\tbar", Kind.EVENT, Kind.EVENT),
    ],
)
def test_a_list_taken_for_another_kind_is_noticed(
    headings: str, taken_for: Kind, fitting: Kind
) -> None:
    assert fitting_kind(read_text(headings + "\n1\t2\t3\n"), taken_for) is fitting


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", IMPORTED)
def test_every_heading_we_export_is_known(kind: Kind, language: str) -> None:
    words = translation(language)
    fields = [field for field in FIELDS[kind] if field.exported]
    table = read_text("\t".join(words._(field.title) for field in fields) + "\n")
    found = find_headings(table, kind)
    assert [column.field for column in found.columns] == [field.name for field in fields]
