"""Other names somebody goes by, here and in chats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from peewee import ForeignKeyField

from models.base import Record, WordsField, database, link_id, live, mark, read_words
from models.journal.transactions import action
from models.members.tables import Member
from models.texts import tidy
from models.vocabulary import Kind

# "qq:10020", an account number, which stays when the name there changes; "whatsapp:王芳", a name
# that several have, but one of them in those chats.
_ACCOUNT = re.compile(r"[a-z]+:\S+")


class Alias(Record):
    """One more name of a member. `source` is "" for what people say, or the chat that uses it; an
    account of a chat program stands as "qq:10020"."""

    subject = Kind.MEMBER
    keys = ("member", "name")
    shared_id = True
    owner = "member"
    called = "name"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="aliases")
    name = WordsField()
    source = WordsField()

    class Meta:
        indexes = ((("name", "deleted", "member"), False),)


def alias_id(member_id: bytes, name: str) -> bytes:
    return link_id("alias", member_id, name)


def is_account(name: str) -> bool:
    """Say whether an alias is an account of a chat program, and no name."""
    return bool(_ACCOUNT.fullmatch(name))


def aliases_of(member_id: bytes) -> tuple[str, ...]:
    """Return the aliases of a member, names before account numbers."""
    rows = live(Alias, Alias.name).where(Alias.member == member_id)
    return tuple(sorted((row.name for row in rows), key=lambda name: (is_account(name), name)))


def aliases_of_each(member_ids: Sequence[bytes]) -> dict[bytes, list[str]]:
    """Return the aliases of some hundred members; who has none is not in it."""
    marks = ", ".join("?" * len(member_ids))
    found: dict[bytes, list[str]] = {}
    for member, name in database.execute_sql(
        f"SELECT member, name FROM alias WHERE deleted = 0 AND member IN ({marks}) ORDER BY name",
        member_ids,
    ):
        found.setdefault(bytes(member), []).append(read_words(name))
    return found


def all_aliases() -> list[tuple[bytes, str]]:
    """Return (member, alias) of everybody who is not in the trash."""
    rows = database.execute_sql(
        "SELECT a.member, a.name FROM alias a JOIN member m ON m.id = a.member"
        " WHERE a.deleted = 0 AND m.deleted = 0"
    )
    return [(bytes(member), read_words(name)) for member, name in rows]


def save_aliases(member_id: bytes, names: Iterable[str]) -> None:
    """Make these the aliases of a member; one that stays keeps where it comes from."""
    wanted = {tidy(name) for name in names} - {""}
    known = live(Alias, Alias.name, Alias.id).where(Alias.member == member_id)
    gone = [row.id for row in known if row.name not in wanted]
    with action("member.edit"):
        add_aliases(member_id, dict.fromkeys(sorted(wanted), ""))
        mark(Alias, gone, deleted=True)


def add_aliases(member_id: bytes, names: Mapping[str, str]) -> None:
    """Remember more names of a member, each with the chat that uses it, inside an action."""
    known = {row.name: row for row in Alias.select().where(Alias.member == member_id)}
    for name, source in names.items():
        row = known.get(name)
        if row is None:
            Alias.create(id=alias_id(member_id, name), member=member_id, name=name, source=source)
        elif row.deleted:
            mark(Alias, [row.id], deleted=False)
