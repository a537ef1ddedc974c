"""What differs from tab to tab, as data: the functions of models/, the words, the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.vocabulary import Kind
from ui.records.columns import Column
from ui.records.detail import Details
from ui.records.table_model import Lines

ALL = "all"
Find = Callable[..., Lines]
Begin = Callable[..., Sequence[Any] | None]
Recall = Callable[..., Lines | None]


@dataclass(frozen=True)
class Records:
    """The functions of models/ one tab needs, and the kinds whose changes it shows.

    `save` and `remove` may ask, and raise Cancelled; `remove` says how many went where these are
    not all. Where it may ask, `remove_many` is what deletes on the worker.
    """

    kind: Kind
    watched: frozenset[Kind]
    load: Callable[[Any], Any]
    save: Callable[[Any, Mapping[str, Any]], Any]
    remove: Callable[[list[Any]], int | None]
    describe: Callable[[Any], Details]
    remove_many: Callable[[list[Any]], object] | None = None


@dataclass(frozen=True)
class PageWords:
    """What the page says, as message ids; `removed` words how many were deleted."""

    new: str
    edit: str
    removed: Callable[[int], str]


@dataclass(frozen=True)
class RecordAction:
    """One entry of the More menu: what to do with the record shown. `last`: below Delete."""

    title: str
    icon: str
    do: Callable[[Any], None]
    last: bool = False


@dataclass(frozen=True)
class ListWords:
    """What one tab's list says. Every field is a message id."""

    title: str
    search: str
    icon: str
    nothing_yet: str
    nothing_yet_hint: str
    nothing_matches: str
    new: str


@dataclass(frozen=True)
class PillEntry:
    """One filter of several behind one pill."""

    name: str
    title: str
    tone: str


@dataclass(frozen=True)
class PillChoice:
    """Several filters behind one pill. `counts` takes what the counts of all pills take."""

    title: str
    entries: tuple[PillEntry, ...]
    counts: Callable[..., Mapping[str, int]]


@dataclass(frozen=True)
class Listed:
    """What is listed: its columns, its filters (name, title), and the questions to models/. Filters
    that are `rare` are shown only where they would list something. `recall` returns
    what is remembered of a long list, and `begin` finds its first lines, each within a frame or
    None; a long list in a `slow` order is asked elsewhere."""

    name: str
    columns: tuple[Column, ...]
    pills: tuple[tuple[str, str], ...]
    find: Find
    counts: Callable[..., Mapping[str, int]]
    order: str
    descending: bool = False
    movable: bool = False
    rare: tuple[str, ...] = ()
    choice: PillChoice | None = None
    begin: Begin = lambda **_question: None
    recall: Recall = lambda **_question: None
    slow: tuple[str, ...] = ()
