"""What an import would do, row by row, as data. Nothing here reads or writes the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from models.exchange.headings import Headings
from models.vocabulary import Kind
from resources.i18n import N_


class Candidate(NamedTuple):
    """A record a doubtful row may mean; `detail` helps to tell it from its namesakes."""

    id: bytes
    title: str
    detail: str


class Add(NamedTuple):
    """A row that becomes a record. `cells` are the values of `fields`, as they are stored and None
    where the row says nothing; `fields` are shared by all rows of a list, `tags` stand beside."""

    line: int
    id: bytes
    fields: tuple[str, ...]
    cells: tuple[Any, ...]
    tags: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: int, record: bytes, values: Mapping[str, Any]) -> Add:
        return cls(line, record, tuple(values), tuple(values.values()))

    @property
    def values(self) -> dict[str, Any]:
        """What the row says."""
        said = zip(self.fields, self.cells, strict=True)
        return {field: value for field, value in said if value is not None}


class Update(NamedTuple):
    """A row whose record is there already and gets new values; `tags` are added to its own. What
    the row says otherwise and is not taken, because of the mode, is `kept` out."""

    line: int
    id: bytes
    changes: dict[str, Any]
    tags: tuple[str, ...] = ()
    kept: Mapping[str, Any] = {}


class Unchanged(NamedTuple):
    """A row whose record stays as it is; `kept` as in Update."""

    line: int
    id: bytes
    kept: Mapping[str, Any] = {}


class Doubtful(NamedTuple):
    """A row somebody must decide about. `field` is the column that is to blame, if one is."""

    line: int
    reason: str
    fields: Mapping[str, object] = {}
    candidates: tuple[Candidate, ...] = ()
    field: str = ""


class Skipped(NamedTuple):
    """A row that does not go in. `reason` is a message id, `fields` are its named fields."""

    line: int
    reason: str
    fields: Mapping[str, object] = {}


class Additional(NamedTuple):
    """A record a row needs that the user decided to make: the unknown member of an attendance."""

    kind: Kind
    record: Add


Verdict = Add | Update | Unchanged | Doubtful | Skipped

HINTS = {
    Kind.MEMBER: N_("This looks like a list of members. Import it as members instead?"),
    Kind.EVENT: N_("This looks like a list of events. Import it as events instead?"),
    Kind.ATTENDANCE: N_("This looks like an attendance list. Import it as attendance instead?"),
    Kind.FEEDBACK: N_("This looks like a list of feedback. Import it as feedback instead?"),
}
SLIPS = N_(
    "This list names nobody: every row becomes a slip without a name. A mark and comment that is in"
    " the book already is asked about, so that no slip counts twice."
)

# What the user decides about a doubtful row: the record it means, a new one, or none.
NEW = "new"
SKIP = "skip"
Choices = Mapping[int, bytes | str]


class Mode(StrEnum):
    """What becomes of rows whose record is there already: new ones are added in every mode.

    UPDATE: the row's values stand. FILL: only what the record leaves empty is filled. ADD: the
    record stays as it is.
    """

    UPDATE = "update"
    FILL = "fill"
    ADD = "add"


@dataclass(frozen=True)
class Counts:
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    doubtful: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class ImportPlan:
    """One verdict for each row that says anything, in the order of the file.

    `looks_like` is the kind of list the headings clearly fit better, None where they fit this one.
    `pictures` are those of an address book, by line: whoever has none yet gets theirs. `are_slips`
    says that the rows are marks and comments without a name.
    """

    kind: Kind
    name: str
    headings: Headings
    rows: tuple[Verdict, ...]
    additional: tuple[Additional, ...] = ()
    looks_like: Kind | None = None
    mode: Mode = Mode.UPDATE
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    are_slips: bool = False

    @property
    def hint(self) -> str:
        """What to tell the user where the headings fit another kind of list, or name nobody."""
        if self.looks_like:
            return HINTS[self.looks_like]
        return SLIPS if self.are_slips else ""

    @property
    def counts(self) -> Counts:
        kinds = Counter(map(type, self.rows))
        return Counts(*(kinds[kind] for kind in (Add, Update, Unchanged, Doubtful, Skipped)))

    @property
    def doubtful(self) -> tuple[Doubtful, ...]:
        return tuple(row for row in self.rows if isinstance(row, Doubtful))

    @property
    def left_out(self) -> tuple[Skipped, ...]:
        """The rows that do not go in as the plan stands; a doubtful row keeps its reason."""
        return tuple(
            Skipped(row.line, row.reason, row.fields)
            for row in self.rows
            if isinstance(row, (Doubtful, Skipped))
        )


@dataclass(frozen=True)
class ImportResult:
    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]


def as_candidates(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each candidate once."""
    return tuple({candidate.id: candidate for candidate in found}.values())
