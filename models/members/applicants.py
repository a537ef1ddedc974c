"""Applicants: who they are, in what order they wait, and how they stand against the criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import database, link_id, mark, read_day
from models.clock import moment_of
from models.journal.transactions import action
from models.members.criterion import Asked, Finding, list_criteria
from models.members.custom_field import list_fields
from models.members.field_values import values_of_each
from models.members.member import refuse_erased, tags_of_each
from models.members.verdicts import Definitions, Facts, Found, Why, judge
from models.texts import tidy
from models.vocabulary import OUTSIDE, MemberStatus, Verdict

# Those about whom nothing is decided yet, in the order they are looked through.
PENDING = (MemberStatus.APPLICANT, MemberStatus.WAITING)
_AT_ONCE = 500


@dataclass(frozen=True)
class Judged:
    """One criterion of one applicant. `by_hand`: a person decided so, with a `note` perhaps."""

    criterion: Asked
    found: Found
    by_hand: bool = False
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        return self.found.verdict


@dataclass(frozen=True)
class Check:
    """How an applicant stands against all criteria. Unknown never counts as failed."""

    facts: Facts
    judged: tuple[Judged, ...]

    @property
    def failed(self) -> tuple[Judged, ...]:
        """The required criteria that are not met."""
        return self._required(Verdict.FAIL)

    @property
    def open(self) -> tuple[Judged, ...]:
        """The required criteria of which nothing is known yet."""
        return self._required(Verdict.UNKNOWN)

    @property
    def score(self) -> int:
        """The weights of the other criteria that are met, of `possible`."""
        return sum(each.criterion.weight for each in self._weighted() if _is_met(each))

    @property
    def possible(self) -> int:
        return sum(each.criterion.weight for each in self._weighted())

    @property
    def unsure(self) -> int:
        """The weights of those of which nothing is known."""
        return sum(
            each.criterion.weight for each in self._weighted() if each.verdict is Verdict.UNKNOWN
        )

    @property
    def outcome(self) -> Verdict:
        """Fails where a required criterion does; unknown where one is open; else passes."""
        if self.failed:
            return Verdict.FAIL
        return Verdict.UNKNOWN if self.open else Verdict.PASS

    def _required(self, verdict: Verdict) -> tuple[Judged, ...]:
        return tuple(
            each for each in self.judged if each.criterion.required and each.verdict is verdict
        )

    def _weighted(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if not each.criterion.required)


def check(member_id: bytes) -> Check | None:
    """Return how somebody stands against the criteria today; None where there is nobody."""
    return next(iter(check_each([member_id])), None)


def check_each(member_ids: Sequence[bytes]) -> tuple[Check, ...]:
    """Return the same of several, in the given order; who is not there is left out."""
    return _checked(facts_of(member_ids), list_criteria())


def check_pending(
    criteria: Sequence[Asked] | None = None, most: int | None = None
) -> tuple[Check, ...]:
    """Return the same of all who wait for an answer, or the first of them, in the order they are
    looked through: applicants before the waiting list, whoever applied first before. Other criteria
    can be tried."""
    return _checked(pending(most), list_criteria() if criteria is None else criteria)


def pending(most: int | None = None) -> tuple[Facts, ...]:
    """Return who waits for an answer, in that order."""
    return facts_of([member for status in PENDING for member in _in_order(status)][:most])


def waiting_list() -> tuple[bytes, ...]:
    """Return the waiting list: whoever applied first stands first."""
    return tuple(_in_order(MemberStatus.WAITING))


def count_pending() -> int:
    return sum(len(_in_order(status)) for status in PENDING)


def save_finding(
    member_id: bytes, criterion_id: bytes, verdict: Verdict | None, note: str = ""
) -> None:
    """Write down what a person decided about a criterion; None takes it back: then the fields
    speak again."""
    refuse_erased(member_id)
    with action("member.finding"):
        if verdict is None:
            mark(Finding, [_finding_id(member_id, criterion_id)], deleted=True)
        else:
            write_finding(member_id, criterion_id, verdict, tidy(note), by_hand=True)


def write_finding(
    member_id: bytes, criterion_id: bytes, verdict: Verdict, note: str, by_hand: bool
) -> None:
    """Make this the finding there is, inside an action."""
    finding_id = _finding_id(member_id, criterion_id)
    values = {"verdict": verdict.value, "note": note, "by_hand": int(by_hand)}
    known = Finding.get_or_none(Finding.id == finding_id)
    if known is None:
        Finding.create(id=finding_id, member=member_id, criterion=criterion_id, **values)
    elif {name: getattr(known, name) for name in values} != values or known.deleted:
        Finding.update(deleted=0, **values).where(Finding.id == finding_id).execute()


def keep_verdicts(checks: Iterable[Check]) -> None:
    """Write down how applicants stand, inside the action that decides about them: fields and
    criteria change, and the figures ask how it was. What a person decided stands as it is."""
    for each in checks:
        for one in each.judged:
            if not one.by_hand:
                write_finding(each.facts.id, one.criterion.id, one.verdict, "", by_hand=False)


def facts_of(member_ids: Sequence[bytes]) -> tuple[Facts, ...]:
    """Return what is known of people, as far as criteria ask for it, in the given order."""
    found: dict[bytes, Facts] = {}
    for start in range(0, len(member_ids), _AT_ONCE):
        found |= _facts_of(list(member_ids[start : start + _AT_ONCE]))
    return tuple(found[each] for each in member_ids if each in found)


def made_on(member_ids: Sequence[bytes]) -> dict[bytes, date]:
    """Return when entries were made: the day of application where no other is known."""
    made: dict[bytes, date] = {}
    for start in range(0, len(member_ids), _AT_ONCE):
        part = list(member_ids[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(part))
        rows = database.execute_sql(
            "SELECT g.row, min(x.at) FROM _change g JOIN _transaction x ON x.id = g.tx"
            f" WHERE g.col IS NULL AND g.row IN ({marks}) GROUP BY g.row",
            part,
        )
        made |= {bytes(row): moment_of(at).date() for row, at in rows}
    return made


def _checked(people: Sequence[Facts], criteria: Sequence[Asked]) -> tuple[Check, ...]:
    fields = {each.id: each for each in list_fields()}
    findings = _findings([each.id for each in people])
    day = clock.today()
    return tuple(
        Check(each, _judged(criteria, each, findings.get(each.id, {}), fields, day))
        for each in people
    )


def _judged(
    criteria: Sequence[Asked],
    facts: Facts,
    decided: Mapping[bytes, tuple[Verdict, str]],
    fields: Definitions,
    day: date,
) -> tuple[Judged, ...]:
    judged = []
    for asked in criteria:
        if asked.id in decided:
            verdict, note = decided[asked.id]
            judged.append(Judged(asked, Found(verdict, Why.BY_HAND), True, note))
        else:
            judged.append(Judged(asked, judge(asked, facts, fields, day)))
    return tuple(judged)


def _findings(member_ids: Sequence[bytes]) -> dict[bytes, dict[bytes, tuple[Verdict, str]]]:
    found: dict[bytes, dict[bytes, tuple[Verdict, str]]] = {}
    for start in range(0, len(member_ids), _AT_ONCE):
        part = list(member_ids[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(part))
        for member, criterion, code, note in database.execute_sql(
            "SELECT member, criterion, verdict, note FROM finding WHERE deleted = 0"
            f" AND by_hand = 1 AND member IN ({marks})",
            part,
        ):
            verdict = Verdict(code) if code in list(Verdict) else Verdict.UNKNOWN
            found.setdefault(bytes(member), {})[bytes(criterion)] = (verdict, note)
    return found


def _facts_of(member_ids: list[bytes]) -> dict[bytes, Facts]:
    marks = ", ".join("?" * len(member_ids))
    rows = database.execute_sql(
        "SELECT m.id, m.name, m.status, m.born, m.gender, m.region, i.name, i.status, i.deleted,"
        " m.applied, m.joined FROM member m LEFT JOIN member i ON i.id = m.introduced_by"
        f" WHERE m.deleted = 0 AND m.id IN ({marks})",
        member_ids,
    ).fetchall()
    tags, own = tags_of_each(member_ids), values_of_each(member_ids)
    made = made_on([row[0] for row in rows if not row[9] and not row[10]])
    return {
        bytes(member): Facts(
            bytes(member), name, status, born, gender, region, tuple(tags.get(bytes(member), ())),
            introducer or "", deleted == 0 and introducer_status not in (*OUTSIDE, "left"),
            own.get(bytes(member), {}),
            read_day(applied) or read_day(joined) or made.get(bytes(member)),
        )
        for member, name, status, born, gender, region, introducer, introducer_status, deleted,
        applied, joined in rows
    }  # fmt: skip


def _in_order(status: MemberStatus) -> list[bytes]:
    """Return who has a status, whoever applied first before."""
    rows = database.execute_sql(
        "SELECT id, applied, joined FROM member WHERE deleted = 0 AND status = ? ORDER BY rid",
        (str(status),),
    ).fetchall()
    days = {bytes(id_): read_day(applied) or read_day(joined) for id_, applied, joined in rows}
    undated = [member for member, day in days.items() if day is None]
    days |= made_on(undated)
    return sorted(days, key=lambda member: days[member] or date.max)


def _finding_id(member_id: bytes, criterion_id: bytes) -> bytes:
    return link_id("finding", member_id, criterion_id)


def _is_met(each: Judged) -> bool:
    return each.verdict is Verdict.PASS
