"""Which paper of which members, for whom: a look at it, and out with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.papers.order import ALWAYS_FULL, Paper, PaperOrder
from models.progress import Progress
from models.vocabulary import Audience
from ui import furniture
from ui.main_window import fit
from ui.members.paper_options import PaperOptions
from ui.paper.choosing import audience_box, choice_box, language_box
from ui.paper.counter import Counter, show_beside
from ui.paper.press import Press
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from reports.sheet import Written

Ids = Callable[[], Sequence[bytes]]
_SIZE = (1080, 760)
_SETTLING = 350  # milliseconds after the last choice, so that typing makes one document
_OF_LISTS = (Paper.ROSTER, Paper.LABELS, Paper.CALL_SHEET, Paper.BIRTHDAYS)


class PapersWindow(QDialog):
    """`ids` asks whom it is about, on the worker; None is all whom such a paper is about."""

    def __init__(
        self,
        session: Session,
        ids: Ids | None,
        paper: Paper,
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._ids = session, ids
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, *_SIZE)
        self.setMinimumSize(760, 520)
        # What is kept about somebody, and who is overdue, is one paper; a list may become any.
        known = _OF_LISTS if paper is Paper.ROSTER else (paper,)
        self.paper = choice_box(_("Paper"), [(each, _(each.title)) for each in known])
        self.paper.setCurrentIndex(self.paper.findData(paper))
        self.setWindowTitle(_("Print") if len(known) > 1 else _(paper.title))
        self.audience = audience_box(Audience.FULL)
        self.language = language_box()
        self.options = PaperOptions(session.preferences, title)
        self.press = Press(session)
        self.counter = Counter(session, self.press, self, self._file_name)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._lay_out()
        self._connect()
        self._choose()
        self._settling.stop()
        self.reload()

    def order(self) -> PaperOrder:
        """Return what the choices say."""
        paper = Paper(self.paper.currentData())
        audience = Audience(self.audience.currentData())
        full = paper in ALWAYS_FULL
        return self.options.order(
            paper, str(self.language.currentData()), Audience.FULL if full else audience
        )

    def reload(self) -> None:
        """Make the paper anew; one that is being made is dropped."""
        self.press.make(_make, self.order(), self._ids)

    def _lay_out(self) -> None:
        self._of_audience = furniture.label(_("Audience"), "muted")
        of_paper = furniture.label(_("Paper"), "muted")
        of_language = furniture.label(_("Language"), "muted")
        left = QVBoxLayout()
        left.setSpacing(10)
        for label, box in (
            (of_paper, self.paper),
            (self._of_audience, self.audience),
            (of_language, self.language),
        ):
            label.setBuddy(box)
            left.addWidget(label)
            left.addWidget(box)
        if self.paper.count() <= 1:
            of_paper.hide()
            self.paper.hide()
        left.addWidget(self.options, 1)
        show_beside(self, left, self.press, self.counter)

    def _connect(self) -> None:
        self.paper.currentIndexChanged.connect(self._choose)
        for box in (self.audience, self.language):
            box.currentIndexChanged.connect(self._choose)
        self.options.changed.connect(self._settling.start)
        self._settling.timeout.connect(self.reload)

    def _choose(self) -> None:
        paper = Paper(self.paper.currentData())
        asks = paper not in ALWAYS_FULL
        self.audience.setVisible(asks)
        self._of_audience.setVisible(asks)
        self.options.show_paper(paper, Audience(self.audience.currentData()))
        self._settling.start()

    def _file_name(self) -> str:
        return f"{_(Paper(self.paper.currentData()).title)}.pdf"


def _make(order: PaperOrder, ids: Ids | None, target: Path, progress: Progress) -> Written:
    """Write the paper, on the worker. Raises UserError."""
    from reports.papers import write_paper  # reportlab, at the first document

    return write_paper(target, order, None if ids is None else ids(), progress)
