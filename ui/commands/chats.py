"""`import --as chat`: an export of a chat, counted by person and day."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from models.exchange.chats.applying import ChatResult, apply_chat, foresee_chat
from models.exchange.chats.planning import ChatPlan, DoubtfulSender, plan_chat
from models.exchange.chats.reading import read_chat
from ui.chat_words import doubt_text, warning_text
from ui.commands.answering import Answer
from ui.commands.opening import open_file
from ui.wording import _, n_


def count_chat(options: Namespace) -> Answer:
    """Count an export as one action; with --dry-run only say what would be counted."""
    with open_file(options):
        plan = plan_chat(read_chat(options.source), options.chat)
        result = foresee_chat(plan, {}) if options.dry_run else apply_chat(plan, {})
    return _as_data(plan, result) if options.json else _as_text(plan, result, options.dry_run)


def _as_data(plan: ChatPlan, result: ChatResult) -> dict[str, Any]:
    return {
        "added": result.added,
        "updated": 0,
        "unchanged": result.unchanged,
        "skipped": [
            {
                "line": each.sender.line,
                "reason": _reason(each),
                "sender": each.sender.key,
                "name": each.sender.name,
                "messages": each.sender.amount,
            }
            for each in result.later
        ],
        "chat": result.chat,
        "first": plan.export.first,
        "last": plan.export.last,
        "messages": plan.export.messages,
        "counted": result.messages,
        "people": result.people,
        "silent": [{"id": member.id, "name": member.title} for member in result.silent],
    }


def _as_text(plan: ChatPlan, result: ChatResult, dry_run: bool) -> str:
    lines = [_("Nothing was written. It would be:")] if dry_run else []
    lines.append(
        n_(
            "“{chat}”: {count} message of {people} members counts, on {added} new and {unchanged}"
            " known days of members.",
            "“{chat}”: {count} messages of {people} members count, on {added} new and {unchanged}"
            " known days of members.",
            result.messages,
            chat=result.chat,
            people=result.people,
            added=result.added,
            unchanged=result.unchanged,
        )
    )
    if warning := warning_text(plan):
        lines.append(warning)
    lines += [
        _("Line {line}: {reason}", line=each.sender.line, reason=_reason(each))
        for each in result.later
    ]
    if result.silent:
        names = ", ".join(member.title for member in result.silent)
        lines.append(_("Wrote nothing: {names}", names=names))
    return "\n".join(lines)


def _reason(each: DoubtfulSender) -> str:
    return n_(
        "“{name}” wrote {count} message. {doubt}",
        "“{name}” wrote {count} messages. {doubt}",
        each.sender.amount,
        name=each.sender.name,
        doubt=doubt_text(each),
    )
