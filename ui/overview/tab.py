"""The overview: how the community stands today, and where somebody is needed."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from models.metrics.attention import SOON, Attention, Matter
from models.metrics.overview import MONTHS
from models.month import Month
from models.vocabulary import Kind
from ui import furniture
from ui.drawing import ChartView
from ui.formats import day_text, month_text
from ui.intake_words import year_text
from ui.overview.charts import growth_chart, kinds_chart
from ui.overview.facts import Gathered, gather
from ui.overview.figures import Figures
from ui.overview.lines import Lines, attention_line, conflicts_line, event_line
from ui.session import Session
from ui.wording import _, n_

_GAP, _MARGIN = 16, 28


def overview_tab(session: Session) -> OverviewTab:
    return OverviewTab(session)


class OverviewTab(QWidget):
    """Reads the facts on the worker whenever something changed and the tab can be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.heading = furniture.page_heading(_("Overview"))
        self.summary = furniture.button(
            _("Monthly summary"), icon="file-text", role="primary", tip=_("Make the month's report")
        )
        self.summary.clicked.connect(lambda: session.report_wanted.emit(None))
        self.heading.add(self.summary)
        self.figures = Figures()
        self.growth = ChartView()
        self.intake = furniture.paragraph("", "caption")
        self.kinds = ChartView()
        self.no_kinds = furniture.empty_state("message-square", _("No feedback this month"), "")
        self.next = Lines(_("What is next"), _("Nothing is planned yet."))
        self.attention = Lines(_("Needs attention"), _("Nothing needs you today."))
        self._rooms = QStackedWidget()
        self._rooms.addWidget(QWidget())
        self._rooms.addWidget(self._scrolled(self._sheet()))
        self._rooms.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 22, 0, 0)
        column.setSpacing(_GAP)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, _MARGIN, 0)
        self._head.addWidget(self.heading)
        column.addLayout(self._head)
        column.addWidget(self._rooms, 1)
        session.changed.connect(self._changed)

    def reload(self) -> None:
        """Gather the facts anew."""
        self._stale = False
        self._session.tasks.run(gather, done=self._show_facts)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _show_facts(self, gathered: Gathered) -> None:
        facts = gathered.overview
        month = month_text(Month.of(facts.day))
        self.heading.note.setText(_("{month} · up to {day}", month=month, day=day_text(facts.day)))
        if gathered.is_empty:
            self._rooms.setCurrentIndex(2)
            return
        self._rooms.setCurrentIndex(1)
        self.figures.show_facts(facts)
        self.growth.show_chart(*growth_chart(facts))
        self.intake.setText(year_text(facts.intake))
        self.intake.setVisible(bool(self.intake.text()))
        self.kinds.show_chart(*kinds_chart(gathered.kinds))
        self.kinds.setVisible(bool(gathered.kinds))
        self.no_kinds.setVisible(not gathered.kinds)
        self._show_lines(gathered)

    def _show_lines(self, gathered: Gathered) -> None:
        facts = gathered.overview
        events = [
            event_line(event, partial(self._session.go_to, Kind.EVENT, event.id))
            for event in facts.upcoming
        ]
        soon = n_("next {count} day", "next {count} days", SOON)
        self.next.show_lines([*events], soon)
        matters = [attention_line(each, partial(self._follow, each)) for each in facts.attention]
        if gathered.conflicts or gathered.twins:
            follow = self._session.conflicts_wanted.emit
            matters.insert(0, conflicts_line(gathered.conflicts, gathered.twins, follow))
        count = len(matters)
        note = n_("{count} matter", "{count} matters", count) if count else ""
        self.attention.show_lines([*matters], note)

    def _follow(self, matter: Attention) -> None:
        pill = None if matter.id is not None else matter.pill
        self._session.go_to(matter.kind, matter.id, pill)
        if matter.matter is Matter.TASKS and matter.id is not None:
            self._session.go_to(matter.kind, pill=matter.pill)  # there, its plan
        if matter.matter is Matter.NOT_EVALUATED:
            self._session.go_to(matter.kind, pill=matter.pill)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setProperty("role", "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, _MARGIN, 24)
        column.setSpacing(_GAP)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        for card in self.figures.cards():
            cards.addWidget(card, 1)
        column.addLayout(cards)
        column.addLayout(self._charts(), 1)
        lists = QHBoxLayout()
        lists.setSpacing(14)
        lists.addWidget(self.next, 1)
        lists.addWidget(self.attention, 1)
        column.addLayout(lists)
        return sheet

    def _charts(self) -> QHBoxLayout:
        months = n_("last {count} month", "last {count} months", MONTHS)
        growth = furniture.card(_("Members and interactions"), months)
        growth.body.addWidget(self.growth, 1)
        growth.body.addWidget(self.intake)
        kinds = furniture.card(_("Feedback by kind"), _("this month"))
        kinds.body.addWidget(self.kinds, 1)
        kinds.body.addWidget(self.no_kinds, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(growth, 3)
        row.addWidget(kinds, 2)
        return row

    def _scrolled(self, sheet: QWidget) -> QScrollArea:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(sheet)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: self._make_room(bar.width() if most else 0))
        return scroll

    def _make_room(self, width: int) -> None:
        """Keep the heading in line with the cards, which the scroll bar moves."""
        self._head.setContentsMargins(0, 0, _MARGIN + width, 0)

    def _empty(self) -> QWidget:
        self.add = furniture.button(_("Add the first member"), icon="plus", role="primary")
        self.add.clicked.connect(lambda: self._session.new_wanted.emit(Kind.MEMBER))
        bring = furniture.button(_("Import"), icon="upload", role="flat")
        bring.clicked.connect(lambda: self._offer_import(bring))
        return furniture.empty_state(
            "sprout",
            _("Your community begins here"),
            _(
                "Add the first member, or import the spreadsheet you already have."
                " Then this page shows how things stand and who needs you."
            ),
            furniture.row(self.add, bring),
        )

    def _offer_import(self, button: QWidget) -> None:
        from ui.dialogs.importing import import_menu  # the overview must not wait for it

        menu = import_menu(self._session, self, Kind.MEMBER)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
