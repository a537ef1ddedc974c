"""Whatever belongs to a person goes with them: every table there is, and where they lived alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import ForeignKeyField

from models.base import Record, WordsField, new_id
from models.book import close_book
from models.erasing import erase_member
from models.events.event import Event
from models.journal.transactions import action
from models.members.contact import note_contact
from models.members.criterion import Criterion
from models.members.custom_field import CustomField
from models.members.household import list_households, make_household
from models.members.joining import join_members
from models.members.listing import find_members
from models.members.member import Member, save_member
from models.members.photo import Photo
from models.records import OF_MEMBERS
from models.rules.rule import Rule
from models.search import catch_up

PICTURE = b"\xff\xd8 of the white camel"
HOUSE = "白驼山庄人家"


def attach(record: type[Record], member: bytes, others: dict[type, bytes]) -> list[str]:
    """Make a row with a secret in every text that no figure is counted from; return the secrets."""
    table = record._meta.table_name
    texts: dict[str, str] = {}
    links: dict[str, bytes] = {"member": member}
    for field in record._meta.sorted_fields:
        if isinstance(field, WordsField) and field.name not in record.kept:
            texts[field.name] = f"驼山{table}之{field.name}"
        elif isinstance(field, ForeignKeyField) and field.name != "member":
            links[field.name] = others[field.rel_model]
    picture = {"image": PICTURE} if record is Photo else {}
    record.create(id=new_id(), **links, **texts, **picture)
    return list(texts.values())


@pytest.mark.parametrize("joined", [False, True])
def test_no_byte_of_any_table_is_left(book: Path, joined: bool) -> None:
    person = save_member(None, {"name": "欧阳锋驼", "household": make_household(HOUSE)})
    owner = save_member(None, {"name": "西毒老叔"}) if joined else person
    others: dict[type, bytes] = {Member: save_member(None, {"name": "黄固"})}
    secrets = ["欧阳锋驼", HOUSE]
    with action("member.edit"):
        for record in (CustomField, Criterion, Event, Rule):
            others[record] = new_id()
            record.create(id=others[record], title=record.__name__)
        for record in OF_MEMBERS:
            secrets += attach(record, owner, others)
    if joined:
        join_members(person, owner)
    catch_up()
    content = book.read_bytes()
    assert PICTURE in content and all(each.encode() in content for each in secrets)
    assert erase_member(person)
    close_book()
    content = book.read_bytes()
    assert PICTURE not in content
    assert [each for each in secrets if each.encode() in content] == []


def test_no_word_of_what_was_noted_is_left_in_the_index(book: Path) -> None:
    person, friend = (save_member(None, {"name": name}) for name in ("锋", "克"))
    note_contact(person, {"note": "练功走火入魔三回", "needs": "玉蜂浆 Wolfsmilch"})
    note_contact(friend, {"note": "别来无恙"})
    catch_up()
    words = [word.encode() for word in ("走火入魔", "火入魔三", "玉蜂浆", "wolfsmilch")]
    assert all(word in book.read_bytes() for word in words)
    assert erase_member(person)
    assert find_members("走火入魔").total == 0 and find_members("无恙").total == 1
    close_book()
    assert [word for word in words if word in book.read_bytes()] == []


def test_a_household_stays_where_somebody_else_lives(book: Path) -> None:
    house = make_household(HOUSE)
    people = [save_member(None, {"name": name, "household": house}) for name in ("锋", "克")]
    erase_member(people[0])
    assert [name for _house, name in list_households()] == [HOUSE]
    erase_member(people[1])
    close_book()
    assert HOUSE.encode() not in book.read_bytes()
