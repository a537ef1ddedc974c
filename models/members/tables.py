"""The two tables a member's own record is made of; what is asked of them is in member.py."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField

from models.base import DayField, Record, WordsField
from models.members.household import Household
from models.vocabulary import Gender, Kind, MemberStatus


class Member(Record):
    """`born` is "", a year, or a whole date. `pinyin` is the sort key, computed again at will.

    `can_give`, `needs` and `traits` are words separated by commas. Until `rest_until` a member is
    left alone by every list; `cadence` is after how many days somebody should speak to them.
    `applied` and `decided` are the days of an application and of the answer to it, `decision` the
    reason. `same_as` is the entry that this one, now in the trash, became one with.
    """

    subject = Kind.MEMBER
    local = ("pinyin",)
    called = "name"

    name = WordsField()
    wechat_name = WordsField()
    wechat_id = WordsField()
    group_name = WordsField()
    gender = WordsField(Gender.UNKNOWN.value)
    born = WordsField()
    region = WordsField()
    phone = WordsField()
    email = WordsField()
    status = WordsField(MemberStatus.ACTIVE.value)
    role = WordsField()
    joined = DayField(null=True)
    left = DayField(null=True)
    left_reason = WordsField()
    source = WordsField()
    introduced_by = ForeignKeyField(
        "self", field="id", column_name="introduced_by", null=True, backref="introduced"
    )
    note = WordsField()
    pinyin = WordsField()
    can_give = WordsField()
    needs = WordsField()
    traits = WordsField()
    household = ForeignKeyField(
        Household, field="id", column_name="household", null=True, backref="members"
    )
    rest_until = DayField(null=True)
    cadence = IntegerField(null=True)
    applied = DayField(null=True)
    decided = DayField(null=True)
    decision = WordsField()
    exit_note = WordsField()
    same_as = ForeignKeyField(
        "self", field="id", column_name="same_as", null=True, backref="others"
    )

    class Meta:
        indexes = (
            (("deleted", "pinyin"), False),
            (("deleted", "status", "pinyin"), False),
            (("deleted", "joined"), False),
            (("deleted", "group_name"), False),
            (("deleted", "region"), False),
            (("deleted", "phone"), False),
            (("deleted", "role"), False),
        )


class MemberTag(Record):
    """One interest of a member. Its id comes from both, so two copies make one row of it."""

    subject = Kind.MEMBER
    keys = ("member", "tag")
    shared_id = True
    owner = "member"
    called = "tag"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="tag_rows")
    tag = WordsField()

    class Meta:
        indexes = ((("tag", "deleted", "member"), False),)
