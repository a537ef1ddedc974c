"""Whoever was added, imported, merged or changed since the last look, and looks like somebody
who was barred. It follows the journal, so none of those ways in needs to know of it."""

from __future__ import annotations

from models import following
from models.base import database
from models.members.barred import FOLLOWED, Recognised, is_anybody_barred, recognise
from models.progress import Progress, unheard

# People are looked at slowly, on purpose: so many at once, that others get their turn between;
# of very many, as after a large import, only the latest.
AT_ONCE, MOST = 20, 2_000
_TELLING = ("name", "wechat_id", "phone", "email", "born", "status")
_CHANGED = f"""
    SELECT m.id, max(g.n) AS last FROM _change g
    JOIN _table t ON t.no = g.tbl AND t.name = 'member'
    LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col JOIN member m ON m.id = g.row
    WHERE g.n > ? AND (g.col IS NULL OR c.name IN ({", ".join("?" * len(_TELLING))}))
        AND m.deleted = 0 AND m.status NOT IN ('left', 'refused')
    GROUP BY m.id ORDER BY last DESC LIMIT {MOST}"""


def is_waiting() -> bool:
    """Whether anybody is to be looked at: two quick questions, as after every change."""
    return is_anybody_barred() and following.last_change() > following.followed_to(FOLLOWED)


def recognise_new(progress: Progress = unheard) -> tuple[Recognised, ...]:
    """Look at the first few who are new, or known by something else since the last time; whether
    there are more, is_waiting says. Raises Cancelled; then they are looked at the next time."""
    last = following.last_change()
    asked = (following.followed_to(FOLLOWED), *_TELLING)
    waiting = database.execute_sql(_CHANGED, asked).fetchall()[::-1]
    people = waiting[:AT_ONCE]
    found: list[Recognised] = []
    for step, (member, _n) in enumerate(people):
        progress(step, len(people))
        found += recognise([bytes(member)])
    following.keep_followed(FOLLOWED, people[-1][1] if len(waiting) > len(people) else last)
    return tuple(found)
