"""A field of one's own is never called like something built in."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import Invalid
from models.exchange.fields import MEMBER_FIELDS, exported_fields
from models.exchange.headings import find_headings
from models.exchange.reading import read_text
from models.members.built_in import is_built_in
from models.members.custom_field import CustomField, define_field, list_fields
from models.members.filter_fields import all_fields
from models.vocabulary import FieldSort, Kind
from resources.i18n import LANGUAGES, translation


def refused(title: str, field: bytes | None = None) -> bool:
    try:
        define_field(field, title, FieldSort.TEXT)
    except Invalid as error:
        assert set(error.errors) == {"title"}
        return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_of_a_list_and_a_filter_is_known(book: Path, language: str) -> None:
    words = translation(language)
    titles = {field.title for field in (*MEMBER_FIELDS, *exported_fields(Kind.MEMBER))}
    titles |= {field.title for field in all_fields().values()}
    assert [title for title in titles if not is_built_in(words._(title))] == []


@pytest.mark.parametrize(
    "title", ["Name", " phone ", "E mail", "微信号", "备注", "姓 名", "ＲＯＬＥ"]
)
def test_such_a_title_is_refused(book: Path, title: str) -> None:
    assert refused(title)
    field = define_field(None, "尺码", FieldSort.TEXT)
    assert refused(title, field)
    assert [each.title for each in list_fields()] == ["尺码"]


@pytest.mark.parametrize("title", ["Shoe size", "shoe  size", "Shoe-Size", "ｓｈｏｅ size"])
def test_two_fields_are_not_told_apart_by_signs_alone(book: Path, title: str) -> None:
    first = define_field(None, "Shoe size", FieldSort.TEXT)
    assert refused(title)
    assert not refused(title, first)


def test_a_title_of_signs_alone_can_stand(book: Path) -> None:
    assert not refused("★") and not refused("☆")


def test_a_list_with_a_word_for_a_built_in_field_goes_to_the_own_field_called_so(
    book: Path,
) -> None:
    field = define_field(None, "特长", FieldSort.TEXT)
    (own,) = list_fields()
    found = find_headings(read_text("姓名\t特长\t能提供\n张三\t游泳\t修车\n"), Kind.MEMBER)
    assert own.id == field
    assert list(found.mapping.values()) == ["name", own.name, "can_give"]


def test_what_an_older_program_let_be_called_so_does_not_take_a_built_in_column(
    book: Path,
) -> None:
    field = define_field(None, "特长", FieldSort.TEXT)
    CustomField.update(title="微信号").where(CustomField.id == field).execute()
    found = find_headings(read_text("姓名\t微信号\n张三\tzhang\n"), Kind.MEMBER)
    assert list(found.mapping.values()) == ["name", "wechat_id"]
