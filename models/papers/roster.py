"""What a list of members on paper shows: its columns, its order, its rows as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.base import database
from models.errors import UserError
from models.exchange.choices import CHOICES
from models.exchange.fields import Sort, fields_of
from models.exchange.records import Stored, fetch
from models.members import standing
from models.members.participation import FIGURES
from models.members.points import balances
from models.papers.naming import name_for, shown_to
from models.papers.order import NAME
from models.vocabulary import Audience, Choice, Kind, Standing
from resources.i18n import LANGUAGES, N_, translation

_AT_ONCE = 500
_CLASS = "standing"
# What a committee may see beside names. What nobody but the organizers may see is everything else.
_COMMITTEE = frozenset(
    (NAME, "group_name", "role", "status", "standing", "region", "tags", "joined", "can_give",
     "came", "last_seen")
)  # fmt: skip
_GROUPS = ("status", "standing", "region", "role", "household", "gender")


@dataclass(frozen=True)
class PaperColumn:
    """A column of a paper; its title is a message, or as it stands where it is the organizer's
    `own`. `choices` are what its stored codes mean."""

    name: str
    title: str
    sort: Sort = Sort.TEXT
    own: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Row:
    """Somebody's line: their name as the audience may read it, and what is stored in the columns.
    `group` is what stands in the column that the list is grouped by."""

    id: bytes
    name: str
    values: Mapping[str, Stored | float]
    group: Stored | float = None


@dataclass(frozen=True)
class Roster:
    """Who is on the list, in its order; `left_out` did not agree to be on a public one."""

    ids: tuple[bytes, ...]
    columns: tuple[PaperColumn, ...]
    audience: Audience
    left_out: int = 0
    grouped: PaperColumn | None = None


_COUNTED = (
    PaperColumn(_CLASS, N_("Class"), Sort.CHOICE, choices=tuple(Standing)),
    PaperColumn("came", N_("Came"), Sort.NUMBER),
    PaperColumn("last_seen", N_("Last seen"), Sort.DAY),
    PaperColumn("points", N_("Points"), Sort.NUMBER),
)


def columns_for(audience: Audience) -> tuple[PaperColumn, ...]:
    """Return the columns that this audience may see, in the order they are offered."""
    stored = tuple(
        PaperColumn(
            field.name,
            field.title,
            field.sort,
            field.own,
            tuple(CHOICES.get((Kind.MEMBER, field.name), ())) if field.sort is Sort.CHOICE else (),
        )
        for field in fields_of(Kind.MEMBER)
        if field.exported
    )
    every = (*stored, *_COUNTED)
    if audience is Audience.PUBLIC:
        return tuple(column for column in every if column.name == NAME)
    if audience is Audience.COMMITTEE:
        return tuple(column for column in every if column.name in _COMMITTEE)
    return every


def groups_for(audience: Audience) -> tuple[PaperColumn, ...]:
    """Return by what the list can be grouped."""
    own = (Sort.OWN_CHOICE, Sort.YES_NO)
    return tuple(
        column
        for column in columns_for(audience)
        if column.name in _GROUPS or (column.own and column.sort in own)
    )


def columns_called(words: Sequence[str], audience: Audience) -> tuple[str, ...]:
    """Return the columns that somebody named, by their names or headings in any language.

    Raises UserError where there is none of that name, or it is not for the audience.
    """
    seen = {column.name for column in columns_for(audience)}
    known = {
        called.casefold(): column.name
        for column in columns_for(Audience.FULL)
        for called in (column.name, column.title, *_translated(column))
    }
    names = [known.get(word.strip().casefold(), "") for word in words]
    for word, name in zip(words, names, strict=True):
        if not name:
            raise UserError(
                N_("There is no column “{name}”. The columns are: {names}"),
                name=word.strip(),
                names=", ".join(column.title if column.own else column.name
                                for column in columns_for(audience)),
            )  # fmt: skip
        if name not in seen:
            raise UserError(N_("The column “{name}” is not for this audience."), name=word.strip())
    return tuple(dict.fromkeys(names))


def _translated(column: PaperColumn) -> list[str]:
    if column.own:
        return []
    return [translation(language)._(column.title) for language in LANGUAGES]


def roster_of(
    ids: Sequence[bytes], columns: Sequence[str], audience: Audience, grouped: str = ""
) -> Roster:
    """Say who stands on the list, and what of the columns its audience may see.

    Names come first and always; a group that the audience may not see groups nothing.
    """
    known = {column.name: column for column in columns_for(audience)}
    names = [NAME, *(name for name in columns if name != NAME)]
    group = next((each for each in groups_for(audience) if each.name == grouped), None)
    shown = shown_to(audience, ids)
    return Roster(
        _by_group(shown.ids, group) if group else shown.ids,
        tuple(known[name] for name in dict.fromkeys(names) if name in known),
        audience,
        shown.left_out,
        group,
    )


def rows_of(roster: Roster) -> Iterator[Row]:
    """Yield the rows; some hundred are in memory at a time."""
    names = [column.name for column in roster.columns]
    wanted = {*names, *([roster.grouped.name] if roster.grouped else [])}
    _judge_all(wanted)
    for start in range(0, len(roster.ids), _AT_ONCE):
        part = roster.ids[start : start + _AT_ONCE]
        for member, record in _records(part, wanted).items():
            yield Row(
                member,
                name_for(roster.audience, str(record[NAME])),
                {name: record.get(name) for name in names if name != NAME},
                record.get(roster.grouped.name) if roster.grouped else None,
            )


def _records(ids: Sequence[bytes], wanted: set[str]) -> dict[bytes, dict[str, Stored | float]]:
    """Return what is stored and counted of some members, in their order."""
    there = _there(ids)
    records: dict[bytes, dict[str, Stored | float]] = {
        member: dict(record)
        for member, record in zip(there, fetch(Kind.MEMBER, there), strict=True)
    }
    marks = ", ".join("?" * len(there))
    if _CLASS in wanted:
        for member, code in database.execute_sql(
            "SELECT t.id, s.standing FROM member t JOIN _standing s ON s.member = t.rid"
            f" WHERE t.id IN ({marks})",
            there,
        ):
            records[bytes(member)][_CLASS] = code
    if wanted & {"came", "last_seen"}:
        for member, came, _rate, last in database.execute_sql(
            f"SELECT a.member, {FIGURES} AND a.member IN ({marks}) GROUP BY a.member", there
        ):
            records[bytes(member)].update(came=came, last_seen=last and str(last)[:10])
    if "points" in wanted:
        for member, balance in balances(there).items():
            records[member]["points"] = balance.total
    return records


def _judge_all(wanted: set[str]) -> None:
    """Bring the classes up to date where they are asked for."""
    if _CLASS in wanted:
        standing.judge_all()


def _there(ids: Sequence[bytes]) -> list[bytes]:
    """Return those of these who are not in the trash, in their order."""
    marks = ", ".join("?" * len(ids))
    rows = database.execute_sql(f"SELECT id FROM member WHERE id IN ({marks})", list(ids))
    known = {bytes(member) for (member,) in rows}
    return [member for member in ids if member in known]


def _by_group(ids: Sequence[bytes], group: PaperColumn) -> tuple[bytes, ...]:
    """Put members of one group together; choices in their own order, unknown last."""
    places = {str(choice): number for number, choice in enumerate(group.choices)}
    of_each: dict[bytes, tuple[bool, int, str]] = {}
    _judge_all({group.name})
    for start in range(0, len(ids), _AT_ONCE):
        for member, record in _records(ids[start : start + _AT_ONCE], {group.name}).items():
            text = str(record.get(group.name) or "")
            of_each[member] = (not text, places.get(text, len(places)), text)
    return tuple(sorted((each for each in ids if each in of_each), key=of_each.__getitem__))
