"""What people write in cells, and the values it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from models.exchange import cells
from models.exchange.choices import CHOICES
from models.exchange.dates import Unreadable
from models.exchange.fields import FIELDS, field_of
from models.vocabulary import EventFormat, Kind
from resources.i18n import LANGUAGES, translation


def read(kind: Kind, field: str, text: str, column: tuple[str, ...] = ()) -> Any:
    return cells.read_column(kind, field_of(kind, field), (text, *column))[0]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("186 6058 2177", "18660582177"),
        ("+86-18627201989", "18627201989"),
        ("0086 138-0013-8000", "13800138000"),
        ("１７７４５２８５３９３", "17745285393"),
        ("13800138000.0", "13800138000"),
        ("+1 (555) 123-4567", "+15551234567"),
        ("021-12345678 转 8", "021-12345678 转 8"),
        ("-", None),
        ("1.38E+10", cells.SHORTENED),
        ("没填", cells.NO_PHONE),
    ],
)
def test_phones(text: str, phone: object) -> None:
    assert read(Kind.MEMBER, "phone", text) == phone


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("¥1,234.50", 123450),
        ("1.234,50 €", 123450),
        ("12,5", 1250),
        ("500元", 50000),
        ("￥３００", 30000),
        ("1.5万", 1500000),
        ("1,234", 123400),
        ("0", 0),
        ("免费", 0),
        ("约500", cells.NO_MONEY),
        ("-5", cells.NO_MONEY),
        ("无", None),
    ],
)
def test_money(text: str, hundredths: object) -> None:
    assert read(Kind.EVENT, "cost", text) == hundredths


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("5", 5),
        ("４", 4),
        ("5分", 5),
        ("4.0", 4),
        ("★★★★☆", 4),
        ("⭐️⭐️⭐️", 3),
        ("4/5", 4),
        ("非常满意", 5),
        ("0", cells.NO_RATING),
        ("4.5", cells.NO_RATING),
        ("", None),
    ],
)
def test_ratings(text: str, rating: object) -> None:
    assert read(Kind.ATTENDANCE, "rating", text) == rating


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        (Kind.MEMBER, "gender", {"男": "male", "女": "female", "未知": "unknown", "F": "female"}),
        (
            Kind.MEMBER,
            "status",
            {"正常": "active", "已退群": "left", "待审核": "applicant", "暂停": "paused"},
        ),
        (Kind.ATTENDANCE, "rsvp", {"是": "yes", "否": "no", "待定": "maybe", "请假": "no"}),
        (
            Kind.ATTENDANCE,
            "came",
            {"到": "yes", "是": "yes", "√": "yes", "×": "no", "请假": "no", "未记录": "no_record"},
        ),
        (
            Kind.FEEDBACK,
            "kind",
            {"提问": "question", "表扬": "praise", "投诉": "complaint", "建议": "suggestion"},
        ),
        (
            Kind.FEEDBACK,
            "status",
            {"新": "new", "处理中": "in_progress", "已关闭": "closed", "已回复": "answered"},
        ),
        (
            Kind.EVENT,
            "format",
            {
                "主题讨论": "discussion",
                "线上直播": "livestream",
                "线下聚会": "gathering",
                "志愿服务": "志愿服务",
            },
        ),
    ],
)
def test_choices(kind: Kind, field: str, words: dict[str, str]) -> None:
    assert {word: read(kind, field, word) for word in words} == words
    if field != "format":
        assert read(kind, field, "谁知道呢") == cells.NO_CHOICE
    assert read(kind, field, "  ") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_we_export_is_known(language: str) -> None:
    words = translation(language)
    for (kind, field), choice in CHOICES.items():
        if (kind, field) == (Kind.MEMBER, "standing"):
            continue  # a class is told, and never taken from a list
        for member in choice:
            assert read(kind, field, words._(member.title)) == member.value, (kind, field, member)


def test_x_is_clear_only_beside_another_mark() -> None:
    assert read(Kind.ATTENDANCE, "came", "x") == cells.UNCLEAR_CROSS
    assert read(Kind.ATTENDANCE, "came", "x", ("√",)) == "no"


def test_tags_are_split_at_every_mark() -> None:
    assert read(Kind.MEMBER, "tags", "编程、读书,徒步；摄影;#亲子/编程|  ") == (
        "编程",
        "读书",
        "徒步",
        "摄影",
        "亲子",
    )


def test_dates_of_a_column_follow_one_order() -> None:
    first = read(Kind.MEMBER, "joined", "03/04/2025")
    assert isinstance(first, Unreadable)
    assert read(Kind.MEMBER, "joined", "03/04/2025", ("31/12/2025",)) == "2025-04-03"
    assert read(Kind.MEMBER, "joined", "03/04/2025", ("12/31/2025",)) == "2025-03-04"
    both = read(Kind.MEMBER, "joined", "03/04/2025", ("12/31/2025", "31/12/2025"))
    assert isinstance(both, Unreadable)


def test_names_are_kept_as_typed_and_compared_without_blanks() -> None:
    assert read(Kind.MEMBER, "name", " 张 三 ") == "张 三"
    assert read(Kind.MEMBER, "name", "=1+1") == "=1+1"
    assert read(Kind.MEMBER, "name", "<b>粗体</b>") == "<b>粗体</b>"
    assert cells.name_key("张 三") == cells.name_key("张三") == cells.name_key("张　三\u200b")
    assert cells.name_key("Ａnn Lee") == cells.name_key("annlee")


def test_every_text_field_takes_any_text() -> None:
    for kind, fields in FIELDS.items():
        for field in fields:
            if field.sort.value in ("text", "name"):
                assert cells.read_column(kind, field, ["-"]) == ["-"]


def test_a_format_of_the_organizers_own_is_kept_as_written() -> None:
    assert read(Kind.EVENT, "format", "City walk") == "City walk"
    assert read(Kind.EVENT, "format", "LIVE") == EventFormat.LIVESTREAM


def test_a_column_read_at_one_look_is_read_like_its_cells() -> None:
    columns = {
        "phone": ["13800138000", "", "138 0013 8000", "+8613800138000", "12345", "1\n3"],
        "email": ["a@b.cn", "", " a@b.cn", "a@@b", "mailto:a@b.cn", "张@b.cn"],
        "region": ["上海", "", " 上海 ", "a\nb", "a\r\nb", "a\n", "\u3000x"],
    }
    for field, texts in columns.items():
        single = [read(Kind.MEMBER, field, text) for text in texts]
        assert cells.read_column(Kind.MEMBER, field_of(Kind.MEMBER, field), texts) == single
        for text, value in zip(texts, single, strict=True):
            pair = cells.read_column(Kind.MEMBER, field_of(Kind.MEMBER, field), [texts[0], text])
            assert pair == [single[0], value]


@pytest.mark.parametrize(
    ("text", "guests"),
    [("2", 2), ("+1", 1), ("＋２人", 2), ("0", 0), ("2.0", 2), ("无", None),
     ("不限", cells.NO_NUMBER), ("-1", cells.NO_NUMBER), ("100", cells.NO_NUMBER)],
)  # fmt: skip
def test_guests_are_a_small_number(text: str, guests: object) -> None:
    assert read(Kind.ATTENDANCE, "guests", text) == guests


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30", 30), ("30天", 30), ("每 ３０ 天", 30), ("every 14 days", 14), ("0", 0), ("7.0", 7),
        ("3650", 3650), ("3651", cells.NO_DAYS), ("-1", cells.NO_DAYS), ("常常", cells.NO_DAYS),
        ("无", None),
    ],
)  # fmt: skip
def test_days_between_two_contacts(text: str, days: object) -> None:
    assert read(Kind.MEMBER, "cadence", text) == days
