"""What becomes of each row of a feedback log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from models.base import database, new_id
from models.exchange.cells import is_anonymous, name_key
from models.exchange.pairing import Wanted, pair
from models.exchange.plan import SKIP, Add, Additional, Choices, Doubtful, Skipped, Verdict
from models.exchange.references import References
from models.exchange.rows import REPEATED, Rows, shorten, unreadable, without_unreadable
from models.vocabulary import FeedbackStatus
from resources.i18n import N_

NO_TEXT = N_("The feedback itself is missing.")
NO_DATE = N_("The date is missing.")
NO_RULE = N_("There is no rule “{title}”.")
SEVERAL_RULES = N_("Several rules are called “{title}”.")
NOT_WANTED = N_("You chose to leave this line out.")

COLUMNS = (
    "date",
    "member",
    "kind",
    "channel",
    "text",
    "satisfaction",
    "event",
    "rule",
    "status",
    "answer",
    "answered_on",
    "told_on",
)
_Key = tuple[str, bytes | None, str]


def plan_feedback(
    rows: Rows, choices: Choices, event: bytes | None
) -> tuple[list[Verdict], tuple[Additional, ...]]:
    """Return the verdicts, and the members the user decided to add."""
    references = References(choices)
    stored, by_key = _load()
    rules = _load_rules()
    verdicts: dict[int, Verdict] = {}
    wanted: list[Wanted] = []
    seen: dict[tuple[str, ...], int] = {}
    for index, (line, read) in enumerate(rows):
        choice = choices.get(line)
        first = seen.setdefault(rows.cells(index), line)
        if choice == SKIP:
            verdicts[line] = Skipped(line, NOT_WANTED)
        elif choice is None and (doubt := unreadable(rows, index)):
            verdicts[line] = doubt
        else:
            values = _resolve(line, without_unreadable(read), references, rules, event)
            if isinstance(values, Doubtful):
                verdicts[line] = values
            elif choice is None and first != line:
                verdicts[line] = Skipped(line, REPEATED, {"other": first})
            else:
                wanted.append((line, values, by_key[_key(values)], False))
    verdicts.update(pair(wanted, stored, _add))
    return [verdicts[line] for line in rows.lines], tuple(references.additional.values())


def _resolve(
    line: int,
    values: dict[str, Any],
    references: References,
    rules: Mapping[str, list[bytes]],
    event: bytes | None,
) -> dict[str, Any] | Doubtful:
    """Put ids where the list has names."""
    for field, reason in (("text", NO_TEXT), ("date", NO_DATE)):
        if not values.get(field):
            return Doubtful(line, reason, field=field)
    found = {name: values[name] for name in COLUMNS if name in values}
    found["member"] = _member_of(line, values, references)
    about = _event_of(line, values, references) if "event" in values else event
    found.pop("event", None)
    if about is not None:
        found["event"] = about
    if "rule" in values:
        found["rule"] = _rule_of(line, values["rule"], rules)
    return next((value for value in found.values() if isinstance(value, Doubtful)), found)


def _member_of(
    line: int, values: Mapping[str, Any], references: References
) -> bytes | Doubtful | None:
    name = values.get("member", "")
    return references.member(line, values) if name and not is_anonymous(name) else None


def _event_of(line: int, values: Mapping[str, Any], references: References) -> bytes | Doubtful:
    return references.event(line, values["event"], values.get("event_day", ""))


def _rule_of(line: int, title: str, rules: Mapping[str, list[bytes]]) -> bytes | Doubtful:
    found = rules.get(name_key(title), [])
    if len(found) == 1:
        return found[0]
    reason = SEVERAL_RULES if found else NO_RULE
    return Doubtful(line, reason, {"title": shorten(title)}, field="rule")


def _add(line: int, values: dict[str, Any]) -> Add:
    """An answer answers, where the list has no status of its own."""
    if values.get("answer") and "status" not in values:
        values["status"] = FeedbackStatus.ANSWERED.value
    return Add.of(line, new_id(), values)


def _key(values: Mapping[str, Any]) -> _Key:
    return values["date"], values["member"], values["text"]


def _load() -> tuple[dict[bytes, dict[str, Any]], dict[_Key, list[bytes]]]:
    names = ", ".join(COLUMNS)
    rows = database.execute_sql(f"SELECT id, {names} FROM feedback WHERE deleted = 0 ORDER BY rid")
    stored = {bytes(row[0]): dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}
    by_key: dict[_Key, list[bytes]] = defaultdict(list)
    for feedback, values in stored.items():
        by_key[_key(values)].append(feedback)
    return stored, by_key


def _load_rules() -> dict[str, list[bytes]]:
    rules: dict[str, list[bytes]] = defaultdict(list)
    for rule, title in database.execute_sql("SELECT id, title FROM rule WHERE deleted = 0"):
        rules[name_key(title)].append(bytes(rule))
    return rules
