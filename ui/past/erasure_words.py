"""What erasing a person takes, leaves and cannot reach, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from models.erasing import Erasure
from ui.formats import moment_text
from ui.wording import _, n_


def goes(found: Erasure) -> list[str]:
    """Say what is taken away."""
    tags = n_("{count} tag", "{count} tags", found.tags)
    texts = n_(
        "the words of {count} feedback item",
        "the words of {count} feedback items",
        found.texts,
    )
    comments = n_("{count} comment at an event", "{count} comments at events", found.comments)
    earlier = n_("{count} entry of the history", "{count} entries of the history", found.earlier)
    lines = [_("Name, contact details and everything else on the member's page")]
    counted = zip(
        (tags, texts, comments, earlier),
        (found.tags, found.texts, found.comments, found.earlier),
        strict=True,
    )
    return lines + [text[:1].upper() + text[1:] for text, count in counted if count]


def stays(found: Erasure) -> list[str]:
    """Say what is still counted, without saying of whom."""
    lines = []
    if found.attendances:
        lines.append(
            n_(
                "{count} attendance, counted in the figures",
                "{count} attendances, counted in the figures",
                found.attendances,
            )
        )
    if found.feedback:
        lines.append(
            n_(
                "{count} feedback item, counted without its words",
                "{count} feedback items, counted without their words",
                found.feedback,
            )
        )
    return lines or [_("Nothing")]


def named_still(found: Erasure) -> str:
    """Say where the name stands in what others wrote; "" where it does not."""
    if not found.mentioned and not found.history:
        return ""
    records = n_(
        "The name also stands in {count} other record. What is written there is yours to change:",
        "The name also stands in {count} other records. What is written there is yours to change:",
        found.mentioned,
    )
    history = n_(
        "It also stands in {count} earlier value of other records, in their history.",
        "It also stands in {count} earlier values of other records, in their history.",
        found.history,
    )
    return " ".join([records] * bool(found.mentioned) + [history] * bool(found.history))


def places(found: Erasure) -> list[str]:
    """Return a line for every backup and known copy that still holds the person."""
    backups = [
        _("Backup of {moment}: {path}", moment=moment_text(each.at), path=each.path)
        for each in found.backups
    ]
    unread = [
        _(
            "Backup of {moment}, with another passphrase or damaged, so it may hold them: {path}",
            moment=moment_text(each.at),
            path=each.path,
        )
        for each in found.unread
    ]
    return backups + unread + [_("Copy: {path}", path=path) for path in found.copies]


def elsewhere(lines: Iterable[str]) -> str:
    """Say what to do about the copies; or that others may exist all the same."""
    if list(lines):
        return _(
            "These still hold the person. Open a copy and merge this file into it, then it forgets"
            " them too; backups must be deleted, or wait until they are replaced."
        )
    return _(
        "No backup and no copy that still holds the person is known here. Whoever has one all the"
        " same merges this file into it: then it forgets them too."
    )
