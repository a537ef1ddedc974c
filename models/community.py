"""The community itself: its name and what its organizer decided. One row in every file."""

from __future__ import annotations

from peewee import SQL, IntegerField

from models.base import DayField, Record, WordsField, link_id
from models.vocabulary import Kind

# One row on every copy, so that two copies never make two communities of one.
COMMUNITY_ID = link_id("community")


class Community(Record):
    subject = Kind.COMMUNITY
    shared_id = True

    name = WordsField()
    purpose = WordsField()
    founded = DayField(null=True)
    currency = WordsField("CNY")
    promise_days = IntegerField(default=7, constraints=[SQL("DEFAULT 7")])
