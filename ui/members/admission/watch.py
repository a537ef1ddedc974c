"""Warns of whoever comes into the book and looks like somebody who was barred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.members.barred import Recognised
from models.members.newly_known import is_waiting, recognise_new
from models.vocabulary import Kind
from ui.members.admission.words import warning_text
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress


class Watch(QObject):
    """Looks after every change of members, quietly, where anybody is barred at all."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._looking: Task | None = None
        session.changed.connect(self._look)

    def _look(self, kinds: frozenset[Kind]) -> None:
        under_way = self._looking is not None and not self._looking.ended
        if Kind.MEMBER in kinds and not under_way and is_waiting():
            self._looking = self._session.tasks.run(_recognise, done=self._warn)

    def _warn(self, found: Sequence[Recognised]) -> None:
        self._look(frozenset({Kind.MEMBER}))  # there may be more
        if not found:
            return
        self._session.relist(Kind.MEMBER)
        first = found[0]
        text = _("{name}: {warning}", name=first.name, warning=warning_text(first))
        if len(found) > 1:
            text = n_(
                "{count} person looks like somebody who was barred: {names}",
                "{count} people look like somebody who was barred: {names}",
                len(found),
                names=_(", ").join(each.name for each in found[:5]),
            )
        self._session.tell(text)


def _recognise(progress: Progress) -> tuple[Recognised, ...]:
    return recognise_new(progress)
