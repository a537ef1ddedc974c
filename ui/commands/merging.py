"""`merge`: take in what a copy of the community has, or only say what that would be."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from typing import Any

from models import known_copies
from models.aftermath import follow_merge
from models.errors import UserError, WrongPassphrase
from models.merging.conflicts import Conflict, Side
from models.merging.incoming import Incoming, receive
from models.merging.merge import Merged, Relation, are_identical, merge, preview
from models.merging.twins import Twins
from models.titles import Named
from resources.i18n import N_
from ui.commands.answering import Answer
from ui.commands.lists import shown
from ui.commands.opening import open_file, read_passphrase
from ui.merging import wording
from ui.wording import _

_MONEY = ("budget", "cost", "income")


def merge_copy(options: Namespace) -> Answer:
    """Merge OTHER into FILE as one transaction; with --dry-run only say what would come in."""
    with open_file(options), _receive(options) as other:
        found = preview(other) if options.dry_run else merge(other)
        same = found.relation is Relation.SAME
        identical = same and are_identical(other)
        if not options.dry_run:
            with suppress(UserError):
                follow_merge()
            with suppress(UserError):
                known_copies.remember(options.other)
    if options.json:
        return _document(found, identical)
    if options.dry_run:
        return "\n".join(
            [_("Nothing was written. It would be:"), *wording.as_text(found, identical, _value)]
        )
    lines = [wording.happened(found, options.other.name, identical)]
    lines += wording.warnings_afterwards(found)
    lines += [wording.conflict_words(each, _value) for each in found.conflicts]
    return "\n".join(lines + wording.twins_words(found))


def _receive(options: Namespace) -> Incoming:
    """Take in the other file, under the passphrase that was given for it or that of FILE."""
    given = options.other_passphrase_file
    try:
        return receive(options.other, read_passphrase(given) if given else None)
    except WrongPassphrase as error:
        if given:
            raise
        raise UserError(
            N_(
                "“{file}” has another passphrase. Put it into a file and name it with"
                " --other-passphrase-file."
            ),
            file=options.other.name,
        ) from error


def _document(found: Merged, identical: bool) -> dict[str, Any]:
    return {
        "relation": found.relation.value,
        "identical": identical,
        "transactions": found.transactions,
        "tallies": [
            {
                "kind": tally.kind.value,
                "added": tally.added,
                "changed": tally.changed,
                "both": tally.both,
                "removed": tally.removed,
            }
            for tally in found.tallies
        ],
        "fields": [
            {"kind": each.kind.value, "column": each.column, "count": each.count}
            for each in found.fields
        ],
        "removed": [_named(each) for each in found.removed],
        "conflicts": [_conflict(each) for each in found.conflicts],
        "twins": [_twins(each) for each in found.twins],
        "more_twins": found.more_twins,
        "erased": found.erased,
        "ahead": found.ahead,
    }


def _named(named: Named) -> dict[str, Any]:
    return {"kind": named.kind.value, "id": named.id, "title": named.title}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "sort": conflict.sort.value,
        "kind": conflict.kind.value,
        "record": conflict.record,
        "title": conflict.title,
        "table": conflict.table,
        "column": conflict.column,
        "winner": _side(conflict.winner),
        "loser": _side(conflict.loser),
    }


def _side(side: Side) -> dict[str, Any]:
    at = side.at.isoformat(" ", "seconds")
    return {"value": side.value, "who": side.who, "device": side.device, "at": at}


def _twins(twins: Twins) -> dict[str, Any]:
    return {
        "id": twins.id,
        "reason": twins.reason,
        "first": _named(twins.first),
        "second": _named(twins.second),
    }


def _value(conflict: Conflict, value: object) -> str:
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bytes):
        return _("another record")
    column = conflict.column or ""
    if column in _MONEY and isinstance(value, int):
        return f"{value / 100:.2f}"
    return shown(conflict.kind, column, value)
