"""What can be chosen of each paper: columns, labels, days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models import clock
from models.month import Month
from models.papers.birthdays import ahead, in_month
from models.papers.label_sheets import SHEETS, USUAL_SHEET, sheet_called
from models.papers.order import LABELLED, NAME, USUAL, Paper, PaperOrder
from models.papers.roster import PaperColumn, columns_for, groups_for
from models.vocabulary import Audience
from ui import furniture, list_keys
from ui.formats import month_text
from ui.paper.choosing import choice_box
from ui.preferences import Preferences
from ui.wording import _, n_

_WITHIN = Qt.ShortcutContext.WidgetShortcut
_NAME_ROLE = Qt.ItemDataRole.UserRole
_LISTED, _LABELS, _CELEBRATED, _NOTHING = range(4)
_PAGES = {Paper.ROSTER: _LISTED, Paper.LABELS: _LABELS, Paper.BIRTHDAYS: _CELEBRATED}
_DAYS = (30, 90)
_MONTHS = 12


class PaperOptions(QStackedWidget):
    """Signals:

    changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, title: str) -> None:
        super().__init__()
        self._preferences = preferences
        self._audience = Audience.FULL
        self.title = QLineEdit(title, maxLength=100)
        self.title.setPlaceholderText(_("Members"))
        self.group = choice_box(_("Group by"), [("", _("No groups"))])
        self.columns = _checklist(_("Columns"))
        self.blank = QLineEdit(maxLength=200)
        self.blank.setPlaceholderText(_("for example: Signature, Paid"))
        self.sheet = choice_box(
            _("Sheet of labels"), [(each.code, _(each.title)) for each in SHEETS]
        )
        self.start = furniture.number_box(1, USUAL_SHEET.count, 1)
        self.labelled = _checklist(_("On the label"))
        self.period = choice_box(_("Days"), _periods())
        self._lay_out()
        self._connect()

    def show_paper(self, paper: Paper, audience: Audience) -> None:
        """Offer what this paper asks for, and what this audience may see."""
        self.setCurrentIndex(_PAGES.get(paper, _NOTHING))
        if audience is not self._audience or not self.columns.count():
            self._audience = audience
            self._fill()

    def order(self, paper: Paper, language: str, audience: Audience) -> PaperOrder:
        first, last = self._days()
        return PaperOrder(
            paper,
            language,
            audience,
            _checked(self.labelled if paper is Paper.LABELS else self.columns),
            tuple(each.strip() for each in self.blank.text().replace("，", ",").split(",")
                  if each.strip()),
            str(self.group.currentData()),
            self.title.text().strip(),
            str(self.sheet.currentData()),
            self.start.value(),
            first,
            last,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.addWidget(_page(
            (_("Title of the list"), self.title), (_("Group by"), self.group),
            (_("Columns"), self.columns), (_("Empty columns to write in"), self.blank),
            note=_("Columns are printed in this order: Alt+↑ and Alt+↓ move them."),
        ))  # fmt: skip
        self.addWidget(_page(
            (_("Sheet of labels"), self.sheet), (_("First label still on the sheet"), self.start),
            (_("On the label"), self.labelled),
            note=_("Print in actual size, without fitting to the page."),
        ))  # fmt: skip
        self.addWidget(_page((_("Days"), self.period)))
        self.addWidget(QWidget())

    def _connect(self) -> None:
        for line in (self.title, self.blank):
            line.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.group, self.period):
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.sheet.currentIndexChanged.connect(lambda _place: self._change_sheet())
        self.start.valueChanged.connect(lambda _value: self.changed.emit())
        for listed, key in ((self.columns, _KEYS[0]), (self.labelled, _KEYS[1])):
            keep = partial(self._keep, listed, key)
            listed.itemChanged.connect(lambda _item, keep=keep: keep())
            for keys, step in ((list_keys.UP, -1), (list_keys.DOWN, 1)):
                pressed = QShortcut(QKeySequence(keys), listed, context=_WITHIN)
                pressed.activated.connect(partial(_move, listed, step, keep))

    def _keep(self, listed: QListWidget, key: str) -> None:
        """Remember the choice, and what another audience hides of it."""
        offered = {column.name for column in columns_for(self._audience)}
        hidden = [name for name in self._preferences.kept_names(key) if name not in offered]
        self._preferences.keep_names(key, [*_checked(listed), *hidden])
        self.changed.emit()

    def _change_sheet(self) -> None:
        sheet = sheet_called(str(self.sheet.currentData())) or USUAL_SHEET
        self.start.setMaximum(sheet.count)
        self.changed.emit()

    def _fill(self) -> None:
        offered = columns_for(self._audience)
        for listed, key, usual in (
            (self.columns, _KEYS[0], USUAL),
            (self.labelled, _KEYS[1], LABELLED),
        ):
            chosen = self._preferences.kept_names(key) or usual
            _fill_list(listed, offered, chosen)
        grouped = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(_("No groups"), "")
        for column in groups_for(self._audience):
            self.group.addItem(_heading(column), column.name)
        self.group.setCurrentIndex(max(self.group.findData(grouped), 0))
        self.group.blockSignals(False)

    def _days(self) -> tuple[date, date]:
        value = str(self.period.currentData())
        return ahead(int(value)) if value.isdecimal() else in_month(Month.parse(value))


_KEYS = ("paper-columns", "label-columns")


def _heading(column: PaperColumn) -> str:
    return column.title if column.own else _(column.title)


def _checklist(name: str) -> QListWidget:
    made = QListWidget()
    made.setProperty("role", "boxed")
    made.setSpacing(2)
    made.setAccessibleName(name)
    return made


def _fill_list(
    listed: QListWidget, columns: tuple[PaperColumn, ...], chosen: Sequence[str]
) -> None:
    """Offer the columns, those that are chosen above and in their order; the name always stands
    first on the paper."""
    places = {name: place for place, name in enumerate(chosen)}
    listed.blockSignals(True)
    listed.clear()
    for column in sorted(columns, key=lambda each: places.get(each.name, len(places))):
        if column.name == NAME:
            continue
        item = QListWidgetItem(_heading(column), listed)
        item.setData(_NAME_ROLE, column.name)
        state = Qt.CheckState.Checked if column.name in places else Qt.CheckState.Unchecked
        item.setCheckState(state)
    listed.blockSignals(False)


def _move(listed: QListWidget, step: int, keep: Callable[[], None]) -> None:
    """Move the current column up or down."""
    place = listed.currentRow()
    if place < 0 or not 0 <= place + step < listed.count():
        return
    listed.insertItem(place + step, listed.takeItem(place))
    listed.setCurrentRow(place + step)
    keep()


def _checked(listed: QListWidget) -> tuple[str, ...]:
    items = (listed.item(row) for row in range(listed.count()))
    chosen = (item.data(_NAME_ROLE) for item in items if item.checkState() == _CHECKED)
    return (NAME, *map(str, chosen))


_CHECKED = Qt.CheckState.Checked


def _periods() -> list[tuple[str, str]]:
    """Return what can be chosen: this month and those to come, then days from today on."""
    month = Month.of(clock.today())
    months = [month.back(-number) for number in range(_MONTHS)]
    days = [
        (str(each), n_("The next {count} day", "The next {count} days", each)) for each in _DAYS
    ]
    return [*((str(each), month_text(each)) for each in months), *days]


def _page(*rows: tuple[str, QWidget], note: str = "") -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(8)
    for words, widget in rows:
        label = furniture.label(words, "muted")
        label.setBuddy(widget)
        widget.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(widget, 1 if isinstance(widget, QListWidget) else 0)
    if note:
        column.addWidget(furniture.paragraph(note, "caption"))
    if not any(isinstance(widget, QListWidget) for _words, widget in rows):
        column.addStretch()
    return made
