"""The editors of what a field is compared with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from models import clock
from models.events.event import formats_in_use, load_event
from models.members.consent import purposes_in_use
from models.members.filter_fields import FilterField, Sort
from models.members.filters import Takes, Test, Visits, takes
from models.members.member import all_tags
from models.titles import names_of
from models.vocabulary import EventFormat, Kind, Purpose
from resources.i18n import N_
from ui.furniture import label, pill
from ui.members.filter_words import choice_titles, month_name
from ui.records.choices import offered
from ui.records.date_editors import DateEditor
from ui.records.editors import Editor, NumberEditor, OpenChoiceEditor, TextEditor, Unreadable
from ui.records.flow import FlowLayout
from ui.records.record_chooser import RecordChooser
from ui.records.tags_editor import TagsEditor
from ui.wording import _

USUAL_DAYS = 30
_MOST_DAYS = 36_500


def value_editor(field: FilterField, test: Test) -> Editor | None:
    """Return the editor of what a test compares with; None where it asks for nothing."""
    sort = takes(test)
    if sort is Takes.TEXT and field.sort is Sort.CONSENT:
        return OpenChoiceEditor(lambda: offered(Purpose, purposes_in_use()))
    if sort is Takes.TEXT and field.sort is Sort.MEMBER:
        return MemberEditor()
    if sort is Takes.WORDS:
        return TagsEditor(all_tags) if field.sort is Sort.TAGS else ChoicesEditor(field)
    made = _EDITORS.get(sort)
    return made() if made else None


def first_value(test: Test) -> Any:
    """Return what a fresh editor shows."""
    return {
        Takes.DAYS: USUAL_DAYS,
        Takes.YEARS: 18,
        Takes.DAY: clock.today(),
        Takes.MONTH: clock.today().month,
        Takes.VISITS: Visits(),
        Takes.NUMBER: Decimal(1),
        Takes.WORDS: (),
        Takes.TEXT: "",
    }.get(takes(test))


class ChoicesEditor(Editor):
    """Several of a closed set, each a pill to be pressed."""

    def __init__(self, field: FilterField) -> None:
        box = QWidget()
        super().__init__(box)
        flow = FlowLayout(box, 6)
        self._pills: dict[str, QPushButton] = {}
        for value, title in choice_titles(field).items():
            made = pill(title.replace("&", "&&"))
            made.clicked.connect(lambda _checked=False: self.changed.emit())
            flow.addWidget(made)
            self._pills[value] = made
        if self._pills:
            self.setFocusProxy(next(iter(self._pills.values())))
        else:
            flow.addWidget(label(_("There is nothing to choose from yet."), "caption"))

    def value(self) -> tuple[str, ...]:
        return tuple(value for value, made in self._pills.items() if made.isChecked())

    def set_value(self, value: Any, shown: str = "") -> None:
        for each, made in self._pills.items():
            made.setChecked(each in (value or ()))

    def name_for_readers(self, name: str) -> None:
        for made in self._pills.values():
            made.setAccessibleName(f"{name}: {made.text()}")


class MemberEditor(RecordChooser):
    """A member, given by the id in hex."""

    def __init__(self) -> None:
        super().__init__(Kind.MEMBER)

    def value(self) -> str:
        chosen = super().value()
        return chosen.hex() if chosen else ""

    def set_value(self, value: Any, shown: str = "") -> None:
        if isinstance(value, str):
            value = bytes.fromhex(value) if value else None
        super().set_value(value, shown or (names_of([value]).get(value, "") if value else ""))


class DecimalEditor(Editor):
    """A number, with decimals where there are some."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Decimal:
        try:
            number = Decimal(self._line.text().strip() or "0")
        except InvalidOperation as error:
            raise Unreadable(N_("Write a number, like 12 or 12.5.")) from error
        if not number.is_finite() or abs(number) >= 10**12:
            raise Unreadable(N_("This number is out of range."))
        return number

    def set_value(self, value: Any, shown: str = "") -> None:
        self._line.setText(f"{Decimal(value or 0).normalize():f}")


class WholeEditor(NumberEditor):
    """A whole number that cannot be missing, with a word behind it."""

    def __init__(self, unit: str) -> None:
        super().__init__(0, _MOST_DAYS)
        self.field.setFixedWidth(84)
        self._row.addWidget(label(_(unit), "muted"))
        self._row.addStretch(1)

    def value(self) -> int:
        return super().value() or 0


class MonthEditor(Editor):
    def __init__(self) -> None:
        self._box = QComboBox()
        super().__init__(self._box)
        self._box.addItems([month_name(month) for month in range(1, 13)])
        self._box.setMaxVisibleItems(12)
        self._box.activated.connect(lambda _index: self.changed.emit())

    def value(self) -> int:
        return self._box.currentIndex() + 1

    def set_value(self, value: Any, shown: str = "") -> None:
        self._box.setCurrentIndex(int(value or 1) - 1)


class VisitsEditor(Editor):
    """Which events are meant, and of which time."""

    _ONE, _LAST, _BETWEEN, _EVER = "one", "last", "between", "ever"

    def __init__(self) -> None:
        self._which = QComboBox()
        super().__init__(self._which)
        self._row.removeWidget(self._which)
        self._event = RecordChooser(Kind.EVENT, N_("Type the name of an event"))
        self._when = QComboBox()
        self._days = WholeEditor(N_("days"))
        self._since, self._until = (DateEditor(N_("Any day")) for _side in range(2))
        for title, data in ((_("any event"), ""), (_("one event:"), self._ONE)):
            self._which.addItem(title, data)
        for stored, shown in offered(EventFormat, formats_in_use()):
            self._which.addItem(_("{format} events", format=shown), f"format:{stored}")
        for title, data in ((N_("at any time"), self._EVER), (N_("in the last"), self._LAST),
                            (N_("between"), self._BETWEEN)):  # fmt: skip
            self._when.addItem(_(title), data)
        box = QWidget()
        flow = FlowLayout(box, 6)
        for widget in (self._which, self._event, self._when, self._days, self._between()):
            flow.addWidget(widget)
        self._event.setMinimumWidth(180)
        self._row.addWidget(box, 1)
        for combo in (self._which, self._when):
            combo.activated.connect(lambda _index: self._chosen())
        for editor in (self._event, self._days, self._since, self._until):
            editor.changed.connect(self.changed)

    def value(self) -> Visits:
        which, when = self._which.currentData(), self._when.currentData()
        event = self._event.value() if which == self._ONE else None
        if which == self._ONE and event is None:
            raise Unreadable(N_("Choose the event first."))
        return Visits(
            event,
            which.removeprefix("format:") if which.startswith("format:") else "",
            self._days.value() if when == self._LAST else None,
            self._since.value() if when == self._BETWEEN else None,
            self._until.value() if when == self._BETWEEN else None,
        )

    def set_value(self, value: Any, shown: str = "") -> None:
        visits = value or Visits()
        which = self._ONE if visits.event else f"format:{visits.format}" if visits.format else ""
        if self._which.findData(which) < 0:
            self._which.addItem(_("{format} events", format=visits.format), which)
        self._which.setCurrentIndex(self._which.findData(which))
        known = load_event(visits.event) if visits.event else None
        self._event.set_value(visits.event, known.title if known else "")
        fixed = visits.since is not None or visits.until is not None
        when = self._LAST if visits.days is not None else self._BETWEEN if fixed else self._EVER
        self._when.setCurrentIndex(self._when.findData(when))
        self._days.set_value(90 if visits.days is None else visits.days)
        self._since.set_value(visits.since)
        self._until.set_value(visits.until)
        self._show_sensible()

    def name_for_readers(self, name: str) -> None:
        super().name_for_readers(name)
        self._when.setAccessibleName(_("{name}: when", name=name))
        self._event.name_for_readers(_("Event"))
        self._days.name_for_readers(_("{name}: days", name=name))
        self._since.name_for_readers(_("{name}: first day", name=name))
        self._until.name_for_readers(_("{name}: last day", name=name))

    def _between(self) -> QWidget:
        self._both = QWidget()
        across = QHBoxLayout(self._both)
        across.setContentsMargins(0, 0, 0, 0)
        for editor in (self._since, label("–", "muted"), self._until):
            across.addWidget(editor)
        for editor in (self._since, self._until):
            editor.setFixedWidth(132)
        return self._both

    def _chosen(self) -> None:
        self._show_sensible()
        self.changed.emit()

    def _show_sensible(self) -> None:
        self._event.setVisible(self._which.currentData() == self._ONE)
        self._days.setVisible(self._when.currentData() == self._LAST)
        self._both.setVisible(self._when.currentData() == self._BETWEEN)
        self.updateGeometry()


_EDITORS: dict[Takes, Callable[[], Editor]] = {
    Takes.TEXT: TextEditor,
    Takes.DAY: DateEditor,
    Takes.DAYS: lambda: WholeEditor(N_("days")),
    Takes.YEARS: lambda: WholeEditor(N_("years")),
    Takes.MONTH: MonthEditor,
    Takes.NUMBER: DecimalEditor,
    Takes.VISITS: VisitsEditor,
}
