"""Which actions hold what was typed: in a name, in a value, in who did it."""

from __future__ import annotations

from collections.abc import Collection

from models.base import database
from models.records import RECORDS
from models.search import complete
from models.vocabulary import Kind

_MOST_HITS = 500
_KINDS = (Kind.MEMBER, Kind.EVENT, Kind.RULE, Kind.FEEDBACK)
_TITLES = {"event": "title", "rule": "title", "feedback": "text"} | {
    record._meta.table_name: record.called for record in RECORDS if record.called
}


def matching(text: str, kinds: Collection[str | None]) -> set[int] | None:
    """Return the actions that hold a text in a name, a value, or who did it; None for all."""
    text = text.strip()
    if not text:
        return None
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return _by_author(like, kinds) | _by_value(like) | _about(like, text)


def _by_author(like: str, kinds: Collection[str | None]) -> set[int]:
    named = [kind for kind in kinds if kind is not None]
    marks = ", ".join("?" * len(named))
    outside = " OR kind IS NULL" if None in kinds else ""
    query = " UNION ".join(
        f"SELECT x.id FROM {source} x LEFT JOIN _session s ON s.id = x.session"
        f" WHERE s.name LIKE ? ESCAPE '\\' OR x.kind IN ({marks}){outside}"
        for source in ("_transaction", "(SELECT id, session, 'merge' AS kind FROM _merge)")
    )
    rows = database.execute_sql(query, [like, *named, like, *named])
    return {number for (number,) in rows}


def _by_value(like: str) -> set[int]:
    rows = database.execute_sql(
        "SELECT DISTINCT tx FROM _change WHERE typeof(new) = 'text' AND new LIKE ? ESCAPE '\\'"
        " OR typeof(old) = 'text' AND old LIKE ? ESCAPE '\\'",
        (like, like),
    )
    return {number for (number,) in rows}


def _about(like: str, text: str) -> set[int]:
    """Return the actions that touched a record called so, or a link row of it.

    In the trash records still have their names; the search knows others by pinyin and telephone.
    """
    called = " UNION ALL ".join(
        f"SELECT id FROM {table} WHERE {column} LIKE ? ESCAPE '\\'"
        for table, column in _TITLES.items()
    )
    hits = [hit.id for kind in _KINDS for hit in complete(kind, text, _MOST_HITS)]
    values = ", ".join(f"(x'{hit.hex()}')" for hit in hits)
    sounding = f" UNION VALUES {values}" if hits else ""
    rows = database.execute_sql(
        f"WITH sought (row) AS ({called}{sounding})"
        " SELECT g.tx FROM sought k CROSS JOIN _change g ON g.row = k.row"
        " UNION SELECT g.tx FROM sought k CROSS JOIN attendance a ON a.member = k.row"
        " CROSS JOIN _change g ON g.row = a.id"
        " UNION SELECT g.tx FROM sought k CROSS JOIN attendance a ON a.event = k.row"
        " CROSS JOIN _change g ON g.row = a.id",
        [like] * len(_TITLES),
    )
    return {number for (number,) in rows}
