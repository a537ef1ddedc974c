"""Undo and redo of any action, told in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from models.errors import UserError
from ui import actions_wording, faults
from ui.kept_wording import kept_sentence
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.undo import Step, Undone
    from models.progress import Progress

# Up to here an undo takes milliseconds and is done at once; beyond, on the worker.
_AT_ONCE = 200


def undo(session: Session) -> None:
    """Take the last action back and say which it was."""
    from models.journal.undo import undo_step  # the file is open by now

    step = undo_step()
    if step is None:
        session.tell(_("There is nothing to undo."))
    else:
        invert(session, step)


def redo(session: Session) -> None:
    """Do again what was undone last and say which it was."""
    from models.journal.undo import redo_step  # the file is open by now

    step = redo_step()
    if step is None:
        session.tell(_("There is nothing to do again."))
    else:
        invert(session, step, again=True)


def invert(session: Session, step: Step, again: bool = False) -> None:
    """Take any action back, or do again what was taken back, and say which it was."""
    from models.journal.tables import MERGING
    from models.journal.undo import redo, undo  # the file is open by now

    word = actions_wording.redone if again else actions_wording.undone
    done = partial(_tell, session, word(step.kind, step.amount))
    job = redo if again else undo
    if step.amount > _AT_ONCE or step.kind == MERGING:
        session.tasks.run(_inverted, job, step, title=_("One moment…"), done=done, stoppable=False)
        return
    try:
        done(job(step))
    except UserError as error:
        faults.show(error, QApplication.activeModalWidget() or session.tasks.window)


def _inverted(job: Any, step: Step, progress: Progress) -> Undone:
    result: Undone = job(step)
    return result


def _tell(session: Session, sentence: str, undone: Undone) -> None:
    session.announce(*undone.kinds)
    if undone.kept:
        sentence += " " + kept_sentence(undone.kept)
    session.tell(sentence)
