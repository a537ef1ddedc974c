"""Undo and redo of any action, told in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import UserError
from ui import actions_wording, asking, faults
from ui.kept_wording import kept_sentence
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.journal.undo import Step, Undone
    from models.progress import Progress

UNDO_KEYS = ("Ctrl+Z",)
REDO_KEYS = ("Ctrl+Shift+Z", "Ctrl+Y")

# Up to here an undo takes milliseconds and is done at once; beyond, on the worker.
_AT_ONCE = 200


def undo(session: Session) -> None:
    """Take the last action back and say which it was."""
    from models.journal.undo import follows_erasing, undo_step  # the file is open by now

    step = undo_step()
    if step is None:
        session.tell(_("There is nothing to undo."))
    elif not follows_erasing() or _agrees(session, step):
        invert(session, step)


def _agrees(session: Session, step: Step) -> bool:
    """Ask before something else is taken back than the erasing that was done last."""
    question = _(
        "Erasing a person cannot be undone. Undo what was done before it instead: {action}?",
        action=actions_wording.action_name(step.kind, step.amount),
    )
    window = QApplication.activeModalWidget() or session.tasks.window
    return asking.choose(window, question, (_("Undo that"), _("Leave it"))) == 0


def redo(session: Session) -> None:
    """Do again what was undone last and say which it was."""
    from models.journal.undo import redo_step  # the file is open by now

    step = redo_step()
    if step is None:
        session.tell(_("There is nothing to do again."))
    else:
        invert(session, step, again=True)


def answer_keys(session: Session, window: QWidget) -> None:
    """Let the keys of undo and redo work in a window of its own."""
    for keys, run in ((UNDO_KEYS, undo), (REDO_KEYS, redo)):
        shortcut = QShortcut(window)
        shortcut.setKeys([QKeySequence(each) for each in keys])
        shortcut.activated.connect(partial(run, session))


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
