"""Which paper of an event or of a season, for whom: a look at it, and out with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.events.event import EventValues
from models.month import Month
from models.papers.event_order import OF_DAYS, USUAL_AUDIENCE, EventOrder, EventPaper
from models.progress import Progress
from models.vocabulary import Audience
from ui import furniture
from ui.events.paper_options import EventPaperOptions
from ui.formats import joined, moment_text
from ui.main_window import fit
from ui.paper.choosing import audience_box, choice_box, language_box
from ui.paper.counter import Counter, show_beside
from ui.paper.press import Press
from ui.records.editors import Unreadable
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from reports.sheet import Written

_SIZE = (1080, 760)
_SETTLING = 350  # milliseconds after the last choice, so that typing makes one document


class EventPapersWindow(QDialog):
    """Without an event only the papers of a stretch of days can be made: of a `month` to begin
    with, or of a season."""

    def __init__(
        self,
        session: Session,
        event: EventValues | None,
        paper: EventPaper,
        parent: QWidget | None = None,
        month: Month | None = None,
    ) -> None:
        super().__init__(parent)
        self._event = event
        self._audiences = dict(USUAL_AUDIENCE)
        self.setWindowTitle(_("Print"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, *_SIZE)
        self.setMinimumSize(760, 520)
        known = [each for each in EventPaper if event is not None or each in OF_DAYS]
        self.paper = choice_box(_("Paper"), [(each, _(each.title)) for each in known])
        self.paper.setCurrentIndex(self.paper.findData(paper))
        self.audience = audience_box(self._audiences[paper])
        self.language = language_box()
        self.options = EventPaperOptions(has_link=bool(event and event.link))
        if month is not None:
            self.options.show_month(month)
        self.press = Press(session)
        self.counter = Counter(session, self.press, self, self._file_name)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._lay_out()
        self.paper.currentIndexChanged.connect(self._choose_paper)
        self.audience.currentIndexChanged.connect(self._choose_audience)
        self.language.currentIndexChanged.connect(lambda _place: self._settling.start())
        self.options.changed.connect(self._settling.start)
        self._settling.timeout.connect(self.reload)
        self._choose_paper()
        self._settling.stop()
        self.reload()

    def order(self) -> EventOrder:
        """Return what the choices say. Raises Unreadable where a day is none."""
        return self.options.order(
            self._paper, str(self.language.currentData()), Audience(self.audience.currentData())
        )

    def reload(self) -> None:
        """Make the paper anew; one that is being made is dropped."""
        try:
            order = self.order()
        except Unreadable as error:
            self._hint.setText(_(error.message))
            furniture.set_tone(self._hint, "bad")
            return
        self._say_who_reads()
        self.press.make(_make, order, self._event.id if self._event else None)

    @property
    def _paper(self) -> EventPaper:
        return EventPaper(self.paper.currentData())

    def _choose_paper(self) -> None:
        """Each paper keeps the audience that was chosen for it."""
        self.options.show_paper(self._paper)
        wanted = self.audience.findData(self._audiences[self._paper])
        self.audience.setCurrentIndex(wanted)
        self._say_what()
        self._settling.start()

    def _choose_audience(self) -> None:
        self._audiences[self._paper] = Audience(self.audience.currentData())
        self._settling.start()

    def _say_what(self) -> None:
        """Name the event where the paper is about it."""
        event = self._event if self._paper not in OF_DAYS else None
        self._about.setText(joined([event.title, moment_text(event.begins)]) if event else "")
        self._about.setVisible(event is not None)

    def _say_who_reads(self) -> None:
        furniture.set_tone(self._hint, "")
        if self._audiences[self._paper] is Audience.PUBLIC:
            said = _("Of members only the first names are printed, and only where they agreed.")
        else:
            said = _("Names are printed in full.")
        self._hint.setText(said)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        self._about = furniture.paragraph("", "")
        self._hint = furniture.paragraph("", "caption")
        left.addWidget(self._about)
        for words, box in (
            (_("Paper"), self.paper),
            (_("Audience"), self.audience),
            (_("Language"), self.language),
        ):
            label = furniture.label(words, "muted")
            label.setBuddy(box)
            left.addWidget(label)
            left.addWidget(box)
            if box is self.audience:
                left.addWidget(self._hint)
        left.addWidget(self.options, 1)
        show_beside(self, left, self.press, self.counter)

    def _file_name(self) -> str:
        title = _(self._paper.title)
        event = self._event if self._paper not in OF_DAYS else None
        day = f" {event.begins:%Y-%m-%d}" if event and event.begins else ""
        return f"{title}{day}.pdf"


def _make(order: EventOrder, event: bytes | None, target: Path, progress: Progress) -> Written:
    """Write the paper, on the worker. Raises UserError."""
    from reports.event_papers import write_event_paper  # reportlab, at the first document

    return write_event_paper(target, order, event, progress)
