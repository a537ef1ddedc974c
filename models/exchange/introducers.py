"""Who introduced whom: a list has names where the table has ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.exchange.cells import name_key
from models.exchange.people import People
from models.exchange.plan import Add, Choices, Doubtful, Update, Verdict
from models.exchange.rows import shorten
from resources.i18n import N_

NO_INTRODUCER = N_("“{introducer}”, who is said to have introduced this one, is no member.")
TWO_INTRODUCERS = N_("“{introducer}”, who is said to have introduced this one, is not one alone.")


class Introducers:
    """Puts ids in place of names. Who is added by the list may introduce too, also further up."""

    def __init__(self, people: People, choices: Choices) -> None:
        self._choices = choices
        self._known: dict[str, list[bytes]] = defaultdict(list)
        for key, namesakes in people.by_name.items():
            self._known[key] += [person.id for person in namesakes]

    def put_in(
        self, verdicts: Sequence[Verdict], keys: Sequence[str], names: Sequence[str | None]
    ) -> list[Verdict]:
        """Return the verdicts with ids; `keys` and `names` are each row's own name's key and the
        name of who introduced it. Nobody is introduced by a row that stays outside."""
        for key, verdict in zip(keys, verdicts, strict=True):
            if isinstance(verdict, Add):
                self._known[key].append(verdict.id)
        decided = [
            _introduced(verdict, name, self._known, self._choices) if name else verdict
            for verdict, name in zip(verdicts, names, strict=True)
        ]
        self._drop_lost(verdicts, names, decided)
        return decided

    def _drop_lost(
        self, verdicts: Sequence[Verdict], names: Sequence[str | None], decided: list[Verdict]
    ) -> None:
        """Who turned doubtful introduces nobody, and so on down the line."""
        followers: dict[object, list[int]] = defaultdict(list)
        lost: list[bytes] = []
        for place, (before, verdict) in enumerate(zip(verdicts, decided, strict=True)):
            if isinstance(before, Add) and isinstance(verdict, Doubtful):
                lost.append(before.id)
            elif names[place] and isinstance(verdict, (Add, Update)):
                followers[_values(verdict).get("introduced_by")].append(place)
        while lost:
            for place in followers.pop(lost.pop(), ()):
                before = verdicts[place]
                decided[place] = _introduced(before, names[place] or "", {}, self._choices)
                if isinstance(before, Add) and isinstance(decided[place], Doubtful):
                    lost.append(before.id)


def _values(verdict: Add | Update) -> Mapping[str, object]:
    return verdict.values if isinstance(verdict, Add) else verdict.changes


def _introduced(
    verdict: Verdict, name: str, known: Mapping[str, list[bytes]], choices: Choices
) -> Verdict:
    if not isinstance(verdict, (Add, Update)) or "introduced_by" not in _values(verdict):
        return verdict
    found = known.get(name_key(name), [])
    introducer = found[0] if len(found) == 1 and found[0] != verdict.id else None
    if introducer is None and verdict.line not in choices:
        reason = TWO_INTRODUCERS if len(found) > 1 else NO_INTRODUCER
        fields = {"introducer": shorten(name)}
        return Doubtful(verdict.line, reason, fields, field="introduced_by")
    return _with_introducer(verdict, introducer)


def _with_introducer(verdict: Add | Update, introducer: bytes | None) -> Verdict:
    if isinstance(verdict, Add):
        place = verdict.fields.index("introduced_by")
        before, after = verdict.cells[:place], verdict.cells[place + 1 :]
        return verdict._replace(cells=(*before, introducer, *after))
    changes = {**verdict.changes, "introduced_by": introducer}
    if introducer is None:
        del changes["introduced_by"]
    return verdict._replace(changes=changes)
