"""`check`, `backup` and `salvage`: is a file whole, a copy of it, the rest of a broken one."""

from __future__ import annotations

from argparse import Namespace

from models.errors import UserError
from models.safety import check_path, salvage
from models.storage.copying import copy_to
from models.storage.findings import Finding
from resources.i18n import N_
from ui.commands.answering import Answer, show
from ui.commands.opening import asking_for_passphrase, find_passphrase, open_file
from ui.wording import _


def check(options: Namespace) -> Answer:
    """Check all of a file without opening it for work. One that is not whole is a refusal, after
    the answer."""
    with asking_for_passphrase(options):
        found = check_path(options.file, find_passphrase(options))
    answer: Answer
    if options.json:
        answer = {
            "whole": found.whole,
            "findings": [_document(finding) for finding in found.findings],
        }
    else:
        lines = [_(finding.message, **finding.fields) for finding in found.findings]
        if found.whole:
            lines.append(_("“{file}” is whole.", file=options.file.name))
        answer = "\n".join(lines)
    if found.whole:
        return answer
    show(answer)
    raise UserError(
        N_("“{file}” is not whole. Open a backup, or salvage it: salvage {file} NEW-FILE"),
        file=options.file.name,
    )


def _document(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "bad": finding.bad,
        "message": _(finding.message, **finding.fields),
        **finding.fields,
    }


def backup(options: Namespace) -> Answer:
    """Write a whole copy of the file; nothing is written over."""
    with open_file(options):
        copy_to(options.target)
    if options.json:
        return {"file": str(options.target), "bytes": options.target.stat().st_size}
    return _("A whole copy is in {file}.", file=options.target)


def rescue(options: Namespace) -> Answer:
    """Save what can be read of a damaged file into a new one."""
    with asking_for_passphrase(options):
        salvaged = salvage(options.file, options.target, find_passphrase(options))
    if options.json:
        return {
            "file": str(options.target),
            "records": {
                tally.kind.value: {"saved": tally.saved, "lost": tally.lost}
                for tally in salvaged.tallies
            },
            "actions": {"saved": salvaged.actions, "lost": salvaged.actions_lost},
        }
    counts = [(_(tally.kind.title), tally.saved, tally.lost) for tally in salvaged.tallies]
    counts.append((_("Actions in the journal"), salvaged.actions, salvaged.actions_lost))
    lines = [
        _("{what}: {saved} saved, {lost} lost", what=what, saved=saved, lost=lost)
        for what, saved, lost in counts
    ]
    return "\n".join([*lines, _("What could be read is in {file}.", file=options.target)])
