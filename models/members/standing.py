"""The class of every member, kept for lists: judged again only where something changed.

Derived like the search index: not journaled, not merged. Every member who is not in the trash has a
row; `standing` is empty where they are in no class. A row holds until the day in `due`, so a new
day costs no more than the members it changes something for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from models import clock, following
from models.base import database
from models.errors import UserError
from models.following import portions
from models.members.class_rules import ClassRules, read_rules
from models.members.deeds import gather
from models.members.judging import RANKS, Judge, Judged
from models.progress import Progress, unheard

# For conditions and orders on the table of members, called `t`.
STANDING = "(SELECT s.standing FROM _standing s WHERE s.member = t.rid)"
PLACE = "(SELECT s.place FROM _standing s WHERE s.member = t.rid)"

_NAME, _RULES, _DAY = "standing", "standing.rules", "standing.day"
_OF_MEMBER = "SELECT m.rid FROM {table} a CROSS JOIN member m ON m.id = a.member WHERE a.id"
SOURCES = (
    ("member", "SELECT rid FROM member WHERE id"),
    *((each, _OF_MEMBER.format(table=each))
      for each in ("attendance", "feedback", "interaction", "contact", "chat_day", "stay")),
    # Who said something may have been corrected: then there is somebody who did not.
    (
        "feedback",
        "SELECT m.rid FROM _change g CROSS JOIN member m ON m.id IN (g.old, g.new) WHERE g.row",
    ),
    (
        "event",
        "SELECT m.rid FROM attendance a CROSS JOIN member m ON m.id = a.member WHERE a.event",
    ),
)  # fmt: skip
# Members judged under one lock, and the seconds in which whoever waits for it gets it.
_AT_ONCE = 1_000
_BREATH = 0.002
_INLINE = 300
_NOT_WORTH_NOTING = 50  # so few changes are looked through again
_BEYOND = 10_000  # more points than anybody has


def catch_up(progress: Progress = unheard, most: int | None = None) -> bool:
    """Judge whoever may be in another class by now; False where more than `most` are waiting.

    Writes in small steps, so that the user's own changes never wait long. Raises Cancelled; what
    is done stays done.
    """
    day, rules = clock.today(), read_rules()
    last, done = following.last_change(), following.followed_to(_NAME)
    if most is not None and last - done > following.CERTAINLY_MANY:
        return False
    if not _holds(day, rules) and _more_than(0):
        if most is not None and _more_than(most):
            return False
        _doubt_all(rules)
    rowids = _waiting(day, done, last, most)
    if most is not None and len(rowids) > most:
        return False
    if not rowids and last - done <= _NOT_WORTH_NOTING:
        # Who only looks at an idle file leaves it as it was.
        return True
    _keep_ground(rules, day)
    judge = Judge(rules, day)
    for start in range(0, len(rowids), _AT_ONCE):
        progress(start, len(rowids))
        if start:
            time.sleep(_BREATH)
        _judge_again(judge, rowids[start : start + _AT_ONCE])
    if last != done:
        following.keep_followed(_NAME, last)
    return True


def refresh() -> bool:
    """Judge a few members at once, as after a save; False where the classes lag behind."""
    return following.done_inline(lambda: _catch_up_anywhere(most=_INLINE))


def judge_all(progress: Progress = unheard) -> None:
    """Judge everybody who waits for it, before a list goes out; a file that somebody else writes
    to now shows what it knows. Raises Cancelled."""
    if not refresh():
        with suppress(UserError):
            _catch_up_anywhere(progress)


def _catch_up_anywhere(progress: Progress = unheard, most: int | None = None) -> bool:
    """Catch up; of a file that is only read, for this connection alone. A day that comes makes
    classes others, and whoever opens the file then should see those of that day."""
    try:
        return catch_up(progress, most)
    except UserError:
        if not following.lay_over("_standing", "_indexed"):
            raise
        return catch_up(progress, most)


def is_behind() -> bool:
    """Whether so many members are waiting to be judged that it is done by catch_up."""
    day = clock.today()
    if following.last_change() - following.followed_to(_NAME) > _INLINE:
        return True
    if not _holds(day, read_rules()):
        return _more_than(_INLINE)
    return len(_overdue(day, _INLINE)) > _INLINE


def classes_of(members: Sequence[bytes]) -> dict[bytes, tuple[str, float]]:
    """Return class and score of some hundred members, as they are kept for lists."""
    marks = ", ".join("?" * len(members))
    rows = database.execute_sql(
        "SELECT t.id, s.standing, s.score FROM member t JOIN _standing s ON s.member = t.rid"
        f" WHERE s.standing <> '' AND t.id IN ({marks})",
        members,
    )
    return {bytes(member): (name, score) for member, name, score in rows}


def forget(members: Sequence[bytes]) -> None:
    """Take out whoever was erased, at once."""
    for member in members:
        database.execute_sql(
            "DELETE FROM _standing WHERE member = (SELECT rid FROM member WHERE id = ?)", (member,)
        )


def _waiting(day: date, done: int, last: int, most: int | None) -> list[int]:
    if done == 0:
        return [rid for (rid,) in database.execute_sql("SELECT rid FROM member ORDER BY rid")]
    changed = following.changed_rows(SOURCES, done, last) if last != done else []
    return sorted({*changed, *_overdue(day, most)})


def _overdue(day: date, most: int | None) -> list[int]:
    limit = -1 if most is None else most + 1
    rows = database.execute_sql(
        "SELECT member FROM _standing WHERE due <= ? LIMIT ?", (day.isoformat(), limit)
    )
    return [member for (member,) in rows]


def _holds(day: date, rules: ClassRules) -> bool:
    """Whether what is kept was judged by these rules, and on no later day: clocks are set back."""
    kept = (following.followed_to(_RULES), following.followed_to(_DAY))
    return kept[0] == _rules_mark(rules) and -kept[1] <= day.toordinal()


def _more_than(most: int) -> bool:
    rows = database.execute_sql("SELECT 1 FROM _standing LIMIT ?", (most + 1,))
    return len(rows.fetchall()) > most


def _keep_ground(rules: ClassRules, day: date) -> None:
    """Note by which rules and on which day classes are judged from now on."""
    # Below zero, so that erasing, which sets back what follows the journal, leaves it alone.
    for name, mark in ((_RULES, _rules_mark(rules)), (_DAY, -day.toordinal())):
        if following.followed_to(name) != mark:
            following.keep_followed(name, mark)


def _doubt_all(rules: ClassRules) -> None:
    """Let every row be due, in small steps; only then say by which rules they will be judged."""
    (highest,) = database.execute_sql("SELECT coalesce(max(member), 0) FROM _standing").fetchone()
    for start in range(0, highest + 1, 5 * _AT_ONCE):
        database.execute_sql(
            "UPDATE _standing SET due = '' WHERE member BETWEEN ? AND ?",
            (start, start + 5 * _AT_ONCE),
        )
    following.keep_followed(_RULES, _rules_mark(rules))


def _rules_mark(rules: ClassRules) -> int:
    return -1 - rules.fingerprint


def _judge_again(judge: Judge, rowids: Sequence[int]) -> None:
    rows = [_row(person.rid, judge.judge(person)) for person in gather(judge.day, rowids)]
    with database.atomic("IMMEDIATE"):
        for marks, part in portions(rowids):
            database.execute_sql(f"DELETE FROM _standing WHERE member IN ({marks})", part)
        database.connection().executemany(
            "INSERT INTO _standing (member, standing, place, score, best, last_seen, last_contact,"
            " due) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _row(rid: int, judged: Judged) -> tuple[object, ...]:
    return (
        rid,
        judged.standing or "",
        place_of(judged),
        judged.score,
        judged.best,
        _written(judged.last_seen),
        _written(judged.last_contact),
        judged.due.isoformat(),
    )


def place_of(judged: Judged) -> float | None:
    """Return what lists of classes are sorted by: the class, then who has most points."""
    if judged.standing is None:
        return None
    return RANKS.index(judged.standing) * _BEYOND - min(judged.score, _BEYOND - 1)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
