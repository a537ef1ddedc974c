"""Undo and redo of any action, told in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from ui import actions_wording, faults
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.journal.undo import Step, Undone
    from models.progress import Progress

# Up to here an undo takes milliseconds and is done at once; beyond, on the worker.
_AT_ONCE = 200


def undo(session: Session) -> None:
    """Take the last action back and say which it was."""
    from models.journal.undo import undo, undo_step  # the file is open by now

    step = undo_step()
    if step is None:
        session.tell(_("There is nothing to undo."))
    else:
        _invert(session, undo, step, actions_wording.undone(step.kind, step.amount))


def redo(session: Session) -> None:
    """Do again what was undone last and say which it was."""
    from models.journal.undo import redo, redo_step  # the file is open by now

    step = redo_step()
    if step is None:
        session.tell(_("There is nothing to do again."))
    else:
        _invert(session, redo, step, actions_wording.redone(step.kind, step.amount))


def _invert(session: Session, invert: Any, step: Step, sentence: str) -> None:
    done = partial(_tell, session, sentence)
    if step.amount > _AT_ONCE:
        session.tasks.run(
            _inverted, invert, step, title=_("One moment…"), done=done, stoppable=False
        )
        return
    try:
        done(invert(step))
    except UserError as error:
        faults.show(error, session.tasks.window)


def _inverted(invert: Any, step: Step, progress: Progress) -> Undone:
    result: Undone = invert(step)
    return result


def _tell(session: Session, sentence: str, undone: Undone) -> None:
    session.announce(*undone.kinds)
    kept = len(undone.kept)
    if kept:
        sentence += " " + n_(
            "One value was changed since and stays as it is.",
            "{count} values were changed since and stay as they are.",
            kept,
        )
    session.tell(sentence)
