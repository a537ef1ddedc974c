"""Who hosted, spoke or helped at an event: noted as interactions, and thanked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QStackedWidget,
    QTableView,
    QWidget,
)

from models.errors import UserError
from models.events.event import EventValues
from models.members.contributions import (
    Contribution,
    Part,
    add_parts,
    contributions_of,
    erased_contributors,
    suggested_parts,
)
from models.members.interaction import remove_interactions
from models.members.thanks import thank
from models.vocabulary import InteractionSort, Kind
from resources.i18n import N_
from ui import asking, faults, furniture
from ui.events.after import words
from ui.formats import date_text, duration_text
from ui.records.choices import title_of
from ui.records.completion import CompletionLine
from ui.records.flow import FlowLayout
from ui.records.plain_rows import PlainRows, share_width, show_plainly
from ui.records.record_chooser import completing
from ui.session import Session
from ui.wording import _, n_

NAME, SORT, HOURS, THANKED = range(4)
_TITLES = (N_("Name"), N_("What they did"), N_("Time"), N_("Thanked"))
_WIDTHS = {SORT: 140, HOURS: 100, THANKED: 130}


class ContributionRows(PlainRows):
    def __init__(self) -> None:
        super().__init__(_TITLES)
        self.contributions: tuple[Contribution, ...] = ()

    def show(self, contributions: tuple[Contribution, ...]) -> None:
        self.beginResetModel()
        self.contributions = contributions
        self.endResetModel()

    def count(self) -> int:
        return len(self.contributions)

    def text(self, row: int, column: int) -> str:
        each = self.contributions[row]
        if column == NAME:
            return each.name
        if column == SORT:
            return title_of(InteractionSort, each.sort)
        if column == HOURS:
            return duration_text(each.minutes) if each.minutes else ""
        return date_text(each.thanked)


class ContributionTable(QTableView):
    """Signals:

    remove_wanted: Delete was pressed.
    """

    remove_wanted = Signal()

    def __init__(self, rows: ContributionRows) -> None:
        super().__init__()
        rows.setParent(self)
        self.setModel(rows)
        show_plainly(self, 34)
        share_width(self, _WIDTHS, NAME)
        self.setAccessibleName(_("Who made it possible"))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class ContributionsCard(furniture.Card):
    """A name and Enter notes what is chosen beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Who made it possible"))
        self._session = session
        self._event: EventValues | None = None
        self.rows = ContributionRows()
        self.table = ContributionTable(self.rows)
        self.line = CompletionLine(completing(Kind.MEMBER))
        self.sort = QComboBox()
        self.hours = QDoubleSpinBox(decimals=2, maximum=24, singleStep=0.5)
        self.thanks = furniture.button(_("Thank them, copy a text"), icon="heart-handshake")
        self.remove_button = furniture.button(_("Remove"), icon="trash-2", role="flat")
        self._suggestions = QWidget()
        self._flow = FlowLayout(self._suggestions, 8)
        self._rooms = QStackedWidget()
        self._build()
        self._connect()

    def show_event(self, event: EventValues) -> None:
        if self._event is None or self._event.id != event.id:
            self.line.clear()
        self._event = event
        row = self.table.currentIndex().row()
        self.rows.show(contributions_of(event.id))
        if self.rows.contributions:
            self.table.selectRow(min(max(row, 0), len(self.rows.contributions) - 1))
        self._rooms.setCurrentIndex(0 if self.rows.contributions else 1)
        gone = erased_contributors(event.id)
        more = n_("{count} more, erased for good", "{count} more, erased for good", gone)
        self.note.setText(more if gone else "")
        self._suggest(suggested_parts(event.id))
        self._show_buttons()

    def add(self, parts: Sequence[Part]) -> None:
        """Note what people did, as one action."""
        if self._event is None:
            return
        try:
            add_parts(self._event.id, parts)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._refresh()
        self.line.clear()
        self.line.setFocus()
        self._session.tell(
            n_("Noted what {count} person did.", "Noted what {count} people did.", len(parts)),
            undo=True,
        )

    def remove(self) -> None:
        chosen = self._chosen()
        if chosen:
            remove_interactions([each.id for each in chosen])
            self._refresh()
            told = n_("{count} line removed.", "{count} lines removed.", len(chosen))
            self._session.tell(told, undo=True)

    def thank(self) -> None:
        """Note that the chosen were thanked, or all who were not yet; copy a text that does it."""
        everybody = self.rows.contributions
        chosen = self._chosen()
        whom = chosen if len(chosen) > 1 else [each for each in everybody if not each.thanked]
        whom = whom or list(everybody)
        if self._event is None or not whom:
            return
        event = self._event
        members = list(dict.fromkeys(each.member for each in whom))
        try:
            thank(members, event.title, self._session.preferences.organizer)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        QApplication.clipboard().setText(words.thanks_message(event, whom))
        self._refresh()
        told = n_(
            "Noted: {count} person was thanked. A text for the group is copied.",
            "Noted: {count} people were thanked. A text for the group is copied.",
            len(members),
        )
        self._session.tell(told, undo=True)

    # Inside

    def _chosen(self) -> list[Contribution]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.rows.contributions[row] for row in rows]

    def _refresh(self) -> None:
        self._session.announce(Kind.MEMBER)
        if self._event is not None:
            self.show_event(self._event)

    def _pick(self, member: bytes, name: str) -> None:
        minutes = round(self.hours.value() * 60) or None
        self.add([Part(member, name, self.sort.currentData(), minutes)])
        self.hours.setValue(0)

    def _refuse(self, name: str) -> None:
        self._session.tell(_("Nobody is called “{name}”.", name=name))

    def _suggest(self, parts: tuple[Part, ...]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for part in parts:
            title = _("{deed}: {names}", deed=_(part.sort.title), names=part.name)
            made = furniture.button(title, icon="plus", role="flat")
            made.clicked.connect(partial(self.add, [part]))
            self._flow.addWidget(made)
        self._suggestions.setVisible(bool(parts))

    def _show_buttons(self) -> None:
        self.remove_button.setEnabled(bool(self._chosen()))
        self.thanks.setEnabled(bool(self.rows.contributions))

    def _build(self) -> None:
        self.line.setPlaceholderText(_("Type a name, pinyin or initials, then Enter"))
        self.line.setAccessibleName(_("Who did something"))
        self.line.setFixedWidth(310)
        for sort in InteractionSort:
            self.sort.addItem(_(sort.title), sort)
        self.sort.setCurrentIndex(self.sort.findData(InteractionSort.HELPED))
        self.sort.setAccessibleName(_("What they did"))
        furniture.inset_number(self.hours)
        self.hours.setSpecialValueText(_("hours"))
        self.hours.setSuffix(f" {_('hours')}")
        self.hours.setAccessibleName(_("Hours, where somebody counts them"))
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        for each in (self.line, self.sort, self.hours, self.remove_button, self.thanks):
            flow.addWidget(each)
        self._rooms.addWidget(self.table)
        hint = _("Whoever hosted, spoke or helped is noted here. It counts for their class.")
        self._rooms.addWidget(furniture.paragraph(hint))
        for widget in (flowing, self._suggestions):
            self.body.addWidget(widget)
        self.body.addWidget(self._rooms, 1)

    def _connect(self) -> None:
        self.line.picked.connect(self._pick)
        self.line.refused.connect(self._refuse)
        self.remove_button.clicked.connect(self.remove)
        self.thanks.clicked.connect(self.thank)
        self.table.remove_wanted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._show_buttons())
