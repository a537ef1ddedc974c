"""The program without a window: one command, its answer, an exit code. Imports no Qt."""

from __future__ import annotations

import sys
from argparse import Namespace

from models.errors import Cancelled, UserError
from ui import wording
from ui.commands import arguments, faults
from ui.commands.answering import Answer, show
from ui.commands.language import argparse_speaks, spoken_language
from ui.fault_words import worded
from ui.wording import _

DONE, REFUSED = 0, 1


def run(argv: list[str]) -> int:
    """Carry out one command and return the exit code: 0 done, 1 refused, 2 wrong usage."""
    before = wording.language(), sys.excepthook
    wording.use(spoken_language())
    sys.excepthook = faults.tell
    code = _run(argv)
    # Only after a bug the hook stays: it is called when Python is about to end.
    sys.excepthook = before[1]
    wording.use(before[0])
    return code


def _run(argv: list[str]) -> int:
    try:
        with argparse_speaks(wording.language()):
            options = arguments.read(argv)
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    try:
        if options.self_test:
            from ui.commands.self_test import run_self_test  # loads all that a self-test tests

            return DONE if run_self_test() else REFUSED
        options.written = False
        answer = _answer(options)
        options.written = True  # nothing is left to do but to say so
        show(answer)
    except UserError as error:
        sys.stderr.write(f"{worded(error)}\n")
        return REFUSED
    except Cancelled:
        return REFUSED
    except KeyboardInterrupt:
        if options.written:
            sys.stderr.write(f"{_('Everything was done already; only the answer is missing.')}\n")
            return DONE
        sys.stderr.write(f"{_('Stopped. Nothing was changed.')}\n")
        return REFUSED
    return DONE


def _answer(options: Namespace) -> Answer:
    # --help must not wait for the database.
    from ui.commands import exchange, lists, making, merging, papers, past, safety

    commands = {
        "new": making.new,
        "list": lists.list_records,
        "import": exchange.import_table,
        "export": exchange.export_list,
        "report": papers.report,
        "print": papers.print_paper,
        "merge": merging.merge_copy,
        "history": past.history,
        "undo": past.undo_last,
        "redo": past.redo_last,
        "check": safety.check,
        "backup": safety.backup,
        "salvage": safety.rescue,
    }
    return commands[options.command](options)
