"""`import --as signup`: the text of a sign-up chain, put on an event's list."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from models.errors import UserError
from models.exchange.reading import read_prose
from models.exchange.signup.applying import SignUpResult, apply_sign_up, foreseen
from models.exchange.signup.chain import HEADING, TITLE, Chain
from models.exchange.signup.guessing import guess_event
from models.exchange.signup.parsing import LONGEST, parse_chain
from models.exchange.signup.plan import SignUpPlan
from models.exchange.signup.planning import plan_sign_up
from resources.i18n import N_
from ui.commands.answering import Answer
from ui.commands.naming import find_event
from ui.commands.opening import open_file
from ui.signup_words import reason_text, told
from ui.wording import _


def sign_up(options: Namespace) -> Answer:
    """Put a chain on an event's list as one action; with --dry-run only say what would be done.

    Who is not in the book becomes a visitor; who is doubtful waits for the window.
    """
    with open_file(options):
        chain = parse_chain(read_prose(options.source, LONGEST))
        if not chain.entries:
            raise UserError(N_("{name} holds no names that sign up."), name=options.source.name)
        event = _event(options, chain)
        plan = plan_sign_up(chain, event)
        result = foreseen(plan) if options.dry_run else apply_sign_up(chain, event)
    skipped = _skipped(chain, result)
    if options.json:
        return _as_data(event, plan, result, skipped)
    lines = [_("Nothing was written. It would be:")] if options.dry_run else []
    lines.append(told(result))
    lines += [_("Line {line}: {reason}", **each) for each in skipped]
    if plan.missing:
        names = ", ".join(line.name for line in plan.missing)
        lines.append(_("In the chain no more, and left as they are: {names}", names=names))
    return "\n".join(lines)


def _event(options: Namespace, chain: Chain) -> bytes:
    if options.event.strip():
        return find_event(options.event)
    guessed = guess_event(chain)
    if guessed is None:
        raise UserError(N_("The chain does not say which event it is about. Name it with --event."))
    return guessed


def _as_data(
    event: bytes, plan: SignUpPlan, result: SignUpResult, skipped: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "added": result.added,
        "updated": result.changed,
        "unchanged": result.unchanged,
        "skipped": skipped,
        "event": event,
        "visitors": result.visitors,
        "missing": [{"id": line.member, "name": line.name} for line in plan.missing],
    }


def _skipped(chain: Chain, result: SignUpResult) -> list[dict[str, Any]]:
    """Return the lines that are not on the list, but for what stands above the names."""
    lines = [(line.line, reason_text(line)) for line in result.outside]
    lines += [
        (each.line, _(each.reason))
        for each in chain.left_out
        if each.reason not in (TITLE, HEADING)
    ]
    return [{"line": line, "reason": reason} for line, reason in sorted(lines)]
