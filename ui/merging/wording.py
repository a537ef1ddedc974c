"""What merging a copy would do, or did, in sentences. Imports no Qt: commands say them too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from models import clock
from models.vocabulary import Kind
from ui.merging.counting import BOTH, counted
from ui.records.field_titles import field_title
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.merging.conflicts import Conflict
    from models.merging.merge import Merged
    from models.merging.twins import Twins

# Says a stored value of a conflict's field.
Value = Callable[["Conflict", Any], str]
_BETWEEN = " · "
_NO_BREAK = "\xa0"
_NAMED = 12
_SHORT = 40


def relation_words(merged: Merged, identical: bool) -> tuple[str, str]:
    """Say how the other file stands to this one: a headline, and what follows from it."""
    # Relations are compared by their value: this module does not load what defines them.
    if merged.relation == "same" and identical:
        return (
            _("The two files are identical."),
            _("There is nothing to merge. One of them is enough."),
        )
    if merged.relation == "same":
        return (
            _("Both files have the same history, yet not the same values."),
            _(
                "One of them was changed behind Guildbook's back, so nothing can be merged. Check"
                " both files."
            ),
        )
    if merged.relation == "older":
        return (
            _("Nothing new: this copy is older."),
            _("Everything in it is here already. There is nothing to merge."),
        )
    if merged.relation == "newer":
        return (
            _("This copy is newer."),
            _("Everything here is in that copy too. After merging both are the same."),
        )
    return (
        _("Both have gone on by themselves."),
        _("What is new there comes in, and what is new here stays. Nothing is lost."),
    )


def tally_words(merged: Merged) -> list[str]:
    """Say kind by kind how many records are new, changed and deleted."""
    return [_BETWEEN.join(part.text for part in counted(tally)) for tally in merged.tallies]


def field_words(merged: Merged) -> list[tuple[Kind, str]]:
    """Name the fields that get another value, each with in how many records."""
    found: dict[Kind, list[str]] = {}
    for field in merged.fields:
        if title := field_title(field.table or field.kind.value, field.column):
            name = _(title).replace(" ", _NO_BREAK)
            found.setdefault(field.kind, []).append(f"{name}{_NO_BREAK}({field.count})")
    return [(kind, _BETWEEN.join(words)) for kind, words in found.items()]


def removed_words(merged: Merged) -> str:
    """Name who and what was deleted there; "" where nothing was."""
    names = [_one_line(named.title) or _(named.kind.title) for named in merged.removed]
    if not names:
        return ""
    more = sum(tally.removed for tally in merged.tallies) - len(names[:_NAMED])
    listed = _BETWEEN.join(names[:_NAMED])
    if more > 0:
        listed = n_("{names} and {count} more", "{names} and {count} more", more, names=listed)
    return _("They go to the trash here too: {names}", names=listed)


def warnings(merged: Merged) -> list[str]:
    """Say what deserves a second thought: people erased there, a clock that is ahead."""
    said = []
    if merged.erased:
        said.append(
            n_(
                "{count} person was erased for good there, and will be erased here too. This"
                " cannot be undone.",
                "{count} people were erased for good there, and will be erased here too. This"
                " cannot be undone.",
                merged.erased,
            )
        )
    if merged.ahead:
        said.append(
            _(
                "The other laptop's clock is more than a day ahead. Where both wrote the same"
                " field, its value wins; look at the conflicts afterwards."
            )
        )
    return said


def warnings_afterwards(merged: Merged) -> list[str]:
    """Say what deserves a second thought when it is done."""
    said = []
    if merged.erased:
        said.append(
            n_(
                "{count} person was erased for good there, and is erased here too now.",
                "{count} people were erased for good there, and are erased here too now.",
                merged.erased,
            )
        )
    if merged.ahead:
        said.append(
            _("The other laptop's clock is more than a day ahead. Please set it right there.")
        )
    return said


def conflict_words(conflict: Conflict, value: Value) -> str:
    """Say in one line what two laptops did to the same thing, and what stands."""
    record = _one_line(conflict.title) or _(conflict.kind.title)
    if conflict.sort == "removed":
        return _("“{record}” was deleted on one side and edited on the other.", record=record)
    if conflict.sort == "edited":
        return _("“{record}” was edited on one side after the other deleted it.", record=record)
    return _(
        "{field} of “{record}”: “{winner}” stands, “{loser}” is kept as a conflict.",
        field=field_of(conflict),
        record=record,
        winner=_one_line(value(conflict, conflict.winner.value)),
        loser=_one_line(value(conflict, conflict.loser.value)),
    )


def field_of(conflict: Conflict) -> str:
    """Name the field two laptops wrote; one of the organizer's own by its title."""
    return conflict.field or _(field_title(conflict.table, conflict.column))


def twin_words(twins: Twins) -> str:
    first, second = _one_line(twins.first.title), _one_line(twins.second.title)
    return _("“{first}” and “{second}” may be the same person.", first=first, second=second)


def twins_words(merged: Merged) -> list[str]:
    """Name the pairs a merge brings, and say how many there are besides."""
    more = merged.more_twins
    said = [n_("and {count} more", "and {count} more", more)] if more else []
    return [twin_words(each) for each in merged.twins] + said


def conflicts_headline(conflicts: int, twins: int) -> str:
    """Say how much there will be, or is, to look at; "" where there is nothing."""
    parts = []
    if conflicts:
        parts.append(n_("{count} conflict to look at", "{count} conflicts to look at", conflicts))
    if twins:
        parts.append(
            n_(
                "{count} person perhaps entered twice",
                "{count} people perhaps entered twice",
                twins,
            )
        )
    return _BETWEEN.join(parts)


def happened(merged: Merged, name: str, identical: bool = False) -> str:
    """Say in a sentence or two what merging a file did."""
    if merged.relation in ("same", "older"):
        return _("“{file}”: {words}", file=name, words=together(*relation_words(merged, identical)))
    parts = [part for tally in merged.tallies for part in counted(tally)]
    words = _BETWEEN.join(part.text for part in parts if part.tone != BOTH)
    said = (
        _("“{file}” is merged: {words}.", file=name, words=words)
        if words
        else _("“{file}” is merged. Only the history has grown.", file=name)
    )
    left = conflicts_headline(len(merged.conflicts), len(merged.twins) + merged.more_twins)
    return together(said, _("{what}.", what=left)) if left else said


def together(first: str, second: str) -> str:
    """Put two sentences one after the other."""
    return _("{first} {second}", first=first, second=second)


def as_text(merged: Merged, identical: bool, value: Value) -> list[str]:
    """Say everything a preview holds, line by line."""
    lines = [together(*relation_words(merged, identical))]
    lines += [f"    {text}" for text in tally_words(merged)]
    if fields := field_words(merged):
        lines += [_("These fields get another value, in so many records:"), *_under_kinds(fields)]
    lines += [removed_words(merged)] if merged.removed else []
    lines += warnings(merged)
    lines += [conflict_words(conflict, value) for conflict in merged.conflicts]
    return lines + twins_words(merged)


def _under_kinds(words: Sequence[tuple[Kind, str]]) -> list[str]:
    return ["    " + _("{field}: {value}", field=_(kind.title), value=text) for kind, text in words]


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def kept_name(stem: str) -> str:
    """Name the file that what was open goes on in, where another one took its place."""
    return _("{name} (kept {day})", name=stem, day=f"{clock.today():%Y-%m-%d}")


def joined(merged: Merged, name: str) -> str:
    """Say what became of a file that was replaced while it was open."""
    if merged.relation in ("same", "older"):
        return _(
            "“{file}” was replaced by a newer copy. It has all you wrote; the pages show it now.",
            file=name,
        )
    said = _(
        "“{file}” was replaced by another copy while it was open. What you wrote was merged into"
        " it: nothing is lost.",
        file=name,
    )
    left = conflicts_headline(len(merged.conflicts), len(merged.twins) + merged.more_twins)
    return together(said, _("{what}.", what=left)) if left else said
