"""Written admission criteria: their tables, and how they are written, ordered and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from peewee import SQL, ForeignKeyField, IntegerField

from models.base import Record, WordsField, live, mark, renumber, store
from models.errors import Invalid
from models.journal.transactions import action
from models.members.custom_field import list_fields
from models.members.field_values import NAMED
from models.members.tables import Member
from models.texts import tidy
from models.vocabulary import CriterionSort, FieldSort, Kind, Verdict
from resources.i18n import N_

CHANGE = "community.criteria"
OLDEST, HEAVIEST = 150, 100
# Between the ends of a range of numbers or days; either end may be open.
TO = ".."
RANGED = (FieldSort.NUMBER, FieldSort.DATE)
_OF_WORDS = (CriterionSort.GENDER, CriterionSort.REGION, CriterionSort.INTEREST)


class Criterion(Record):
    """`required` or else weighted. `wanted` is what it asks for, as its sort has it:

    age "18-60", "18-" or "-60"; gender, region and interest one on each line, any of which will
    do; a field its name ("field:…") and below it the texts that will do, or "10..20".
    """

    subject = Kind.COMMUNITY
    called = "title"

    title = WordsField()
    sort = WordsField(CriterionSort.QUESTION.value)
    wanted = WordsField()
    required = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    weight = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])


class Finding(Record):
    """A verdict that was written down: what a person decided, whatever the fields say, or with
    `by_hand` 0 what stood on the day when the application was decided."""

    subject = Kind.MEMBER
    keys = ("member", "criterion")
    shared_id = True
    owner = "member"
    called = "verdict"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="findings")
    criterion = ForeignKeyField(Criterion, field="id", column_name="criterion", backref="findings")
    verdict = WordsField(Verdict.UNKNOWN.value)
    note = WordsField()
    by_hand = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])


@dataclass(frozen=True)
class Asked:
    """A criterion in use, or one that is only tried out: then its id is empty."""

    id: bytes
    title: str
    sort: CriterionSort
    wanted: str
    required: bool = True
    weight: int = 1

    @property
    def words(self) -> tuple[str, ...]:
        """What will do, one of them; of a field the texts below its name."""
        lines = [line for each in self.wanted.split("\n") if (line := each.strip())]
        return tuple(lines[1:] if self.sort is CriterionSort.FIELD else lines)

    @property
    def field(self) -> bytes | None:
        """The id of the field of the organizer's own it is about."""
        name = self.wanted.split("\n")[0].strip()
        try:
            return bytes.fromhex(name.removeprefix(NAMED)) if name.startswith(NAMED) else None
        except ValueError:
            return None

    @property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and the oldest age that will do; None where that cannot be read."""
        low, dash, high = self.wanted.partition("-")
        try:
            return (int(low or 0), int(high or OLDEST)) if dash else None
        except ValueError:
            return None


def list_criteria() -> tuple[Asked, ...]:
    """Return the criteria in use, in their order."""
    rows = live(Criterion).order_by(Criterion.number, Criterion.id)
    return tuple(asked_of(row) for row in rows)


def asked_of(row: Criterion) -> Asked:
    """Return a row as it is asked; a sort of a newer program is a question here."""
    known = row.sort in list(CriterionSort)
    sort = CriterionSort(row.sort) if known else CriterionSort.QUESTION
    return Asked(row.id, row.title, sort, row.wanted, bool(row.required), max(row.weight, 0))


def save_criterion(asked: Asked) -> bytes:
    """Add a criterion, or change the one with its id; return the id.

    Raises Invalid where it cannot stand.
    """
    check_criterion(asked)
    values = {
        "title": tidy(asked.title),
        "sort": asked.sort.value,
        "wanted": tidy(asked.wanted),
        "required": int(asked.required),
        "weight": asked.weight,
    }
    with action(CHANGE):
        if not asked.id:
            values["number"] = max((row.number for row in live(Criterion)), default=0) + 1
        return store(Criterion, asked.id or None, values)


def reorder_criteria(ids: Sequence[bytes]) -> None:
    """Put the criteria into this order."""
    with action(CHANGE, len(ids)):
        renumber(Criterion, ids)


def change_wanted(sort: CriterionSort, change: Callable[[list[str]], list[str]]) -> None:
    """Write the lines anew that criteria of a sort ask for, inside an action; none stands twice."""
    for row in live(Criterion).where(Criterion.sort == sort.value):
        wanted = "\n".join(dict.fromkeys(change(row.wanted.split("\n"))))
        if wanted != row.wanted:
            store(Criterion, row.id, {"wanted": wanted})


def remove_criteria(ids: list[bytes]) -> None:
    """Put criteria into the trash. What was found by them stays with the people."""
    with action(CHANGE, len(ids)):
        mark(Criterion, ids, deleted=True)


def check_criterion(asked: Asked) -> None:
    """Raise Invalid with what cannot stand: keys are title, wanted, field and weight."""
    errors: dict[str, str] = {}
    if not tidy(asked.title):
        errors["title"] = N_("A title is needed.")
    if not asked.required and not 1 <= asked.weight <= HEAVIEST:
        errors["weight"] = N_("Write a weight from 1 to 100.")
    if asked.sort is CriterionSort.AGE:
        errors |= _check_ages(asked)
    elif asked.sort is CriterionSort.FIELD:
        errors |= _check_field(asked)
    elif asked.sort in _OF_WORDS and not asked.words:
        errors["wanted"] = N_("Name at least one that will do.")
    if errors:
        raise Invalid(errors)


def read_range(sort: FieldSort, text: str) -> tuple[Decimal | date | None, Decimal | date | None]:
    """Return the two ends of "10..20"; None for an open one. Raises ValueError."""
    low, _to, high = text.partition(TO)
    return _end(sort, low), _end(sort, high)


def _check_ages(asked: Asked) -> dict[str, str]:
    ages = asked.ages
    if ages is None or asked.wanted.strip() == "-":
        return {"wanted": N_("Write the youngest or the oldest age, or both.")}
    if not 0 <= ages[0] <= ages[1] <= OLDEST:
        return {"wanted": N_("The youngest age lies above the oldest.")}
    return {}


def _check_field(asked: Asked) -> dict[str, str]:
    definition = next((each for each in list_fields() if each.id == asked.field), None)
    if definition is None:
        return {"field": N_("Choose a field.")}
    if definition.sort not in RANGED:
        return {} if asked.words else {"wanted": N_("Name at least one that will do.")}
    try:
        low, high = read_range(definition.sort, "".join(asked.words))
    except ValueError:
        low = high = None
    if low is None and high is None:
        return {"wanted": N_("Write the least or the most, or both.")}
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        return {"wanted": N_("The least lies above the most.")}
    return {}


def _end(sort: FieldSort, text: str) -> Decimal | date | None:
    text = text.strip()
    if not text:
        return None
    if sort is FieldSort.DATE:
        return date.fromisoformat(text)
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("no number") from error
    if not number.is_finite():
        raise ValueError("no number")
    return number
