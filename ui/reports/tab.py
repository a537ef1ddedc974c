"""The reports tab: what is to be on paper, a look at it, and out with it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models import clock
from models.month import Month
from models.vocabulary import Audience, Kind
from ui import furniture
from ui.formats import month_text
from ui.paper.choosing import audience_box, choice_box, language_box
from ui.paper.press import Press
from ui.reports.making import Order, make
from ui.session import Session
from ui.wording import _

MONTHS_BACK = 60
_MONTHLY, _RULEBOOK = "monthly", "rulebook"


def reports_tab(session: Session) -> ReportsTab:
    return ReportsTab(session)


class ReportsTab(QWidget):
    """Makes the document anew whenever a choice or a record changes while it can be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.heading = furniture.page_heading(_("Reports"))
        self.kind = choice_box(
            _("Document"), ((_MONTHLY, _("Monthly summary")), (_RULEBOOK, _("Rule book")))
        )
        self.month = choice_box(_("Month"), _months())
        self.month.setCurrentIndex(1)
        self.language = language_box()
        self.audience = audience_box(Audience.COMMITTEE)
        self.press = Press(session)
        self.press.turned.connect(self._turned)
        self._lay_out()
        for choice in (self.kind, self.month, self.language, self.audience):
            choice.currentIndexChanged.connect(self._choose)
        session.changed.connect(self._changed)

    def show_month(self, month: Month) -> None:
        self.kind.setCurrentIndex(self.kind.findData(_MONTHLY))
        place = self.month.findData(str(month))
        if place < 0:
            self.month.addItem(month_text(month), str(month))
            place = self.month.count() - 1
        self.month.setCurrentIndex(place)

    def order(self) -> Order:
        """Return what the choices say."""
        monthly = self.kind.currentData() == _MONTHLY
        return Order(
            Month.parse(str(self.month.currentData())) if monthly else None,
            str(self.language.currentData()),
            Audience(self.audience.currentData()),
        )

    def reload(self) -> None:
        """Make the document anew; one that is being made is dropped."""
        self._stale = False
        self.press.make(make, self.order())

    def save(self) -> None:
        self.press.save(_("Save the report"), self._file_name())

    def _lay_out(self) -> None:
        self._save = furniture.button(_("Save…"), icon="download", role="primary")
        self._save.clicked.connect(self.save)
        self._print = furniture.button(_("Print…"), icon="printer", shortcut="Ctrl+P")
        self._print.clicked.connect(self.press.print)
        self._open = furniture.button(
            _("Open"), icon="external-link", tip=_("Open in the system's PDF viewer")
        )
        self._open.clicked.connect(self.press.open)
        for button in (self._open, self._print, self._save):
            self.heading.add(button)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for choice in (self.kind, self.month, self.language, self.audience):
            choices.addWidget(choice)
        choices.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(choices)
        column.addWidget(self.press, 1)
        self._allow(False)

    def _choose(self) -> None:
        monthly = self.kind.currentData() == _MONTHLY
        self.month.setVisible(monthly)
        self.audience.setVisible(monthly)
        self.reload()

    def _changed(self, kinds: frozenset[Kind]) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _turned(self) -> None:
        self.heading.note.setText(self.press.note)
        self._allow(self.press.shown is not None)

    def _allow(self, finished: bool) -> None:
        for button in (self._save, self._print, self._open):
            button.setEnabled(finished)

    def _file_name(self) -> str:
        from ui.dialogs.new_community import file_name

        order = self.order()
        stem = self._session.path.stem if self._session.path else ""
        what = f"{order.month} {self.audience.currentText()}" if order.month else _("Rule book")
        return f"{file_name(f'{stem} {what}').removesuffix('.guildbook')}.pdf"

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()


def _months() -> list[tuple[str, str]]:
    """Return the months one can choose: this one, then backwards."""
    now = Month.of(clock.today())
    months = [now.back(back) for back in range(MONTHS_BACK)]
    return [(str(month), month_text(month)) for month in months]
