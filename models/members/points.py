"""Points: who was given how many, why, and when; what is left of them, for they fade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import DayField, Record, WordsField, database, live, mark, read_day, store
from models.errors import Invalid
from models.journal.erasure import erased_among
from models.journal.transactions import action
from models.members.member import refuse_erased
from models.members.tables import Member
from models.setting import read_settings, save_setting
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import N_

DECAY = 0.9  # what is left of a point after a month, where the community decided nothing else
LEAST_DECAY = 0.5
MOST = 100_000
_PREFIX, _SETTING = "points.", "decay"
_BITS = 9  # months are told apart up to 511; by then nothing is left
_FORGOTTEN = 2**_BITS - 1
_AT_ONCE = 500
_DAY = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*"


class Points(Record):
    """One line of a member's ledger; `amount` is below zero where points were taken."""

    subject = Kind.MEMBER
    owner = "member"
    called = "reason"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="points")
    amount = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    reason = WordsField()
    day = DayField(null=True)

    class Meta:
        indexes = ((("member", "deleted", "day"), False),)


@dataclass(frozen=True)
class PointsLine:
    """A line of a ledger; `left` is what of its amount has not faded yet."""

    id: bytes
    day: date | None
    amount: int
    reason: str
    left: float


@dataclass(frozen=True)
class Balance:
    """What somebody was given altogether, and what of it is still active."""

    total: int = 0
    active: float = 0.0


NO_POINTS = Balance()


def give_points(members: Sequence[bytes], amount: int, reason: str, day: date | None = None) -> int:
    """Write the same line into the ledger of each member, in one step of undo; return how many.

    The day is today where none is named. Raises Invalid, and UserError where somebody was erased.
    """
    _checked(amount, reason, day or clock.today())
    refuse_any_erased(members)
    day_text = (day or clock.today()).isoformat()
    rows = [(member, amount, tidy(reason), day_text) for member in members]
    with action("points.give", len(members)):
        database.connection().executemany(
            "INSERT INTO points (member, amount, reason, day) VALUES (?, ?, ?, ?)", rows
        )
    return len(members)


def refuse_any_erased(members: Sequence[bytes]) -> None:
    """Raise UserError where one of these was erased: nothing is written about them any more."""
    for start in range(0, len(members), _AT_ONCE):
        for gone in erased_among(Member, members[start : start + _AT_ONCE]):
            refuse_erased(gone)


def edit_points(line: bytes, amount: int, reason: str, day: date) -> None:
    """Correct one line. Raises Invalid."""
    values = _checked(amount, reason, day)
    with action("points.edit"):
        store(Points, line, values)


def remove_points(lines: Sequence[bytes]) -> None:
    with action("points.remove", len(lines)):
        mark(Points, list(lines), deleted=True)


def ledger_of(member: bytes) -> tuple[PointsLine, ...]:
    """Return the lines of a member, the latest first."""
    decay, today = read_decay(), clock.today()
    rows = live(Points).where(Points.member == member)
    lines = rows.order_by(Points.day.desc(nulls="LAST"), Points.rid.desc())
    return tuple(
        PointsLine(
            row.id, row.day, row.amount, row.reason, row.amount * decay ** _age(row.day, today)
        )
        for row in lines
    )


def balance_of(member: bytes) -> Balance:
    return balances([member]).get(member, NO_POINTS)


def balances(members: Sequence[bytes]) -> dict[bytes, Balance]:
    """Return what these members have; who was never given any is not in it."""
    found: dict[bytes, Balance] = {}
    for start in range(0, len(members), _AT_ONCE):
        part = members[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = database.execute_sql(
            f"SELECT p.member, sum(p.amount), {_active()} FROM points p"
            f" WHERE p.deleted = 0 AND p.member IN ({marks}) GROUP BY p.member",
            part,
        )
        found |= {bytes(member): Balance(total, active) for member, total, active in rows}
    return found


def all_lines() -> list[Mapping[str, object]]:
    """Return every line of every ledger as it is stored, the latest first, for scripts."""
    rows = database.execute_sql(
        "SELECT p.id, p.member, m.name, p.amount, p.reason, p.day FROM points p"
        " JOIN member m ON m.id = p.member WHERE p.deleted = 0 AND m.deleted = 0"
        " ORDER BY p.day DESC NULLS LAST, p.rid DESC"
    )
    return [
        {
            "id": bytes(line),
            "member": bytes(member),
            "member_name": name,
            "amount": amount,
            "reason": reason,
            "day": read_day(day),
        }
        for line, member, name, amount, reason, day in rows
    ]


def reasons_in_use(limit: int = 12) -> tuple[str, ...]:
    """Return for what points were given, the most frequent first."""
    rows = database.execute_sql(
        "SELECT reason FROM points WHERE deleted = 0 AND reason <> ''"
        " GROUP BY reason ORDER BY count(*) DESC, max(rid) DESC LIMIT ?",
        (limit,),
    )
    return tuple(reason for (reason,) in rows)


def read_decay() -> float:
    """Return what is left of a point after a month."""
    try:
        stored = float(read_settings(_PREFIX).get(_SETTING, ""))
    except ValueError:
        return DECAY
    return stored if LEAST_DECAY <= stored <= 1 else DECAY


def save_decay(decay: float) -> None:
    """Decide how fast points fade; 1 is never. Raises Invalid."""
    if not LEAST_DECAY <= decay <= 1:
        raise Invalid({"decay": N_("This number is too small or too large.")})
    if decay != read_decay():
        save_setting(f"{_PREFIX}{_SETTING}", repr(decay))


def active_of_one(member: str = "t.id") -> str:
    """Return the SQL of a member's active points today, NULL where they were never given any."""
    return f"(SELECT {_active()} FROM points p WHERE p.member = {member} AND p.deleted = 0)"


def active_of_all() -> tuple[str, str]:
    """Return a join that has the active points of everybody at once, and their column."""
    join = (
        f"LEFT JOIN (SELECT p.member, {_active()} AS active FROM points p WHERE p.deleted = 0"
        " GROUP BY p.member) given ON given.member = t.id"
    )
    return join, "given.active"


def _active() -> str:
    """Return the SQL that sums what is left of lines `p`. SQLite has no powers: what is left after
    5 months is what is left after 4, of what is left after 1."""
    today = clock.today()
    # Another program may have put anything in the place of a day: such points do not fade.
    month = f"iif(p.day GLOB '{_DAY}', substr(p.day, 1, 4) * 12 + substr(p.day, 6, 2), NULL)"
    age = f"min(max(coalesce({today.year * 12 + today.month} - ({month}), 0), 0), {_FORGOTTEN})"
    decay = read_decay()
    factors = [f"iif({age} & {1 << bit}, {decay ** (1 << bit)!r}, 1)" for bit in range(_BITS)]
    return f"sum(p.amount * {' * '.join(factors)})"


def _age(day: date | None, today: date) -> int:
    """Return how many months ago a day was."""
    if day is None:
        return 0
    months = (today.year - day.year) * 12 + today.month - day.month
    return int(min(max(months, 0), _FORGOTTEN))


def _checked(amount: int, reason: str, day: date) -> dict[str, object]:
    errors = {}
    if not 0 < abs(amount) <= MOST:
        errors["amount"] = N_("Write how many points, at most 100,000; below zero takes some away.")
    if not tidy(reason):
        errors["reason"] = N_("Write down what the points are for.")
    if day > clock.today():
        errors["day"] = N_("This day is still to come.")
    if errors:
        raise Invalid(errors)
    return {"amount": amount, "reason": tidy(reason), "day": day}
