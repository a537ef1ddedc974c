"""What the organizer decided for the whole community, beside what stands in its own record."""

from __future__ import annotations

from models.base import Record, WordsField, database, link_id
from models.journal.transactions import action
from models.texts import storable
from models.vocabulary import Kind


class Setting(Record):
    """One value by its name, as text. What is not there has the program's default."""

    subject = Kind.COMMUNITY
    keys = ("name",)
    shared_id = True
    called = "name"

    name = WordsField()
    value = WordsField()


def read_settings(prefix: str) -> dict[str, str]:
    """Return the values whose names begin so, without that beginning."""
    rows = database.execute_sql(
        "SELECT name, value FROM setting WHERE deleted = 0 AND substr(name, 1, ?) = ?",
        (len(prefix), prefix),
    )
    return {name[len(prefix) :]: value for name, value in rows}


def save_setting(name: str, value: str) -> None:
    """Write one value down; what is so already is not written again."""
    value = storable(value)
    setting_id = link_id("setting", name)
    known = Setting.get_or_none(Setting.id == setting_id)
    if known is not None and (known.value, known.deleted) == (value, 0):
        return
    with action("community.edit"):
        if known is None:
            Setting.create(id=setting_id, name=name, value=value)
        else:
            Setting.update(value=value, deleted=0).where(Setting.id == setting_id).execute()
