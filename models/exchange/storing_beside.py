"""Writing what a list says of members beside their own records, many at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from models.base import GONE, database, link_id
from models.exchange.beside import CONTACT
from models.exchange.plan import Add, Mode, Update
from models.journal import bulk
from models.members.alias import Alias, alias_id
from models.members.consent import Consent
from models.members.guardian import Guardian

_Rows = Sequence[Add | Update]
# Where somebody lives, and whom one speaks to there.
_HOME = f"""
    SELECT h.id, c.id FROM member m JOIN household h ON h.id = m.household AND h.deleted <> {GONE}
        LEFT JOIN member c ON c.id = h.contact AND c.household = h.id AND c.deleted = 0
        WHERE m.id = ?"""


def store_beside(rows: _Rows, mode: Mode) -> None:
    """Write it inside the action, after the members are there and live where the list says."""
    _add_aliases(rows)
    _add_guardians(rows)
    _add_consents(rows)
    _name_contacts(rows, mode)


def _said(rows: _Rows, field: str) -> Iterator[tuple[bytes, Any]]:
    for row in rows:
        if field in (row.fields if isinstance(row, Add) else row.changes):
            said = (row.values if isinstance(row, Add) else row.changes).get(field)
            if said is not None:
                yield row.id, said


def _add_aliases(rows: _Rows) -> None:
    wanted = {
        alias_id(member, name): (member, name, "")
        for member, names in _said(rows, "aliases")
        for name in names
    }
    known = _known("alias", rows, wanted)
    bulk.run("UPDATE alias SET deleted = 0 WHERE id = ?", [(link,) for link in known])
    bulk.insert(Alias, ("member", "name", "source"), _fresh(wanted, known))


def _add_guardians(rows: _Rows) -> None:
    wanted = {
        link_id("guardian", member, guardian): (member, guardian, relation)
        for member, guardians in _said(rows, "guardians")
        for guardian, relation in guardians
    }
    known = _known("guardian", rows, wanted)
    bulk.run(
        "UPDATE guardian SET relation = iif(? <> '', ?, relation), deleted = 0 WHERE id = ?",
        [(wanted[link][-1], wanted[link][-1], link) for link in known],
    )
    bulk.insert(Guardian, ("member", "guardian", "relation"), _fresh(wanted, known))


def _add_consents(rows: _Rows) -> None:
    wanted = {
        link_id("consent", member, each.purpose): (
            member,
            each.purpose,
            each.given and each.given.isoformat(),
            each.withdrawn and each.withdrawn.isoformat(),
            each.how,
        )
        for member, agreements in _said(rows, "consents")
        for each in agreements
    }
    known = _known("consent", rows, wanted)
    bulk.run(
        "UPDATE consent SET given = ?, withdrawn = ?, how = ?, deleted = 0 WHERE id = ?",
        [(*wanted[link][2:], link) for link in known],
    )
    columns = ("member", "purpose", "given", "withdrawn", "how")
    bulk.insert(Consent, columns, _fresh(wanted, known))


def _name_contacts(rows: _Rows, mode: Mode) -> None:
    """Say whom of each household one speaks to; where somebody is named already, only a list that
    may update names another."""
    contacts: dict[bytes, bytes] = {}
    for member, contact in _said(rows, CONTACT):
        home = database.execute_sql(_HOME, (member,)).fetchone()
        if home and (mode is Mode.UPDATE or home[1] is None):
            contacts[bytes(home[0])] = contact
    bulk.run(
        "UPDATE household SET contact = ? WHERE id = ?",
        [(contact, household) for household, contact in contacts.items()],
    )


def _known(table: str, rows: _Rows, wanted: Mapping[bytes, tuple[Any, ...]]) -> list[bytes]:
    """Return which of these are there, if only put away; who is new has none."""
    there = {row.id for row in rows if isinstance(row, Update)}
    query = f'SELECT 1 FROM "{table}" WHERE id = ?'
    asked = [link for link, told in wanted.items() if told[0] in there]
    return [link for link in asked if database.execute_sql(query, (link,)).fetchone()]


def _fresh(
    wanted: Mapping[bytes, tuple[Any, ...]], known: Collection[bytes]
) -> list[tuple[Any, ...]]:
    fresh = wanted.keys() - set(known)
    # In the order of their ids, an index is filled much faster.
    return sorted(((link, *wanted[link]) for link in fresh), key=itemgetter(0))
